import { z } from 'zod';
import { DESK_NAMED } from '../schemas/desk.ts';
import { epoch, moment, name } from '../schemas/fields.ts';
import { QUALITY_NAMED } from '../routes/review/quality-schemas.ts';
import { REVIEW_NAMED } from '../routes/review/review-schemas.ts';
import { FLOOR_NAMED } from '../schemas/floor.ts';
import { OFFERS_NAMED } from '../schemas/offers.ts';
import { PEOPLE_NAMED } from '../schemas/people.ts';

/** Everything that goes in or out, once: checks inputs, types outputs, makes the OpenAPI document. */

const seconds = z.number().nonnegative();
const data = z.record(z.string(), z.unknown());

export const ErrorBody = z.object({ code: z.string().describe('Stable; listed in docs/faults.md.'), message: z.string().describe('What the reader can do.'), problems: z.array(z.object({ field: z.string(), zh: z.string(), en: z.string() })).optional().describe('Of tickets: all that is wrong, for people.') });

export const Summary = z.object({
  id: z.string(),
  startedAt: epoch,
  endedAt: epoch.optional(),
  from: z.string(),
  to: z.string(),
  language: z.string().optional(),
  queue: z.string().optional(),
  agent: z.string().optional(),
  outcome: z.string().describe('answered, abandoned, rejected, failed, finished; open while it goes on.'),
  waitSeconds: seconds.optional(),
  talkSeconds: seconds.optional(),
  alerts: z.number().int(),
  recording: z.boolean(),
});

export const Event = z.object({
  callId: z.string(),
  seq: z.number().int(),
  at: epoch,
  type: z.string(),
  audioAt: z.number().optional().describe('Seconds on the audio clock of the call.'),
  data,
});

const Word = z.looseObject({ text: z.string(), start: z.number(), end: z.number() });
export const Turn = z.object({
  speaker: z.string(),
  turn: z.number().int(),
  start: z.number().optional().describe('Seconds on the audio clock of the call.'),
  end: z.number().optional(),
  text: z.string(),
  words: z.array(Word),
});

export const CallList = z.object({ calls: z.array(Summary), next: z.string().optional().describe('Cursor of the next page; absent on the last.') });
export const CallDetail = z.object({ summary: Summary, events: z.array(Event), transcript: z.array(Turn), alerts: z.array(data) });

export const Agent = z.object({
  id: z.string(),
  name: z.string(),
  extension: z.string(),
  state: z.string().describe('offline, ready, not-ready, offered, busy or wrap-up.'),
  reason: z.string().optional(),
  since: epoch.optional(),
  registered: z.boolean(),
  queues: z.array(z.string()),
  skills: z.record(z.string(), z.number()),
  call: z.string().optional(),
});
export const AgentList = z.object({ agents: z.array(Agent) });

export const Queue = z.object({ id: z.string(), name: z.string(), waiting: z.number().int(), longestWaitSeconds: seconds, agentsReady: z.number().int(), expectedWaitSeconds: seconds.optional(), waitError: z.object({ samples: z.number().int(), meanAbsoluteSeconds: seconds }).optional() });
export const QueueList = z.object({ queues: z.array(Queue) });

export const LiveCall = z.object({
  id: z.string(),
  startedAt: epoch,
  from: z.string(),
  to: z.string(),
  stage: z.string(),
  language: z.string().optional(),
  queue: z.string().optional(),
  agent: z.string().optional(),
});
export const LiveCallList = z.object({ calls: z.array(LiveCall) });

const Part = z.object({
  status: z.enum(['ok', 'degraded', 'off']),
  note: z.string().optional(),
  role: z.enum(['alone', 'leader', 'follower']).optional().describe('of routing: how this server stands to the log that servers share'),
  silentMs: z.number().optional().describe('of routing: since Redis answered last'),
  behind: z.number().optional().describe('of routing: entries of the log not read yet at the last answer'),
  waiting: z.number().optional().describe('of routing: commands that wait for Redis; of mail: mails to be sent'),
  mailboxes: z.record(z.string(), z.enum(['starting', 'elsewhere', 'connected', 'away'])).optional().describe('of mail: state of each; elsewhere: another server reads it'),
  failed: z.number().optional().describe('of mail: mails that could not be sent'),
  quarantined: z.number().optional().describe('of mail: mails held back'),
  servers: z.number().optional().describe('of cluster: servers that share Redis, this one counted'),
  linked: z.number().optional().describe('of cluster: others that this one can reach'),
});
export const HealthBody = z.object({ status: z.enum(['ok', 'degraded']), parts: z.record(z.string(), Part) });

export const CallsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(500).optional(),
  agent: name.optional(),
  queue: name.optional(),
  outcome: name.optional(),
  from: moment.optional(),
  until: moment.optional(),
});
export const IdParams = z.strictObject({ id: name });
export const RecordingQuery = z.strictObject({ format: z.enum(['wav', 'mp3', 'ogg']).default('wav') });
export const AgentStateBody = z.strictObject({
  state: z.enum(['ready', 'not-ready']),
  reason: z.string().min(1).max(80).default('set by supervisor').describe('Only used with not-ready.'),
});
export const NoQuery = z.strictObject({});

/** Names under components.schemas of the document. */
export const NAMED = { Error: ErrorBody, Summary, Event, Turn, CallList, CallDetail, Agent, AgentList, Queue, QueueList, LiveCall, LiveCallList, Health: HealthBody, AgentState: AgentStateBody, ...PEOPLE_NAMED, ...DESK_NAMED, ...FLOOR_NAMED, ...OFFERS_NAMED, ...REVIEW_NAMED, ...QUALITY_NAMED };
