import { z } from 'zod';

/** Fields that many schemas have. */
export const epoch = z.number().int().describe('Milliseconds since 1970-01-01T00:00Z.');
export const moment = z
  .union([z.coerce.number().int().min(0).max(8.64e15), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))])
  .describe('Milliseconds since 1970-01-01T00:00Z, or ISO 8601 such as 2026-01-05T09:00:00Z.');
export const name = z.string().min(1).max(100);
export const language = z.enum(['zh', 'en']);
export const inBothLanguages = z.object({ zh: z.string(), en: z.string() });
export const count = z.number().int().nonnegative();
export const share = z.number().min(0).max(1);
