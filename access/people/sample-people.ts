import type { Role } from '#contract';
import type { Actor, People } from '../port.ts';

export interface SampleAgent {
  readonly id: string;
  readonly name: string;
  readonly teams: readonly string[];
}

/** To be printed once: the password is stored nowhere. */
export interface SamplePerson {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly password: string;
}

/** Everybody the sample company lacks yet: one person per agent, a supervisor, a reviewer, an administrator. Throws what `People.add` refuses. */
export async function addSamplePeople(people: People, agents: readonly SampleAgent[], language: 'zh' | 'en', by: Actor): Promise<readonly SamplePerson[]> {
  const teams = [...new Set(agents.flatMap((agent) => agent.teams))];
  const wanted = [
    ...agents.map(({ id, name }) => ({ login: id, name, role: 'agent' as const, agent: id })),
    { login: 'sam', name: 'Sam', role: 'supervisor' as const, teams },
    { login: 'rita', name: 'Rita', role: 'reviewer' as const },
    { login: 'admin', name: 'Admin', role: 'administrator' as const },
  ];
  const added: SamplePerson[] = [];
  for (const person of wanted) {
    if (await people.find(person.login)) continue;
    const made = await people.add({ ...person, language }, by);
    // Another server with this database, started at the same moment, was faster.
    if (!made.ok && (await people.find(person.login))) continue;
    if (!made.ok) throw made.fault;
    added.push({ login: person.login, name: person.name, role: person.role, password: made.value.password });
  }
  return added;
}
