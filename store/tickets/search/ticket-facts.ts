import type { Ticket } from '#tickets';
import { numberOf } from './ticket-words.ts';
import { urgencyOf } from './urgency.ts';

/** Moments of a ticket that lists are ordered by. */
export type Moment = 'created' | 'updated' | 'due';

const DAY_MS = 86_400_000;
/** Days of the stretches that a moment lies in. Whatever changes often has no days: a new number is a new row in the index. */
const STRETCHES: Readonly<Record<Moment, readonly number[]>> = { created: [1, 8, 64], updated: [8, 64], due: [8, 64] };
/** A stretch of time is put together of so many; longer ones are not worth looking for. */
const MOST_PARTS = 12;

/** Words have no `@`: a fact is never taken for one. */
export const queueNumber = (queue: string) => numberOf(`@queue:${queue}`);
export const stateNumber = (state: string) => numberOf(`@state:${state}`);
export const templateNumber = (template: string) => numberOf(`@template:${template}`);
export const urgencyNumber = (urgency: number) => numberOf(`@urgency:${urgency}`);
/** Without an agent: nobody has it. */
export const assigneeNumber = (agent?: string) => numberOf(agent === undefined ? '@nobody' : `@agent:${agent}`);
export const requesterNumber = (number: string) => numberOf(`@requester:${number}`);
export const customerNumber = (customer: string) => numberOf(`@customer:${customer}`);
/** `tag:…`, `watcher:…`, `call:…`, `parent:…` */
export const markNumber = (mark: string) => numberOf(`@mark:${mark}`);
/** A clock is running. */
export const DUE_NUMBER = numberOf('@due');

const partNumber = (moment: Moment, days: number, part: number) => numberOf(`@${moment}/${days}:${part}`);

/** What a ticket is filtered and ordered by, as numbers beside those of its words, so that one index answers any mixture of both. */
export function factsOf({ queue, state, template, priority, assignee, requester, tags, watchers, calls, parent, createdAt, updatedAt, dueAt }: Ticket): number[] {
  const marks = [...tags.map((one) => `tag:${one}`), ...watchers.map((one) => `watcher:${one}`), ...calls.map((one) => `call:${one}`), ...(parent === undefined ? [] : [`parent:${parent}`])];
  return [
    queueNumber(queue), stateNumber(state), templateNumber(template), urgencyNumber(urgencyOf(priority)), assigneeNumber(assignee),
    ...(requester.number === undefined ? [] : [requesterNumber(requester.number)]),
    ...(requester.customer === undefined ? [] : [customerNumber(requester.customer)]),
    ...marks.map(markNumber),
    ...partsAt('created', createdAt), ...partsAt('updated', updatedAt),
    ...(dueAt === undefined ? [] : [DUE_NUMBER, ...partsAt('due', dueAt)]),
  ];
}

const partsAt = (moment: Moment, at: number): number[] => STRETCHES[moment].map((days) => partNumber(moment, days, Math.floor(at / (days * DAY_MS))));

/** Numbers of which every ticket of this stretch of time (epoch ms) has one, and few others; undefined when it is too long for that. */
export function stretchNumbers(moment: Moment, from: number, until: number): readonly number[] | undefined {
  for (const days of STRETCHES[moment]) {
    const [first, last] = [Math.floor(from / (days * DAY_MS)), Math.floor(until / (days * DAY_MS))];
    if (last - first < MOST_PARTS) return Array.from({ length: Math.max(0, last - first + 1) }, (_, part) => partNumber(moment, days, first + part));
  }
  return undefined;
}
