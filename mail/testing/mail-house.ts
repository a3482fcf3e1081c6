import { ManualClock, Scope, seededRandom, silentLog } from '#core';
import { MemoryTickets, STANDARD_TEMPLATES, TicketDesk } from '#tickets';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ReplyTokens } from '../decide/reply-token.ts';
import { Intake } from '../desk/intake.ts';
import { Replies } from '../desk/replies.ts';
import { MemoryMail } from '../memory-mail.ts';
import type { OutMail } from '../model.ts';
import type { FileDoor, Letter, Originals } from '../port.ts';
import { readMail } from '../reader/read-mail.ts';
import { Outbox } from '../smtp/outbox.ts';

/** Mail with everything around it in memory; nothing moves but by the clock. */
export function mailHouse() {
  const clock = new ManualClock();
  const scope = new Scope();
  const records = new MemoryMail();
  const world = () => ({ templates: STANDARD_TEMPLATES, queue: 'support', queues: ['support'], agents: ['anna'] });
  const tickets = new TicketDesk({ records: new MemoryTickets(), world, clock, random: seededRandom(1) });
  const tokens = new ReplyTokens('key');
  const contents = new Map<string, Buffer>();
  const files: FileDoor = {
    async keep({ name, inline, content }) {
      const pieces: Uint8Array[] = [];
      for await (const piece of content) pieces.push(piece);
      const bytes = Buffer.concat(pieces);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      contents.set(sha256, bytes);
      return { ok: true, value: { id: sha256.slice(0, 32), name, type: 'application/octet-stream', bytes: bytes.length, sha256, scan: 'unscanned', ...(inline === undefined ? {} : { inline }) } };
    },
    open: async (sha256) => {
      const found = contents.get(sha256);
      return found && { bytes: found.length, content: Readable.from([found]) };
    },
  };
  const originals: Originals = {
    async keep(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      contents.set(sha256, Buffer.from(bytes));
      return { ok: true, value: sha256 };
    },
    read: async (sha256) => contents.get(sha256),
  };
  const settings = { own: ['support@example.org'], loopId: 'me', perSenderPerHour: 5 };
  const confirmed: string[] = [];
  const bounced: string[] = [];
  const intake = new Intake({
    records, tickets, files, originals, tokens, clock, log: silentLog,
    settings: () => settings,
    mailbox: (id) => ({ id, acknowledge: true, queue: 'support', template: 'fault' }),
    reader: {
      async read(bytes) {
        const reading = readMail(Buffer.from(bytes));
        return reading.kind === 'read' ? reading : { kind: 'quarantine', why: reading.why };
      },
    },
    confirm: async (_mail, ticket) => void confirmed.push(ticket),
    bounced: async (_ids, ticket, said) => void bounced.push(`${ticket} ${said}`),
  });
  /** Answers of the mail server, in order; then it takes everything. */
  const answers: (object | undefined)[] = [];
  const letters: Letter[] = [];
  const gaveUp: OutMail[] = [];
  const outbox = () => new Outbox({
    records, clock, log: silentLog, files,
    carrier: {
      async send(letter) {
        const refused = answers.shift();
        if (refused) throw refused;
        letters.push(letter);
        return '250 taken';
      },
      close() {},
    },
    sender: () => ({ address: 'support@example.org', name: 'Support', replyAddress: 'support+{token}@example.org', footer: { zh: '客服', en: 'Support' }, loopId: 'me', tokenOf: (ticket) => tokens.tokenOf(ticket) }),
    languageOf: async (ticket) => (await tickets.get(ticket))?.language ?? 'zh',
    gaveUp: async (mail) => void gaveUp.push(mail),
    giveUpMs: () => 60_000,
  }, scope);
  const replies = () => new Replies({ records, tickets, tokens, clock, log: silentLog, since: 0, settings: () => ({ own: settings.own, domain: 'example.org' }), posted: () => {} }, scope);
  const take = (mail: string) => intake.take('support', { source: Buffer.from(mail.replaceAll('\n', '\r\n')), bytes: mail.length });
  return { clock, scope, records, tickets, tokens, intake, take, outbox, replies, answers, letters, gaveUp, confirmed, bounced, files };
}

/** Lets everything that waits for nothing outside go on. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
  await new Promise((resolve) => setImmediate(resolve));
}

export const mailText = ({ from = 'zhang@example.com', subject = '宽带坏了', id = 'm1@example.com', text = '请修理', headers = '' }: { readonly from?: string; readonly subject?: string; readonly id?: string; readonly text?: string; readonly headers?: string } = {}): string =>
  `From: 张三 <${from}>\nTo: support@example.org\nSubject: ${subject}\nMessage-ID: <${id}>\n${headers}Content-Type: text/plain; charset=utf-8\n\n${text}\n`;
