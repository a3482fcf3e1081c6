import { type ReactNode, useMemo } from 'react';
import type { Floor, FloorCall } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { useCallerName } from '../../../parts/caller-name.ts';
import { Name, Phone, Tag } from '../../../parts/names.tsx';
import { Since } from '../../../time/clocks.tsx';
import { ListenButton } from '../listen/listen-button.tsx';
import { messages } from '../messages.ts';
import { sortCalls } from '../model/order.ts';
import { openAlertCalls } from '../model/trouble.ts';
import { useOpening } from '../opening.ts';
import { LANGUAGE_WORDS, STAGE_WORDS } from '../words.ts';
import { type Column, LiveTable } from './live-table.tsx';
import { NumberButton } from './number-button.tsx';

type Names = ReadonlyMap<string, string>;

export function CallTable({ floor }: { readonly floor: Floor }): ReactNode {
  const text = useText(messages);
  const open = useMemo(() => openAlertCalls(floor.alerts), [floor.alerts]);
  const names = useNames(floor);
  const columns = useCallColumns(names);
  const rows = useMemo(() => sortCalls(floor.calls, open), [floor.calls, open]);
  return (
    <LiveTable
      id="calls"
      title={text('calls')}
      columns={columns}
      rows={rows}
      troubleOf={(call) => (open.has(call.id) ? 2 : 0)}
      empty={{ title: text('noCalls'), next: text('noCallsNext') }}
    />
  );
}

/** Names of queues and agents by id; the same map while the names are the same. */
export function useNames({ queues, agents }: Pick<Floor, 'queues' | 'agents'>): Names {
  const shape = JSON.stringify([...queues, ...agents].map(({ id, name }) => [id, name]));
  return useMemo(() => new Map(JSON.parse(shape) as [string, string][]), [shape]);
}

function useCallColumns(names: Names): readonly Column<FloorCall>[] {
  const text = useText(messages);
  const nameOf = useCallerName();
  const open = useOpening();
  return useMemo((): readonly Column<FloorCall>[] => {
    const openCall = (call: FloorCall) => () => open({ kind: 'call', call: call.id });
    return [
      {
        id: 'from',
        title: text('caller'),
        cell: (call) => (
          <button type="button" className="floor-link" aria-label={text('openCall', { from: nameOf(call.from) })} onClick={openCall(call)}>
            <Phone number={call.from} />
          </button>
        ),
      },
      { id: 'queue', title: text('queue'), cell: (call) => (call.queue === undefined ? '–' : <Name of={names.get(call.queue) ?? call.queue} />) },
      { id: 'agent', title: text('agent'), cell: (call) => (call.agent === undefined ? '–' : <Name of={names.get(call.agent) ?? call.agent} />) },
      {
        id: 'stage',
        title: text('stage'),
        cell: (call) => text(call.held ? 'onHold' : STAGE_WORDS[call.stage]),
      },
      { id: 'language', title: text('language'), cell: (call) => text(LANGUAGE_WORDS[call.language]) },
      { id: 'time', title: text('time'), number: true, cell: (call) => <Since since={call.since} /> },
      {
        id: 'alerts',
        title: text('alerts'),
        number: true,
        cell: (call) => <NumberButton value={call.alerts} label={`${text('alerts')} ${call.alerts}: ${text('openCall', { from: nameOf(call.from) })}`} onClick={openCall(call)} />,
      },
      { id: 'tags', title: text('tags'), bare: true, cell: (call) => (call.tags && call.tags.length > 0 ? call.tags.map((tag) => <Tag key={tag} of={tag} />) : null) },
      { id: 'listen', title: text('listen'), bare: true, cell: (call, over) => <ListenButton call={call} over={over} /> },
    ];
  }, [text, open, names, nameOf]);
}
