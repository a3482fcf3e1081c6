import { Segmented, Select } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { OneFilter } from '../../../parts/list/one-filter.tsx';
import type { Named } from '../../../parts/list/queue-names.ts';
import { queryOf, useAddress } from '../../../parts/list/use-address.ts';
import { messages } from '../messages.ts';
import { type Asked, MOST_DAYS, spanOf } from '../model/asked.ts';
import { dayOf, daysAfter, daysBetween, isDay } from '../model/zone-days.ts';
import { useTeams } from './use-teams.ts';

interface Props {
  readonly asked: Asked;
  readonly zone: string;
  readonly now: number;
  /** Queues or agents to choose from. */
  readonly named: readonly Named[];
}

/** From and until, days from today. */
const SPANS = { today: [0, 0], yesterday: [-1, -1], week: [-6, 0], month: [-29, 0] } as const;
const NAMES = ['today', 'yesterday', 'week', 'month'] as const;
type Span = (typeof NAMES)[number];

/** What the report is about: days, queue or agent, team, and how it is divided. */
export function FilterBar({ asked, zone, now, named }: Props): ReactNode {
  const text = useText(messages);
  const [, change] = useAddress();
  const teams = useTeams();
  const { view, by, interval, from, until, id, team } = asked;
  const today = dayOf(now, zone);
  const span = NAMES.find((name) => daysAfter(today, SPANS[name][0]) === from && daysAfter(today, SPANS[name][1]) === until);
  const one = view === 'queues' ? 'oneQueue' : 'oneAgent';
  return (
    <div className="list-bar" role="search" aria-label={text('filters')}>
      <Select
        className="list-filter"
        aria-label={text('range')}
        placeholder={text('range')}
        value={span ?? null}
        options={NAMES.map((name) => ({ value: name, label: text(name) }))}
        popupMatchSelectWidth={false}
        onChange={(name: Span | null) => name && change({ from: daysAfter(today, SPANS[name][0]), until: daysAfter(today, SPANS[name][1]), interval: undefined })}
      />
      {(['from', 'until'] as const).map((name) => (
        <input
          key={name}
          type="date"
          className="list-day"
          aria-label={text(name)}
          title={text(name)}
          value={asked[name]}
          max={today}
          onChange={({ target: { value } }) => isDay(value) && change(name === 'from' ? { from: value, until: value > until ? value : until } : { from: from > value ? value : from, until: value })}
        />
      ))}
      <OneFilter label={text(view === 'queues' ? 'queue' : 'agent')} value={id} options={named} choose={(value) => change({ id: value })} />
      {(teams.length > 1 || team !== undefined) && <OneFilter label={text('team')} value={team} options={teams} choose={(value) => change({ team: value })} />}
      <Segmented value={by} aria-label={text('rows')} options={[{ value: 'one', label: text(one) }, { value: 'time', label: text('oneTime') }]} onChange={(value) => change({ by: value === 'one' ? undefined : value })} />
      {by === 'time' && (
        <Segmented
          value={interval}
          aria-label={text('interval')}
          options={[{ value: 'quarter', label: text('quarter'), disabled: daysBetween(from, until) > MOST_DAYS.quarter }, { value: 'day', label: text('day') }]}
          onChange={(value) => change({ interval: value })}
        />
      )}
      <span className="grow" />
      <a href={`/api/statistics/${view}?${queryOf({ ...spanOf(asked, zone), interval, id, team, format: 'csv' })}`} download>{text('csv')}</a>
    </div>
  );
}
