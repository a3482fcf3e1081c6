import { createTransport } from 'nodemailer';
import type { Letter, MailCarrier, MailSecret } from '../port.ts';

export interface SmtpOptions {
  readonly host: string;
  readonly port: number;
  readonly tls: 'implicit' | 'starttls' | 'none';
  readonly ca?: string;
  /** Undefined: the server takes mail without. */
  readonly user?: string;
  readonly secret: MailSecret;
  readonly from: { readonly name: string; readonly address: string };
  readonly connections: number;
}

const CONNECT_MS = 20_000;
const SOCKET_MS = 60_000;

type Transport = ReturnType<typeof pool>;

/** SMTP by nodemailer: a pool of connections, made anew when the secret is another one. */
export class SmtpCarrier implements MailCarrier {
  readonly #options: SmtpOptions;
  #refused = false;
  #current: { readonly secret: string; readonly transport: Transport } | undefined;

  constructor(options: SmtpOptions) {
    this.#options = options;
  }

  /** A token that is no longer taken is changed at once: it may have been taken back before its time. */
  async send(letter: Letter): Promise<string> {
    const before = this.#current?.secret;
    try {
      return await this.#send(letter);
    } catch (error) {
      if (!isRefused(error)) throw error;
      await this.#transport();
      if (this.#current?.secret === before) throw error;
      return this.#send(letter);
    }
  }

  async #send({ messageId, to, replyTo, subject, text, html, inReplyTo, references, headers, files }: Letter): Promise<string> {
    const { from } = this.#options;
    const transport = await this.#transport();
    const sending = transport.sendMail({
      messageId, from, to, replyTo, subject, text, html, headers: { ...headers },
      ...(inReplyTo === undefined ? {} : { inReplyTo }),
      ...(references.length === 0 ? {} : { references: references.join(' ') }),
      attachments: files.map(({ name, type, content }) => ({ filename: name, contentType: type, content })),
      // Text of customers and agents never names a file or an address to be fetched.
      disableFileAccess: true, disableUrlAccess: true,
      textEncoding: 'base64',
    });
    const info = await sending.catch((error: unknown) => {
      this.#refused = isRefused(error);
      throw error;
    });
    return String(info.response).slice(0, 300);
  }

  close(): void {
    this.#current?.transport.close();
    this.#current = undefined;
  }

  async #transport(): Promise<Transport> {
    const { user, secret } = this.#options;
    const now = user === undefined ? undefined : await secret(this.#refused);
    this.#refused = false;
    const mark = JSON.stringify(now ?? '');
    if (this.#current?.secret !== mark) {
      this.close();
      this.#current = { secret: mark, transport: pool(this.#options, user, now) };
    }
    return this.#current.transport;
  }
}

/** nodemailer tells a refused access token as EOAUTH2: it would have to ask for a new one, which is ours to do. */
const isRefused = (error: unknown): boolean => ['EAUTH', 'EOAUTH2'].includes(String((error as { code?: unknown }).code));

function pool({ host, port, tls, ca, connections }: SmtpOptions, user: string | undefined, secret: { readonly pass: string } | { readonly accessToken: string } | undefined) {
  const auth = user === undefined || !secret ? {} : 'pass' in secret ? { auth: { user, pass: secret.pass } } : { auth: { type: 'OAuth2' as const, user, accessToken: secret.accessToken } };
  return createTransport({
    pool: true, maxConnections: connections, maxMessages: 100,
    host, port, secure: tls === 'implicit', requireTLS: tls === 'starttls', ignoreTLS: tls === 'none',
    ...auth,
    ...(ca === undefined ? {} : { tls: { ca } }),
    connectionTimeout: CONNECT_MS, greetingTimeout: CONNECT_MS, socketTimeout: SOCKET_MS,
  });
}
