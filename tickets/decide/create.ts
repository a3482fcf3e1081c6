import type { EpochMillis } from '#core';
import type { FieldValue, Ticket, TicketCommand, TicketProblem, TicketWish } from '../model.ts';
import { type CheckedFields, checkFields } from '../templates/check-fields.ts';
import type { TicketTemplate } from '../templates/template.ts';
import type { TicketWorld } from '../world.ts';
import { attached, fileProblems } from './attach.ts';
import { listProblems, shortened, subjectProblems, textProblems } from './limits.ts';
import { priorityOf } from './priority.ts';
import { Steps, type TicketStep, refused } from './step.ts';

type Create = Extract<TicketCommand, { type: 'create' }>;

/** A ticket from a wish; everything wrong with the wish is told at once. A lenient one keeps what is right. */
export function createTicket(command: Create, now: EpochMillis, world: TicketWorld): TicketStep {
  const { wish, lenient = false } = command;
  const template = world.templates.find(({ id }) => id === wish.template) ?? (lenient ? world.templates[0] : undefined);
  if (!template) return refused('tickets.unknown-template', `There is no template "${wish.template}"; there are: ${world.templates.map(({ id }) => id).join(', ')}.`, [unknownTemplate(wish, world)]);
  const queue = queueOf(wish, template, world, lenient);
  if (queue === undefined) return refused('tickets.no-queue', 'Tickets need a queue: name one, or set tickets.queue in the configuration.', [{ field: 'queue', zh: '请填写队列', en: 'A queue is required' }]);
  const given = withCaller(template, wish);
  const fields = checkFields(template, given);
  const problems = [...wishProblems(wish, world), ...fields.problems];
  if (!lenient && problems.length > 0) return refused('tickets.invalid', problems.map(({ en }) => en).join('; '), problems);
  const text = lenient ? shortened(withRest(wish.text ?? '', given, fields.fields), 'text') : (wish.text ?? '');
  return written(command, { template, queue, text, fields: fields.fields, missing: fields.missing }, now, world);
}

/** What no field could take stands below the text. */
function withRest(text: string, given: Readonly<Record<string, FieldValue>>, taken: Readonly<Record<string, FieldValue>>): string {
  const rest = Object.entries(given).filter(([id, value]) => !Object.hasOwn(taken, id) && value !== '');
  return [text, ...rest.map(([id, value]) => `${id}: ${String(value)}`)].filter((line) => line !== '').join('\n');
}

/** A call tells who calls without being asked. */
function withCaller({ fields }: TicketTemplate, { fields: given = {}, requester }: TicketWish) {
  const number = requester?.number;
  const byCall = number === undefined ? [] : fields.filter((field) => field.byCall === 'caller' && (given[field.id] ?? '') === '');
  return { ...given, ...Object.fromEntries(byCall.map(({ id }) => [id, number ?? ''])) };
}

/** A queue that is gone must not lose what a caller said. */
function queueOf(wish: TicketWish, template: TicketTemplate, { queue, queues }: TicketWorld, lenient: boolean): string | undefined {
  const wanted = [wish.queue, template.queue, queue, queues[0]].filter((one) => one !== undefined);
  return lenient ? (wanted.find((one) => queues.includes(one)) ?? wanted[0]) : wanted[0];
}

const unknownTemplate = ({ template }: TicketWish, { templates }: TicketWorld): TicketProblem => ({
  field: 'template',
  zh: `没有模板 ${template}；可用：${templates.map(({ id, zh }) => `${id}（${zh}）`).join('、')}`,
  en: `There is no template ${template}; there are: ${templates.map(({ id }) => id).join(', ')}`,
});

function wishProblems({ subject, text = '', queue, assignee, tags = [], watchers = [], calls = [], files = [] }: TicketWish, world: TicketWorld): TicketProblem[] {
  return [
    ...subjectProblems(subject),
    ...textProblems(text),
    ...(queue === undefined ? [] : unknownQueue(queue, world)),
    ...(assignee === undefined ? [] : unknownAgent(assignee, world)),
    ...listProblems('tags', tags),
    ...listProblems('watchers', watchers),
    ...listProblems('calls', calls),
    ...fileProblems({}, files),
  ];
}

export const unknownQueue = (queue: string, { queues }: TicketWorld): TicketProblem[] =>
  queues.includes(queue) ? [] : [{ field: 'queue', zh: `没有队列 ${queue}；可用：${queues.join('、')}`, en: `There is no queue ${queue}; there are: ${queues.join(', ')}` }];

export const unknownAgent = (agent: string, { agents }: TicketWorld): TicketProblem[] =>
  agents.includes(agent) ? [] : [{ field: 'assignee', zh: `没有坐席 ${agent}`, en: `There is no agent ${agent}` }];

type Read = Omit<CheckedFields, 'problems'> & { readonly template: TicketTemplate; readonly queue: string; readonly text: string };

function written({ id, wish, by, lenient = false, key, wishHash, notes = [] }: Create, { template, queue, text, fields, missing }: Read, now: EpochMillis, { agents }: TicketWorld): TicketStep {
  const { subject, assignee, priority, requester = {}, language = 'zh', tags = [], watchers = [], calls = [], parent, files = [] } = wish;
  const begun: Ticket = {
    id, version: 0, template: template.id, state: 'new', stateSince: now,
    subject: (lenient ? shortened(subject, 'subject') : subject).trim() || template[language], text,
    fields, missing,
    priority: priority ?? priorityOf(fields), priorityBy: priority === undefined ? 'matrix' : 'hand',
    queue, requester, language,
    tags: [...new Set(tags)], watchers: [...new Set(watchers)], calls: [...new Set(calls)],
    createdAt: now, createdBy: by, updatedAt: now, recentKeys: [],
    ...(parent === undefined ? {} : { parent }),
    ...attached.kept({}, files),
    ...(key === undefined ? {} : { key }),
    ...(wishHash === undefined ? {} : { wishHash }),
  };
  const steps = new Steps(begun, by, now);
  steps.add('created', { template: template.id, subject: begun.subject, text: begun.text, fields, priority: begun.priority, queue, ...(calls.length > 0 ? { calls: begun.calls } : {}), ...(parent === undefined ? {} : { parent }), ...attached.told(begun.files ?? []) });
  for (const text of notes) steps.add('noted', { text: shortened(text, 'text') });
  if (assignee !== undefined && (!lenient || agents.includes(assignee))) {
    steps.add('assigned', { to: assignee }, { assignee });
    steps.move('open');
  }
  return steps.done;
}
