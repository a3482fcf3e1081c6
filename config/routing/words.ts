import { z } from 'zod';

/** Text of a form; `allowed` says in words what it is, in mistakes and on the page. */
export const form = (pattern: RegExp, allowed: string) => z.string().regex(pattern, allowed).meta({ allowed });

export const Id = form(/^[a-z][a-z0-9-]{0,39}$/, 'a lower-case letter, then letters, digits or "-", at most 40 characters');

/** Of a skill. */
export const Level = z.number().int().min(1).max(10);
