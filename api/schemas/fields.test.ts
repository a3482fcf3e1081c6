import { describe, expect, it } from 'vitest';
import { CallsQuery, IdParams } from '../http/schemas.ts';
import { moment, name } from './fields.ts';

describe('inputs of the API', () => {
  it('have no text that a database cannot keep', () => {
    expect(['anna', '张三', '😀', 'a\u0000b', '\ud800', ''].map((text) => name.safeParse(text).success)).toEqual([true, true, true, false, false, false]);
    expect(CallsQuery.safeParse({ agent: '\u0000' }).success).toBe(false);
    expect(IdParams.safeParse({ id: 'c1\u0000' }).success).toBe(false);
  });

  it('have no moment that a database cannot read', () => {
    expect(moment.parse('2026-01-05T09:00:00+08:00')).toBe(1_767_574_800_000);
    expect([0, '253402300799999', '9999-12-31T23:59:59Z'].map((at) => moment.safeParse(at).success)).toEqual([true, true, true]);
    expect([-1, '253402300800000', 8.64e15, '0000-01-01T00:00:00Z', 'yesterday'].map((at) => moment.safeParse(at).success)).toEqual([false, false, false, false, false]);
  });
});
