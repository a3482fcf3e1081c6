import { type ReactNode, useMemo } from 'react';
import type { Floor, FloorAgent } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { Name } from '../../../parts/names.tsx';
import { Since } from '../../../time/clocks.tsx';
import { useNow } from '../../../time/use-now.ts';
import { messages } from '../messages.ts';
import { sortAgents } from '../model/order.ts';
import { agentTrouble, openAlertCalls } from '../model/trouble.ts';
import { useOpening } from '../opening.ts';
import { AgentState } from './agent-state.tsx';
import { ForceState } from './force-state.tsx';
import { type Column, LiveTable } from './live-table.tsx';
import { NumberButton } from './number-button.tsx';

export function AgentTable({ agents, alerts }: Pick<Floor, 'agents' | 'alerts'>): ReactNode {
  const text = useText(messages);
  const now = useNow();
  const open = useMemo(() => openAlertCalls(alerts), [alerts]);
  const columns = useAgentColumns();
  const rows = useMemo(() => sortAgents(agents, now, open), [agents, now, open]);
  return (
    <LiveTable
      id="agents"
      title={text('agents')}
      columns={columns}
      rows={rows}
      troubleOf={(agent) => agentTrouble(agent, now, open)}
      empty={{ title: text('noAgents'), next: text('noAgentsNext') }}
    />
  );
}

function useAgentColumns(): readonly Column<FloorAgent>[] {
  const text = useText(messages);
  const open = useOpening();
  return useMemo(
    (): readonly Column<FloorAgent>[] => [
      {
        id: 'name',
        title: text('agent'),
        cell: (agent) => (
          <button type="button" className="floor-link" aria-label={text('openAgent', { name: agent.name })} onClick={() => open({ kind: 'agent', agent: agent.id })}>
            <Name of={agent.name} />
          </button>
        ),
      },
      { id: 'state', title: text('state'), cell: (agent) => <AgentState agent={agent} /> },
      { id: 'time', title: text('time'), number: true, cell: (agent) => (agent.state === 'offline' ? '–' : <Since since={agent.since} />) },
      {
        id: 'today',
        title: text('callsToday'),
        number: true,
        cell: (agent) => (
          <NumberButton value={agent.callsToday} label={text('openServed', { name: agent.name, count: agent.callsToday })} onClick={() => open({ kind: 'agent', agent: agent.id })} />
        ),
      },
      { id: 'actions', title: text('actions'), bare: true, cell: (agent) => <ForceState agent={agent} /> },
    ],
    [text, open],
  );
}
