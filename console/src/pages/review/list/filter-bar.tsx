import { Button, Input, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { ReviewChoices } from '#contract';
import { get } from '../../../api/client.ts';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { useKeys } from '../../../keys/keys.ts';
import { useSettings } from '../../../settings/settings.ts';
import { formatMoment } from '../../../time/format.ts';
import { messages } from '../messages.ts';
import type { FilterName, Filters } from './filters.ts';

const PAUSE_MS = 350;
const STATUSES = ['none', 'draft', 'published', 'disputed', 'arbitration', 'final', 'acknowledged'] as const;

interface Props {
  readonly filters: Filters;
  readonly set: (name: FilterName, value: string | undefined) => void;
  readonly clear: () => void;
}

/** Search and filters; each filter that is set looks like a chip and can be taken away. */
export function FilterBar({ filters, set, clear }: Props): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const choices = useQuery({ queryKey: ['review-choices'], queryFn: ({ signal }) => get<ReviewChoices>('/api/review/choices', { signal }), staleTime: 600_000 });
  const { agents = [], queues = [], rules = [], tags = [] } = choices.data ?? {};
  const { language } = useSettings();
  const chips: readonly { readonly name: 'agent' | 'queue' | 'rule' | 'tag' | 'status'; readonly options: readonly { readonly value: string; readonly label: string }[] }[] = [
    { name: 'agent', options: agents.map(({ id, name }) => ({ value: id, label: name })) },
    { name: 'queue', options: queues.map(({ id, name }) => ({ value: id, label: name })) },
    { name: 'rule', options: rules.map(({ id, title }) => ({ value: id, label: own(title) })) },
    ...(tags.length > 0 || filters.tag !== undefined ? [{ name: 'tag' as const, options: [...new Set([...tags, ...(filters.tag === undefined ? [] : [filters.tag])])].map((tag) => ({ value: tag, label: tag })) }] : []),
    { name: 'status', options: STATUSES.map((id) => ({ value: id, label: text(id) })) },
  ];
  return (
    <div className="review-filters" role="search" aria-label={text('filters')}>
      <SearchField value={filters.text ?? ''} set={(value) => set('text', value)} />
      {chips.map(({ name, options }) => (
        <Select
          key={name}
          className={`review-filter${filters[name] === undefined ? '' : ' set'}`}
          aria-label={text(name)}
          placeholder={text(name)}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={filters[name] ?? null}
          options={[...options]}
          popupMatchSelectWidth={false}
          onChange={(value: string | null | undefined) => set(name, value ?? undefined)}
        />
      ))}
      {(['from', 'until'] as const).map((name) => (
        <input key={name} type="date" className={`review-day${filters[name] === undefined ? '' : ' set'}`} aria-label={text(name)} title={text(name)} value={filters[name] ?? ''} onChange={(event) => set(name, event.target.value)} />
      ))}
      {(['since', 'before'] as const).map((name) => {
        const at = Number(filters[name]);
        return filters[name] !== undefined && Number.isFinite(at) && <Button key={name} className="review-filter set" aria-label={text('withoutMoment', { moment: text(name, { time: formatMoment(at, language) }) })} onClick={() => set(name, undefined)}>{text(name, { time: formatMoment(at, language) })} ×</Button>;
      })}
      {Object.keys(filters).length > 0 && <Button type="link" onClick={clear}>{text('clear')}</Button>}
    </div>
  );
}

function SearchField({ value, set }: { readonly value: string; readonly set: (value: string) => void }): ReactNode {
  const text = useText(messages);
  const [words, setWords] = useState(value);
  const timer = useRef(0);
  // The address changed: by our own hand (typing may have gone on), or by going back, clearing, a link.
  const [seen, setSeen] = useState(value);
  const [sent, setSent] = useState(value);
  if (value !== seen) {
    setSeen(value);
    if (value !== sent) setWords(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  useKeys(text('title'), [{ key: '/', does: text('keySearch'), run: () => document.getElementById('review-search')?.focus() }]);
  return (
    <Input
      id="review-search"
      type="search"
      allowClear
      className="review-search"
      value={words}
      maxLength={200}
      placeholder={text('search')}
      aria-label={text('searchHint')}
      title={text('searchHint')}
      onChange={(event) => {
        const next = event.target.value;
        setWords(next);
        clearTimeout(timer.current);
        timer.current = window.setTimeout(() => {
          setSent(next.trim());
          set(next);
        }, PAUSE_MS);
      }}
    />
  );
}
