import { z } from 'zod';
import { count, epoch, inBothLanguages, language, moment, name } from '../../schemas/fields.ts';

/** Inputs and outputs of mining. */

const seconds = z.coerce.number().min(0).max(1_000_000);
const cluster = z.string().min(1).max(200);
const narrow = {
  from: moment.optional(),
  until: moment.optional(),
  queue: name.optional(),
  agent: name.optional(),
  language: language.optional(),
};

export const PeriodQuery = z.strictObject({ ...narrow, from: moment.optional().describe('Default: seven days before `until`.'), until: moment.optional().describe('Default: now.') });
export const FiguresQuery = PeriodQuery.extend({ by: z.enum(['queue', 'agent', 'day', 'all']).default('all') });
export const EmergingQuery = PeriodQuery.extend({
  beforeFrom: moment.optional().describe('Begin of the period it is compared with, which ends at `from`. Default: 28 days before `from`.'),
  limit: z.coerce.number().int().min(1).max(200).default(30),
});
export const CallsQuery = z.strictObject({
  ...narrow,
  text: z.string().max(200).optional().describe('A phrase somebody said, in Chinese or English: whole words; case, width, punctuation and spaces between Chinese characters do not matter.'),
  speaker: z.enum(['caller', 'agent']).optional().describe('Who says it.'),
  atFrom: seconds.optional().describe('The turn begins so many seconds into the conversation, or later.'),
  atUntil: seconds.optional().describe('The turn begins before so many seconds.'),
  rule: name.optional().describe('A compliance rule that was broken.'),
  group: name.optional().describe('A keyword group that occurs: opens a figure of `issues`.'),
  term: name.optional().describe('A term that occurs: opens a figure of `emerging`.'),
  cluster: cluster.optional().describe('Calls of a cluster; with the same `from`, `until`, `queue`, `agent` and `language` as `clusters` was asked with.'),
  figure: z.enum(['silence', 'caller-interruptions', 'agent-interruptions']).optional().describe('Only calls in which this occurs.'),
  mined: z.enum(['true']).transform(() => true).optional().describe('Only calls that `figures` counts.'),
  cursor: z.string().max(500).optional().describe('`next` of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const talk = {
  seconds: z.number().describe('From the first word to the last.'),
  callerSeconds: z.number(),
  agentSeconds: z.number(),
  silenceSeconds: z.number().describe('Pauses of at least a second, together.'),
  longestSilence: z.number(),
  callerInterruptions: count,
  agentInterruptions: count,
  callerSyllables: count,
  agentSyllables: count,
};

const excerpt = z.object({ speaker: z.string(), at: z.number().describe('Seconds into the conversation.'), text: z.string().describe('Words around the matches, each match between U+0001 and U+0002.') });
const callRow = z.object({
  id: z.string(),
  startedAt: epoch,
  from: z.string(),
  language: z.string().optional(),
  queue: z.string().optional(),
  agent: z.string().optional(),
  outcome: z.string(),
  talkSeconds: z.number().optional(),
  alerts: count,
  excerpts: z.array(excerpt).readonly(),
  facts: z.object({ ...talk, groups: z.array(z.string()).readonly() }).optional().describe('Undefined until mining has looked at the call.'),
});
export const CallsBody = z.object({ calls: z.array(callRow).readonly(), next: z.string().optional() });

export const CallPath = z.strictObject({ id: z.string().min(1).max(200) });
export const CallBody = callRow.extend({ terms: z.array(z.string()).readonly().optional().describe('What is talked about; undefined until mining has looked at the call.') });

const period = { from: epoch, until: epoch };
const ratios = {
  agentShare: z.number().optional().describe('Agent’s part of all talk, 0 to 1.'),
  silenceShare: z.number().optional().describe('Part of the conversation in which nobody speaks, 0 to 1.'),
  agentPerMinute: z.number().optional().describe('Syllables of agents per minute of their talk.'),
  callerPerMinute: z.number().optional(),
};
export const FiguresBody = z.object({ ...period, rows: z.array(z.object({ key: z.string(), calls: count, from: epoch.optional(), until: epoch.optional(), ...talk, ...ratios })).readonly() });
export const IssuesBody = z.object({
  ...period,
  calls: count.describe('Calls looked at, with or without an issue.'),
  groups: z.array(z.object({ id: z.string(), name: inBothLanguages, calls: count, days: z.array(z.object({ day: z.string(), ...period, calls: count })).readonly() })).readonly(),
});
export const EmergingBody = z.object({
  ...period,
  beforeFrom: epoch,
  terms: z.array(z.object({ term: z.string(), now: count.describe('Calls with it in the period.'), before: count.describe('Calls with it in the period before.'), z: z.number().describe('Log-odds ratio in standard deviations; from 1.96 on.'), q: z.number().describe('Share of the terms up to this one that is expected by chance; 0.05 = one of twenty.') })).readonly(),
});
export const ClustersBody = z.object({
  ...period,
  of: count.describe('Calls that were compared: the newest 3,000 at most.'),
  clusters: z.array(z.object({ id: cluster, label: z.array(z.string()).readonly(), calls: count })).readonly(),
});
export const StateBody = z.object({ version: z.string(), mined: count, missing: count, groups: z.array(z.object({ id: z.string(), name: inBothLanguages, speaker: z.enum(['caller', 'agent']).optional(), any: z.array(z.string()).readonly() })).readonly() });

