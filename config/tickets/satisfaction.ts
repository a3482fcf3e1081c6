import { z } from 'zod';

/** What customers are asked after a resolution, and what bad answers lead to. */
export const Satisfaction = z.strictObject({
  ask: z.boolean().default(true).describe('Ask customers after each resolution; the link stands at the ticket, and is sent where the ticket came by e-mail.'),
  linkDays: z.number().int().min(1).max(90).default(14).describe('A link can be answered for so long.'),
  publicUrl: z
    .string()
    .regex(/^https?:\/\/[^\s/]+(\/\S*)?$/, 'an address such as "https://service.example.com"')
    .optional()
    .describe('Where customers reach this server: the beginning of links. Without it links are shown without a host and not sent.'),
  improvementDays: z.number().int().min(1).max(90).default(3).describe('A task from a score below 3 is due after so long.'),
});
