import { expect, it } from 'vitest';
import { Bindings } from './narrowing.ts';
import { markedExcerpt, phraseOf, says } from './phrase.ts';

it('every match near the first one is marked, whole words only', () => {
  expect(markedExcerpt('call me before you call the caller', 'call')).toBe('\u0001call\u0002 me before you \u0001call\u0002 the caller');
  expect(markedExcerpt('我无法登录app了', '登录')).toBe('我无法\u0001登录\u0002app了');
  expect(markedExcerpt(`${'字'.repeat(40)}退款${'字'.repeat(40)}`, '退款')).toBe(`…${'字'.repeat(30)}\u0001退款\u0002${'字'.repeat(30)}…`);
});
it('a phrase is compared without case, width and punctuation, and says nothing when it has no letter', () => {
  expect([phraseOf('ＡＰＰ 登 录！'), phraseOf(' % … ')]).toEqual(['app 登录', undefined]);
});
it('Chinese is looked for as it is, Latin words between their edges', () => {
  const to = new Bindings();
  expect([says('退款', to), says('call back', to)]).toEqual(['t.body LIKE $1', 't.body LIKE $2 AND t.body ~ $3']);
  expect(to.values).toEqual(['%退款%', '%call back%', "(^|[^a-z0-9'])call back([^a-z0-9']|$)"]);
});
