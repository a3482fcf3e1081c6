import { canonical } from '../canonical.ts';
import type { Ticket, TicketProblem, TicketUpdate } from '../model.ts';
import { checkFields } from '../templates/check-fields.ts';
import type { TicketTemplate } from '../templates/template.ts';
import { listProblems, subjectProblems, textProblems } from './limits.ts';
import { priorityOf } from './priority.ts';
import { type Steps, type TicketStep, refused } from './step.ts';

/** Changes what a ticket says; the history keeps what it said before. */
export function updateTicket(steps: Steps, update: TicketUpdate, template: TicketTemplate | undefined): TicketStep {
  const { ticket } = steps;
  const fields = fieldsAfter(ticket, update, template);
  const lists = { tags: after(ticket.tags, update.addTags, update.removeTags), watchers: after(ticket.watchers, update.addWatchers, update.removeWatchers) };
  const problems = [
    ...(update.subject === undefined ? [] : subjectProblems(update.subject)),
    ...textProblems(update.text ?? ''),
    ...fields.problems,
    ...listProblems('tags', lists.tags),
    ...listProblems('watchers', lists.watchers),
  ];
  if (problems.length > 0) return refused('tickets.invalid', problems.map(({ en }) => en).join('; '), problems);
  const byHand = update.priority === undefined ? ticket.priorityBy === 'hand' : update.priority !== null;
  const next: Ticket = {
    ...withoutParent(ticket, update),
    subject: update.subject?.trim() ?? ticket.subject,
    text: update.text ?? ticket.text,
    requester: update.requester ?? ticket.requester,
    fields: fields.fields,
    missing: fields.missing,
    ...lists,
    priorityBy: byHand ? 'hand' : 'matrix',
    priority: byHand ? (update.priority ?? ticket.priority) : priorityOf(fields.fields),
  };
  const changes = changesOf(ticket, next);
  if (Object.keys(changes).length === 0) return steps.done;
  steps.ticket = next;
  steps.add('updated', { changes });
  return steps.done;
}

function withoutParent({ parent, ...ticket }: Ticket, update: TicketUpdate): Ticket {
  const now = update.parent === undefined ? parent : (update.parent ?? undefined);
  return now === undefined ? ticket : { ...ticket, parent: now };
}

/** Fields of a template that is gone are kept as they are. */
function fieldsAfter(ticket: Ticket, { fields: given = {} }: TicketUpdate, template: TicketTemplate | undefined): Pick<Ticket, 'fields' | 'missing'> & { problems: readonly TicketProblem[] } {
  if (Object.keys(given).length === 0) return { fields: ticket.fields, missing: ticket.missing, problems: [] };
  if (!template) return { fields: ticket.fields, missing: ticket.missing, problems: [{ field: 'template', zh: `模板 ${ticket.template} 已不存在`, en: `The template ${ticket.template} does not exist any more` }] };
  const merged = { ...ticket.fields, ...given };
  const kept = Object.fromEntries(Object.entries(merged).flatMap(([id, value]) => (value === null ? [] : [[id, value]])));
  const { fields, missing, problems } = checkFields(template, kept);
  // What was missing before may stay so for now; what is taken away or given wrongly is told.
  return { fields, missing, problems: problems.filter(({ field }) => Object.hasOwn(given, field)) };
}

function after(list: readonly string[], add: readonly string[] = [], remove: readonly string[] = []): readonly string[] {
  if (add.length === 0 && remove.length === 0) return list;
  return [...new Set([...list, ...add])].filter((one) => !remove.includes(one));
}

const SHOWN = ['subject', 'text', 'requester', 'tags', 'watchers', 'priority', 'priorityBy', 'parent'] as const;

/** Key → what it was and is. */
function changesOf(before: Ticket, now: Ticket): Record<string, { from: unknown; to: unknown }> {
  const own = SHOWN.filter((key) => canonical(before[key]) !== canonical(now[key])).map((key) => [key, { from: before[key] ?? null, to: now[key] ?? null }] as const);
  const ids = [...new Set([...Object.keys(before.fields), ...Object.keys(now.fields)])].filter((id) => before.fields[id] !== now.fields[id]);
  return Object.fromEntries([...own, ...ids.map((id) => [`fields.${id}`, { from: before.fields[id] ?? null, to: now.fields[id] ?? null }] as const)]);
}
