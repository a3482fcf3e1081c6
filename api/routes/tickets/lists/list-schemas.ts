import { z } from 'zod';
import type { TicketSort } from '#tickets';
import { epoch, moment, name } from '../../../schemas/fields.ts';
import { AssignBody, MoveTicketBody, NoteBody, UpdateBody, number, priority, state } from '../ticket-schemas.ts';

const words = z.string().max(200).refine((given) => !given.includes('\u0000') && given.isWellFormed(), 'must be text without U+0000 and halves of characters');
const many = <T extends z.ZodType>(of: T, most = 50) => z.array(of).min(1).max(most).readonly();
const SORTS = ['newest', 'oldest', 'updated', 'priority', 'due'] as const satisfies readonly TicketSort[];
const sort = z.enum(SORTS).describe('priority: the most urgent first, of these the oldest; due: whose clock runs out first.');

/** What a view shows. */
export const FilterBody = z.strictObject({
  text: words.optional().describe('Words in subject, text, fields, customer or tags; all of them; "…" as it stands there.'),
  queues: many(name).optional(),
  states: many(state).optional(),
  assignees: many(name).optional().describe('Agents; `none` = nobody, `me` = who asks.'),
  templates: many(name).optional(),
  priorities: many(priority).optional(),
  tags: many(name, 10).optional().describe('All of them.'),
  watcher: name.optional(),
  call: name.optional(),
  parent: number.optional(),
  requester: name.optional(),
  customer: name.optional(),
  from: epoch.optional(), until: epoch.optional(), updatedFrom: epoch.optional(), updatedUntil: epoch.optional(),
});

const list = <T extends string>(of: z.ZodType<T, string>, example: string) =>
  z.string().max(1_000).transform((given) => given.split(',')).pipe(z.array(of).min(1).max(50)).optional().describe(`One or more, such as ${example}.`);
/** `<made at>~<number>` of plain lists, and those of searches. */
const cursor = z.string().max(300).regex(/^[A-Za-z0-9_~-]+$/).optional().describe('`next` of the page before.');

export const TicketListQuery = z.strictObject({
  q: words.optional().describe('Words in subject, text, fields, customer or tags; beginnings of words and numbers, the last four digits of a number; "…" as it stands there. A ticket is found within a second after it was written.'),
  sort: sort.optional().describe('Default: newest.'),
  queue: list(name, 'sales,support'),
  state: list(state, 'new,open'),
  assignee: list(name, 'anna,none').describe('Agents; `none` = nobody, `me` = who asks.'),
  template: list(name, 'fault'),
  priority: list(priority, 'high,urgent'),
  tag: name.optional(),
  call: name.optional().describe('Tickets linked to this call.'),
  watcher: name.optional(),
  parent: number.optional(),
  requester: name.optional().describe('The telephone number of the requester.'),
  customer: name.optional().describe('Id in the list of customers.'),
  from: moment.optional().describe('Made from then on.'),
  until: moment.optional().describe('Made before then.'),
  updatedFrom: moment.optional(),
  updatedUntil: moment.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor,
});

export const ViewParams = z.strictObject({ id: z.string().max(40) });
export const NewViewBody = z.strictObject({
  name: z.string().trim().min(1).max(60),
  filter: FilterBody,
  sort: sort.default('newest'),
  shared: z.boolean().default(false).describe('Everybody sees it; supervisors and administrators may.'),
});
export const ViewBody = z.object({
  id: z.string(),
  name: z.string(),
  filter: FilterBody,
  sort,
  shared: z.boolean(),
  own: z.boolean(),
  count: z.number().int().optional().describe('Tickets that the asker sees in it, at most 1000: more are not counted.'),
});
export const ViewsBody = z.object({
  views: z.array(ViewBody).readonly(),
  standard: z.array(z.object({ id: z.string(), filter: FilterBody, sort, count: z.number().int() })).readonly().describe('Views that everybody has; `mine` only for agents.'),
});

/** One change for many tickets. */
export const BulkBody = z.strictObject({
  tickets: z.array(z.strictObject({ id: number, version: z.number().int().min(1).optional().describe('Only if the ticket is still this one.') })).min(1).max(200),
  change: z.union([
    z.strictObject({ move: MoveTicketBody.omit({ version: true }) }),
    z.strictObject({ assign: AssignBody.omit({ version: true }) }),
    z.strictObject({ update: UpdateBody.pick({ priority: true, addTags: true, removeTags: true, addWatchers: true, removeWatchers: true }) }),
    z.strictObject({ note: NoteBody.omit({ version: true }) }),
    z.strictObject({ reply: NoteBody.omit({ version: true }) }),
  ]),
});
export const BulkAnswer = z.object({
  done: z.array(z.object({ id: z.string(), version: z.number().int() })),
  refused: z.array(z.object({ id: z.string(), code: z.string(), message: z.string(), problems: z.array(z.object({ field: z.string(), zh: z.string(), en: z.string() })).readonly().optional() })),
});
