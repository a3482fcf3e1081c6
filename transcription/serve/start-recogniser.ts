import { readFileSync } from 'node:fs';
import { Metadata, Server, ServerCredentials, type ServerUnaryCall, type ServerWritableStream, type ServiceDefinition, logVerbosity, type sendUnaryData, setLogVerbosity } from '@grpc/grpc-js';
import { type Clock, Fault, type Log, type Millis, type Random, type Result, failed, ok } from '#core';
import { localSource, openPool } from '../open-pool.ts';
import { findLibrary } from '../registry/find-library.ts';
import { findModels } from '../registry/find-models.ts';
import { type WireDescription, type WireStatus, recogniserService, service, sttService } from '../remote/protocol.ts';
import { health } from './health.ts';
import { recognise } from './recognise-call.ts';
import { RecogniserHouse } from './recogniser-house.ts';
import { reflection } from './reflection.ts';
import { sttRecognise } from './stt-call.ts';

export interface RecogniserOptions {
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  readonly modelDirs: readonly string[];
  readonly processes: number;
  /** Streams at the same time, at most. */
  readonly streams: number;
  /** PEM files; `clientCa`: clients must show a certificate of this authority (mTLS). */
  readonly tls?: { readonly certificate: string; readonly key: string; readonly clientCa?: string } | undefined;
  readonly reflection: boolean;
  readonly version: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export interface Recogniser {
  readonly address: string;
  readonly port: number;
  readonly models: readonly { readonly name: string; readonly language: string }[];
  pids(): readonly number[];
  streams(): number;
  /** Takes no new streams, waits for those inside up to `patience`, then ends. True when none was cut off. */
  drain(patience: Millis): Promise<boolean>;
}

// What goes wrong is told in whole sentences.
setLogVerbosity(logVerbosity.NONE);

/** At least so often a status is told, so that clients know of a dead network. */
const STATUS_EVERY: Millis = 5_000;

/**
 * The engine of this machine behind gRPC. Fails with `transcription.no-library`, `transcription.recogniser-models`,
 * `transcription.recogniser-port`, `transcription.bad-tls`.
 */
export async function startRecogniser(options: RecogniserOptions): Promise<Result<Recogniser>> {
  const { processes, clock, random, log, streams: capacity } = options;
  const library = findLibrary();
  if (!library.ok) return library;
  const found = (await findModels(options.modelDirs)).filter(({ problem }) => problem === undefined);
  if (found.length === 0) return failed(new Fault('transcription.recogniser-models', `there is no usable speech model in ${options.modelDirs.join(', ')}; name a folder of models with --models`));
  const how = serverCredentials(options.tls);
  if (!how.ok) return how;
  const pool = openPool([localSource(library.value, processes, found)], { clock, random, log });
  const house = new RecogniserHouse({ pool, models: found, capacity, clock, random, log });
  const server = serverOf(house, options);
  // Whoever connects must be told at once what it serves.
  await pool.start();
  const port = await bind(server, options, how.value);
  if (!port.ok) {
    house.scope.end('it cannot listen');
    await pool.close();
    return port;
  }
  return ok({
    address: `${options.host}:${port.value}`,
    port: port.value,
    get models() {
      return house.models;
    },
    pids: () => pool.pids(),
    streams: () => house.streams,
    async drain(patience) {
      const whole = await house.drain(patience);
      house.scope.end('the recogniser ends');
      await new Promise<void>((resolve) => {
        const timer = clock.after(GOODBYE, () => {
          server.forceShutdown();
          resolve();
        });
        server.tryShutdown(() => {
          timer.cancel();
          resolve();
        });
      });
      await pool.close();
      return whole;
    },
  });
}

/** Statuses on their way out. */
const GOODBYE: Millis = 2_000;

function serverOf(house: RecogniserHouse, { reflection: reflected, version }: RecogniserOptions): Server {
  // The window is what a client may have on its way to a stream that is not read: four seconds.
  const server = new Server({ 'grpc-node.flow_control_window': 65_535, 'grpc.max_receive_message_length': 1 << 20, 'grpc.keepalive_time_ms': 10_000, 'grpc.keepalive_timeout_ms': 5_000 });
  const services: Record<string, ServiceDefinition> = {
    'huawu.transcription.v1.Recogniser': recogniserService(),
    'vosk.stt.v1.SttService': sttService(),
    'grpc.health.v1.Health': service('health', 'grpc.health.v1.Health'),
  };
  server.addService(recogniserService(), {
    Describe: (_call: ServerUnaryCall<object, WireDescription>, answer: sendUnaryData<WireDescription>) => answer(null, describe(house, version), new Metadata()),
    Watch: (call: ServerWritableStream<object, WireStatus>) => watch(house, call),
    Recognise: (call: Parameters<typeof recognise>[1]) => recognise(house, call),
  });
  server.addService(sttService(), { StreamingRecognize: (call: Parameters<typeof sttRecognise>[1]) => sttRecognise(house, call) });
  server.addService(service('health', 'grpc.health.v1.Health'), health(house, Object.keys(services)));
  if (!reflected) return server;
  for (const [file, version_] of [['reflection', 'v1'], ['reflection_v1alpha', 'v1alpha']] as const) {
    services[`grpc.reflection.${version_}.ServerReflection`] = service(file, `grpc.reflection.${version_}.ServerReflection`);
  }
  for (const [file, version_] of [['reflection', 'v1'], ['reflection_v1alpha', 'v1alpha']] as const) {
    server.addService(service(file, `grpc.reflection.${version_}.ServerReflection`), reflection(services));
  }
  return server;
}

function describe(house: RecogniserHouse, version: string): WireDescription {
  return { version, models: house.models, sample_rates: [8000], grammar: true, word_times: true, partials: true, hot_words: true, batch: true, capacity: house.options.capacity };
}

function watch(house: RecogniserHouse, call: ServerWritableStream<object, WireStatus>): void {
  const tell = () => void call.write(house.status);
  const off = house.changed.on(tell);
  const ticking = house.options.clock.every(STATUS_EVERY, tell);
  const stop = () => {
    off();
    ticking.cancel();
    forget();
  };
  const forget = house.scope.onEnd(() => {
    off();
    ticking.cancel();
    call.end();
  });
  call.on('cancelled', stop);
  call.on('error', stop);
  tell();
}

function serverCredentials(tls: RecogniserOptions['tls']): Result<ServerCredentials> {
  if (!tls) return ok(ServerCredentials.createInsecure());
  try {
    const pair = { cert_chain: readFileSync(tls.certificate), private_key: readFileSync(tls.key) };
    const ca = tls.clientCa === undefined ? null : readFileSync(tls.clientCa);
    return ok(ServerCredentials.createSsl(ca, [pair], ca !== null));
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    return failed(new Fault('transcription.bad-tls', `the certificate files cannot be used: ${what}; correct --tls-cert, --tls-key and --tls-client-ca (PEM)`, { cause }));
  }
}

function bind(server: Server, { host, port }: RecogniserOptions, how: ServerCredentials): Promise<Result<number>> {
  const address = `${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
  return new Promise((resolve) => {
    server.bindAsync(address, how, (error, bound) => {
      if (!error) return resolve(ok(bound));
      resolve(failed(new Fault('transcription.recogniser-port', `cannot listen on ${address}: ${/EADDRINUSE/u.test(error.message) ? 'another program has this port' : /EACCES/u.test(error.message) ? 'only root may use this port' : error.message}; choose another --port or --host, or end the program that has it`)));
    });
  });
}
