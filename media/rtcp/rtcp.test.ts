import { describe, expect, it } from 'vitest';
import { ManualClock, seededRandom } from '#core';
import { Reception } from '../rtp/reception.ts';
import { RtpSender } from '../rtp/rtp-sender.ts';
import { parseRtcp } from './rtcp-packet.ts';
import { RtcpSession } from './rtcp-session.ts';

function sendingSide(clock: ManualClock, seed: number) {
  const random = seededRandom(seed);
  return { session: new RtcpSession(clock, random), sender: new RtpSender(random) };
}

describe('RTCP', () => {
  it('sends a sender report with SDES when something was sent, a receiver report when not', () => {
    const clock = new ManualClock();
    const { session, sender } = sendingSide(clock, 1);
    expect(parseRtcp(session.report(sender, undefined, { bye: false }))).toEqual({ ssrc: sender.ssrc, sender: undefined, blocks: [], bye: false });
    sender.count(160);
    const report = session.report(sender, undefined, { bye: false });
    expect(parseRtcp(report)?.sender).toMatchObject({ packets: 1, octets: 160, ntpHigh: 2_208_988_800 + 1_767_578_400 });
    expect([report[28], report[29]]).toEqual([0x81, 202]);
    expect(report.length % 4).toBe(0);
  });

  it('describes what was received and says good-bye', () => {
    const { session, sender } = sendingSide(new ManualClock(), 1);
    const reception = new Reception(77);
    for (const sequence of [1, 2, 4]) reception.note(sequence, sequence * 160, sequence * 20);
    expect(parseRtcp(session.report(sender, reception, { bye: true }))).toMatchObject({
      blocks: [{ ssrc: 77, fractionLost: 64, lost: 1, highest: 4, jitter: 0, lastReport: 0, delay: 0 }],
      bye: true,
    });
  });

  it('finds the round trip from the two reports of each side', () => {
    const clock = new ManualClock();
    const a = sendingSide(clock, 1);
    const b = sendingSide(clock, 2);
    const hear = (to: typeof a, packet: Uint8Array) => {
      const news = parseRtcp(packet);
      if (news) to.session.hear(news, to.sender.ssrc);
    };
    a.sender.count(160);
    const first = a.session.report(a.sender, undefined, { bye: false });
    clock.advance(40);
    hear(b, first);
    clock.advance(1000);
    const reply = b.session.report(b.sender, new Reception(a.sender.ssrc), { bye: false });
    clock.advance(35);
    hear(a, reply);
    expect(a.session.roundTrip).toBeGreaterThan(74);
    expect(a.session.roundTrip).toBeLessThan(76);
  });

  it('is due every 2.5 to 7.5 seconds, not at fixed times', () => {
    const clock = new ManualClock();
    const { session } = sendingSide(clock, 3);
    const times: number[] = [];
    for (let now = 0; now < 60_000; now += 20) if (session.due(now)) times.push(now);
    const spans = times.slice(1).map((t, i) => t - (times[i] ?? 0));
    expect(Math.min(...spans)).toBeGreaterThanOrEqual(2500);
    expect(Math.max(...spans)).toBeLessThanOrEqual(7520);
    expect(new Set(spans).size).toBeGreaterThan(3);
  });

  it('reads no packet that is cut off or of another kind', () => {
    const { session, sender } = sendingSide(new ManualClock(), 1);
    const whole = session.report(sender, new Reception(5), { bye: true });
    for (let length = 0; length < whole.length; length++) {
      const cut = parseRtcp(whole.subarray(0, length));
      expect(cut === undefined || !cut.bye).toBe(true);
    }
    expect(parseRtcp(Uint8Array.of(0x80, 202, 0, 1, 0, 0, 0, 0))).toBeUndefined();
    expect(parseRtcp(new Uint8Array(64))).toBeUndefined();
  });
});
