import { Scope } from '#core';
import type { AgentState } from '#routing';
import type { IncomingCall } from '#sip';
import type { Call } from '../call.ts';
import { isFeatureCode } from './feature-codes.ts';
import { agentOfAccount } from '../house.ts';

/** Why an agent is not ready while the own phone is in a call that the agent placed. */
const OWN_CALL = 'own-call';

/** An agent who places a call is offered no callers until it is over; then everything is as it was. */
export function occupyAgent(call: Call, incoming: IncomingCall): void {
  const { desk, settings } = call.house;
  const agent = incoming.agent === undefined ? undefined : agentOfAccount(settings, incoming.agent)?.id;
  if (agent === undefined || isFeatureCode(settings, incoming.to)) return;
  const { kind } = desk.agentState(agent);
  if (kind !== 'ready' && kind !== 'wrap-up') return;
  desk.send({ type: 'agent.not-ready', agent, reason: OWN_CALL });
  call.scope.onEnd(() => release(call, agent));
}

/** Ready again, at once or when the wrap-up that still runs is over; not if the agent has chosen otherwise meanwhile. */
function release({ house: { desk } }: Call, agent: string): void {
  const waiting = new Scope();
  const look = (state: AgentState) => {
    if (state.kind === 'wrap-up') return;
    waiting.end();
    if (state.kind === 'not-ready' && state.reason === OWN_CALL) desk.send({ type: 'agent.ready', agent });
  };
  desk.events.on((event) => event.type === 'agent.state' && event.agent === agent && look(event.state), waiting);
  look(desk.agentState(agent));
}
