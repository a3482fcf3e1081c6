import { expect, test } from 'vitest';
import { likeliest } from './likeliest.ts';
import type { SpeechMatch } from './match-speech.ts';

const choice = (key: string, sure = 1): SpeechMatch => ({ kind: 'choice', key, sure });
const unsure = (...keys: string[]): SpeechMatch => ({ kind: 'unsure', keys });
const NOTHING: SpeechMatch = { kind: 'no-match' };

test.each<[string, SpeechMatch[], SpeechMatch]>([
  ['only one language understood', [NOTHING, choice('2')], choice('2')],
  ['both heard the same choice', [choice('1', 0.8), choice('1', 0.9)], choice('1', 0.9)],
  ['one is clearly surer', [choice('1', 0.75), choice('2', 0.95)], choice('2', 0.95)],
  ['two different ones, equally sure', [choice('1', 0.9), choice('2', 1)], unsure('2', '1')],
  ['a mere suspicion in the other language', [unsure('1'), choice('2', 0.8)], choice('2', 0.8)],
  ['digits, where no choice was said', [{ kind: 'digits', digits: '46', sure: 0.8 }, NOTHING], { kind: 'digits', digits: '46', sure: 0.8 }],
  ['two numbers', [{ kind: 'digits', digits: '46', sure: 0.8 }, { kind: 'digits', digits: '4', sure: 0.85 }], unsure()],
  ['nobody is sure', [unsure('1'), unsure('2', '1')], unsure('1', '2')],
  ['nothing', [NOTHING, NOTHING], NOTHING],
  ['one language alone', [unsure('3')], unsure('3')],
])('%s', (_name, heard, meant) => expect(likeliest(heard)).toEqual(meant));
