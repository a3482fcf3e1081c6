import { describe, expect, test } from 'vitest';
import { ManualClock } from '#core';
import type { FromEngine } from '../wire/messages.ts';
import { Engine } from './engine.ts';
import type { VoskLibrary } from './libvosk.ts';

/** Hears one word per second fed, `w1`, `w2`, … over the whole life; ends an utterance by itself when told. */
function fakeVosk(endAt = -1) {
  const calls: string[] = [];
  let rateFed = 0;
  const library: VoskLibrary = {
    model: (path) => (path === '/none' ? undefined : { recogniser: (rate, { grammar } = {}) => recogniser(rate, grammar), knows: (word) => ['sales', 'five', '[unk]'].includes(word) }),
  };
  function recogniser(rate: number, grammar?: string) {
    if (grammar !== undefined) calls.push(`grammar ${[...new Set(JSON.parse(grammar) as string[])].join('|')}`);
    let fed = 0;
    let from = 0;
    const heard = () => {
      const words = [{ word: '[unk]', start: 0, end: 0 }];
      for (let i = Math.ceil(from / rate); (i + 1) * rate <= fed; i++) words.push({ word: `w${i}`, start: i, end: i + 1 });
      return words;
    };
    const take = () => {
      const text = JSON.stringify({ result: heard() });
      from = fed;
      return text;
    };
    rateFed = rate;
    return {
      accept(pcm: Int16Array) {
        fed += pcm.length;
        calls.push(`accept ${pcm.length}`);
        return fed === endAt;
      },
      partial: () => (calls.push('partial'), JSON.stringify({ partial: heard().map(({ word }) => word).join(' ') })),
      result: take,
      final: take,
      free: () => void calls.push('free'),
    };
  }
  return { library, calls, rate: () => rateFed };
}

function engine(vosk: ReturnType<typeof fakeVosk>, feedRate = 8000) {
  const clock = new ManualClock();
  const said: FromEngine[] = [];
  const it = new Engine({ library: () => vosk.library, clock, say: (message) => said.push(message) });
  it.handle({ type: 'load', model: 'en', path: '/en', feedRate });
  it.handle({ type: 'open', session: 1, model: 'en' });
  const hear = (turn: number, at: number) => it.handle({ type: 'audio', session: 1, turn, at, pcm: new Int16Array(8000) });
  const words = (type: 'partial' | 'final') =>
    said.flatMap((m) => (m.type === type ? m.words.map((w) => `${w.text} ${w.start}-${w.end}`).join(', ') : []));
  return { it, clock, said, hear, words };
}

describe('the work of a recogniser process', () => {
  test('gives each turn its words at the times of the call, and leaves out what is no word', () => {
    const { it, hear, words } = engine(fakeVosk());
    hear(1, 80_000);
    it.handle({ type: 'finish', session: 1, turn: 1 });
    hear(2, 400_000);
    hear(2, 408_000);
    it.handle({ type: 'finish', session: 1, turn: 2 });
    expect(words('final')).toEqual(['w0 10-11', 'w1 50-51, w2 51-52']);
  });

  test('answers every piece of audio', () => {
    const { said, hear } = engine(fakeVosk());
    hear(1, 0);
    hear(1, 8000);
    expect(said.filter((m) => m.type === 'handled')).toHaveLength(2);
  });

  test('asks for partials five times a second at most, and tells only news', () => {
    const vosk = fakeVosk();
    const { clock, hear, words } = engine(vosk);
    for (let i = 0; i < 4; i++) {
      hear(1, i * 8000);
      clock.advance(100);
    }
    expect(vosk.calls.filter((call) => call === 'partial')).toHaveLength(2);
    expect(words('partial')).toEqual(['w0 0.4-1', 'w0 0.4-1, w1 1.8-2.4, w2 2.4-3']);
  });

  test('keeps the words of utterances that libvosk ends inside a turn', () => {
    const { it, hear, words } = engine(fakeVosk(16_000));
    for (let i = 0; i < 3; i++) hear(1, i * 8000);
    it.handle({ type: 'finish', session: 1, turn: 1 });
    expect(words('final')).toEqual(['w0 0-1, w1 1-2, w2 2-3']);
  });

  test('doubles the rate for 16 kHz models without moving the times', () => {
    const vosk = fakeVosk();
    const { it, hear, words } = engine(vosk, 16_000);
    hear(1, 80_000);
    it.handle({ type: 'finish', session: 1, turn: 1 });
    expect([vosk.rate(), vosk.calls[0], words('final')]).toEqual([16_000, 'accept 16000', ['w0 10-11']]);
  });

  test('says which model cannot be loaded', () => {
    const { it, said } = engine(fakeVosk());
    it.handle({ type: 'load', model: 'zh', path: '/none', feedRate: 8000 });
    expect(said.at(-1)).toEqual({ type: 'loaded', model: 'zh', problem: 'libvosk finds no usable model in the folder' });
  });

  test('listens for the phrases of a grammar, and tells which the model cannot know', () => {
    const vosk = fakeVosk();
    const { it, said } = engine(vosk);
    it.handle({ type: 'open', session: 2, model: 'en', grammar: ['sales', 'weather'] });
    it.handle({ type: 'audio', session: 2, turn: 1, at: 0, pcm: new Int16Array(800) });
    expect(vosk.calls[0]).toBe('grammar sales|[unk]');
    expect(said).toContainEqual({ type: 'grammar', session: 2, dropped: ['weather'], free: false });
  });

  test('hears everything when the model knows no word of the grammar', () => {
    const vosk = fakeVosk();
    const { it, said } = engine(vosk);
    it.handle({ type: 'open', session: 2, model: 'en', grammar: ['weather'] });
    it.handle({ type: 'audio', session: 2, turn: 1, at: 0, pcm: new Int16Array(800) });
    expect(vosk.calls[0]).toBe('accept 800');
    expect(said).toContainEqual({ type: 'grammar', session: 2, dropped: ['weather'], free: true });
  });

  test('frees the recogniser of a closed session', () => {
    const vosk = fakeVosk();
    const { it, hear } = engine(vosk);
    hear(1, 0);
    it.handle({ type: 'close', session: 1 });
    expect(vosk.calls.at(-1)).toBe('free');
  });
});
