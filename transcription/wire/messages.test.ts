import { describe, expect, test } from 'vitest';
import { FrameReader } from './frame-reader.ts';
import { type Message, decodeMessage, encodeMessage } from './messages.ts';

const WORDS = [
  { text: '保本保息', start: 1.25, end: 2.5, confidence: 0.5 },
  { text: 'return', start: 2.5, end: 3, confidence: 1 },
];
const MESSAGES: readonly Message[] = [
  { type: 'load', model: 'demo-zh', path: '/models/zh', feedRate: 8000 },
  { type: 'open', session: 1, model: 'demo-zh' },
  { type: 'open', session: 1, model: 'demo-en', grammar: ['sales', 'double five'] },
  { type: 'open', session: 1, model: 'demo-zh', hotWords: ['保本\n保息'] },
  { type: 'audio', session: 0xffffffff, turn: 7, at: -4800, pcm: Int16Array.of(0, -1, 32767, -32768) },
  { type: 'finish', session: 2, turn: 7 },
  { type: 'close', session: 3 },
  { type: 'loaded', model: 'demo-en', problem: 'no such folder' },
  { type: 'handled', session: 4 },
  { type: 'partial', session: 5, turn: 8, settled: 3, words: [] },
  { type: 'final', session: 5, turn: 8, words: WORDS },
  { type: 'grammar', session: 6, dropped: ['天气'], free: true },
];

describe('messages between server and recogniser', () => {
  test('are laid out as drawn: length, type, session, payload', () => {
    expect(encodeMessage({ type: 'finish', session: 0x0a0b0c0d, turn: 258 }).toString('hex')).toBe('00000009040a0b0c0d00000102');
    expect(encodeMessage({ type: 'audio', session: 1, turn: 2, at: 8000, pcm: Int16Array.of(1, -2) }).toString('hex')).toBe(
      '00000015' + '03' + '00000001' + '00000002' + '40bf400000000000' + '0100feff',
    );
  });

  test('arrive as they were sent, however the pipe slices them', () => {
    const bytes = Buffer.concat(MESSAGES.map(encodeMessage));
    for (const size of [1, 7, 64, bytes.length]) {
      const reader = new FrameReader();
      const got: Message[] = [];
      for (let i = 0; i < bytes.length; i += size) {
        const read = reader.push(bytes.subarray(i, i + size));
        if (read.ok) got.push(...read.value);
      }
      expect(got).toEqual(MESSAGES);
    }
  });

  test('of an unknown type, or cut short, are none', () => {
    expect(decodeMessage(Buffer.from('ff00000001', 'hex'))).toBeUndefined();
    expect(decodeMessage(Buffer.from('0300000001ab', 'hex'))).toBeUndefined();
    expect(decodeMessage(Buffer.from('04000000', 'hex'))).toBeUndefined();
    expect(decodeMessage(Buffer.alloc(0))).toBeUndefined();
  });

  test('that are longer than a mebibyte give the pipe up', () => {
    const read = new FrameReader().push(Buffer.from('00100001', 'hex'));
    expect(read).toMatchObject({ ok: false, fault: { code: 'transcription.broken-pipe', retryable: true } });
  });

  test('with a word list cut short yield the whole words', () => {
    const body = encodeMessage({ type: 'final', session: 5, turn: 8, words: WORDS }).subarray(4, -1);
    expect(decodeMessage(body)).toMatchObject({ words: [WORDS[0]] });
  });
});
