import { describe, expect, test } from 'vitest';
import { fitGrammar } from './grammar.ts';

const known = new Set(['sales', 'double', 'five', '转', '人工', '转人工', '服务', '服', '[unk]']);
const fit = (...phrases: string[]) => fitGrammar(phrases, (word) => known.has(word));

describe('a grammar in the words of a model', () => {
  test('keeps the phrases the model can say, and lets it say that it heard something else', () => {
    expect(fit('Sales', 'double five')).toEqual({ json: '["sales","double five","[unk]"]', dropped: [] });
  });

  test('parts Chinese into the fewest words of the model', () => {
    expect(fit('转人工服务', '人工 服务')).toEqual({ json: '["转人工 服务","人工 服务","[unk]"]', dropped: [] });
  });

  test('drops phrases with a word the model does not have', () => {
    expect(fit('sales', 'double six', '销售')).toEqual({ json: '["sales","[unk]"]', dropped: ['double six', '销售'] });
  });

  test('is none when nothing is left: an empty one ends the process of libvosk', () => {
    expect(fit()).toEqual({ json: undefined, dropped: [] });
    expect(fit(' ', '天气')).toEqual({ json: undefined, dropped: ['天气'] });
  });

  test('is JSON whatever the phrases are', () => {
    const odd = fitGrammar(['say "no"', 'a\\b'], () => true);
    expect(JSON.parse(odd.json ?? '')).toEqual(['say "no"', 'a\\b', '[unk]']);
  });

  test('asks for the mark of the unknown word only where the model has one', () => {
    expect(fitGrammar(['sales'], (word) => word === 'sales').json).toBe('["sales"]');
  });

  test('drops what nobody says in a menu', () => {
    expect(fit('five '.repeat(50)).dropped).toHaveLength(1);
    expect(fitGrammar(Array.from({ length: 1200 }, (_, i) => `w${i}`), () => true).dropped).toHaveLength(200);
  });
});
