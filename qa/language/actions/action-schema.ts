import { z } from 'zod';
import { inBoth, localizedText } from '../localized-text.ts';

const id = z.string().min(1).max(64);
const both = localizedText.transform(inBoth);

/** One key each: what is done when the rule fires. */
const action = z.strictObject({
  hint: both.optional(),
  script: both.optional(),
  tag: id.optional(),
  supervisor: both.optional(),
  pauseRecording: z.strictObject({ seconds: z.number().min(1).max(600) }).optional(),
  ticket: z
    .strictObject({
      template: id.optional(),
      subject: both,
      text: both.optional(),
      queue: id.optional(),
      priority: z.enum(['low', 'normal', 'high', 'urgent']).optional(),
    })
    .optional(),
  webhook: id.optional(),
});

export const ACTION_KINDS = Object.keys(action.shape);

/** Each entry has one key; `read-actions.ts` makes `RuleAction`s of them. */
export const actionsSchema = z.array(action).max(10);
export type ActionText = z.infer<typeof action>;
