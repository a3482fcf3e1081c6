import { describe, expect, test } from 'vitest';
import { ManualClock, seededRandom, silentLog } from '#core';
import { RecogniserPool } from './pool/recogniser-pool.ts';
import { Recognition } from './pool/recognition.ts';
import { FakeRecogniser } from './testing/fake-recogniser.ts';
import { callSide } from './testing/recordings.ts';
import { SpokenStream, StreamSignals } from './transcript-stream.ts';

const PCM = callSide('en-2-forbidden', 'agent').subarray(0, 4 * 8000);
const EN = { model: 'demo-en', language: 'en', path: '/models/en', feedRate: 8000 } as const;

/** A stream that was told four seconds of speech and is being ended. */
function ending() {
  const clock = new ManualClock();
  const recogniser = new FakeRecogniser(1);
  const pool = new RecogniserPool({ sources: [{ engine: 'local', name: 'local', places: 1, connect: () => recogniser, models: [EN] }], clock, random: seededRandom(1), log: silentLog });
  void pool.start();
  recogniser.work();
  const signals = new StreamSignals();
  const troubles: string[] = [];
  let finals = 0;
  let ended = false;
  const recognition = new Recognition({
    id: 1,
    language: 'en',
    update: ({ kind }) => { if (kind === 'final') finals += 1; },
    trouble: (code) => troubles.push(code),
  });
  const stream = new SpokenStream({ signals, recognition, missing: undefined, clock, gate: true, ended: () => pool.detach(recognition) });
  pool.attach(recognition);
  for (let at = 0; at < PCM.length; at += 160) stream.push({ at, pcm: PCM.subarray(at, at + 160) });
  void stream.end().then(() => { ended = true; });
  return { clock, recogniser, troubles, finals: () => finals, ended: () => ended };
}

/** Promises of the stream are told a few microtasks later. */
const told = async () => { for (let i = 0; i < 10; i++) await Promise.resolve(); };

describe('a stream that ends', () => {
  test('waits for last words as long as a slow recogniser gets on', async () => {
    const { clock, recogniser, troubles, finals, ended } = ending();
    recogniser.work(1);
    for (let waited = 0; waited < 20; waited += 4) {
      clock.advance(4_000);
      recogniser.work(1);
      await told();
      expect(ended()).toBe(false);
    }
    recogniser.work();
    await told();
    expect({ ended: ended(), finals: finals() > 0, late: troubles.includes('transcription.words-late') }).toEqual({ ended: true, finals: true, late: false });
  });

  test('gives up when nothing moves, and says so', async () => {
    const { clock, troubles, ended } = ending();
    clock.advance(5_000);
    await told();
    clock.advance(5_000);
    await told();
    expect({ ended: ended(), late: troubles.includes('transcription.words-late') }).toEqual({ ended: true, late: true });
  });

  test('gives up after half a minute in any case', async () => {
    const { clock, recogniser, ended } = ending();
    for (let waited = 0; waited < 35 && !ended(); waited += 1) {
      clock.advance(1_000);
      if (waited % 4 === 0) recogniser.work(1);
      await told();
    }
    expect(ended()).toBe(true);
  });
});
