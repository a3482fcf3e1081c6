import { type Clock, type Log, type Random, type Result, ok } from '#core';
import type { RemoteEngine } from './engine-port.ts';
import { RecogniserPool, type Source } from './pool/recogniser-pool.ts';
import { spawnRecogniser } from './pool/recogniser-process.ts';
import type { ModelToLoad } from './pool/slot.ts';
import type { Model } from './registry/read-model.ts';

export interface PoolTools {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** A vosk-server takes as many calls as it has threads, by default one per core. */
const VOSK_SERVER_STREAMS = 4;

export const toLoad = ({ name, path, feedRate, language }: Model): ModelToLoad => ({ model: name, path, feedRate, language });

/** The processes of this machine. */
export const localSource = (library: string, processes: number, models: readonly Model[]): Source => ({
  engine: 'local',
  name: 'local',
  places: processes,
  connect: () => spawnRecogniser(library),
  models: models.map(toLoad),
});

/** The addresses of a remote engine. Fails with `transcription.bad-tls`. */
export async function remoteSources(engine: RemoteEngine, { clock }: PoolTools): Promise<Result<readonly Source[]>> {
  // gRPC costs memory and start-up time, so only those who use it load it.
  const [{ remoteCredentials }, { GrpcLink }, { VoskServerLink }] = await Promise.all([import('./remote/connection.ts'), import('./remote/grpc-link.ts'), import('./remote/vosk-server-link.ts')]);
  const { id, kind, tls, language = 'en', model, sampleRate = 8000, streams = VOSK_SERVER_STREAMS } = engine;
  const read = remoteCredentials(tls);
  if (!read.ok) return read;
  const sources = engine.addresses.map((address): Source => {
    const remote = { address, credentials: read.value, tls, clock };
    const connect = () => (kind === 'grpc' ? new GrpcLink(remote) : new VoskServerLink({ ...remote, language, model, sampleRate, capacity: streams }));
    return { engine: id, name: `${id} ${address}`, places: 1, connect };
  });
  return ok(sources);
}

export const openPool = (sources: readonly Source[], tools: PoolTools): RecogniserPool => new RecogniserPool({ sources, ...tools });
