import { type Clock, type Millis, type Random, seededRandom } from '#core';
import type { Reception } from '../rtp/reception.ts';
import type { RtpSender } from '../rtp/rtp-sender.ts';
import { type RtcpNews, type SenderInfo, writeRtcp } from './rtcp-packet.ts';

/** RFC 3550 §6.2: the recommended smallest interval between reports. */
const INTERVAL: Millis = 5000;
/** Seconds between 1900 (NTP) and 1970. */
const NTP_EPOCH = 2_208_988_800;

/** When reports are due, what is in them, and what theirs tell about the round trip. */
export class RtcpSession {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #cname: string;
  #dueAt: Millis;
  /** Packets sent at our last report: SR if there are more now, else RR (RFC 3550 §6.4). */
  #sentBefore = 0;
  #lastReport = 0;
  #lastReportAt: Millis = 0;
  #roundTrip: Millis | undefined;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    // A report's moment is no secret: drawing it from the machine's randomness costs more than the report.
    this.#random = seededRandom(random.int(2 ** 32));
    this.#cname = random.hex(12);
    this.#dueAt = clock.now() + this.#interval() / 2;
  }

  get roundTrip(): Millis | undefined {
    return this.#roundTrip;
  }

  due(now: Millis): boolean {
    if (now < this.#dueAt) return false;
    this.#dueAt = now + this.#interval();
    return true;
  }

  /** RFC 3550 §6.3.1: 0.5 to 1.5 times the interval, so that the reports of many legs do not fall together. */
  #interval(): Millis {
    return INTERVAL * (0.5 + this.#random.int(1001) / 1000);
  }

  /** `scale` = ticks of the wire per tick of ours (Opus counts at 48 kHz). */
  report(sender: RtpSender, reception: Reception | undefined, options: { bye: boolean; scale?: number }): Uint8Array {
    const { bye, scale = 1 } = options;
    const now = this.#clock.now();
    const delay = this.#lastReport === 0 ? 0 : Math.round((now - this.#lastReportAt) * 65.536);
    const block = reception && {
      ssrc: reception.ssrc,
      fractionLost: reception.fractionLost(),
      lost: reception.lost,
      highest: reception.highest,
      jitter: Math.floor(reception.jitter * scale),
      lastReport: this.#lastReport,
      delay,
    };
    const sent = sender.packets > this.#sentBefore;
    this.#sentBefore = sender.packets;
    const info = sent ? this.#senderInfo(sender, scale) : undefined;
    return writeRtcp({ ssrc: sender.ssrc, sender: info, block, cname: this.#cname, bye });
  }

  #senderInfo(sender: RtpSender, scale: number): SenderInfo {
    const [ntpHigh, ntpLow] = ntp(this.#clock.wall());
    return { ntpHigh, ntpLow, timestamp: Math.imul(sender.timestamp, scale) >>> 0, packets: sender.packets, octets: sender.octets };
  }

  /** Takes their report; round trip = now − our report they heard − the time they held it (RFC 3550 §6.4.1). */
  hear(news: RtcpNews, ownSsrc: number): void {
    if (news.sender) {
      this.#lastReport = middle(news.sender.ntpHigh, news.sender.ntpLow);
      this.#lastReportAt = this.#clock.now();
    }
    const block = news.blocks.find((b) => b.ssrc === ownSsrc && b.lastReport !== 0);
    if (!block) return;
    const [high, low] = ntp(this.#clock.wall());
    const trip = (middle(high, low) - block.lastReport - block.delay) | 0;
    this.#roundTrip = Math.max(0, trip / 65.536);
  }
}

function ntp(wall: number): [high: number, low: number] {
  const seconds = Math.floor(wall / 1000);
  return [(seconds + NTP_EPOCH) >>> 0, Math.floor(((wall / 1000) % 1) * 2 ** 32) >>> 0];
}

function middle(high: number, low: number): number {
  return ((high << 16) | (low >>> 16)) >>> 0;
}
