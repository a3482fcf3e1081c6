import { type Clock, Fault, type Log, type Millis, type Random, type Result, failed, ok } from '#core';
import type { Media } from './port.ts';
import { MediaRoom } from './room/media-room.ts';
import { SoundLibrary } from './room/sound-library.ts';
import { type SpawnWorker, spawnWorker } from './room/worker-link.ts';

export interface MediaOptions {
  /** UDP ports for RTP and RTCP, both ends included; each leg takes two. */
  readonly rtpPorts: { readonly from: number; readonly to: number };
  /** Worker threads; calls are spread over them. */
  readonly workers: number;
  /** Searched in order: the user's folder first, then the shipped one. */
  readonly promptsDirs: readonly string[];
  /** A phone that sent nothing for so long is reported as silent. */
  readonly silenceMs: Millis;
  /** Browsers get Opus instead of G.711 where they offer both; costs four times the processor time of a plain leg. */
  readonly preferOpus?: boolean;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** How worker threads are started; tests watch theirs. */
  readonly spawn?: SpawnWorker;
}

/** Starts the media workers and loads all sounds. Fault `media.bad-options` when ports or workers make no sense. */
export async function startMedia(options: MediaOptions): Promise<Result<Media>> {
  const { from, to } = options.rtpPorts;
  if (!(from >= 1024 && to <= 65_535 && to > from)) {
    return failed(new Fault('media.bad-options', `RTP ports ${from} to ${to} make no range: give at least two ports from 1024 to 65535.`));
  }
  if (!Number.isInteger(options.workers) || options.workers < 1) {
    return failed(new Fault('media.bad-options', `${options.workers} media workers cannot serve calls: give 1 or more.`));
  }
  const sounds = new SoundLibrary(options.promptsDirs);
  await sounds.preload(options.log);
  return ok(new MediaRoom({ ...options, sounds, spawn: options.spawn ?? spawnWorker }));
}
