import { expect, it } from 'vitest';
import { noSessionCookie, sessionCookie, sessionTokenOf } from './session-cookie.ts';

it('is read from among others', () => expect(sessionTokenOf('a=b; huawu-session=abc=; c')).toBe('abc='));
it('of TLS comes before that of plain HTTP', () => expect(sessionTokenOf('huawu-session=plain; __Host-huawu-session=secure')).toBe('secure'));
it.each([undefined, '', 'huawu-session=', 'other=huawu-session', `huawu-session=${'x'.repeat(201)}`])('is not found in %s', (header) => expect(sessionTokenOf(header)).toBeUndefined());
it('is out of reach for scripts and other sites, and for plain HTTP where TLS was used', () => {
  expect(sessionCookie('abc', false)).toBe('huawu-session=abc; Path=/; HttpOnly; SameSite=Strict');
  expect(sessionCookie('abc', true)).toBe('__Host-huawu-session=abc; Path=/; HttpOnly; SameSite=Strict; Secure');
  expect(noSessionCookie(true)).toBe('__Host-huawu-session=; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=0');
});
