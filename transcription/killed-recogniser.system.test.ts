import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sleep, systemClock } from '#core';
import type { Transcription } from './port.ts';
import { play, realTranscription } from './testing/play.ts';
import { MODELS, callSide } from './testing/recordings.ts';

const PCM = callSide('en-2-forbidden', 'agent').subarray(0, 24 * 8000);
const EN = { language: 'en' } as const;

async function using<T>(run: (transcription: Transcription) => Promise<T>, processes = 1): Promise<T> {
  const transcription = await realTranscription({ processes });
  try {
    return await run(transcription);
  } finally {
    await transcription.close();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(condition: () => boolean, seconds: number): Promise<boolean> {
  for (let waited = 0; waited < seconds * 20 && !condition(); waited++) await sleep(systemClock, 50);
  return condition();
}

function signal(transcription: Transcription, name: NodeJS.Signals): void {
  for (const pid of transcription.pids()) process.kill(pid, name);
}

describe('a recogniser that dies', () => {
  // In a turn, in the pause that ends one, between turns, twice in one turn.
  test.each([[[3]], [[6.3]], [[8]], [[12, 15, 15.8]]])('at %j s of a call loses no word and doubles none', async (moments) => {
    const whole = await using((transcription) => play(transcription, PCM, EN));
    const left = [...moments];
    const broken = await using((transcription) =>
      play(transcription, PCM, {
        ...EN,
        speed: 12,
        at(seconds) {
          if (left[0] === undefined || seconds < left[0]) return;
          left.shift();
          signal(transcription, 'SIGKILL');
        },
      }),
    );
    expect(whole.finals.length).toBeGreaterThan(3);
    expect(broken.finals).toEqual(whole.finals);
    expect(broken.troubles.filter((code) => code === 'transcription.recogniser-replaced')).not.toEqual([]);
  });

  test('is replaced by another process', async () => {
    await using(async (transcription) => {
      const before = transcription.pids();
      signal(transcription, 'SIGKILL');
      expect(await until(() => transcription.pids().length === 2 && !before.some((pid) => transcription.pids().includes(pid)), 5)).toBe(true);
    }, 2);
  });

  test('or hangs (SIGSTOP) is killed, and its work done by another one', async () => {
    await using(async (transcription) => {
      const [hung = 0] = transcription.pids();
      const whole = await play(transcription, PCM, EN);
      const heard = await play(transcription, PCM, {
        ...EN,
        async at(seconds) {
          if (seconds !== 12) return;
          process.kill(hung, 'SIGSTOP');
          await until(() => !transcription.pids().includes(hung), 10);
        },
      });
      expect(isAlive(hung)).toBe(false);
      expect(heard.finals).toEqual(whole.finals);
    });
  });
});

describe('recogniser processes', () => {
  test('are gone after close', async () => {
    const pids = await using((transcription) => Promise.resolve(transcription.pids()), 2);
    expect(pids).toHaveLength(2);
    expect(pids.some(isAlive)).toBe(false);
  });

  test('do not outlive a server that was killed', async () => {
    const script = `
      const { realTranscription } = await import(${JSON.stringify(new URL('./testing/play.ts', import.meta.url).href)});
      console.log(JSON.stringify((await realTranscription({ processes: 2 })).pids()));
      await new Promise(() => {});`;
    const server = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pids = JSON.parse(String(await new Promise((resolve) => server.stdout.once('data', resolve)))) as number[];
    expect(pids).toHaveLength(2);
    server.kill('SIGKILL');
    expect(await until(() => !pids.some(isAlive), 5)).toBe(true);
  });

  test('that cannot load a broken model leave the other language working', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'broken-model-'));
    cpSync(MODELS, dir, { recursive: true });
    truncateSync(join(dir, 'demo-zh', 'am', 'final.mdl'), 1000);
    const transcription = await realTranscription({ modelDirs: [dir] });
    const [zh, en] = transcription.engines;
    const heard = await play(transcription, PCM, EN);
    await transcription.close();
    rmSync(dir, { recursive: true });
    expect(zh?.missing).toMatch(/model/);
    expect(en).toEqual({ language: 'en', model: 'demo-en' });
    expect(heard.finals.length).toBeGreaterThan(3);
  });
});
