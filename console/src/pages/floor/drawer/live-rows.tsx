import { type ReactNode, useMemo } from 'react';
import type { Floor, FloorAgent, FloorCall } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { useCallerName } from '../../../parts/caller-name.ts';
import { Name, Phone } from '../../../parts/names.tsx';
import { Empty } from '../../../parts/states.tsx';
import { Since } from '../../../time/clocks.tsx';
import { ListenButton } from '../listen/listen-button.tsx';
import { messages } from '../messages.ts';
import { agentsBehind, agentsElsewhere, callsBehind, type Opened } from '../model/contacts.ts';
import { useOpening } from '../opening.ts';
import { AgentState } from '../tables/agent-state.tsx';
import { useNames } from '../tables/call-table.tsx';
import { ForceState } from '../tables/force-state.tsx';
import { usePlaced } from '../tables/use-placed.ts';
import { LANGUAGE_WORDS, STAGE_WORDS, STATE_WORDS } from '../words.ts';

/** The live agents and calls behind a number. */
export function LiveRows({ floor, opened }: { readonly floor: Floor; readonly opened: Opened }): ReactNode {
  const text = useText(messages);
  const names = useNames(floor);
  const calls = usePlaced(useMemo(() => callsBehind(floor, opened), [floor, opened]));
  const agents = usePlaced(useMemo(() => agentsBehind(floor, opened), [floor, opened]));
  const elsewhere = agentsElsewhere(floor, opened);
  if (calls.rows.length === 0 && agents.rows.length === 0 && elsewhere === 0) return <Empty title={text('nobodyHere')}>{text('nobodyHereNext')}</Empty>;
  return (
    <>
      {statesOf(opened).map((state) => {
        const rows = agents.rows.filter(({ row }) => state === undefined || row.state === state);
        return (
          <section key={state ?? 'all'}>
            {state !== undefined && <h3 className="floor-group">{text(STATE_WORDS[state])} <span className="figures quiet">{rows.length}</span></h3>}
            <ul className="floor-list" aria-label={state === undefined ? text('agents') : text(STATE_WORDS[state])} {...agents.hold}>
              {rows.map(({ row, over }) => (
                <AgentRow key={row.id} agent={row} over={over} />
              ))}
            </ul>
          </section>
        );
      })}
      {elsewhere > 0 && <p className="quiet">{text('elsewhereReady', { count: elsewhere })}</p>}
      {calls.rows.length > 0 && (
        <ul className="floor-list" aria-label={text('calls')} {...calls.hold}>
          {calls.rows.map(({ row, over }) => (
            <CallRow key={row.id} call={row} over={over} names={names} since={opened.kind === 'waiting' ? (row.waitingSince ?? row.since) : row.since} />
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

/** Several states in one list stand under their names, each with its number. */
function statesOf(opened: Opened): readonly (FloorAgent['state'] | undefined)[] {
  return opened.kind === 'agents' ? opened.states : opened.kind === 'agent' ? [undefined] : [];
}

interface CallRowProps {
  readonly since: number;
  readonly call: FloorCall;
  readonly over: boolean;
  readonly names: ReadonlyMap<string, string>;
}

function CallRow({ call, over, names, since }: CallRowProps): ReactNode {
  const text = useText(messages);
  const nameOf = useCallerName();
  const open = useOpening();
  return (
    <li className={over ? 'over' : ''}>
      <span className="grow">
        <button type="button" className="floor-link" aria-label={text('openCall', { from: nameOf(call.from) })} onClick={() => open({ kind: 'call', call: call.id })}>
          <Phone number={call.from} />
        </button>{' '}
        <span className="quiet">
          {over ? text('over') : text(STAGE_WORDS[call.stage])} · {text(LANGUAGE_WORDS[call.language])}
          {call.queue !== undefined && <> · <Name of={names.get(call.queue) ?? call.queue} /></>}
        </span>
      </span>
      <Since since={since} />
      {call.stage === 'talk' && <ListenButton call={call} over={over} />}
    </li>
  );
}
