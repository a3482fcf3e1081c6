import type { Ticket, TicketEvent } from '../model.ts';
import type { RuleWhen } from './model.ts';

/** Whether all conditions hold for a ticket as it is after the event. */
export function holds(when: RuleWhen, ticket: Ticket, event: TicketEvent): boolean {
  const { assignee, requester, tags, fields } = ticket;
  const among = (list: readonly string[] | undefined, value: unknown) => list === undefined || (typeof value === 'string' && list.includes(value));
  return [
    among(when.templates, ticket.template),
    among(when.priorities, ticket.priority),
    among(when.states, ticket.state),
    among(when.queues, ticket.queue),
    among(when.tiers, requester.tier),
    among(when.languages, ticket.language),
    among(when.assignees, assignee),
    among(when.by, event.by),
    among(when.clocks, event.data['clock']),
    when.assigned === undefined || when.assigned === (assignee !== undefined),
    when.tags === undefined || when.tags.some((tag) => tags.includes(tag)),
    when.noTags === undefined || !when.noTags.some((tag) => tags.includes(tag)),
    Object.entries(when.fields ?? {}).every(([id, values]) => values.some((value) => Object.hasOwn(fields, id) && fields[id] === value)),
    when.words === undefined || saysOneOf(when.words, ticket, event),
    when.not === undefined || !holds(when.not, ticket, event),
    when.any === undefined || when.any.some((one) => holds(one, ticket, event)),
  ].every(Boolean);
}

function saysOneOf(words: readonly string[], { subject, text }: Ticket, { data }: TicketEvent): boolean {
  const now = typeof data['text'] === 'string' ? data['text'] : '';
  const said = `${subject}\n${text}\n${now}`.toLowerCase();
  return words.some((word) => said.includes(word.toLowerCase()));
}
