import { describe, expect, test } from 'vitest';
import { learnSpeech, speechFacts } from './speech-facts.ts';

describe('how a caller speaks', () => {
  test('is what the flow put into its variable dialect, and who the customer is', () => {
    const once = learnSpeech({}, { variables: { dialect: 'sichuan' }, customer: { id: 'C1', tier: 'gold' } });
    expect(speechFacts({ language: 'zh', queue: 'claims', speech: once })).toEqual({ language: 'zh', queue: 'claims', dialect: 'sichuan', customer: 'C1', tier: 'gold' });
  });

  test('stays in a sub-flow without the variable, and is the same object while nothing is new', () => {
    const known = { dialect: 'cantonese' };
    expect(learnSpeech(known, { variables: { other: 1 }, customer: undefined })).toBe(known);
  });
});
