import { z } from 'zod';

const phrase = z.string().min(1).max(100);
const group = z.strictObject({
  name: z.strictObject({ zh: z.string().min(1).max(60), en: z.string().min(1).max(60) }),
  speaker: z.enum(['caller', 'agent']).optional(),
  any: z.array(phrase).min(1).max(500),
});

/** The file named by `mining.file`. */
export const GroupsFile = z.strictObject({
  groups: z.record(z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'ids have small letters, digits and "-"'), group).refine((groups) => Object.keys(groups).length <= 200, 'at most 200 groups'),
});
