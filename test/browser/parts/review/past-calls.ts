/** Calls of the past, put into a data folder before its server starts: heard, read and scored by reviewers. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { silentLog, systemClock } from '#core';
import { openStore, type TimelineEvent } from '#store';

type Told = readonly [type: string, data: Record<string, unknown>, audioAt?: number];

export interface PastCall {
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
  readonly events: readonly Told[];
  readonly wav?: Buffer;
}

const FIXTURES = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'calls');
const HEADER_BYTES = 44;

/** Words with equal shares of the time of what was said. */
export const spokenWords = (words: readonly string[], start: number, end: number) =>
  words.map((text, i) => ({ text, start: start + (i * (end - start)) / words.length, end: start + ((i + 1) * (end - start)) / words.length }));

export const turn = (speaker: 'caller' | 'agent', number: number, words: readonly { readonly start: number }[], agent = 'anna'): Told => ['transcript.final', { speaker, turn: number, words, ...(speaker === 'agent' ? { agent } : {}) }, words[0]?.start ?? 0];

export interface TruthCall {
  readonly id: string;
  readonly at: number;
  readonly seconds: number;
  readonly turns: readonly Told[];
  readonly wav: Buffer;
}

/** A call of test/fixtures/calls: its two sides as one stereo recording, its sentences as turns. */
export function truthCall(name: string, at: number): TruthCall {
  const folder = join(FIXTURES, name);
  const truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as { durationSec: number; utterances: { i: number; speaker: 'caller' | 'agent'; start: number; end: number; words: string[] }[] };
  return {
    id: name,
    at,
    seconds: truth.durationSec,
    turns: truth.utterances.map(({ i, speaker, start, end, words }) => turn(speaker, i, spokenWords(words, start, end))),
    wav: stereo(readFileSync(join(folder, 'caller.wav')), readFileSync(join(folder, 'agent.wav'))),
  };
}

function stereo(caller: Buffer, agent: Buffer): Buffer {
  const frames = Math.min(caller.length, agent.length) / 2 - HEADER_BYTES / 2;
  const wav = Buffer.alloc(HEADER_BYTES + frames * 4);
  caller.copy(wav, 0, 0, HEADER_BYTES);
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.writeUInt16LE(2, 22);
  wav.writeUInt32LE(8_000 * 4, 28);
  wav.writeUInt16LE(4, 32);
  wav.writeUInt32LE(frames * 4, 40);
  for (let frame = 0; frame < frames; frame++) {
    caller.copy(wav, HEADER_BYTES + frame * 4, HEADER_BYTES + frame * 2, HEADER_BYTES + frame * 2 + 2);
    agent.copy(wav, HEADER_BYTES + frame * 4 + 2, HEADER_BYTES + frame * 2, HEADER_BYTES + frame * 2 + 2);
  }
  return wav;
}

/** Writes the calls; their words can be searched when it resolves. */
export async function writePastCalls(dataDir: string, calls: Iterable<PastCall>): Promise<void> {
  const opened = await openStore({ dataDir, clock: systemClock, log: silentLog });
  if (!opened.ok) throw opened.fault;
  const store = opened.value;
  for (const call of calls) {
    for (const event of eventsOf(dataDir, call)) store.append(event);
    if (store.backlog > 5_000) await store.flush();
  }
  await store.flush();
  await store.reviews.settled();
  await store.close();
}

function eventsOf(dataDir: string, { id, at, events, wav }: PastCall): TimelineEvent[] {
  const file = join(dataDir, 'recordings', ...new Date(at).toISOString().slice(0, 10).split('-'), `${id}.wav`);
  if (wav) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, wav);
  }
  return events.map(([type, data, audioAt], seq) => ({ callId: id, seq, at: at + seq, type, data: type === 'recording.finished' ? { file, ...data } : data, ...(audioAt === undefined ? {} : { audioAt }) }));
}
