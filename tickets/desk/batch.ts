import type { EpochMillis, Fault } from '#core';
import { dueOf } from '../clocks/due-of.ts';
import { decideTicket } from '../decide/decide.ts';
import { marksOf } from '../marks.ts';
import { unsentMarks } from '../rules/unsent.ts';
import type { Ticket, TicketCommand, TicketEvent } from '../model.ts';
import type { TicketWrite } from '../port.ts';
import { TicketRefusal } from '../refusal.ts';
import type { TicketWorld } from '../world.ts';

/** A command with its ticket. */
export interface Order {
  readonly id: string;
  readonly command: TicketCommand;
}

export type Outcome =
  /** To be told once the batch is kept. */
  | { readonly kind: 'done'; readonly ticket: Ticket; readonly events: readonly TicketEvent[]; readonly known: boolean }
  | { readonly kind: 'refused'; readonly fault: Fault }
  /** The number belongs to another ticket. */
  | { readonly kind: 'taken' };

export interface Batch<O extends Order> {
  readonly outcomes: ReadonlyMap<O, Outcome>;
  readonly writes: readonly TicketWrite[];
}

/** Carries out commands one after the other on tickets as they are: each sees what those before it did. */
export function decideBatch<O extends Order>(orders: readonly O[], tickets: ReadonlyMap<string, Ticket>, now: EpochMillis, world: TicketWorld): Batch<O> {
  const present = new Map(tickets);
  const events = new Map<string, TicketEvent[]>();
  const outcomes = new Map<O, Outcome>();
  for (const order of orders) {
    const { id, command } = order;
    const ticket = present.get(id);
    if (command.type === 'create' && ticket) {
      outcomes.set(order, againstExisting(ticket, command));
      continue;
    }
    const step = decideTicket(ticket, command, now, world);
    if (!step.ok) {
      outcomes.set(order, { kind: 'refused', fault: step.fault });
      continue;
    }
    present.set(id, step.ticket);
    if (step.events.length > 0) events.set(id, [...(events.get(id) ?? []), ...step.events]);
    outcomes.set(order, { kind: 'done', ticket: step.ticket, events: step.events, known: false });
  }
  const writes = [...events].flatMap(([id, happened]) => {
    const ticket = present.get(id);
    return ticket ? [writeOf(tickets.get(id), ticket, happened)] : [];
  });
  return { outcomes, writes };
}

/** The same key with the same wish is the same ticket; with another wish it is a mistake of the client. */
function againstExisting(ticket: Ticket, { key, wishHash }: Extract<TicketCommand, { type: 'create' }>): Outcome {
  if (key === undefined || ticket.key !== key) return { kind: 'taken' };
  if (ticket.wishHash === wishHash) return { kind: 'done', ticket, events: [], known: true };
  return {
    kind: 'refused',
    fault: new TicketRefusal('tickets.key-reused', `This idempotency key made ticket ${ticket.id} from another wish. Use a new key for a new ticket.`, [{ field: 'key', zh: `此幂等键已用于内容不同的工单 ${ticket.id}，新工单请使用新的键`, en: `This key made ticket ${ticket.id} from another wish` }]),
  };
}

const NO_MARKS: readonly string[] = [];

function writeOf(before: Ticket | undefined, ticket: Ticket, events: readonly TicketEvent[]): TicketWrite {
  const [old, now] = [before ? marksOf(before) : NO_MARKS, marksOf(ticket)];
  return { before: before?.version ?? 0, ticket, events, due: dueOf(ticket), marks: { now: [...now.filter((mark) => !old.includes(mark)), ...unsentMarks(events)], lost: old.filter((mark) => !now.includes(mark)) } };
}
