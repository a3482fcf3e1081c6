import { z } from 'zod';
import { Id } from '../routing/words.ts';

/** Mail of tickets; docs/mail.md explains it with examples. */

const Path = z.string().min(1).max(4_096);
const Port = z.number().int().min(1).max(65_535);
const Host = z.string().regex(/^[A-Za-z0-9._:-]{1,253}$/, 'a host name or an address');
const MailAddress = z.string().regex(/^[^\s<>()",;:@]{1,64}@[^\s<>()",;:@]{1,190}$/, 'an address such as "support@example.com"');

/** Secrets never stand in the configuration itself. */
const Secret = z
  .union([
    z.strictObject({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/).describe('Environment variable that holds it; with HUAWU_MAIL_ at the beginning it is known to be ours.') }),
    z.strictObject({ file: Path.describe('File whose first line it is; relative to this file.') }),
  ])
  .meta({ allowed: '`{env: NAME}` or `{file: PATH}`' });

const OAuth = z.strictObject({
  tokenUrl: z.string().regex(/^https?:\/\/\S+$/, 'a URL').describe('Where a refresh token is changed for an access token, such as "https://login.microsoftonline.com/common/oauth2/v2.0/token".'),
  clientId: z.string().min(1).max(300).describe('Id of our application there.'),
  clientSecret: Secret.optional().describe('Its secret, where it has one: {env: …} or {file: …}.'),
  refreshToken: Secret.describe('What was given when the mailbox was signed in: {env: …} or {file: …}.'),
  scope: z.string().min(1).max(1_000).optional().describe('What is asked for; some servers want it.'),
});

const server = (port: number) => ({
  host: Host.describe('Mail server.'),
  port: Port.default(port).describe('TCP port.'),
  tls: z.enum(['implicit', 'starttls', 'none']).default('implicit').describe('`starttls`: refused where the server does not offer it. `none` only for a server on this machine: passwords go in the clear.'),
  ca: Path.optional().describe('File (PEM) with the authority the server is certified by, if it is none of the usual ones.'),
});

const Mailbox = z.strictObject({
  id: Id.describe('Name in the API and in records; how far it was read is kept under it.'),
  address: MailAddress.describe('What customers write to.'),
  ...server(993),
  user: z.string().min(1).max(300).describe('Account there.'),
  password: Secret.optional().describe('Where it is: {env: HUAWU_MAIL_PASSWORD} or {file: mail-password}.'),
  oauth: OAuth.optional().describe('In place of a password (XOAUTH2).'),
  folder: z.string().min(1).max(300).default('INBOX').describe('Folder that is read.'),
  afterwards: z.enum(['seen', 'move', 'delete']).default('seen').describe('What is done with a mail on its server once it is safe here.'),
  moveTo: z.string().min(1).max(300).default('Huawu').describe('Folder for `afterwards: move`.'),
  queue: Id.optional().describe('Where its tickets go. Default: of the template, then `tickets.queue`.'),
  template: Id.default('consultation').describe('Template of its tickets.'),
  language: z.enum(['zh', 'en']).optional().describe('Of its tickets. Default: by what is written.'),
});

const Sending = z.strictObject({
  ...server(465),
  user: z.string().min(1).max(300).optional().describe('None: the server takes mail from us without.'),
  password: Secret.optional().describe('Where it is: {env: HUAWU_MAIL_PASSWORD} or {file: mail-password}.'),
  oauth: OAuth.optional().describe('In place of a password (XOAUTH2).'),
  from: MailAddress.describe('Sender of all mail.'),
  name: z.string().max(100).default('').describe('Its name. Default: that of the company.'),
  replyAddress: z
    .string()
    .regex(/^[^\s<>()",;:@]*\{token\}[^\s<>()",;:@]*@[^\s<>()",;:@]{1,190}$/, 'an address with {token}, such as "support+{token}@example.com"')
    .optional()
    .describe('Answers go there and find their ticket by it, whatever programs do to subjects. The server must deliver such addresses to a mailbox read here. Default: `from`.'),
  connections: z.number().int().min(1).max(20).default(2).describe('At once.'),
  giveUpHours: z.number().min(0.01).max(240).default(72).describe('A mail that the server does not take for so long has failed.'),
  footer: z.strictObject({ zh: z.string().max(2_000).default('').describe('In Chinese.'), en: z.string().max(2_000).default('').describe('In English.') }).prefault({}).describe('Below each mail, by the language of the ticket.'),
});

export const Mail = z.strictObject({
  mailboxes: z.array(Mailbox).default([]).describe('Read all the time (IMAP). After a change restart.'),
  smtp: Sending.optional().describe('Public replies of tickets whose requester has an address go out through it. After a change restart.'),
  acknowledge: z.boolean().default(false).describe('People who write get the number of their new ticket by mail; machines never.'),
  acknowledgement: z
    .strictObject({
      zh: z.string().min(1).max(5_000).default('您好，我们已收到您的来信，工单号为 {number}。请直接回复本邮件补充信息，我们会尽快处理。').describe('In Chinese.'),
      en: z.string().min(1).max(5_000).default('We received your mail; your ticket number is {number}. Just answer this mail to add to it. We will come back to you soon.').describe('In English.'),
    })
    .prefault({})
    .describe('Its text; `{number}` is the number.'),
  mostMegabytes: z.number().min(0.1).max(200).default(35).describe('Larger mails are not fetched but put into quarantine. 35 is a mail with 25 MB of attachments.'),
  pollSeconds: z.number().int().min(1).max(3_600).default(60).describe('Looks for new mail at least so often; IDLE tells of it sooner.'),
  perSenderPerHour: z.number().int().min(1).max(100_000).default(60).describe('More mails of one sender go into quarantine.'),
  originals: Path.optional().describe('Folder for mails as they came. Default: `mail` in the data folder. Servers with the same database need the same folder. After a change restart.'),
});
