import { type ReactNode, useEffect, useState } from 'react';
import type { Welcome } from '#contract';
import { get } from '../../api/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { chooseLanguage, useSettings } from '../../settings/settings.ts';
import './call-us.css';
import { CallStage } from './call-stage.tsx';
import { messages } from './messages.ts';
import { useVisit } from './use-visit.ts';

/** `/call`: a visitor without an account calls the company from the browser. */
export function CallUsPage(): ReactNode {
  const text = useText(messages);
  const { language, theme } = useSettings();
  const company = useCompany();
  const control = useVisit();
  const name = company?.company ?? '';
  const busy = control.visit.kind === 'talking' || control.visit.kind === 'connecting';
  useEffect(() => {
    document.title = name === '' ? text('title') : `${text('title')} · ${name}`;
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [name, text, language]);
  useAskBeforeLeaving(busy);
  return (
    <div className={`call-us ${theme}`}>
      <header>
        <button type="button" className="quiet" lang={language === 'zh' ? 'en' : 'zh-CN'} onClick={() => chooseLanguage(language === 'zh' ? 'en' : 'zh')}>
          {text('otherLanguage')}
        </button>
      </header>
      <main>
        <h1>{name === '' ? text('title') : name}</h1>
        <CallStage company={name} open={company === undefined || company.callUs !== undefined} httpsPort={company?.httpsPort} control={control} />
      </main>
    </div>
  );
}

/** Undefined until the server told it; the button works without. */
function useCompany(): Welcome | undefined {
  const [welcome, setWelcome] = useState<Welcome>();
  useEffect(() => {
    const stop = new AbortController();
    get<Welcome>('/api/welcome', { open: true, signal: stop.signal }).then(setWelcome, () => undefined);
    return () => stop.abort();
  }, []);
  return welcome;
}

function useAskBeforeLeaving(busy: boolean): void {
  useEffect(() => {
    if (!busy) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [busy]);
}
