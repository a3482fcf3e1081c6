import { describe, expect, it } from 'vitest';
import { cursorAfter, pageStatement } from './call-page.ts';

describe('a page of calls', () => {
  it('binds every value, so that a filter cannot become SQL', () => {
    const { text, values } = pageStatement({ limit: 10, agent: "x' OR 1=1 --", from: 0 });
    expect(text).toBe('SELECT * FROM calls WHERE agent = $1 AND started_at >= $2 ORDER BY started_at DESC, id DESC LIMIT $3');
    expect(values).toEqual(["x' OR 1=1 --", '1970-01-01T00:00:00.000Z', 11]);
  });
  it('of one caller', () => {
    const { text, values } = pageStatement({ limit: 11, caller: '700' });
    expect([text, values]).toEqual(['SELECT * FROM calls WHERE caller = $1 ORDER BY started_at DESC, id DESC LIMIT $2', ['700', 12]]);
  });
  it('is bounded to 1,000 calls', () => expect(pageStatement({ limit: 1e9 }).limit).toBe(1_000));
  it('goes on after the cursor of the page before', () => {
    const cursor = cursorAfter({ id: 'abc', startedAt: 1_000, from: '', to: '', outcome: 'open', alerts: 0, recording: false });
    expect(pageStatement({ limit: 1, cursor }).values).toEqual(['1970-01-01T00:00:01.000Z', 'abc', 2]);
  });
  it.each(['', '%%%', 'W10', Buffer.from('[1e99,"x"]').toString('base64url'), Buffer.from('[8640000000000000,"x"]').toString('base64url'), Buffer.from('[-8640000000000000,"x"]').toString('base64url'), Buffer.from('[1,"\\u0000"]').toString('base64url')])('refuses the cursor %j', (cursor) => {
    expect(() => pageStatement({ limit: 1, cursor })).toThrow('This cursor was not made by Huawu');
  });
});
