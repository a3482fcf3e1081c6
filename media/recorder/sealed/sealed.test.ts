/** Recordings that only a key opens, and copies of them in which spans are silent. */
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#core';
import { readWav } from '../../wav/read-wav.ts';
import { tone } from '../../wav/tone.ts';
import { RecordingFile } from '../recording-file.ts';
import { repairRecording } from '../repair-recording.ts';
import { ScribeStorage } from '../scribe-storage.ts';
import { openSealed, type SealedRecording } from './sealed-recording.ts';
import { SilencedCopy } from './silenced-copy.ts';

const KEY = new Uint8Array(32).fill(7);
const SECONDS = 5;
const storage = new ScribeStorage(systemClock);
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealed-'));
});
afterAll(async () => {
  await storage.end();
  await rm(folder, { recursive: true });
});

/** 5 s: the caller hums at 440 Hz, presses key 5 at 2 s; the agent hums at 300 Hz. */
async function recorded(name: string): Promise<string> {
  const file = join(folder, name);
  const recording = new RecordingFile(file, storage, () => {}, KEY);
  const caller = tone(440, SECONDS * 1000);
  const [low, high] = [tone(770, 200), tone(1336, 200)];
  for (let i = 0; i < low.length; i++) caller[16_000 + i] = ((low[i] ?? 0) + (high[i] ?? 0)) / 2;
  const agent = tone(300, SECONDS * 1000);
  for (let at = 0; at < caller.length; at += 700) recording.append(caller.subarray(at, at + 700), agent.subarray(at, at + 700));
  expect(await recording.close()).toEqual({ file, samples: SECONDS * 8000 });
  return file;
}

async function opened(file: string): Promise<SealedRecording> {
  const recording = await openSealed(file, KEY);
  if (!recording.ok) throw recording.fault;
  return recording.value;
}

async function bytes(recording: SealedRecording, start: number, end: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of recording.stream({ start, end })) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

const rms = (pcm: Int16Array, from: number, to: number) => {
  const part = pcm.subarray(from * 8000, to * 8000);
  return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length);
};

describe('a sealed recording', () => {
  it('holds nothing of the sound, and with the key is the whole WAV file, any range of it', async () => {
    const file = await recorded('a.sealed');
    const disk = await readFile(file);
    const recording = await opened(file);
    const whole = await bytes(recording, 0, recording.size - 1);
    expect(whole.length).toBe(44 + SECONDS * 8000 * 4);
    expect(disk.includes(whole.subarray(1000, 1016))).toBe(false);
    const wav = readWav(whole);
    expect(wav.ok && wav.value.channels.map((lane) => Math.round(rms(lane, 0, 1) / 1000))).toEqual([expect.any(Number), expect.any(Number)]);
    for (const [start, end] of [[0, 0], [10, 60], [44, 16_427], [16_400, 16_500], [100_001, 133_333], [160_000, recording.size - 1]] as const) {
      expect((await bytes(recording, start, end)).equals(whole.subarray(start, end + 1)), `${start}-${end}`).toBe(true);
    }
  });

  it('cannot be read with another key', async () => {
    const file = await recorded('b.sealed');
    const wrong = await openSealed(file, new Uint8Array(32).fill(8));
    expect(wrong.ok ? '' : wrong.fault.code).toBe('media.wrong-key');
    await writeFile(join(folder, 'no.sealed'), 'RIFF');
    const none = await openSealed(join(folder, 'no.sealed'), KEY);
    expect(none.ok ? '' : none.fault.code).toBe('media.bad-recording');
  });

  it('that was cut off or changed is silent there, and whole elsewhere', async () => {
    const file = await recorded('c.sealed');
    const whole = await bytes(await opened(file), 0, 44 + SECONDS * 32_000 - 1);
    const disk = await readFile(file);
    disk[76 + 16_412 * 3 + 100] = (disk[76 + 16_412 * 3 + 100] ?? 0) ^ 1;
    await writeFile(file, disk);
    await truncate(file, disk.length - 5);
    const cut = await opened(file);
    const rest = await bytes(cut, 0, cut.size - 1);
    expect(rest.subarray(44, 44 + 16_384 * 3).equals(whole.subarray(44, 44 + 16_384 * 3))).toBe(true);
    expect(rest.subarray(44 + 16_384 * 3, 44 + 16_384 * 4).every((byte) => byte === 0)).toBe(true);
    expect(rest.subarray(44 + 16_384 * 4, 44 + 16_384 * 5).equals(whole.subarray(44 + 16_384 * 4, 44 + 16_384 * 5))).toBe(true);
    const repaired = await repairRecording(file);
    expect(repaired.ok && repaired.value.samples > 39_000).toBe(true);
  });
});

describe('the copy of a sealed recording', () => {
  it('is silent in the spans of each speaker, also where they come late, and where keys are pressed', async () => {
    const sealed = await recorded('d.sealed');
    const file = join(folder, 'd.wav');
    const copy = new SilencedCopy({ sealed, key: KEY, file });
    const one = { speaker: 'caller', from: 1, to: 1.5 } as const;
    const late = { speaker: 'agent', from: 0.5, to: 0.8 } as const;
    const tones = [{ from: 1.8, to: 3 }];
    expect((await copy.advance(3 * 8000, { spans: [one], tones })).ok).toBe(true);
    expect((await copy.advance(Infinity, { spans: [one, late], tones })).ok).toBe(true);
    await copy.close();
    const wav = readWav(await readFile(file));
    if (!wav.ok) throw wav.fault;
    const [caller = new Int16Array(), agent = new Int16Array()] = wav.value.channels;
    expect(caller.length).toBe(SECONDS * 8000);
    expect([rms(caller, 1, 1.5), rms(agent, 0.5, 0.8), rms(caller, 2, 2.2), rms(agent, 2, 2.2)]).toEqual([0, 0, 0, 0]);
    expect([rms(caller, 0, 0.9), rms(caller, 1.6, 1.9), rms(caller, 2.4, 5), rms(agent, 0, 0.4), rms(agent, 0.9, 1.9)].every((level) => level > 1000)).toBe(true);
  });
});
