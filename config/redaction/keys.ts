import { z } from 'zod';

/** What may not be stored or shown; docs/redaction.md explains it with examples. */

const KINDS = ['card', 'account', 'id', 'phone', 'code', 'email'] as const;
const Kinds = z.array(z.enum(KINDS));
const token = (what: string) => z.string().min(1).max(40).optional().describe(`Instead of ${what}.`);
const ORIGINAL = ['encrypted', 'none'] as const;

export const Redaction = z.strictObject({
  enabled: z.boolean().default(true).describe('Secrets that callers and agents say are neither stored nor shown.'),
  kinds: Kinds.default([...KINDS]).describe('What is a secret: payment cards, bank accounts, Chinese identity numbers, telephone numbers, verification codes and PINs, e-mail addresses.'),
  holdSeconds: z.number().min(1).max(10).default(3).describe('Digits are part of one number while the same speaker pauses no longer; numbers are shown so long (and a second) after their last digit.'),
  misheard: z.boolean().default(true).describe('Numbers of 13 to 19 digits whose check digit is wrong are secrets, too: a digit may have been misheard. `false`: cards and identity numbers are only those that are right.'),
  tokens: z
    .strictObject({ card: token('a card'), account: token('an account'), id: token('an identity number'), phone: token('a telephone number'), code: token('a code'), email: token('an e-mail address') })
    .prefault({})
    .describe('What stands in place of a secret; `{last4}` is the end of a number that was heard whole and whose check digit is right. Default: by language, such as "[card •••• 1111]".'),
  recordings: z.enum(['silenced', 'sealed', 'whole']).default('silenced').describe('`silenced`: when a call is over its secrets are silenced in the recording, and a recording with secrets is kept encrypted beside it (`original`). `sealed`: nothing is ever on disk that is not encrypted; the silenced copy follows half a minute behind the call. `whole`: recordings stay as they are.'),
  original: z.enum(ORIGINAL).default('encrypted').describe('What becomes of what was silenced: the whole recording is kept encrypted for those with the right `recording.original`, or nothing is kept.'),
  keyFile: z.string().min(1).max(4_096).optional().describe('File with the key of encrypted recordings (32 bytes as 64 hexadecimal digits or base64); relative to this file. Default: `recording.key` in the data folder, made at first start. Environment: HUAWU_RECORDING_KEY, the key itself.'),
});

export const queueRedaction = {
  redaction: z
    .strictObject({
      enabled: z.boolean().optional().describe('Whether secrets are redacted in conversations of this queue.'),
      kinds: Kinds.optional().describe('What is a secret here.'),
      original: z.enum(ORIGINAL).optional().describe('What becomes of encrypted recordings here.'),
    })
    .optional()
    .describe('Where this queue differs from `redaction`.'),
};
