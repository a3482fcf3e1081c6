import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import type { Clock, Millis, Random } from '#core';
import { addressBytes } from './address-bytes.ts';
import { bits, der, octets, oid, positive, sequence, set, tagged, text, time, truth } from './der.ts';

const DAY: Millis = 86_400_000;
/** Browsers refuse longer ones from authorities, and people should not have to trust one for ever. */
const GOOD_FOR: Millis = 397 * DAY;
/** A clock that is a day off does not make it "not yet valid". */
const BACKDATED: Millis = 2 * DAY;
const RENEWED_BEFORE_END: Millis = 30 * DAY;

const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));
const COMMON_NAME = oid('2.5.4.3');

export interface SelfMade {
  /** PEM. */
  readonly certificate: string;
  /** PEM (PKCS #8); to be kept readable by the owner only. */
  readonly key: string;
}

/**
 * A certificate for `localhost`, the loopback addresses and these names or addresses, good for 397 days, made by and
 * for itself (P-256). RFC 5280 §4.1.
 *
 *   SEQUENCE { [0] version 3, serial, algorithm, issuer, validity, subject, public key, [3] extensions } | algorithm | signature
 */
export function selfMadeCertificate(hosts: readonly string[], { clock, random }: { clock: Clock; random: Random }): SelfMade {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(set(sequence(COMMON_NAME, text('Huawu, self-made'))));
  const from = clock.wall() - BACKDATED;
  const facts = sequence(
    tagged(0, positive('02')),
    // Never zero, and of at most 20 bytes: §4.1.2.2.
    positive(`01${random.hex(15)}`),
    ECDSA_SHA256,
    name,
    sequence(time(from), time(from + GOOD_FOR)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(...extensions(namesFor(hosts)))),
  );
  const whole = sequence(facts, ECDSA_SHA256, bits(sign('sha256', facts, privateKey)));
  return { certificate: pem(whole), key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** True when a kept certificate still serves: long enough, and for all these names and addresses. */
export function stillServes(certificate: string, hosts: readonly string[], clock: Clock): boolean {
  try {
    const x509 = new X509Certificate(certificate);
    if (Date.parse(x509.validTo) - clock.wall() < RENEWED_BEFORE_END || Date.parse(x509.validFrom) > clock.wall()) return false;
    return namesFor(hosts).every((host) => (addressBytes(host) ? x509.checkIP(host) : x509.checkHost(host)) !== undefined);
  } catch {
    return false;
  }
}

/** Names that a certificate can hold: no address of a link (`fe80::1%eth0`), nothing that is no host name (RFC 1123 §2.1). */
function namesFor(hosts: readonly string[]): string[] {
  const usable = hosts.map((host) => host.toLowerCase()).filter((host) => (addressBytes(host) ? !host.includes('%') : /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(host)));
  return [...new Set(['localhost', '127.0.0.1', '::1', ...usable])];
}

/** §4.2.1: for a server's key, which is no authority's. */
function extensions(hosts: readonly string[]): Buffer[] {
  const names = hosts.map((host) => {
    const address = addressBytes(host);
    return address ? der(0x87, address) : der(0x82, Buffer.from(host, 'latin1'));
  });
  return [
    sequence(oid('2.5.29.17'), octets(sequence(...names))),
    sequence(oid('2.5.29.19'), truth, octets(sequence())),
    // digitalSignature: the first bit, seven unused.
    sequence(oid('2.5.29.15'), truth, octets(bits(Buffer.of(0x80), 7))),
    sequence(oid('2.5.29.37'), octets(sequence(oid('1.3.6.1.5.5.7.3.1')))),
  ];
}

const pem = (bytes: Buffer) => `-----BEGIN CERTIFICATE-----\n${bytes.toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
