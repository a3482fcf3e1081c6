import { Fault, type Result } from '#core';
import type { Ticket } from '#tickets';
import { HttpFault } from '../../http/route.ts';
import type { Caller } from '../../who/caller.ts';
import { forbidden } from '../../who/gate.ts';
import type { QueueAccess } from '../../who/queue-access.ts';
import type { TicketPort } from './port.ts';

/** Those of the queue, the agent who has it, who made it, who watches it. */
export function maySee(caller: Caller, { queue, assignee, createdBy, watchers }: Ticket, access: QueueAccess): boolean {
  const { person, actor } = caller;
  if (access.may(caller, 'ticket.handle', queue)) return true;
  const own = [person?.agent, actor.id].filter((id) => id !== undefined);
  return caller.may('ticket.handle') && (createdBy === actor.id || own.some((id) => id === assignee || watchers.includes(id)));
}

/** The ticket, if the caller may handle it. */
export async function handled(tickets: TicketPort, access: QueueAccess, caller: Caller, id: string): Promise<Ticket> {
  const found = await tickets.get(id);
  if (!found) throw new HttpFault(404, new Fault('tickets.unknown', 'There is no ticket with this number. GET /api/tickets lists them.'));
  if (!maySee(caller, found, access)) throw forbidden();
  return found;
}

const STATUS: Readonly<Record<string, number>> = {
  'tickets.unknown': 404,
  'tickets.changed': 409,
  'tickets.closed': 409,
  'tickets.no-offer': 409,
  'tickets.taken': 409,
  'tickets.incomplete': 409,
  'tickets.no-move': 409,
  'tickets.merged': 409,
  'tickets.other-customer': 409,
  'tickets.task-unknown': 404,
  'tickets.task-done': 409,
  'tickets.survey-unknown': 404,
  'tickets.survey-expired': 410,
  'tickets.survey-answered': 409,
};
const AGAIN_AFTER_SECONDS = 2;

/** The value, or the refusal as an HTTP answer: what others did meanwhile is 409, what is wrong in the request 422. */
export function done<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const { fault } = result;
  throw fault.retryable ? new HttpFault(503, fault, AGAIN_AFTER_SECONDS) : new HttpFault(STATUS[fault.code] ?? (fault.code.startsWith('store.') ? 500 : 422), fault);
}

/** What others see of a ticket: not the keys of programs. */
export const shown = ({ key: _key, wishHash: _hash, recentKeys: _recent, lookAt: _look, ruleRuns: _runs, ...ticket }: Ticket) => ticket;
