import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Language, type Speaker, seededRandom } from '#core';
import { characterErrorRate, sumErrors, wordErrorRate } from './evaluate/errors.ts';
import type { Transcription } from './port.ts';
import { play, realTranscription } from './testing/play.ts';
import { CALLS, MODELS, callSide, callTruth, sentences } from './testing/recordings.ts';

const SPEAKERS: readonly Speaker[] = ['caller', 'agent'];
/** Half a second of silence before, as on a line. */
const LEAD_IN = 4000;

let transcription: Transcription;
beforeAll(async () => void (transcription = await realTranscription()));
afterAll(() => transcription.close());

const errors = (language: Language) => (language === 'en' ? wordErrorRate : characterErrorRate);

/** Words of each utterance as the engine heard them: those whose middle lies in it. */
async function callErrors(call: string) {
  const { lang, utterances } = callTruth(call);
  const sides = await Promise.all(
    SPEAKERS.map(async (speaker) => {
      const heard = await play(transcription, callSide(call, speaker), { language: lang });
      const said = utterances.filter((u) => u.speaker === speaker);
      const words = heard.finals.flatMap((final) => final.words);
      const bounds = said.map((u) => {
        const inside = words.filter((w) => (w.start + w.end) / 2 > u.start - 0.2 && (w.start + w.end) / 2 < u.end + 0.2);
        return { start: (inside[0]?.start ?? 0) - u.start, end: (inside.at(-1)?.end ?? 0) - u.end };
      });
      return { heard, bounds, errors: errors(lang)(said.map((u) => u.words.join(' ')).join(' '), heard.text) };
    }),
  );
  return { sides, rate: sumErrors(sides.map((side) => side.errors)).rate };
}

describe('recorded calls, heard by libvosk', () => {
  test.each(CALLS)('%s: few errors, and words where they were said within 0.3 s', async (call) => {
    const { sides, rate } = await callErrors(call);
    expect(rate).toBeLessThanOrEqual(call.startsWith('en') ? 0.12 : 0.05);
    for (const { bounds } of sides) {
      for (const { start, end } of bounds) {
        expect(Math.abs(start)).toBeLessThan(0.3);
        expect(Math.abs(end)).toBeLessThan(0.3);
      }
    }
    // At 25 times the pace of a call a busy machine may fall behind for a moment; words must not suffer.
    expect(sides.flatMap((side) => side.heard.troubles).filter((code) => code !== 'transcription.behind')).toEqual([]);
  });

  test.each([['en', 0.12], ['zh', 0.05]] as const)('held-out %s sentences: an error rate of at most %s', async (language, limit) => {
    const counts = [];
    for (const { pcm, text } of sentences(language)) {
      const line = new Int16Array(LEAD_IN + pcm.length + LEAD_IN);
      line.set(pcm, LEAD_IN);
      counts.push(errors(language)(text, (await play(transcription, line, { language })).text));
    }
    expect(counts).toHaveLength(12);
    expect(sumErrors(counts).rate).toBeLessThanOrEqual(limit);
  });

  test('through noise a hot word wins over what sounds about the same', async () => {
    const [spoken = new Int16Array()] = sentences('en').map(({ pcm }) => pcm);
    const random = seededRandom(7);
    const line = new Int16Array(LEAD_IN + spoken.length + LEAD_IN).map((_, i) => (spoken[i - LEAD_IN] ?? 0) + random.int(1_500) - 750);
    const [plain, hot] = [await play(transcription, line, { language: 'en' }), await play(transcription, line, { language: 'en', hotWords: ['Peter Jones', 'Acmetron'] })];
    expect([plain.text, hot.text]).toEqual([expect.stringContaining('is peter phone'), expect.stringContaining('is peter jones')]);
    expect(hot.troubles).toContain('transcription.grammar-words');
  });

  test('a model for 16 kHz is fed doubled audio, with as few errors and the same times', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'wide-model-'));
    // The demo model takes 16 kHz audio too (its mfcc.conf allows downsampling), which makes it a stand-in for official ones.
    cpSync(join(MODELS, 'demo-en'), join(dir, 'wide-en'), { recursive: true });
    writeFileSync(join(dir, 'wide-en', 'model.json'), '{"sampleRate":16000}');
    const wide = await realTranscription({ modelDirs: [dir] });
    const pcm = callSide('en-1-compliant', 'caller');
    const heard = await play(wide, pcm, { language: 'en' });
    await wide.close();
    rmSync(dir, { recursive: true });
    const said = callTruth('en-1-compliant').utterances.filter((u) => u.speaker === 'caller');
    expect(wordErrorRate(said.map((u) => u.text).join(' '), heard.text).rate).toBeLessThanOrEqual(0.12);
    heard.finals.forEach((final, i) => expect(Math.abs((final.words[0]?.start ?? 0) - (said[i]?.start ?? 0))).toBeLessThan(0.3));
  });

  // Measured against the clock: a machine that is busy elsewhere may try again.
  test('at the pace of a call, final words come within 0.7 s of the end of speech', { retry: 2 }, async () => {
    const from = 9 * 8000;
    const pcm = callSide('en-1-compliant', 'caller').subarray(from, from + 5.5 * 8000);
    const [said] = callTruth('en-1-compliant').utterances.filter((u) => u.speaker === 'caller');
    let position = 0;
    let finalAt = Infinity;
    const at = (seconds: number) => void (position = seconds);
    const heard = await play(transcription, pcm, { language: 'en', speed: 1, at, onFinal: () => (finalAt = position) });
    expect(heard.finals).toHaveLength(1);
    expect(finalAt + 9 - (said?.end ?? 0)).toBeLessThan(0.7);
  });

  test('partials come while somebody speaks, at most five times a second, and a final of the same turn follows', async () => {
    const pcm = callSide('en-1-compliant', 'agent').subarray(0, 10 * 8000);
    const heard = await play(transcription, pcm, { language: 'en', speed: 2 });
    const turns = new Set(heard.finals.map((final) => final.turn));
    // Ten seconds at twice the pace are five; the engine has news about once a second of speech.
    expect(heard.partials.length).toBeGreaterThanOrEqual(3);
    expect(heard.partials.length).toBeLessThanOrEqual(25);
    expect(heard.partials.every((partial) => turns.has(partial.turn))).toBe(true);
  });
});
