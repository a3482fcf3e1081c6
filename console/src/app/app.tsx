import { App as AntdApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { BrowserRouter } from 'react-router';
import { queries } from '../api/queries.ts';
import { KeyMap } from '../keys/key-map.tsx';
import { onLiveReturn } from '../live/live-client.ts';
import { keepChoices } from '../session/keep-choices.ts';
import { SignInDialog } from '../session/sign-in-dialog.tsx';
import { useSettings } from '../settings/settings.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Pages } from './pages.tsx';
import { colours, themeOf } from './theme.ts';
import { useStill } from './use-still.ts';

export function App(): ReactNode {
  const { language, theme } = useSettings();
  const still = useStill();
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  useEffect(() => {
    const { style, dataset } = document.documentElement;
    dataset['theme'] = theme;
    style.colorScheme = theme;
    for (const [name, value] of Object.entries(colours[theme])) style.setProperty(`--hw-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value);
  }, [theme]);
  useEffect(() => keepChoices(), []);
  useEffect(() => onLiveReturn(() => void queries.invalidateQueries()), []);
  return (
    <ConfigProvider locale={language === 'zh' ? zhCN : enUS} theme={themeOf(theme, still)} button={{ autoInsertSpace: false }}>
      <AntdApp style={{ height: '100%' }}>
        <QueryClientProvider client={queries}>
          <BrowserRouter>
            <ErrorBoundary>
              <Pages />
            </ErrorBoundary>
            <SignInDialog />
            <KeyMap />
          </BrowserRouter>
        </QueryClientProvider>
      </AntdApp>
    </ConfigProvider>
  );
}
