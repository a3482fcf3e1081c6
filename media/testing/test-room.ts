import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Log, silentLog, systemClock, systemRandom } from '#core';
import type { Media, MediaLeg } from '../port.ts';
import type { SpawnWorker } from '../room/worker-link.ts';
import { startMedia } from '../start-media.ts';
import { writeWav } from '../wav/write-wav.ts';
import { TestPhone } from './test-phone.ts';

/** A room on loopback with its sounds in a temporary folder; `close` takes everything away. */
export interface TestRoom {
  readonly media: Media;
  readonly folder: string;
  /** A leg with its phone, answered. */
  call(phone: TestPhone, group?: string, ...lines: string[]): Promise<MediaLeg>;
  close(): Promise<void>;
}

export interface TestRoomOptions {
  readonly sounds?: Readonly<Record<string, Int16Array>>;
  readonly rtpPorts?: { from: number; to: number };
  readonly silenceMs?: number;
  readonly workers?: number;
  readonly spawn?: SpawnWorker;
  readonly log?: Log;
}

/** Starts a room for a test. */
export async function startTestRoom(options: TestRoomOptions = {}): Promise<TestRoom> {
  const folder = await mkdtemp(join(tmpdir(), 'huawu-media-'));
  for (const [name, pcm] of Object.entries(options.sounds ?? {})) {
    await writeFile(join(folder, `${name}.wav`), writeWav({ rate: 8000, channels: [pcm] }));
  }
  const from = 20_000 + systemRandom.int(20_000);
  const started = await startMedia({
    rtpPorts: options.rtpPorts ?? { from, to: from + 400 },
    workers: options.workers ?? 1,
    promptsDirs: [folder],
    silenceMs: options.silenceMs ?? 30_000,
    clock: systemClock,
    random: systemRandom,
    log: options.log ?? silentLog,
    ...(options.spawn ? { spawn: options.spawn } : {}),
  });
  if (!started.ok) throw started.fault;
  const media = started.value;
  return { media, folder, call: (phone, group = 'call', ...lines) => call(media, phone, group, lines), close };

  async function close(): Promise<void> {
    await media.close();
    await rm(folder, { recursive: true });
  }
}

async function call(media: Media, phone: TestPhone, group: string, lines: readonly string[]): Promise<MediaLeg> {
  const opened = await media.open({ id: `leg-${phone.port}`, group, address: '127.0.0.1' });
  if (!opened.ok) throw opened.fault;
  const answered = opened.value.answer(phone.sdp(...lines));
  if (!answered.ok) throw answered.fault;
  return opened.value;
}
