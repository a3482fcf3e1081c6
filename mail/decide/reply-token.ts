import { createHmac, timingSafeEqual } from 'node:crypto';

/** Ten characters of base 32 are 50 bits: a mail for each guess would take a million years. */
const SIGNATURE = 10;
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const TOKEN = /([1-9]\d{9})[.-]([a-km-np-z2-9]{10})/;
const ALL_TOKENS = /([1-9]\d{9})[.-]([a-km-np-z2-9]{10})(?![a-z0-9])/gi;

/** What ties a mail to its ticket, in the subject and in the address that is answered: the number and a signature only we can make. */
export class ReplyTokens {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  /** `1234567890-abcdefghjk`. */
  tokenOf(ticket: string): string {
    return `${ticket}-${this.#signature(ticket)}`;
  }

  /** The tickets of all right tokens in a text, in order. */
  ticketsIn(text: string): string[] {
    const found = [...text.slice(0, 5_000).matchAll(ALL_TOKENS)].filter(([, ticket = '', signature = '']) => same(this.#signature(ticket), signature.toLowerCase()));
    return [...new Set(found.map(([, ticket = '']) => ticket))];
  }

  /** The Message-ID of what we send, without brackets: `<ticket>-<signature>.<what>@domain`. */
  messageId(ticket: string, what: string, domain: string): string {
    return `${this.tokenOf(ticket)}.${what}@${domain}`;
  }

  /** The ticket of a Message-ID that we gave. */
  ticketOfMessageId(id: string): string | undefined {
    const [whole, ticket = '', signature = ''] = TOKEN.exec(id) ?? [];
    return whole !== undefined && id.startsWith(whole) && same(this.#signature(ticket), signature) ? ticket : undefined;
  }

  #signature(ticket: string): string {
    const digest = createHmac('sha256', this.#key).update(`ticket ${ticket}`).digest();
    return Array.from({ length: SIGNATURE }, (_, i) => LETTERS[(digest[i] ?? 0) % LETTERS.length]).join('');
  }
}

const same = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
