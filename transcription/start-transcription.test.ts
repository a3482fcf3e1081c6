import { describe, expect, test } from 'vitest';
import { ManualClock, Scope, seededRandom, silentLog } from '#core';
import type { VoiceChange } from './port.ts';
import { startTranscription } from './start-transcription.ts';
import { MODELS, callSide } from './testing/recordings.ts';

async function start(modelDirs: readonly string[], processes: number) {
  const clock = new ManualClock();
  const result = await startTranscription({ modelDirs, processes, clock, random: seededRandom(1), log: silentLog });
  return { clock, result };
}

async function startWithout() {
  const { clock, result } = await start([], 1);
  if (!result.ok) throw result.fault;
  return { clock, transcription: result.value };
}

describe('transcription without a model', () => {
  test('starts, and says of each language why there are no words and what to do', async () => {
    const { transcription } = await startWithout();
    expect(transcription.engines).toEqual([
      {
        language: 'zh',
        missing: 'no Mandarin speech model because no model folder is configured; ./huawu models pull vosk-model-small-cn-0.22',
      },
      {
        language: 'en',
        missing: 'no English speech model because no model folder is configured; ./huawu models pull vosk-model-small-en-us-0.15',
      },
    ]);
    expect(transcription.counts()).toEqual({ streams: 0, processes: 0 });
  });

  test('still tells who talks when, and tells the trouble once', async () => {
    const { transcription } = await startWithout();
    const stream = transcription.open({ language: 'en', scope: new Scope() });
    const voice: VoiceChange[] = [];
    const troubles: string[] = [];
    stream.voice.on((change) => voice.push(change));
    stream.trouble.on(({ code }) => troubles.push(code));
    stream.updates.on(() => troubles.push('words'));
    const pcm = callSide('en-1-compliant', 'caller');
    for (let at = 0; at < 15 * 8000; at += 160) stream.push({ at, pcm: pcm.subarray(at, at + 160) });
    await stream.end();
    expect(voice).toEqual([{ talking: true, at: 9.82 }, { talking: false, at: 12.84 }]);
    expect(troubles).toEqual(['transcription.no-model']);
  });

  test('counts no stream after the scopes ended, and leaves no timer', async () => {
    const { clock, transcription } = await startWithout();
    const scope = new Scope();
    transcription.open({ language: 'zh', scope });
    expect(transcription.counts().streams).toBe(1);
    scope.end();
    await transcription.close();
    expect(transcription.counts().streams).toBe(0);
    expect(clock.pending).toBe(0);
  });
});

test('zero processes switch words off', async () => {
  const { result } = await start([MODELS], 0);
  expect(result).toMatchObject({ ok: true });
  if (result.ok) expect(result.value.engines[0]?.missing).toBe('transcription is switched off (0 processes)');
});

test.each([-1, 1.5, 1000])('%s processes are refused', async (processes) => {
  const { result } = await start([MODELS], processes);
  expect(result).toMatchObject({ ok: false, fault: { code: 'transcription.bad-processes' } });
});
