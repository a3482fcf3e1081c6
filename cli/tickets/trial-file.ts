import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { Fault, type Result, failed, ok } from '#core';
import type { TicketChange, TicketWish } from '#tickets';

const name = z.string().min(1).max(200);
const TicketBody = z.strictObject({
  template: name,
  subject: z.string(),
  text: z.string().optional(),
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  queue: name.optional(),
  assignee: name.optional(),
  priority: z.enum(['low', 'normal', 'high', 'urgent']).optional(),
  requester: z.strictObject({ name: z.string().optional(), number: z.string().optional(), email: z.string().optional(), customer: z.string().optional(), tier: z.string().optional() }).optional(),
  language: z.enum(['zh', 'en']).optional(),
  tags: z.array(name).optional(),
});
const StepBody = z.union([
  z.strictObject({ minutes: z.number().min(0).max(5_256_000) }),
  z.strictObject({ reply: name, from: z.enum(['agent', 'customer']).default('agent') }),
  z.strictObject({ note: name }),
  z.strictObject({ move: z.enum(['open', 'pending', 'on-hold', 'resolved', 'closed']) }),
  z.strictObject({ assign: name.nullable() }),
  z.strictObject({ queue: name }),
]);
const TrialBody = z.strictObject({ at: z.iso.datetime({ offset: true }).optional(), ticket: TicketBody, steps: z.array(StepBody).max(1_000).default([]) });

/** What may happen in a trial: time passes, or somebody does something. */
export type TrialStep = { readonly kind: 'pass'; readonly ms: number } | { readonly kind: 'do'; readonly change: TicketChange; readonly by: string };

export interface Trial {
  /** Epoch ms; undefined = now. */
  readonly at?: number;
  readonly wish: TicketWish;
  readonly steps: readonly TrialStep[];
}

/** A ticket and what happens to it, from YAML or JSON. Faults: cli.bad-trial. */
export function readTrial(file: string): Result<Trial> {
  try {
    const given = TrialBody.safeParse(parse(readFileSync(file, 'utf8')));
    if (!given.success) return failed(bad(given.error.issues.map(({ path, message }) => `${path.join('.') || 'file'}: ${message}`).join('; ')));
    const { at, ticket, steps } = given.data;
    return ok({ ...(at === undefined ? {} : { at: Date.parse(at) }), wish: defined(ticket) as TicketWish, steps: steps.map(stepOf) });
  } catch (error) {
    return failed(bad(error instanceof Error ? error.message : String(error)));
  }
}

function stepOf(step: z.output<typeof StepBody>): TrialStep {
  if ('minutes' in step) return { kind: 'pass', ms: step.minutes * 60_000 };
  const change: TicketChange =
    'reply' in step ? { type: 'reply', text: step.reply, from: step.from }
    : 'note' in step ? { type: 'note', text: step.note }
    : 'move' in step ? { type: 'move', to: step.move }
    : 'assign' in step ? { type: 'assign', assignee: step.assign }
    : { type: 'assign', queue: step.queue };
  return { kind: 'do', change, by: 'reply' in step && step.from === 'customer' ? 'customer' : 'trial' };
}

const defined = (value: object): object => Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));
const bad = (what: string) => new Fault('cli.bad-trial', what);
