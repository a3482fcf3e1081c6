import { z } from 'zod';

/** Fields that many schemas have. */
export const epoch = z.number().int().describe('Milliseconds since 1970-01-01T00:00Z.');
/** The end of the year 9999: JavaScript knows later ones, ISO 8601 and databases write them in ways of their own. */
const LAST_MOMENT = 253_402_300_799_999;
export const moment = z
  .union([z.coerce.number().int(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))])
  .refine((at) => at >= 0 && at <= LAST_MOMENT, 'must lie between the years 1970 and 9999')
  .describe('Milliseconds since 1970-01-01T00:00Z, or ISO 8601 such as 2026-01-05T09:00:00Z.');
/** What a database can keep and compare. */
const isText = (text: string) => !text.includes('\u0000') && text.isWellFormed();
export const name = z.string().min(1).max(100).refine(isText, 'must be text without U+0000 and halves of characters');
export const language = z.enum(['zh', 'en']);
export const inBothLanguages = z.object({ zh: z.string(), en: z.string() });
export const count = z.number().int().nonnegative();
export const share = z.number().min(0).max(1);
