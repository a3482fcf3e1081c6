import { z } from 'zod';
import type { CountedSurvey } from '#contract';
import { count, epoch, language, moment, name, share } from '../../schemas/fields.ts';

const text = (most: number) => z.string().max(most).refine((given) => !given.includes('\u0000') && given.isWellFormed(), 'must be text without U+0000 and halves of characters');

export const SurveyBody = z.object({
  id: z.string(),
  kind: z.enum(['ticket', 'call']),
  subject: z.string().describe('Number of the ticket, or id of the call.'),
  question: z.string(),
  queue: z.string().optional(),
  agent: z.string().optional(),
  at: epoch,
  language,
  contacts: count.describe('Times that the customer wrote before the resolution, besides the ticket itself.'),
  first: z.boolean(),
  reopenedAt: epoch.optional(),
  askedAt: epoch.optional(),
  expiresAt: epoch.optional(),
  sentAt: epoch.optional(),
  answeredAt: epoch.optional(),
  score: z.number().optional().describe('1–5.'),
  nps: z.number().int().optional().describe('0–10.'),
  comment: z.string().optional(),
  url: z.string().optional().describe('The page for the customer, while it can be answered.'),
});
export const TicketSurveysBody = z.object({ surveys: z.array(SurveyBody) });

/** `<moment>~<id>` */
export const SurveyCursor = /^(\d{1,16})~(.{1,150})$/;
const COUNTED = ['resolved', 'first-contact', 'not-first-contact', 'asked', 'answered', 'unanswered', 'satisfied', 'low', 'promoter', 'detractor'] as const satisfies readonly CountedSurvey[];
const period = {
  from: moment.describe('Resolved or asked from then on.'),
  until: moment.describe('… and before then.'),
  queue: name.optional(),
  agent: name.optional(),
  kind: z.enum(['ticket', 'call']).optional().describe('Only surveys of tickets, or only those of calls.'),
};
export const FiguresQuery = z.strictObject({ ...period, by: z.enum(['total', 'queue', 'agent', 'day']).default('total') });
export const SurveyListQuery = z.strictObject({
  ...period,
  as: z.enum(COUNTED).optional().describe('What a figure counts.'),
  day: z.iso.date().optional().describe('Only this day of the company.'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().regex(SurveyCursor).optional().describe('`next` of the page before.'),
});
export const SurveyListBody = z.object({ surveys: z.array(SurveyBody), next: z.string().optional() });

const FigureRow = z.object({
  key: z.string().optional().describe('The queue, agent or day; absent where there was none.'),
  resolved: count, firstContact: count, fcr: share.optional(),
  asked: count, answered: count, responseRate: share.optional(),
  scored: count, satisfied: count, low: count, csat: share.optional(), averageScore: z.number().optional(),
  npsAnswers: count, promoters: count, detractors: count, nps: z.number().min(-100).max(100).optional(),
});
export const FiguresBody = z.object({ by: z.enum(['total', 'queue', 'agent', 'day']), timeZone: z.string(), total: FigureRow, rows: z.array(FigureRow).readonly() });

const taskState = z.enum(['open', 'in-progress', 'done']);
export const TaskBody = z.object({
  id: z.string(),
  version: z.number().int(),
  state: taskState,
  assignee: z.string().optional().describe('A person.'),
  assigneeName: z.string().optional(),
  kind: z.enum(['ticket', 'call']),
  subject: z.string(),
  queue: z.string().optional(),
  agent: z.string().optional(),
  score: z.number(),
  comment: z.string().optional(),
  openedAt: epoch,
  dueAt: epoch,
  overdue: z.boolean(),
  closedAt: epoch.optional(),
  cause: z.string().optional(),
  measure: z.string().optional(),
  steps: z.array(z.object({ at: epoch, by: z.string(), byName: z.string().optional(), did: z.enum(['opened', 'assigned', 'started', 'noted', 'closed', 'reopened']), to: z.string().nullable().optional(), text: z.string().optional() })).readonly(),
});
export const TaskListQuery = z.strictObject({
  state: z.string().max(100).transform((given) => given.split(',')).pipe(z.array(taskState).min(1)).optional().describe('One or more, such as open,in-progress.'),
  assignee: name.optional().describe('A person; `none` = nobody, `me` = who asks.'),
  queue: name.optional(),
  agent: name.optional(),
  overdue: z.enum(['true']).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().regex(SurveyCursor).optional(),
});
export const TaskListBody = z.object({ tasks: z.array(TaskBody), next: z.string().optional() });
export const TaskParams = z.strictObject({ id: text(200) });
const version = z.number().int().min(1);
export const TaskChangeBody = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('assign'), version, assignee: name.nullable() }),
  z.strictObject({ type: z.literal('start'), version }),
  z.strictObject({ type: z.literal('note'), version, text: text(20_000) }),
  z.strictObject({ type: z.literal('close'), version, cause: text(20_000), measure: text(20_000) }),
  z.strictObject({ type: z.literal('reopen'), version, reason: text(20_000) }),
]);
export const TaskPeopleBody = z.object({ people: z.array(z.object({ id: z.string(), name: z.string().optional() })) });

export const TokenParams = z.strictObject({ token: z.string().max(200) });
export const PublicSurveyBody = z.object({ company: z.string(), ticket: z.string(), subject: z.string(), language, answered: z.boolean(), expiresAt: epoch });
export const AnswerBody = z.strictObject({
  score: z.number().int().min(1).max(5),
  nps: z.number().int().min(0).max(10).optional().describe('How likely they recommend the company.'),
  comment: text(4_000).optional(),
});
export const ThanksBody = z.object({ thanks: z.literal(true) });
