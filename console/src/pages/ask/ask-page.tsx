import { type ReactNode, useEffect, useState } from 'react';
import type { TicketTemplateRow } from '#contract';
import { get, post } from '../../api/client.ts';
import { ApiFault, messageOf } from '../../api/fault.ts';
import { useOwn, useText } from '../../i18n/use-text.ts';
import { chooseLanguage, useSettings } from '../../settings/settings.ts';
import './ask.css';
import { AskField } from './ask-field.tsx';
import { messages } from './messages.ts';
import { workOn } from './sha256.ts';

interface Form {
  readonly company: string;
  readonly templates: readonly TicketTemplateRow[];
  readonly challenge: string;
  readonly bits: number;
}

/** `/ask`: a visitor without an account writes a ticket. The page may stand in a frame of the company's own site. */
export function AskPage(): ReactNode {
  const text = useText(messages);
  const { language, theme } = useSettings();
  const [form, setForm] = useState<Form | 'off'>();
  const [number, setNumber] = useState<string>();
  const open = (): void => {
    setNumber(undefined);
    get<Form>('/api/ticket-form', { open: true }).then(setForm, () => setForm('off'));
  };
  useEffect(open, []);
  const company = form === undefined || form === 'off' ? '' : form.company;
  useEffect(() => {
    document.title = company === '' ? text('title') : `${text('title')} · ${company}`;
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [company, text, language]);
  return (
    <div className={`ask ${theme}`}>
      <header><button type="button" className="ask-language" lang={language === 'zh' ? 'en' : 'zh-CN'} onClick={() => chooseLanguage(language === 'zh' ? 'en' : 'zh')}>{text('otherLanguage')}</button></header>
      <main>
        {company !== '' && <p className="ask-company"><bdi>{company}</bdi></p>}
        <h1>{text('title')}</h1>
        {form === 'off' && <p role="alert">{text('off')}</p>}
        {number !== undefined && <div role="status" className="ask-done"><h2>{text('done')}</h2><p>{text('doneNumber', { number })}</p><button type="button" onClick={open}>{text('another')}</button></div>}
        {form !== undefined && form !== 'off' && number === undefined && <AskForm key={form.challenge} form={form} done={setNumber} />}
      </main>
    </div>
  );
}

function AskForm({ form, done }: { readonly form: Form; readonly done: (number: string) => void }): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const [template, setTemplate] = useState(form.templates[0]?.id ?? '');
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const { send, wrong, failed, sending } = useSend(form, done);
  const fields = form.templates.find(({ id }) => id === template)?.fields ?? [];
  const put = (id: string) => (value: string) => setValues((now) => ({ ...now, [id]: value }));
  const plain = (id: 'name' | 'number' | 'email', type: string) => <AskField id={id} name={text(id)} type={type} value={values[`own.${id}`] ?? ''} wrong={wrong[id]} change={put(`own.${id}`)} />;
  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); void send(template, values, fields.map(({ id }) => id)); }}>
      <label htmlFor="ask-kind">{text('kind')}</label>
      <select id="ask-kind" value={template} onChange={(event) => setTemplate(event.target.value)}>
        {form.templates.map((each) => <option key={each.id} value={each.id}>{own(each)}</option>)}
      </select>
      <AskField id="subject" name={text('subject')} required value={values['own.subject'] ?? ''} wrong={wrong['subject']} change={put('own.subject')} />
      <AskField id="text" name={text('text')} lines value={values['own.text'] ?? ''} wrong={wrong['text']} change={put('own.text')} />
      {fields.map((field) => <AskField key={field.id} id={`field-${field.id}`} name={own(field)} field={field} required={field.required} value={values[field.id] ?? ''} wrong={wrong[field.id]} change={put(field.id)} />)}
      {plain('name', 'text')}
      {plain('number', 'tel')}
      {plain('email', 'email')}
      <div className="ask-trap" aria-hidden="true">
        <label htmlFor="ask-website">{text('trap')}</label>
        <input id="ask-website" name="website" tabIndex={-1} autoComplete="off" value={values['own.website'] ?? ''} onChange={(event) => put('own.website')(event.target.value)} />
      </div>
      {failed !== undefined && <p role="alert" className="ask-wrong">{text('failed', { why: failed })}</p>}
      <button type="submit" disabled={sending}>{text(sending ? 'working' : 'send')}</button>
    </form>
  );
}

/** Does the work, sends, and tells what is wrong at its field. */
function useSend({ challenge, bits }: Form, done: (number: string) => void) {
  const own = useOwn();
  const { language } = useSettings();
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const [failed, setFailed] = useState<string>();
  const [sending, setSending] = useState(false);
  const send = async (template: string, values: Readonly<Record<string, string>>, ids: readonly string[]): Promise<void> => {
    setSending(true);
    setFailed(undefined);
    setWrong({});
    const said = (key: string): string => values[`own.${key}`] ?? '';
    const fields = Object.fromEntries(ids.flatMap((id) => ((values[id] ?? '').trim() === '' ? [] : [[id, values[id] ?? '']])));
    try {
      const answer = await workOn(challenge, bits);
      const { number } = await post<{ number: string }>('/api/ticket-form', { template, subject: said('subject'), text: said('text'), fields, name: said('name'), number: said('number'), email: said('email'), website: said('website'), language, challenge, answer }, { open: true });
      done(number);
    } catch (error) {
      if (error instanceof ApiFault && error.problems.length > 0) setWrong(Object.fromEntries(error.problems.map((each) => [each.field, own(each)])));
      else setFailed(messageOf(error));
    } finally {
      setSending(false);
    }
  };
  return { send, wrong, failed, sending };
}
