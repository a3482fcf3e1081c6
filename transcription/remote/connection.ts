import { readFileSync } from 'node:fs';
import { type ChannelCredentials, type ChannelOptions, Client, credentials, logVerbosity, setLogVerbosity } from '@grpc/grpc-js';
import { Fault, type Millis, type Result, failed, ok } from '#core';

/** Files in PEM. */
export interface RemoteTls {
  /** Authorities that the server's certificate must come from; without it those of the system. */
  readonly ca?: string;
  /** Ours, for servers that ask for one (mTLS). */
  readonly certificate?: string;
  readonly key?: string;
  /** The name the server's certificate must bear, when it is not that of the address. */
  readonly serverName?: string;
}

/** Pings while calls are open. More than two before a server sends anything are taken for an attack by gRPC's C, Python and Go servers, which then close. */
export interface Keepalive {
  readonly every: Millis;
  readonly answer: Millis;
}

/** A second of audio is 16 kB; words of a long turn stay far below it. */
const LARGEST_MESSAGE = 1 << 20;

// What goes wrong is told by our own log, in whole sentences.
setLogVerbosity(logVerbosity.NONE);

const OPTIONS: ChannelOptions = {
  'grpc.max_receive_message_length': LARGEST_MESSAGE,
  // Each place of the pool has a connection of its own and decides itself when to try again.
  'grpc.use_local_subchannel_pool': 1,
  // Recognisers stand on the company's own machines; a web proxy of the environment is not meant for them.
  'grpc.enable_http_proxy': 0,
  'grpc.enable_retries': 0,
};

/** Reads the files of `tls`; undefined = no TLS. Fails with `transcription.bad-tls`. */
export function remoteCredentials(tls: RemoteTls | undefined): Result<ChannelCredentials> {
  if (!tls) return ok(credentials.createInsecure());
  try {
    const read = (file: string | undefined) => (file === undefined ? null : readFileSync(file));
    return ok(credentials.createSsl(read(tls.ca), read(tls.key), read(tls.certificate)));
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    return failed(new Fault('transcription.bad-tls', `the certificate files of a recogniser cannot be used: ${what}; correct ca, certificate and key (PEM)`, { cause }));
  }
}

/** A client of `address` (`host:port`); connects with its first call. */
export function openClient(address: string, how: ChannelCredentials, tls: RemoteTls | undefined, keepalive?: Keepalive): Client {
  const name = tls?.serverName;
  const pings = keepalive && { 'grpc.keepalive_time_ms': keepalive.every, 'grpc.keepalive_timeout_ms': keepalive.answer };
  return new Client(address, how, { ...OPTIONS, ...pings, ...(name === undefined ? {} : { 'grpc.ssl_target_name_override': name, 'grpc.default_authority': name }) });
}
