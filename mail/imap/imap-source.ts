import { type FetchMessageObject, ImapFlow, type ImapFlowOptions } from 'imapflow';
import type { Clock, Millis } from '#core';
import type { Listed, MailSecret, MailSource, OpenMailbox } from '../port.ts';

export interface ImapOptions {
  readonly host: string;
  readonly port: number;
  readonly tls: 'implicit' | 'starttls' | 'none';
  /** PEM of an authority of one's own. */
  readonly ca?: string;
  readonly user: string;
  /** As it is now: a password, or an access token. */
  readonly secret: MailSecret;
  readonly folder: string;
  readonly afterwards: { readonly do: 'seen' | 'delete' } | { readonly do: 'move'; readonly to: string };
  readonly clock: Clock;
}

/** Of a mail, fetched at once. */
const PIECE_BYTES = 1_048_576;
const CONNECT_MS: Millis = 20_000;
/** Longer than a socket may be silent while IDLE is renewed. */
const SOCKET_MS: Millis = 300_000;
/** RFC 2177 asks for less than 29 minutes; firewalls forget sooner. */
const IDLE_MS: Millis = 240_000;

/** IMAP by imapflow: a connection for each mailbox, read from no more than asked for. */
export class ImapSource implements MailSource {
  readonly #options: ImapOptions;
  #refused = false;

  constructor(options: ImapOptions) {
    this.#options = options;
  }

  async open(): Promise<OpenMailbox> {
    const { host, port, tls, ca, user, secret, folder } = this.#options;
    const settings: ImapFlowOptions = {
      host, port, secure: tls === 'implicit',
      auth: { user, ...(await secret(this.#refused)) },
      // Never what it says: it holds passwords and mails.
      logger: false,
      // A server that does not offer STARTTLS gets no password.
      ...(tls === 'starttls' ? { doSTARTTLS: true } : tls === 'none' ? { doSTARTTLS: false } : {}),
      tls: ca === undefined ? {} : { ca },
      disableAutoIdle: true, maxIdleTime: IDLE_MS, missingIdleCommand: 'NOOP',
      connectionTimeout: CONNECT_MS, greetingTimeout: CONNECT_MS, socketTimeout: SOCKET_MS,
      clientInfo: { name: 'huawu' },
    };
    const client = new ImapFlow(settings);
    const opened = new OpenImap(client, this.#options);
    try {
      await client.connect();
      this.#refused = false;
      opened.begin((await client.mailboxOpen(folder)).uidNext);
      return opened;
    } catch (error) {
      this.#refused = (error as { authenticationFailed?: unknown }).authenticationFailed === true;
      client.close();
      throw error;
    }
  }
}

/** An own piece of memory, which can be handed to another thread. */
function joined(pieces: readonly Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

class OpenImap implements OpenMailbox {
  readonly #client: ImapFlow;
  readonly #options: ImapOptions;
  #news: (() => void) | undefined;
  #gone: Error | undefined;
  #came = false;
  #uidNext = 1;

  constructor(client: ImapFlow, options: ImapOptions) {
    this.#client = client;
    this.#options = options;
    client.on('exists', () => {
      this.#came = true;
      this.#news?.();
    });
    // Without a listener an error of the socket would end the process.
    client.on('error', (error: Error) => this.#lost(error));
    client.on('close', () => this.#lost(new Error('the mail server closed the connection')));
  }

  begin(uidNext: number): void {
    this.#uidNext = uidNext;
  }

  get uidValidity(): string {
    return this.#client.mailbox ? String(this.#client.mailbox.uidValidity) : '';
  }

  get uidNext(): number {
    return this.#uidNext;
  }

  async list(which: Parameters<OpenMailbox['list']>[0]): Promise<readonly Listed[]> {
    this.#check();
    this.#came = false;
    const range = 'after' in which ? `${which.after + 1}:*` : await this.#search(which);
    if (range === '') return [];
    const found: Listed[] = [];
    for await (const message of this.#client.fetch(range, { uid: true, size: true, internalDate: true }, { uid: true })) found.push(this.#listed(message));
    // `n:*` names the last one even where n is beyond it (RFC 9051 §9, seq-range).
    return found.filter(({ uid }) => !('after' in which) || uid > which.after).toSorted((a, b) => a.uid - b.uid);
  }

  async source(uid: number, most: number): Promise<Uint8Array | undefined> {
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    // In pieces: the event loop belongs to calls, too.
    while (bytes <= most) {
      const piece = await this.#piece(uid, bytes, PIECE_BYTES);
      if (!piece) return undefined;
      pieces.push(piece);
      bytes += piece.length;
      if (piece.length < PIECE_BYTES) break;
    }
    return joined(pieces, bytes);
  }

  async header(uid: number, most: number): Promise<Uint8Array | undefined> {
    return this.#piece(uid, 0, most);
  }

  async handled(uid: number): Promise<void> {
    this.#check();
    const { afterwards } = this.#options;
    const range = String(uid);
    if (afterwards.do === 'delete') await this.#client.messageDelete(range, { uid: true });
    else if (afterwards.do === 'move') await this.#move(range, afterwards.to);
    else await this.#client.messageFlagsAdd(range, ['\\Seen'], { uid: true });
  }

  async news(withinMs: Millis): Promise<void> {
    this.#check();
    if (this.#came) return;
    await new Promise<void>((resolve) => {
      const timer = this.#options.clock.after(withinMs, () => this.#news?.());
      this.#news = () => {
        this.#news = undefined;
        timer.cancel();
        resolve();
      };
      // Ended by the next command; a server without it is asked by NOOP.
      this.#client.idle().catch(() => {});
    });
    this.#check();
  }

  async close(): Promise<void> {
    this.#news?.();
    await this.#client.logout().catch(() => {});
    this.#client.close();
  }

  async #piece(uid: number, start: number, maxLength: number): Promise<Uint8Array | undefined> {
    this.#check();
    const message = await this.#client.fetchOne(String(uid), { source: { start, maxLength } }, { uid: true });
    return message ? message.source : undefined;
  }

  async #search({ since }: { readonly since?: number }): Promise<string> {
    const query = since === undefined ? { seen: false } : { or: [{ seen: false }, { since: new Date(since) }] };
    const found = await this.#client.search(query, { uid: true });
    return Array.isArray(found) ? found.join(',') : '';
  }

  async #move(range: string, to: string): Promise<void> {
    await this.#client.mailboxCreate(to).catch(() => {});
    await this.#client.messageMove(range, to, { uid: true });
  }

  #listed({ uid, size = 0, internalDate }: FetchMessageObject): Listed {
    const at = internalDate === undefined ? Number.NaN : new Date(internalDate).getTime();
    return { uid, bytes: size, arrivedAt: Number.isFinite(at) ? at : this.#options.clock.wall() };
  }

  #lost(error: Error): void {
    this.#gone ??= error;
    this.#news?.();
  }

  #check(): void {
    if (this.#gone) throw this.#gone;
    if (!this.#client.usable) throw new Error('the connection to the mail server is gone');
  }
}
