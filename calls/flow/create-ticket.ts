import type { FlowQuestion } from '#ivr';
import { type TicketWish, hashOfWish } from '#tickets';
import type { Call } from '../call.ts';
import { FAILED, type WorldAnswer } from './world-answer.ts';

type Question = Extract<FlowQuestion, { kind: 'ticket' }>;

/** A ticket linked to the call. Asked for the same again at the same node it is the same ticket; the call is not over before it is made. */
export async function createTicket(call: Call, question: Question): Promise<WorldAnswer> {
  const made = create(call, question);
  call.settleBeforeEnd(made);
  return made;
}

async function create(call: Call, { template, subject, text, fields = {}, queue, priority, node }: Question): Promise<WorldAnswer> {
  const { tickets, log } = call.house;
  if (!tickets) return FAILED;
  const number = call.from.replaceAll('\u0000', '');
  const wish: TicketWish = {
    template: template ?? tickets.world.templates[0]?.id ?? '',
    subject, text, fields,
    language: call.language,
    requester: number === '' ? {} : { number },
    calls: [call.id],
    ...(queue === undefined ? {} : { queue }),
    ...(priority === undefined ? {} : { priority }),
  };
  const created = await tickets.create(wish, { by: 'call', key: `call/${call.id}/${node}/${hashOfWish(wish)}`, lenient: true });
  if (!created.ok) {
    log.warn('a flow could not make a ticket', { call: call.id, node, error: created.fault });
    return FAILED;
  }
  const { ticket, known } = created.value;
  call.served ??= 'ticket';
  call.record('ticket.created', { ticket: ticket.id, template: ticket.template, queue: ticket.queue, priority: ticket.priority, missing: ticket.missing, known });
  return { outcome: 'created', data: { id: ticket.id } };
}
