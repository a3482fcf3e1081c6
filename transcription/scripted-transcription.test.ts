import { describe, expect, test } from 'vitest';
import { ManualClock, Scope } from '#core';
import type { TranscriptUpdate } from './port.ts';
import { type ScriptLine, scriptedTranscription } from './scripted-transcription.ts';

const word = (text: string) => ({ text, start: 0, end: 1, confidence: 1 });
const SCRIPT: readonly ScriptLine[] = [
  { at: 500, voice: { talking: true, at: 0.4 } },
  { at: 1000, update: { kind: 'partial', turn: 1, words: [word('no')] } },
  { at: 2000, update: { kind: 'final', turn: 1, words: [word('no'), word('risk')] } },
];

function open(pace: 'clock' | 'audio' = 'clock') {
  const clock = new ManualClock();
  const transcription = scriptedTranscription({ script: () => SCRIPT, clock, pace });
  const scope = new Scope();
  const stream = transcription.open({ language: 'en', scope });
  const updates: TranscriptUpdate[] = [];
  stream.updates.on((update) => updates.push(update));
  return { clock, transcription, scope, stream, updates };
}

describe('scripted transcription', () => {
  test('speaks when the clock says so', () => {
    const { clock, updates } = open();
    clock.advance(1999);
    expect(updates.map((u) => u.kind)).toEqual(['partial']);
    clock.advance(1);
    expect(updates.map((u) => u.kind)).toEqual(['partial', 'final']);
  });

  test('speaks when enough audio was pushed', () => {
    const { stream, updates, transcription } = open('audio');
    stream.push({ at: 0, pcm: new Int16Array(8000) });
    expect(updates.map((u) => u.kind)).toEqual(['partial']);
    expect(transcription.pushed).toEqual([8000]);
  });

  test('finishes a turn shown in part when it ends, and then is silent', async () => {
    const { clock, stream, updates } = open();
    clock.advance(1000);
    await stream.end();
    clock.advance(5000);
    expect(updates.map((u) => u.kind)).toEqual(['partial', 'final']);
  });

  test('ends with the scope and counts no stream then', () => {
    const { clock, scope, transcription } = open();
    expect(transcription.counts()).toEqual({ streams: 1, processes: 0 });
    scope.end();
    expect(transcription.counts()).toEqual({ streams: 0, processes: 0 });
    expect(clock.pending).toBe(0);
  });

  test('says which languages lack a model', () => {
    const { engines } = scriptedTranscription({ script: () => [], clock: new ManualClock(), missing: { zh: 'none found' } });
    expect(engines).toEqual([{ language: 'zh', missing: 'none found' }, { language: 'en', model: 'scripted' }]);
  });
});
