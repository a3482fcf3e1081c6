import type { Scope } from '#core';
import { agentStatus } from './agent-status.ts';
import { agentOfAccount, type House } from '../house.ts';

/** Registered phone = agent online. Registrations that lapse take the agent offline; consoles hear of every state. */
export function followPhones(house: House, scope: Scope): void {
  const { sip, desk, settings } = house;
  sip.registration.on(({ account, registered }) => {
    const agent = agentOfAccount(settings, account)?.id;
    if (agent === undefined) return;
    if (registered) desk.send({ type: 'agent.online', agent, ready: settings.readyOnRegister });
    else desk.send({ type: 'agent.offline', agent });
  }, scope);
  desk.events.on((event) => {
    if (event.type === 'agent.state') house.live({ type: 'agent', agent: event.agent, ...agentStatus(event.state, house.clock) });
  }, scope);
}
