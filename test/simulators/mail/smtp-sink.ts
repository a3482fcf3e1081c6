import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { CERTIFICATES } from './dovecot.ts';

/** An SMTP server that keeps what it gets by STARTTLS from those with an access token that is good; `refuse` may refuse. */
export interface SmtpSink {
  readonly port: number;
  readonly mails: string[];
  /** Undefined: taken. */
  refuse: (() => { readonly code: number; readonly message: string } | undefined) | undefined;
  close(): Promise<void>;
}

/** `good`: whose token it is, if it may be used. */
export async function startSmtpSink(good: (token: string) => string | undefined, port = 0): Promise<SmtpSink> {
  const mails: string[] = [];
  const sink: { refuse: SmtpSink['refuse'] } = { refuse: undefined };
  const server = new SMTPServer({
    logger: false, authMethods: ['XOAUTH2'],
    key: readFileSync(join(CERTIFICATES, 'server.key')), cert: readFileSync(join(CERTIFICATES, 'server.pem')),
    onAuth({ username, accessToken = '' }, _session, done) {
      if (username !== undefined && good(accessToken) === username) done(null, { user: username });
      else done(null, { data: { status: '401', schemes: 'bearer' } });
    },
    onData(stream, _session, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const no = sink.refuse?.();
        if (no) return done(Object.assign(new Error(no.message), { responseCode: no.code }));
        mails.push(Buffer.concat(pieces).toString('latin1'));
        done();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return Object.assign(sink, {
    port: (server.server.address() as AddressInfo).port, mails,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}
