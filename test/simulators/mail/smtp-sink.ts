import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** An SMTP server that keeps what it gets; `answer` may refuse. */
export interface SmtpSink {
  readonly port: number;
  readonly mails: string[];
  /** Undefined: taken. */
  refuse: (() => { readonly code: number; readonly message: string } | undefined) | undefined;
  close(): Promise<void>;
}

export async function startSmtpSink(port = 0): Promise<SmtpSink> {
  const mails: string[] = [];
  const sink: { refuse: SmtpSink['refuse'] } = { refuse: undefined };
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'], logger: false,
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
