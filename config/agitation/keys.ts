import { z } from 'zod';

/** How excited speakers are; docs/agitation.md says what is validated and what is not. */

const Path = z.string().min(1).max(4_096);

const Alerts = z.strictObject({
  enabled: z.boolean().default(true).describe('Alert when a speaker stays agitated. Rules with `emotion: agitation` judge the same windows in their own way, with or without it.'),
  speakers: z.array(z.enum(['caller', 'agent'])).min(1).default(['caller']).describe('Whose agitation alerts.'),
  severity: z.enum(['info', 'warn', 'critical']).default('warn').describe('How the alert is shown.'),
  from: z.number().min(0.05).max(0.99).default(0.6).describe('The curve (0 to 1) stays at or above this …'),
  windows: z.number().int().min(2).max(20).default(3).describe('… for so many windows in a row. A window is 2.5 seconds of the speaker’s own speech; never fewer than two, so that one peak is no alert.'),
  cooldownSeconds: z.number().int().min(0).max(3_600).default(60).describe('Least time between two alerts of a speaker.'),
});

export const Agitation = z.strictObject({
  enabled: z.boolean().default(true).describe('Measure voices and words of conversations. Needs `transcription.enabled`.'),
  baselineSeconds: z.number().int().min(5).max(120).default(15).describe('So much speech at the beginning shows how a speaker usually sounds.'),
  smoothing: z.number().min(0.05).max(1).default(0.5).describe('Weight of the newest window in the moving average; 1 = none.'),
  weightsFile: Path.optional().describe('Weights trained on your own labelled calls (`./huawu agitation train`); relative to this file. Without it an untrained index is used, which is not validated.'),
  alerts: Alerts.prefault({}).describe('When an alert comes.'),
});
