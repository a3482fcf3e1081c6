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
      <OneFilter label={text('queue')} value={asked.queue} options={queues} choose={(id) => change({ queue: id })} />
      <OneFilter label={text('agent')} value={asked.agent} options={agents} choose={(id) => change({ agent: id })} />
      <OneFilter label={text('rule')} value={chosen('rule')} options={rules.map(({ id, title }) => ({ id, name: own(title) }))} choose={(id) => change({ rule: id }, true)} />
      <Segmented aria-label={text('period')} value={asked.days} options={DAYS.map((value) => ({ value, label: value === 'all' ? text('allDays') : text('days', { count: Number(value) }) }))} onChange={(value) => change({ days: value === DAYS[0] ? undefined : value, from: undefined, until: undefined })} />
    </div>
  );
}
