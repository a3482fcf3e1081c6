import { Input } from 'antd';
import { type ReactNode, useState } from 'react';
import type { TicketRow } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { Name } from '../../../parts/names.tsx';
import { words } from '../parts/messages.ts';
import { messages } from './messages.ts';
import { useChange } from './use-ticket.ts';

/** Tags and watchers; changed at once. */
export function TagLine({ ticket }: { readonly ticket: TicketRow }): ReactNode {
  const text = useText(messages);
  const word = useText(words);
  const [change] = useChange(ticket);
  const [tag, setTag] = useState('');
  const { version } = ticket;
  const closed = ticket.state === 'closed';
  const add = async (): Promise<void> => {
    if (tag.trim() !== '' && (await change('update', { version, addTags: [tag.trim()] }))) setTag('');
  };
  return (
    <>
      <h3>{word('tags')}</h3>
      <div className="ticket-tags">
        {ticket.tags.map((one) => (
          <span key={one} className="list-tag">
            <Name of={one} />
            {!closed && <button type="button" aria-label={text('removeTag', { tag: one })} onClick={() => void change('update', { version, removeTags: [one] })}>×</button>}
          </span>
        ))}
        {!closed && <Input size="small" className="ticket-add-tag" aria-label={text('addTag')} placeholder={text('addTag')} maxLength={60} value={tag} onChange={(event) => setTag(event.target.value)} onPressEnter={() => void add()} />}
      </div>
      {ticket.watchers.length > 0 && <><h3>{text('watchers')}</h3><div className="ticket-tags">{ticket.watchers.map((one) => <span key={one} className="list-tag"><Name of={one} /></span>)}</div></>}
    </>
  );
}
