import { describe, expect, test } from 'vitest';
import { type ChoiceRule, ruleFor, targetsFor } from './choose-engine.ts';

const RULES: readonly ChoiceRule[] = [
  { dialect: ['cantonese'], engines: ['hongkong'], model: 'yue-1' },
  { dialect: ['sichuan', 'chongqing'], model: 'cn-southwest' },
  { dialect: ['shanghainese'], engines: ['wu'] },
  { dialect: ['minnan'], model: 'cn-min' },
  { dialect: ['dongbei'], model: 'cn-north' },
  { dialect: ['en-IN'], model: 'vosk-model-en-in-0.5' },
  { customer: ['ACME'], language: ['en'], model: 'acme-words' },
  { tier: ['gold'], engines: ['big', 'local'] },
  { queue: ['claims'], model: 'vosk-model-cn-0.22' },
];
const modelOf = (facts: Partial<Parameters<typeof ruleFor>[0]>) => {
  const rule = ruleFor({ language: 'zh', ...facts }, RULES);
  return rule?.model ?? rule?.engines?.[0];
};

describe('the choice of engine and model', () => {
  test('goes by dialect tag, however it is written', () => {
    const tags = ['cantonese', 'Sichuan', 'chongqing', 'shanghainese', 'minnan', 'dongbei', 'en_in'];
    expect(tags.map((dialect) => modelOf({ dialect }))).toEqual(['yue-1', 'cn-southwest', 'cn-southwest', 'wu', 'cn-min', 'cn-north', 'vosk-model-en-in-0.5']);
  });

  test('goes by customer, tier, queue and language; all that a rule names must fit', () => {
    expect(modelOf({ customer: 'ACME' })).toBeUndefined();
    expect(modelOf({ customer: 'ACME', language: 'en' })).toBe('acme-words');
    expect(modelOf({ tier: 'gold', queue: 'claims' })).toBe('big');
    expect(modelOf({ queue: 'claims' })).toBe('vosk-model-cn-0.22');
    expect(modelOf({})).toBeUndefined();
  });

  test('falls back to the engines that are left, and to the words of this machine last', () => {
    const engines = ['big', 'hongkong', 'local'];
    expect(targetsFor({ language: 'zh', dialect: 'cantonese' }, RULES, engines, 'demo-zh')).toEqual([
      { engine: 'hongkong', model: 'yue-1' },
      { engine: 'hongkong' },
      { engine: 'big' },
      { engine: 'local', model: 'demo-zh' },
    ]);
    expect(targetsFor({ language: 'en' }, RULES, engines, undefined)).toEqual([{ engine: 'big' }, { engine: 'hongkong' }]);
  });
});
