import { Input, Segmented } from 'antd';
import { type ReactNode, useState } from 'react';
import type { ReviewChoices } from '#contract';
import { useOwn, useText } from '../../i18n/use-text.ts';
import { OneFilter } from '../../parts/list/one-filter.tsx';
import type { AddressChange } from '../../parts/list/use-address.ts';
import { type Asked, DAYS } from './asked.ts';
import { messages } from './messages.ts';

interface Props {
  readonly asked: Asked;
  readonly search: URLSearchParams;
  readonly choices: ReviewChoices | undefined;
  readonly change: (next: AddressChange, step?: boolean) => void;
}

/** When in the conversation something is said. */
const PARTS = [
  { id: 'firstMinute', span: { atUntil: '60' } },
  { id: 'toThree', span: { atFrom: '60', atUntil: '180' } },
  { id: 'toTen', span: { atFrom: '180', atUntil: '600' } },
  { id: 'afterTen', span: { atFrom: '600' } },
] as const satisfies readonly { readonly id: string; readonly span: AddressChange }[];

function partOf(search: URLSearchParams): string | undefined {
  const [from, until] = [search.get('atFrom') ?? undefined, search.get('atUntil') ?? undefined];
  return PARTS.find(({ span }: { readonly span: AddressChange }) => (from ?? until) !== undefined && span['atFrom'] === from && span['atUntil'] === until)?.id;
}

/** Search in what was said, and what narrows figures and calls. */
export function MiningBar({ asked, search, choices, change }: Props): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const inAddress = search.get('text') ?? '';
  const [words, setWords] = useState(inAddress);
  const [seen, setSeen] = useState(inAddress);
  if (inAddress !== seen) {
    setSeen(inAddress);
    setWords(inAddress);
  }
  const { agents = [], queues = [], rules = [] } = choices ?? {};
  const chosen = (name: string) => search.get(name) ?? undefined;
  return (
    <div className="list-bar" role="search" aria-label={text('search')}>
      <Input.Search className="mining-search" value={words} maxLength={200} placeholder={text('search')} aria-label={text('search')} title={text('searchHint')} onChange={(event) => setWords(event.target.value)} onSearch={(value) => change({ text: value.trim() }, true)} />
      <OneFilter label={text('speaker')} value={chosen('speaker')} options={(['caller', 'agent'] as const).map((id) => ({ id, name: text(id) }))} choose={(id) => change({ speaker: id }, true)} />
      <OneFilter label={text('inCall')} value={partOf(search)} options={PARTS.map(({ id }) => ({ id, name: text(id) }))} choose={(id) => change({ atFrom: undefined, atUntil: undefined, ...PARTS.find((part) => part.id === id)?.span }, true)} />
      <OneFilter label={text('queue')} value={asked.queue} options={queues} choose={(id) => change({ queue: id })} />
      <OneFilter label={text('agent')} value={asked.agent} options={agents} choose={(id) => change({ agent: id })} />
      <OneFilter label={text('rule')} value={chosen('rule')} options={rules.map(({ id, title }) => ({ id, name: own(title) }))} choose={(id) => change({ rule: id }, true)} />
      <Segmented aria-label={text('period')} value={asked.days} options={DAYS.map((value) => ({ value, label: value === 'all' ? text('allDays') : text('days', { count: Number(value) }) }))} onChange={(value) => change({ days: value === DAYS[0] ? undefined : value, from: undefined, until: undefined, fromDay: undefined, untilDay: undefined })} />
      {(['fromDay', 'untilDay'] as const).map((name) => <input key={name} type="date" className="list-day" aria-label={text(name)} title={text(name)} value={search.get(name) ?? ''} onChange={(event) => change({ [name]: event.target.value, from: undefined, until: undefined })} />)}
    </div>
  );
}
