import type { ReactNode } from 'react';
import type { AgentStateName } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { useKeys } from '../../../keys/keys.ts';
import { useSettings } from '../../../settings/settings.ts';
import { formatCount, formatDuration, formatShare } from '../../../time/format.ts';
import { useNow } from '../../../time/use-now.ts';
import { messages } from '../messages.ts';
import type { Opened } from '../model/contacts.ts';
import { type Figures, longestTrouble } from '../model/figures.ts';
import { serviceTrouble, type Trouble } from '../model/trouble.ts';
import { useOpening } from '../opening.ts';
import { TroubleMark } from '../tables/live-table.tsx';

interface Tile {
  readonly id: string;
  readonly title: string;
  readonly value: string;
  readonly note: string;
  readonly trouble: Trouble;
  readonly opens: Opened;
}

const TALKING: readonly AgentStateName[] = ['busy', 'offered'];
const NOT_READY: readonly AgentStateName[] = ['not-ready', 'wrap-up'];

/** The big numbers; each opens the contacts behind it, by a click or by its digit. */
export function Numbers({ figures }: { readonly figures: Figures }): ReactNode {
  const text = useText(messages);
  const open = useOpening();
  const tiles = useTiles(figures);
  useKeys(
    text('numbers'),
    tiles.map(({ opens }, index) => ({ key: String(index + 1), does: text('keyNumbers', { n: index + 1 }), run: () => open(opens) })),
  );
  return (
    <section className="floor-numbers" aria-label={text('numbers')}>
      {tiles.map((tile) => (
        <button key={tile.id} type="button" className={`panel floor-number trouble-${tile.trouble}`} onClick={() => open(tile.opens)}>
          <span className="title">
            {tile.title} <TroubleMark trouble={tile.trouble} />
          </span>
          <span className="value figures">{tile.value}</span>
          <span className="note quiet">{tile.note}</span>
        </button>
      ))}
    </section>
  );
}

function useTiles(figures: Figures): readonly Tile[] {
  const text = useText(messages);
  const { language } = useSettings();
  const now = useNow();
  const { longest, serviceLevel } = figures;
  const count = (value: number): string => formatCount(value, language);
  const tile = (id: string, title: string, value: string, opens: Opened, note = '', trouble: Trouble = 0): Tile => ({ id, title, value, note, trouble, opens });
  const waitTrouble = longestTrouble(figures, now);
  return [
    tile('waiting', text('waiting'), count(figures.waiting), { kind: 'waiting' }),
    tile(
      'longest',
      text('longest'),
      longest ? formatDuration((now - longest.since) / 1000) : '–',
      longest ? { kind: 'waiting', queue: longest.queue } : { kind: 'waiting' },
      longest ? text('target', { share: formatDuration(longest.targetSeconds) }) : text('longestNone'),
      waitTrouble,
    ),
    tile(
      'level',
      text('serviceLevel'),
      serviceLevel === undefined ? '–' : formatShare(serviceLevel, language),
      { kind: 'served', as: 'offered' },
      serviceLevel === undefined ? text('noCallsYet') : text('target', { share: formatShare(figures.target, language) }),
      serviceTrouble(serviceLevel, figures.target),
    ),
    tile('ready', text('ready'), count(figures.ready), { kind: 'agents', states: ['ready', 'offline'] }, text('offlineToo', { count: figures.offline })),
    tile('talking', text('talking'), count(figures.talking), { kind: 'agents', states: TALKING }),
    tile('not-ready', text('notReady'), count(figures.notReady), { kind: 'agents', states: NOT_READY }, text('wrapUpToo', { count: figures.wrapUp })),
  ];
}
