import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { ManualClock, seededRandom } from '#core';
import { addressBytes } from './address-bytes.ts';
import { selfMadeCertificate, stillServes } from './self-made-certificate.ts';

const DAY = 86_400_000;
const parts = () => ({ clock: new ManualClock(Date.UTC(2026, 0, 5)), random: seededRandom(1) });

describe('a self-made certificate', () => {
  const { certificate, key } = selfMadeCertificate(['pbx.example', '192.168.0.7', 'fe80::1%eth0', 'not a name'], parts());
  const x509 = new X509Certificate(certificate);

  it('is for localhost and the names and addresses given, as far as they can be in one', () => {
    expect(x509.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, DNS:pbx.example, IP Address:192.168.0.7');
    expect([x509.checkHost('evil.example'), x509.checkIP('192.168.0.8')]).toEqual([undefined, undefined]);
  });

  it('is signed by its own key, belongs to the key given, and is no authority', () => {
    expect(x509.verify(x509.publicKey)).toBe(true);
    expect(() => createSecureContext({ cert: certificate, key })).not.toThrow();
    expect(x509.ca).toBe(false);
  });

  it('holds from two days ago, so that clocks may be off, for 397 days', () => {
    expect([x509.validFrom, x509.validTo]).toEqual(['Jan  3 00:00:00 2026 GMT', 'Feb  4 00:00:00 2027 GMT']);
  });

  it('serves until a month before its end, and only for the names in it', () => {
    const { clock } = parts();
    expect([stillServes(certificate, ['pbx.example'], clock), stillServes(certificate, ['other.example'], clock), stillServes('rubbish', [], clock)]).toEqual([true, false, false]);
    clock.advance(366 * DAY);
    expect(stillServes(certificate, [], clock)).toBe(false);
  });
});

it.each([
  ['10.0.0.1', '0a000001'],
  ['::1', '00000000000000000000000000000001'],
  ['2001:db8::a:0', '20010db80000000000000000000a0000'],
  ['::ffff:1.2.3.4', '00000000000000000000ffff01020304'],
  ['pbx', undefined],
])('the bytes of %s are %s', (address, hex) => expect(addressBytes(address)?.toString('hex')).toBe(hex));
