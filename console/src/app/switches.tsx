import { Button } from 'antd';
import type { ReactNode } from 'react';
import { messages } from '../i18n/messages.ts';
import { useText } from '../i18n/use-text.ts';
import { chooseLanguage, chooseTheme, useSettings } from '../settings/settings.ts';

/** Language and theme: each button names what it switches to. */
export function Switches(): ReactNode {
  const text = useText(messages);
  const { language, theme } = useSettings();
  const themeLabel = theme === 'light' ? text('toDark') : text('toLight');
  return (
    <span>
      <Button type="text" lang={language === 'zh' ? 'en' : 'zh-CN'} onClick={() => chooseLanguage(language === 'zh' ? 'en' : 'zh')}>
        {text('otherLanguage')}
      </Button>
      <Button type="text" aria-label={themeLabel} title={themeLabel} onClick={() => chooseTheme(theme === 'light' ? 'dark' : 'light')}>
        <span aria-hidden="true">{theme === 'light' ? '☾' : '☀'}</span>
      </Button>
    </span>
  );
}
