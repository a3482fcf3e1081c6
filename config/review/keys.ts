import { z } from 'zod';

/** Reviews of calls and their summaries; docs/review.md, docs/summary.md. */
export const reviewKeys = {
  scorecards: z.strictObject({ file: z.string().min(1).max(4_096).optional().describe('Scorecards and sampling plans for reviews; relative to this file.') }).prefault({}).describe('Quality review.'),
  summary: z
    .strictObject({
      model: z
        .strictObject({
          url: z.url({ protocol: /^https?$/ }).optional().describe('OpenAI-compatible endpoint up to its version, such as "http://10.0.0.5:8000/v1". Without it no model is asked.'),
          model: z.string().min(1).max(200).default('default').describe('Name of the model there.'),
          apiKey: z.string().min(1).max(500).meta({ secret: true }).optional().describe('Sent as `Authorization: Bearer …`.'),
          timeoutSeconds: z.number().min(1).max(600).default(60).describe('Then the call stays without a summary of the model.'),
        })
        .prefault({})
        .describe('A language model on your premises that also summarises each ended call; off by default, sees redacted words only.'),
    })
    .prefault({})
    .describe('Summaries of ended calls; docs/summary.md.'),
};
