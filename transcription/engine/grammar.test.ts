import { describe, expect, test } from 'vitest';
import { fitGrammar } from './grammar.ts';

const known = new Set(['sales', 'double', 'five', '转', '人工', '转人工', '服务', '服', '[unk]']);
const knows = (word: string) => known.has(word);
/** The phrases once each. */
const once = ({ json, dropped }: ReturnType<typeof fitGrammar>) => ({ phrases: json === undefined ? undefined : [...new Set(JSON.parse(json) as string[])], dropped });
const fit = (...phrases: string[]) => once(fitGrammar(phrases, knows));

describe('a grammar in the words of a model', () => {
  test('keeps the phrases the model can say, and lets it say that it heard something else', () => {
    expect(fit('Sales', 'double five')).toEqual({ phrases: ['sales', 'double five', '[unk]'], dropped: [] });
  });

  test('parts Chinese into the fewest words of the model', () => {
    expect(fit('转人工服务', '人工 服务')).toEqual({ phrases: ['转人工 服务', '人工 服务', '[unk]'], dropped: [] });
  });

  test('drops phrases with a word the model does not have', () => {
    expect(fit('sales', 'double six', '销售')).toEqual({ phrases: ['sales', '[unk]'], dropped: ['double six', '销售'] });
  });

  test('is none when nothing is left: an empty one ends the process of libvosk', () => {
    expect(fit()).toEqual({ phrases: undefined, dropped: [] });
    expect(fit(' ', '天气')).toEqual({ phrases: undefined, dropped: ['天气'] });
  });

  test('is JSON whatever the phrases are', () => {
    const odd = once(fitGrammar(['say "no"', 'a\\b'], () => true));
    expect(odd.phrases).toEqual(['say "no"', 'a\\b', '[unk]']);
  });

  test('asks for the mark of the unknown word only where the model has one', () => {
    expect(fitGrammar(['sales'], (word) => word === 'sales').json).toBe('["sales"]');
  });

  test('weighs each phrase ten times as much as the unknown word, which swallows short ones otherwise', () => {
    const list = JSON.parse(fitGrammar(['sales'], knows).json ?? '') as string[];
    expect([list.filter((each) => each === 'sales').length, list.filter((each) => each === '[unk]').length]).toEqual([10, 1]);
  });

  test('drops what nobody says in a menu', () => {
    expect(fit('five '.repeat(50)).dropped).toHaveLength(1);
    expect(fitGrammar(Array.from({ length: 1200 }, (_, i) => `w${i}`), () => true).dropped).toHaveLength(200);
  });
});
