import { describe, expect, test } from 'vitest';

import { parseCredentials } from './credentials.ts';
import { digestResponse } from './digest-response.ts';
import { FailureBook } from './failure-book.ts';
import { ReplayBook, admitCount, unusedNonce } from './replay-window.ts';

describe('the digest of', () => {
  test('RFC 2617 §3.5', () => {
    const credentials = {
      username: 'Mufasa', realm: 'testrealm@host.com', nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093', uri: '/dir/index.html',
      algorithm: 'MD5', qop: { nc: 1, ncText: '00000001', cnonce: '0a4f113b' },
    } as const;
    expect(digestResponse(credentials, 'GET', 'Circle Of Life')).toBe('6629fae49393a05397450978507c4ef1');
  });

  const rfc7616 = {
    username: 'Mufasa', realm: 'http-auth@example.org', uri: '/dir/index.html',
    nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
    qop: { nc: 1, ncText: '00000001', cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ' },
  } as const;
  test('RFC 7616 §3.9.1 with MD5', () => {
    expect(digestResponse({ ...rfc7616, algorithm: 'MD5' }, 'GET', 'Circle of Life')).toBe('8ca523f5e9506fed4657c9700eebdbec');
  });
  test('RFC 7616 §3.9.1 with SHA-256', () => {
    expect(digestResponse({ ...rfc7616, algorithm: 'SHA-256' }, 'GET', 'Circle of Life')).toBe(
      '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
    );
  });
});

describe('an Authorization header', () => {
  const md5 = 'a'.repeat(32);
  const good = `Digest username="a \\"b\\", c", realm="r", nonce="n", uri="sip:r", response="${md5}", qop=auth, nc=0000000A, cnonce="x"`;
  test('is read with its quoted commas and escapes', () => {
    const parsed = parseCredentials(good);
    expect(parsed.ok && parsed.value).toEqual([
      {
        username: 'a "b", c', realm: 'r', nonce: 'n', uri: 'sip:r', response: md5, algorithm: 'MD5',
        qop: { nc: 10, ncText: '0000000a', cnonce: 'x' },
      },
    ]);
  });
  test('two joined ones are two sets; foreign schemes and algorithms are left out', () => {
    const sha = `Digest username=a, realm=r, nonce=n, uri="sip:r", algorithm=sha-256, response="${'b'.repeat(64)}"`;
    const parsed = parseCredentials(`Basic x=y, ${good}, ${sha}, Digest algorithm=SHA-512-256, username=z`);
    expect(parsed.ok && parsed.value.map((c) => c.algorithm)).toEqual(['MD5', 'SHA-256']);
  });
  test.each([
    'Digest', 'nonsense', 'Digest username=a, username=b', `Digest username=a, realm=r, nonce=n, uri=u, response=zz`,
    `Digest username=a, realm=r, nonce=n, uri=u, response=${md5}, qop=auth, nc=1, cnonce=x`,
    `Digest username=a, realm=r, nonce=n, uri=u, response=${md5}, qop=auth-int, nc=00000001, cnonce=x`,
    `Digest username="${'a'.repeat(5000)}"`,
  ])('%s is refused as a value', (header) => {
    const parsed = parseCredentials(header);
    expect(parsed.ok ? 'accepted' : parsed.fault.code).toBe('sip.bad-credentials');
  });
});

describe('nonce counts', () => {
  test('may overtake each other but never repeat', () => {
    let window = unusedNonce;
    const admit = (count: number) => {
      const next = admitCount(window, count);
      window = next ?? window;
      return next !== undefined;
    };
    expect([1, 3, 2, 2, 3, 1, 40, 8, 9, 40, 0].map(admit)).toEqual([
      true, true, true, false, false, false, true, false, true, false, false,
    ]);
  });
  test('are forgotten with their nonce, and a nonce pushed out is refused for good', () => {
    const book = new ReplayBook(60_000, 2);
    expect([book.admit('a', 1, 1, 10), book.admit('b', 2, 1, 10), book.admit('c', 3, 1, 10)]).toEqual([true, true, true]);
    expect(book.admit('a', 1, 2, 11)).toBe(false);
    expect(book.admit('c', 3, 2, 11)).toBe(true);
    book.admit('d', 70_000, 1, 70_000);
    expect(book.size).toBe(1);
  });
});

describe('failures', () => {
  test('lock a name when the limit is reached within the window, and for the time of the lock only', () => {
    const book = new FailureBook({ failures: 3, windowMs: 60_000, lockMs: 60_000 });
    expect([book.note('x', 0), book.note('x', 70_000), book.note('x', 80_000)]).toEqual([false, false, false]);
    expect(book.note('x', 90_000)).toBe(true);
    expect([book.isLocked('x', 100_000), book.isLocked('y', 100_000), book.isLocked('x', 150_000)]).toEqual([true, false, false]);
  });
});
