import { describe, expect, it } from 'vitest';
import { writeRtpHeader } from '../rtp/rtp-packet.ts';
import { AesCounter } from './aes-counter.ts';
import { AesGcmLock } from './aes-gcm-lock.ts';
import { HmacSha1, PACKET_AT, scratch } from './hmac-sha1.ts';
import { deriveKeys } from './key-derivation.ts';
import { ReplayWindow, packetIndex } from './replay-window.ts';
import { type SrtpProfile, SrtpSession } from './srtp-session.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex'));
const hex = (data: Uint8Array) => Buffer.from(data).toString('hex');

describe('the test vectors', () => {
  it('of AES in counter mode (RFC 3711 §B.2)', () => {
    const stream = new AesCounter(bytes('2b7e151628aed2a6abf7158809cf4f3c')).stream(bytes('f0f1f2f3f4f5f6f7f8f9fafbfcfd'), 48);
    expect(hex(stream)).toBe('e03ead0935c95e80e166b16dd92b4eb4d23513162b02d0f72a43a2fe4a5f97ab41e95b3bb0a2e8dd477901e4fca894c0');
  });

  it('of the key derivation (RFC 3711 §B.3)', () => {
    const master = { key: bytes('e1f97a0d3e018be0d64fa32c06de4139'), salt: bytes('0ec675ad498afeebb6960b3aabe6') };
    const keys = deriveKeys(master, 'rtp', 94);
    expect(hex(keys.cipher)).toBe('c61e7a93744f39ee10734afe3ff7a087');
    expect(hex(keys.salt)).toBe('30cbbc08863d8c85d49db34a9ae1');
    expect(hex(keys.auth)).toBe(
      'cebe321f6ff7716b6fd4ab49af256a156d38baa48f0a0acf3c34e2359e6cdbcee049646c43d9327ad175578ef72270986371c10c9a369ac2f94a8c5fbcdddc256d6e919a48b610ef17c2041e474035766b68642c59bbfc2f34db60dbdfb2',
    );
  });

  it('of HMAC-SHA1 (RFC 2202 §3, case 1)', () => {
    scratch.set(Buffer.from('Hi There'), PACKET_AT);
    expect(hex(new HmacSha1(new Uint8Array(20).fill(0x0b)).ofScratch(8))).toBe('b617318655057264e28bc0b6fb378c8ef146be00');
  });

  it('of AES-GCM for RTP (RFC 7714 §16.1.1)', () => {
    const lock = new AesGcmLock({ cipher: bytes('000102030405060708090a0b0c0d0e0f'), salt: bytes('517569642070726f2071756f'), auth: bytes('') }, false);
    const plain = `8040f17b8041f8d35501a0b2${Buffer.from('Gallia est omnis divisa in partes tres').toString('hex')}`;
    const packet = bytes(plain);
    scratch.set(packet, PACKET_AT);
    const length = lock.seal(packet.length, 12, 0x5501_a0b2, 0xf17b);
    const sealed = scratch.subarray(PACKET_AT, PACKET_AT + length);
    expect(hex(sealed)).toBe(
      hex(bytes('8040f17b8041f8d35501a0b2 f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833 899d7f27beb16a9152cf765ee4390cce')),
    );
    const back = Uint8Array.from(sealed);
    expect(lock.open(back, 12, 0x5501_a0b2, 0xf17b)).toBe(packet.length);
    expect(hex(back.subarray(0, packet.length))).toBe(hex(packet));
  });

  it('of AES-GCM for RTCP (RFC 7714 §17.1)', () => {
    const lock = new AesGcmLock({ cipher: bytes('000102030405060708090a0b0c0d0e0f'), salt: bytes('517569642070726f2071756f'), auth: bytes('') }, true);
    const packet = bytes('81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61deadbeefdeadbeefdeadbeefdeadbeefdeadbeef');
    scratch.set(packet, PACKET_AT);
    const length = lock.seal(packet.length, 8, 0x4d61_7273, 0x5d4);
    expect(hex(scratch.subarray(PACKET_AT, PACKET_AT + length))).toBe(
      hex(bytes('81c8000d4d617273 63e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade 800005d4')),
    );
  });
});

describe('the index of a packet (RFC 3711 appendix A)', () => {
  it('is the one nearest to the highest', () => {
    expect(packetIndex(7, -1)).toBe(7);
    expect(packetIndex(2, 65_535)).toBe(65_538);
    expect(packetIndex(65_534, 65_538)).toBe(65_534);
    expect(packetIndex(100, 3 * 65_536 + 90)).toBe(3 * 65_536 + 100);
    expect(packetIndex(65_000, 10)).toBe(-536);
  });

  it('is known once, and too old 128 packets back', () => {
    const window = new ReplayWindow();
    window.add(1000);
    expect([window.isNew(1000), window.isNew(999), window.isNew(873), window.isNew(872), window.isNew(1001)]).toEqual([false, true, true, false, true]);
  });
});

describe.each(['AES_CM_128_HMAC_SHA1_80', 'AEAD_AES_128_GCM'] as const)('a session of %s', (profile: SrtpProfile) => {
  const saltBytes = profile === 'AEAD_AES_128_GCM' ? 12 : 14;
  const one = { key: new Uint8Array(16).fill(1), salt: new Uint8Array(saltBytes).fill(2) };
  const two = { key: new Uint8Array(16).fill(3), salt: new Uint8Array(saltBytes).fill(4) };
  const pair = () => [new SrtpSession({ profile, local: one, remote: two }), new SrtpSession({ profile, local: two, remote: one })] as const;
  const packet = (sequence: number, fill = 0x55) => {
    const data = new Uint8Array(172).fill(fill);
    writeRtpHeader(data, 0, { marker: false, payload: 0, sequence: sequence & 0xffff, timestamp: sequence * 160, ssrc: 7 });
    return data;
  };
  const sealed = (session: SrtpSession, data: Uint8Array) => Uint8Array.from(session.sealRtp(data, 0, data.length) ?? []);

  it('carries packets over the wrap of their numbers, lost and late ones too', () => {
    const [a, b] = pair();
    for (const sequence of [65_530, 65_535, 65_533, 65_537, 65_536, 65_600, 131_070, 131_080]) {
      const data = sealed(a, packet(sequence, sequence & 255));
      expect(hex(data.subarray(12, 40))).not.toBe(hex(packet(sequence, sequence & 255).subarray(12, 40)));
      expect(b.openRtp(data)).toBe(172);
      expect(hex(data.subarray(0, 172))).toBe(hex(packet(sequence, sequence & 255)));
    }
  });

  it('refuses what was heard, changed, cut, or sealed by others', () => {
    const [a, b] = pair();
    const data = sealed(a, packet(5));
    const again = data.slice();
    const changed = sealed(a, packet(6));
    changed[20] = (changed[20] as number) ^ 1;
    const header = sealed(a, packet(7));
    header[4] = (header[4] as number) ^ 1;
    const cut = sealed(a, packet(8)).subarray(0, 100);
    const foreign = sealed(b, packet(9));
    expect(b.openRtp(data)).toBe(172);
    for (const bad of [again, changed, header, cut, foreign, bytes('80'), new Uint8Array(12).fill(0x9f)]) expect(b.openRtp(bad)).toBe(-1);
    expect(b.openRtp(sealed(a, packet(10)))).toBe(172);
  });

  it('never seals two packets under one number', () => {
    const [a] = pair();
    expect(sealed(a, packet(5)).length).toBeGreaterThan(172);
    expect(sealed(a, packet(5, 0x66)).length).toBe(0);
  });

  it('carries reports once each', () => {
    const [a, b] = pair();
    const report = bytes('80c90001000000070000'.padEnd(24, '0'));
    const first = Uint8Array.from(a.sealRtcp(report) ?? []);
    const second = Uint8Array.from(a.sealRtcp(report) ?? []);
    const again = first.slice();
    expect(b.openRtcp(first)).toBe(report.length);
    expect(hex(first.subarray(0, report.length))).toBe(hex(report));
    expect(b.openRtcp(second)).toBe(report.length);
    expect([b.openRtcp(again), b.openRtcp(report), b.openRtcp(bytes('80c9'))]).toEqual([-1, -1, -1]);
  });
});
