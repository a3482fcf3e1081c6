import { App, Button, Dropdown, Input, Segmented } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import type { TicketFileRow, TicketRow, TicketStateName } from '#contract';
import { get, post } from '../../../api/client.ts';
import { messageOf } from '../../../api/fault.ts';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { useKeys } from '../../../keys/keys.ts';
import { PaperClip } from '../parts/marks.tsx';
import { problemsOf } from '../parts/problems.ts';
import { useDrop } from '../parts/use-drop.ts';
import { useTemplates } from '../parts/use-templates.ts';
import { words } from '../parts/messages.ts';
import { sizeOf } from './file-list.tsx';
import { MacroMenu } from './macro-menu.tsx';
import { messages } from './messages.ts';
import { unsentText, useUnsent } from './unsent.ts';

type Kind = 'reply' | 'note';

/** What is written: to the customer, or among colleagues. It stays when the page is left. */
export function Composer({ ticket }: { readonly ticket: TicketRow }): ReactNode {
  const text = useText(messages);
  const word = useText(words);
  const closed = ticket.state === 'closed';
  const [chosen, setKind] = useState<Kind>('reply');
  const kind = closed ? 'note' : chosen;
  const [typed, setTyped] = useUnsent(`${ticket.id} ${kind}`);
  const [files, setFiles] = useState<readonly File[]>([]);
  const box = useRef<HTMLTextAreaElement>(null);
  const { moves } = useTemplates();
  const take = useTake(setFiles);
  const area = useDrop<HTMLElement>({ takes: true, drop: (data) => take([...data.files]) });
  const { send, sending } = useSend(ticket, { kind, typed, files, done: () => { setTyped(''); setFiles([]); } });
  const write = (next: Kind) => (): void => {
    setKind(next);
    box.current?.focus();
  };
  useKeys(text('timeline'), [
    { key: 'r', does: text('keyReply'), run: write('reply') },
    { key: 'm', does: text('keyNote'), run: write('note') },
    { key: 'Ctrl+Enter', does: text('keySend'), run: typed.trim() === '' ? undefined : () => void send(), inFields: true },
  ]);
  const items = moves[ticket.state].filter((to) => to !== 'closed').map((to) => ({ key: to, label: word(to), onClick: () => void send(to) }));
  return (
    <section className={`ticket-composer ${kind}`} aria-label={text(kind)} ref={area}>
      <div className="ticket-composer-head">
        <Segmented size="small" aria-label={text('reply')} value={kind} disabled={closed} options={(['reply', 'note'] as const).map((value) => ({ value, label: text(value) }))} onChange={setKind} />
        {closed && <span className="quiet">{text('closedHint')}</span>}
        <span className="grow" />
        <MacroMenu ticket={ticket} insert={(words_) => setTyped(unsentText(typed, words_))} />
        <FileButton take={take} />
      </div>
      <Input.TextArea ref={(area) => { box.current = area?.resizableTextArea?.textArea ?? null; }} aria-label={text(kind)} placeholder={text(kind === 'reply' ? 'replyPlace' : 'notePlace')} autoSize={{ minRows: 3, maxRows: 14 }} maxLength={20_000} value={typed} onChange={(event) => setTyped(event.target.value)} onPaste={(event) => { if (event.clipboardData.files.length > 0) take([...event.clipboardData.files]); }} />
      <Chosen files={files} set={setFiles} />
      <div className="ticket-composer-foot">
        <Button type="primary" loading={sending} disabled={typed.trim() === ''} onClick={() => void send()}>{text(kind === 'reply' ? 'send' : 'keep')}</Button>
        {kind === 'reply' && items.length > 0 && (
          <Dropdown trigger={['click']} disabled={typed.trim() === '' || sending} menu={{ items }}>
            <Button disabled={typed.trim() === '' || sending}>{text('sendAnd')} ▾</Button>
          </Dropdown>
        )}
      </div>
    </section>
  );
}

function Chosen({ files, set }: { readonly files: readonly File[]; readonly set: (change: (files: readonly File[]) => readonly File[]) => void }): ReactNode {
  const text = useText(messages);
  if (files.length === 0) return null;
  return (
    <ul className="ticket-chosen">
      {files.map((file) => <li key={`${file.name} ${file.size}`}><bdi>{file.name}</bdi> <span className="quiet figures">{sizeOf(file.size)}</span> <button type="button" aria-label={text('takeOff', { name: file.name })} onClick={() => set((now) => now.filter((each) => each !== file))}>×</button></li>)}
    </ul>
  );
}

function FileButton({ take }: { readonly take: (files: readonly File[]) => void }): ReactNode {
  const text = useText(messages);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input ref={input} type="file" multiple hidden aria-label={text('attach')} onChange={(event) => { take([...(event.target.files ?? [])]); event.target.value = ''; }} />
      <Button size="small" onClick={() => input.current?.click()}><PaperClip /> {text('attach')}</Button>
    </>
  );
}

type Take = (files: readonly File[]) => void;

interface Limits {
  readonly mostBytes: number;
  readonly endings: readonly string[];
}

/** Takes what the server would take; says why not otherwise, before anything is sent. */
function useTake(set: (change: (files: readonly File[]) => readonly File[]) => void): Take {
  const text = useText(messages);
  const { message } = App.useApp();
  const { data } = useQuery({ queryKey: ['ticket-files'], queryFn: ({ signal }) => get<Limits>('/api/ticket-files', { signal }), staleTime: 300_000 });
  return (files) => {
    const good = files.filter((file) => {
      const tooLarge = data !== undefined && file.size > data.mostBytes;
      const badType = data !== undefined && !data.endings.includes(/\.([A-Za-z0-9]{1,10})$/.exec(file.name)?.[1]?.toLowerCase() ?? '');
      if (tooLarge) message.error(text('tooLarge', { name: file.name, most: Math.round(data.mostBytes / 1_048_576) }));
      else if (badType) message.error(text('badType', { name: file.name }));
      return !tooLarge && !badType;
    });
    if (good.length > 0) set((now) => [...now, ...good]);
  };
}

interface Sent {
  readonly kind: Kind;
  readonly typed: string;
  readonly files: readonly File[];
  readonly done: () => void;
}

/** Files first, then the words that name them, then the state; what was sent once is not sent twice. */
function useSend(ticket: TicketRow, { kind, typed, files, done }: Sent) {
  const queries = useQueryClient();
  const own = useOwn();
  const { message } = App.useApp();
  const [sending, setSending] = useState(false);
  const attempt = useRef<{ readonly of: string; readonly key: string }>(undefined);
  const send = async (to?: TicketStateName): Promise<void> => {
    if (typed.trim() === '' || sending) return;
    setSending(true);
    const of = `${kind} ${typed} ${files.length}`;
    attempt.current = attempt.current?.of === of ? attempt.current : { of, key: crypto.randomUUID() };
    try {
      const ids: string[] = [];
      for (const file of files) ids.push((await post<{ file: TicketFileRow }>(`/api/tickets/${ticket.id}/files?name=${encodeURIComponent(file.name)}`, file)).file.id);
      let now = await post<TicketRow>(`/api/tickets/${ticket.id}/${kind}`, { text: typed.trim(), ...(ids.length === 0 ? {} : { files: ids }) }, { key: attempt.current.key });
      attempt.current = undefined;
      done();
      queries.setQueryData(['tickets', 'one', ticket.id], now);
      if (to && to !== now.state) now = await post<TicketRow>(`/api/tickets/${ticket.id}/move`, { version: now.version, to });
      queries.setQueryData(['tickets', 'one', ticket.id], now);
    } catch (error) {
      const problems = problemsOf(error);
      message.error(problems ? problems.map(own).join(' · ') : messageOf(error));
    } finally {
      setSending(false);
    }
  };
  return { send, sending };
}
