import type { Scope } from '#core';
import type { House } from './house.ts';

/** Registered phone = agent online. Registrations that lapse take the agent offline; consoles hear of every state. */
export function followPhones(house: House, scope: Scope): void {
  const { sip, desk, settings } = house;
  sip.registration.on(({ account, registered }) => {
    if (!settings.agents.has(account)) return;
    if (registered) desk.send({ type: 'agent.online', agent: account, ready: settings.readyOnRegister });
    else desk.send({ type: 'agent.offline', agent: account });
  }, scope);
  desk.events.on((event) => {
    if (event.type === 'agent.state') house.live({ type: 'agent', agent: event.agent, state: event.state });
  }, scope);
}
