import type { House } from '../house.ts';
import type { Customer } from '../outside/outside.ts';

/** Calls that are looked through for an agent. */
const EARLIER_CALLS = 5;

/** Who calls from this number: from the list of customers, with the agent who spoke last with that number. */
export async function customerOf(house: House, number: string): Promise<Customer | undefined> {
  if (number === '') return undefined;
  const known = await house.outside?.customer(number);
  if (!known || known.lastAgent !== undefined) return known;
  const lastAgent = await lastAgentOf(house, number);
  return lastAgent === undefined ? known : { ...known, lastAgent };
}

/** The agent of the last answered call from this number. */
export async function lastAgentOf({ store, settings }: House, number: string): Promise<string | undefined> {
  const { calls } = await store.calls({ limit: EARLIER_CALLS, caller: number, outcome: 'answered' });
  return calls.map(({ agent }) => agent).find((agent) => agent !== undefined && settings.agents.has(agent));
}
