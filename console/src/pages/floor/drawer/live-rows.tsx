import { type ReactNode, useMemo } from 'react';
import type { Floor, FloorAgent, FloorCall } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { Name, Phone } from '../../../parts/names.tsx';
import { Empty } from '../../../parts/states.tsx';
import { Since } from '../../../time/clocks.tsx';
import { ListenButton } from '../listen/listen-button.tsx';
import { messages } from '../messages.ts';
import { agentsBehind, callsBehind, type Opened } from '../model/contacts.ts';
import { useOpening } from '../opening.ts';
import { AgentState } from '../tables/agent-state.tsx';
import { useNames } from '../tables/call-table.tsx';
import { ForceState } from '../tables/force-state.tsx';
import { usePlaced } from '../tables/use-placed.ts';
import { LANGUAGE_WORDS, STAGE_WORDS } from '../words.ts';

/** The live agents and calls behind a number. */
export function LiveRows({ floor, opened }: { readonly floor: Floor; readonly opened: Opened }): ReactNode {
  const text = useText(messages);
  const names = useNames(floor);
  const calls = usePlaced(useMemo(() => callsBehind(floor, opened), [floor, opened]));
  const agents = usePlaced(useMemo(() => agentsBehind(floor, opened), [floor, opened]));
  if (calls.rows.length === 0 && agents.rows.length === 0) return <Empty title={text('nobodyHere')}>{text('nobodyHereNext')}</Empty>;
  return (
    <>
      {agents.rows.length > 0 && (
        <ul className="floor-list" aria-label={text('agents')} {...agents.hold}>
          {agents.rows.map(({ row, over }) => (
            <AgentRow key={row.id} agent={row} over={over} />
          ))}
        </ul>
      )}
      {calls.rows.length > 0 && (
        <ul className="floor-list" aria-label={text('calls')} {...calls.hold}>
          {calls.rows.map(({ row, over }) => (
            <CallRow key={row.id} call={row} over={over} names={names} />
          ))}
        </ul>
      )}
    </>
  );
}

function AgentRow({ agent, over }: { readonly agent: FloorAgent; readonly over: boolean }): ReactNode {
  const text = useText(messages);
  const open = useOpening();
  const { callId } = agent;
  return (
    <li className={over ? 'over' : ''}>
      <span className="grow">
        <Name of={agent.name} /> <span className="quiet"><AgentState agent={agent} /></span>
      </span>
      {agent.state !== 'offline' && <Since since={agent.since} />}
      {callId !== undefined && (
        <button type="button" className="floor-link" onClick={() => open({ kind: 'call', call: callId })}>
          {text('call')}
        </button>
      )}
      <ForceState agent={agent} />
    </li>
  );
}

interface CallRowProps {
  readonly call: FloorCall;
  readonly over: boolean;
  readonly names: ReadonlyMap<string, string>;
}

function CallRow({ call, over, names }: CallRowProps): ReactNode {
  const text = useText(messages);
  const open = useOpening();
  return (
    <li className={over ? 'over' : ''}>
      <span className="grow">
        <button type="button" className="floor-link" aria-label={text('openCall', { from: call.from })} onClick={() => open({ kind: 'call', call: call.id })}>
          <Phone number={call.from} />
        </button>{' '}
        <span className="quiet">
          {over ? text('over') : text(STAGE_WORDS[call.stage])} · {text(LANGUAGE_WORDS[call.language])}
          {call.queue !== undefined && <> · <Name of={names.get(call.queue) ?? call.queue} /></>}
        </span>
      </span>
      <Since since={call.since} />
      {call.stage === 'talk' && <ListenButton call={call} over={over} />}
    </li>
  );
}
