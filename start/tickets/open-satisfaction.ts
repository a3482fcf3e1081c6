import type { People } from '#access';
import type { Config, Settings } from '#config';
import type { Scope } from '#core';
import type { SatisfactionPort } from '#api';
import type { OpenedStore } from '#store';
import { SatisfactionDesk, type TicketDesk } from '#tickets';
import type { Tools } from '../open-server.ts';

const DAY_MS = 86_400_000;

export interface SatisfactionParts {
  readonly settings: Settings;
  readonly store: OpenedStore;
  readonly desk: TicketDesk;
  /** Signs links: made once, kept in the database, the same on every server. */
  readonly key: string;
  readonly people: Pick<People, 'list'>;
}

/** Surveys after resolutions and calls, and what bad answers lead to. */
export function openSatisfaction({ settings, store, desk, key, people }: SatisfactionParts, { clock, log }: Tools, scope: Scope): SatisfactionDesk {
  const policy = () => {
    const { ask, linkDays, publicUrl, improvementDays } = settings.now.tickets.satisfaction;
    return { ask, validMs: linkDays * DAY_MS, dueMs: improvementDays * DAY_MS, ...(publicUrl === undefined ? {} : { publicUrl }) };
  };
  return new SatisfactionDesk({ desk, records: store.satisfaction, policy, key, responsible: (queue) => responsibleFor(queue, settings.now, people), clock, log }, scope);
}

/** Supervisors of the teams that serve the queue; where there are none, the administrators. */
export async function responsibleFor(queue: string | undefined, { agents }: Pick<Config, 'agents'>, people: Pick<People, 'list'>): Promise<readonly string[]> {
  const teams = new Set(agents.filter(({ queues }) => queue !== undefined && queues.includes(queue)).flatMap((agent) => agent.teams));
  const all = (await people.list()).filter(({ disabled }) => !disabled);
  const supervisors = all.filter((person) => person.role === 'supervisor' && person.teams.some((team) => teams.has(team)));
  return (supervisors.length > 0 ? supervisors : all.filter(({ role }) => role === 'administrator')).map(({ id }) => id);
}

export function satisfactionPort(desk: SatisfactionDesk, settings: Settings): SatisfactionPort {
  return {
    open: (token) => desk.open(token),
    answer: (token, answer) => desk.answer(token, answer),
    ofTicket: (ticket) => desk.ofTicket(ticket),
    urlOf: (survey) => desk.urlOf(survey),
    changeTask: (id, change, given) => desk.changeTask(id, change, given),
    responsible: (queue) => desk.responsible(queue),
    list: (query) => desk.records.list(query),
    figures: (query, by, timeZone) => desk.figures(query, by, timeZone),
    tasks: (query) => desk.records.tasks(query),
    task: (id) => desk.records.task(id),
    timeZone: () => settings.now.company.timeZone,
    company: () => settings.now.company.name,
  };
}
