import { expect, it } from 'vitest';
import { Bindings } from './narrowing.ts';
import { markedExcerpt, says } from './phrase.ts';

it('every match near the first one is marked, whole words only', () => {
  expect(markedExcerpt('call me before you call the caller', ['call'])).toBe('\u0001call\u0002 me before you \u0001call\u0002 the caller');
  expect(markedExcerpt('我无法登录app了', ['登录'])).toBe('我无法\u0001登录\u0002app了');
  expect(markedExcerpt(`${'字'.repeat(40)}退款${'字'.repeat(40)}`, ['退款'])).toBe(`…${'字'.repeat(30)}\u0001退款\u0002${'字'.repeat(30)}…`);
  expect(markedExcerpt('退一百二十还是120块', ['120', '一百', '一百二十'])).toBe('退\u0001一百二十\u0002还是\u0001120\u0002块');
});
it('Chinese is looked for as it is, Latin words between their edges, several forms at once', () => {
  const to = new Bindings();
  expect([says(['退款'], to), says(['call back', '回电'], to)]).toEqual(['t.body LIKE $1', '(t.body LIKE $2 AND t.body ~ $3 OR t.body LIKE $4)']);
  expect(to.values).toEqual(['%退款%', '%call back%', "(^|[^a-z0-9'])call back([^a-z0-9']|$)", '%回电%']);
});
