import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { systemRandom } from '#core';
import { deviations } from './deviations.ts';
import { parseCapture } from './replay/capture.ts';
import { withDeviations } from './replay/deviation.ts';
import { replay } from './replay/replay.ts';
import { realServer, startOwnServer } from './server-under-test.ts';
import { supplemented } from './supplements.ts';

/** `host:controlPort:secret:sipPort` of a running drachtio-server: then that one is tested, with its real timers. */
const REAL = process.env['HUAWU_TEST_DRACHTIO'];
const FOLDER = new URL('captures/', import.meta.url);
/** Recordings longer than this are mostly waiting: they run with a faster clock, side by side. */
const LONG_MS = 10_000;
const PACE = 0.3;
const PACE_OF_LONG = 0.1;
/** A machine too busy for a clock that fast tries again with one that is so many times slower. */
const SLOWER = 3;
const TIMEOUT_MS = REAL ? 150_000 : 90_000;

const recordings = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.txt'))
  .sort()
  .map((name) => {
    const number = name.slice(0, 2);
    const steps = supplemented(number, parseCapture(readFileSync(new URL(name, FOLDER), 'utf8')));
    return { number, title: name.slice(0, -'.txt'.length), steps, isLong: (steps.at(-1)?.at ?? 0) > LONG_MS };
  });

type Recording = (typeof recordings)[number];

async function differencesFrom({ number, steps, isLong }: Recording, attempt: number): Promise<string[]> {
  const server = REAL ? realServer(REAL) : await startOwnServer((isLong ? PACE_OF_LONG : PACE) * (attempt === 0 ? 1 : SLOWER));
  const declared = REAL ? [] : deviations.filter((deviation) => deviation.recording === number);
  try {
    const found = await replay(withDeviations(steps, declared), server, systemRandom.hex(4));
    return found.map(({ n, what }) => (n === undefined ? what : `step ${n}: ${what}`));
  } finally {
    await server.close();
  }
}

describe(`${REAL ? 'The real drachtio-server' : 'Our SIP server'} behaves as recorded`, () => {
  for (const recording of recordings) {
    // One app takes all calls of a real server, so only servers of our own can run side by side.
    const sideBySide = recording.isLong && !REAL;
    test(recording.title, { timeout: TIMEOUT_MS, concurrent: sideBySide, retry: 1 }, async ({ task }) => {
      expect(await differencesFrom(recording, task.result?.retryCount ?? 0)).toEqual([]);
    });
  }
});
