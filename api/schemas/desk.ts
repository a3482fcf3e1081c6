import { z } from 'zod';
import type { Desk, DeskChoices, DeskOrders, EarlierContacts, TransferTargets } from '#contract';
import { count, epoch, inBothLanguages, language, name, share } from './fields.ts';

const STRATEGIES = ['longest-idle', 'least-occupied', 'fewest-calls', 'round-robin', 'top-down', 'best-skill', 'random', 'ring-all', 'progressive', 'direct'] as const;

export const agentState = z.enum(['offline', 'ready', 'not-ready', 'offered', 'busy', 'wrap-up']);
const seconds = z.number();
const phone = z.enum(['browser', 'desk-phone']);
const caller = z.object({ number: z.string(), display: z.string(), path: z.array(z.string()).readonly(), language });
const offer = z.object({
  callId: z.string(),
  queue: z.string(),
  queueName: z.string(),
  skills: z.array(z.object({ skill: z.string(), level: z.number() })).readonly(),
  waitedSeconds: seconds,
  until: epoch,
  caller,
  why: z.string(),
  reason: z.object({ strategy: z.enum(STRATEGIES), candidates: count, idleSeconds: seconds, step: count.optional() }).optional(),
  phone: phone.optional(),
});
const assist = z.object({
  steps: z.array(z.object({ id: z.string(), rule: z.string(), text: inBothLanguages, at: epoch, done: z.object({ at: epoch, by: z.enum(['agent', 'words']) }).optional() })).readonly(),
  tags: z.array(z.string()).readonly(),
  help: z.object({ at: epoch, seenBy: z.string().optional() }).optional(),
});
const call = z.object({
  callId: z.string(),
  queue: z.string(),
  queueName: z.string(),
  caller,
  since: epoch,
  audioAtSince: z.number(),
  held: z.boolean(),
  heldAtPhone: z.boolean().optional(),
  muted: z.boolean().optional(),
  phone: phone.optional(),
  transferring: z.string().optional(),
  transferFailed: z.object({ target: z.string(), why: z.string() }).optional(),
  notes: z.string().optional(),
  disposition: z.string().optional(),
  connected: z.boolean(),
  assist: assist.optional(),
});
const ticket = z.object({
  id: z.string(),
  subject: z.string(),
  template: z.string(),
  queue: z.string(),
  queueName: z.string(),
  priority: z.enum(['low', 'normal', 'high', 'urgent']),
  state: z.enum(['new', 'open', 'pending', 'on-hold', 'resolved', 'closed']),
  createdAt: epoch,
  dueAt: epoch.optional().describe('When its first clock that is not met runs out, or did.'),
});
const tickets = z.object({
  capacity: count.describe('So many may be held before no more are offered.'),
  held: z.array(ticket).readonly(),
  offer: ticket.extend({ until: epoch.describe('When it goes to somebody else.') }).optional(),
  restsUntil: epoch.optional().describe('None are offered until then.'),
});
const wrapUp = z.object({ callId: z.string(), until: epoch, disposition: z.string().optional(), notes: z.string() });
const today = z.object({ calls: count, talkSeconds: seconds, handleSeconds: seconds, occupancy: share, missed: count, answeredElsewhere: count });

export const DeskBody: z.ZodType<Desk, Desk> = z.object({
  agent: z.string(),
  name: z.string(),
  extension: z.string(),
  state: agentState,
  reason: z.string().optional(),
  since: epoch,
  phone: z.enum(['none', 'browser', 'desk-phone', 'both']),
  offer: offer.optional(),
  call: call.optional(),
  wrapUp: wrapUp.optional(),
  tickets: tickets.optional().describe('Where tickets are offered like calls.'),
  today,
});

const choices = z.array(z.object({ id: z.string(), ...inBothLanguages.shape })).readonly();
export const DeskChoicesBody: z.ZodType<DeskChoices, DeskChoices> = z.object({ notReadyReasons: choices, dispositions: choices, dispositionRequired: z.boolean() });

export const TransferTargetsBody: z.ZodType<TransferTargets, TransferTargets> = z.object({
  agents: z.array(z.object({ id: z.string(), name: z.string(), extension: z.string(), state: agentState })).readonly(),
  queues: z.array(z.object({ id: z.string(), name: z.string(), waiting: count, waitingSince: epoch.optional(), agentsReady: count })).readonly(),
});

export const EarlierContactsBody: z.ZodType<EarlierContacts, EarlierContacts> = z.object({
  contacts: z
    .array(
      z.object({
        callId: z.string(),
        startedAt: epoch,
        queueName: z.string().optional(),
        agentName: z.string().optional(),
        outcome: z.string(),
        talkSeconds: seconds,
        waitSeconds: seconds.optional(),
        disposition: z.string().optional(),
        notes: z.string().optional(),
      }),
    )
    .readonly(),
});

const notes = z.string().max(10_000).optional();
const disposition = name.optional();
/** What each order says; the key is the end of its path. */
export const ORDERS: { readonly [K in keyof DeskOrders]: z.ZodType<DeskOrders[K]> } = {
  state: z.strictObject({ state: z.enum(['ready', 'not-ready']), reason: z.string().min(1).max(80).optional() }),
  reject: z.strictObject({}) as z.ZodType<Record<string, never>>,
  hold: z.strictObject({ on: z.boolean() }),
  mute: z.strictObject({ on: z.boolean() }),
  transfer: z.strictObject({ target: name }),
  'hang-up': z.strictObject({}) as z.ZodType<Record<string, never>>,
  keys: z.strictObject({ digits: z.string().regex(/^[0-9A-D*#]{1,32}$/).describe('RFC 4733 §3.2: 0-9, *, #, A-D.') }),
  'wrap-up': z.strictObject({ disposition, notes }),
  finish: z.strictObject({ disposition, notes }),
  'more-time': z.strictObject({ seconds: z.number().int().min(1).max(3_600) }),
  step: z.strictObject({ id: z.string().min(1).max(16), done: z.boolean() }),
  help: z.strictObject({ text: z.string().max(500).optional() }),
};

export const DESK_NAMED = { Desk: DeskBody, DeskChoices: DeskChoicesBody, TransferTargets: TransferTargetsBody, EarlierContacts: EarlierContactsBody };
