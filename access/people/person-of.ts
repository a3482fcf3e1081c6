import type { Person } from '#contract';
import type { PersonEntry, PersonRecord } from '../port.ts';

/** What the configuration says of an agent. */
export interface AgentFacts {
  readonly extension: string;
  readonly teams: readonly string[];
}

export type AgentLookup = (agent: string) => AgentFacts | undefined;

/** The person as others see them: no hash; an agent's teams are those of the configuration. */
export function personOf({ id, login, name, role, agent, teams, language, theme }: PersonRecord, agents: AgentLookup): Person {
  const facts = role === 'agent' && agent !== undefined ? agents(agent) : undefined;
  return { id, login, name, role, teams: facts?.teams ?? teams, language, ...(agent === undefined ? {} : { agent }), ...(theme === undefined ? {} : { theme }) };
}

export function entryOf(record: PersonRecord, agents: AgentLookup): PersonEntry {
  const { disabled, createdAt, lastSignInAt } = record;
  return { ...personOf(record, agents), disabled, createdAt, ...(lastSignInAt === undefined ? {} : { lastSignInAt }) };
}

/** Logins differ neither by case nor by width of letters. */
export const loginOf = (text: string) => text.trim().normalize('NFKC').toLowerCase();
