import { describe, expect, it } from 'vitest';
import { maskNumber, maskNumbers } from './mask-number.ts';

describe('a masked telephone number', () => {
  it.each([
    ['13800138000', '138 **** 8000'],
    ['+8613800138000', '+86138 **** 8000'],
    ['sip:13800138000@example.com', 'sip:138 **** 8000@example.com'],
    ['88776655', '88 **** 55'],
    ['1001', '1001'],
    ['anonymous', 'anonymous'],
    ['guest-138001380000', 'guest-138001380000'],
    ['guest-a13800138000', 'guest-a13800138000'],
  ])('of %s is %s', (number, shown) => expect(maskNumber(number)).toBe(shown));

  it('replaces those inside an object, ids excepted', () => {
    expect(maskNumbers({ id: '13800138000', at: 1_700_000_000_000, data: { from: ['13800138000'] } }, new Set(['id']))).toEqual({ id: '13800138000', at: 1_700_000_000_000, data: { from: ['138 **** 8000'] } });
  });
});
