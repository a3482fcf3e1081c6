import { putUint32, uint32 } from '../rtp/rtp-packet.ts';

/** One reception report block (RFC 3550 §6.4.1). */
export interface ReportBlock {
  readonly ssrc: number;
  /** 1/256 */
  readonly fractionLost: number;
  readonly lost: number;
  readonly highest: number;
  /** Timestamp units. */
  readonly jitter: number;
  /** Middle 32 bits of the NTP time of the last sender report, and the delay since it in 1/65536 s. */
  readonly lastReport: number;
  readonly delay: number;
}

export interface SenderInfo {
  readonly ntpHigh: number;
  readonly ntpLow: number;
  readonly timestamp: number;
  readonly packets: number;
  readonly octets: number;
}

/** What an incoming compound packet says that we use. */
export interface RtcpNews {
  readonly ssrc: number;
  readonly sender: SenderInfo | undefined;
  readonly blocks: readonly ReportBlock[];
  readonly bye: boolean;
}

const TYPE = { sr: 200, rr: 201, sdes: 202, bye: 203 } as const;

/**
 * Reads a compound RTCP packet (RFC 3550 §6.1 and §A.2); undefined = not one.
 *
 *      0                   1                   2                   3
 *      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *     |V=2|P|   RC    |   PT=200…204  |       length in words − 1     |
 *     |                     SSRC, then the body …                     |
 */
export function parseRtcp(data: Uint8Array): RtcpNews | undefined {
  let news: { ssrc: number; sender: SenderInfo | undefined; blocks: ReportBlock[]; bye: boolean } | undefined;
  for (let at = 0; at < data.length; ) {
    if (at + 8 > data.length || (data[at] as number) >> 6 !== 2) return undefined;
    const type = data[at + 1] as number;
    const end = at + 4 + (((data[at + 2] as number) << 8) | (data[at + 3] as number)) * 4;
    if (end > data.length) return undefined;
    if (!news) {
      if (type !== TYPE.sr && type !== TYPE.rr) return undefined;
      news = { ssrc: uint32(data, at + 4), sender: undefined, blocks: [], bye: false };
    }
    if (type === TYPE.sr && at + 28 <= end) news.sender = senderInfo(data, at + 8);
    if (type === TYPE.sr || type === TYPE.rr) news.blocks.push(...blocks(data, at + (type === TYPE.sr ? 28 : 8), end));
    if (type === TYPE.bye) news.bye = true;
    at = end;
  }
  return news;
}

function senderInfo(data: Uint8Array, at: number): SenderInfo {
  return {
    ntpHigh: uint32(data, at),
    ntpLow: uint32(data, at + 4),
    timestamp: uint32(data, at + 8),
    packets: uint32(data, at + 12),
    octets: uint32(data, at + 16),
  };
}

function* blocks(data: Uint8Array, from: number, end: number): Generator<ReportBlock> {
  for (let at = from; at + 24 <= end; at += 24) {
    yield {
      ssrc: uint32(data, at),
      fractionLost: data[at + 4] as number,
      lost: uint32(data, at + 4) & 0xffffff,
      highest: uint32(data, at + 8),
      jitter: uint32(data, at + 12),
      lastReport: uint32(data, at + 16),
      delay: uint32(data, at + 20),
    };
  }
}

/** Writes SR (or RR when nothing was sent), SDES with CNAME, and BYE when asked. */
export function writeRtcp(report: {
  ssrc: number;
  sender: SenderInfo | undefined;
  block: ReportBlock | undefined;
  cname: string;
  bye: boolean;
}): Uint8Array {
  const words: number[] = [];
  const { sender, block, ssrc } = report;
  const length = 1 + (sender ? 5 : 0) + (block ? 6 : 0);
  words.push(head(block ? 1 : 0, sender ? TYPE.sr : TYPE.rr, length), ssrc);
  if (sender) words.push(sender.ntpHigh, sender.ntpLow, sender.timestamp, sender.packets, sender.octets);
  if (block) {
    words.push(block.ssrc, block.fractionLost * 2 ** 24 + Math.min(block.lost, 0x7fffff), block.highest);
    words.push(block.jitter, block.lastReport, block.delay);
  }
  // SDES item CNAME (1), its length, text, then zeroes to the next word, at least one (RFC 3550 §6.5).
  const text = Buffer.from(`\x01${String.fromCharCode(report.cname.length)}${report.cname}`, 'latin1');
  const item = Buffer.alloc((text.length & ~3) + 4);
  text.copy(item);
  words.push(head(1, TYPE.sdes, 1 + item.length / 4), ssrc);
  for (let i = 0; i < item.length; i += 4) words.push(item.readUInt32BE(i));
  if (report.bye) words.push(head(1, TYPE.bye, 1), ssrc);
  const bytes = new Uint8Array(words.length * 4);
  words.forEach((word, i) => putUint32(bytes, i * 4, word));
  return bytes;
}

function head(count: number, type: number, length: number): number {
  return ((2 << 30) | (count << 24) | (type << 16) | length) >>> 0;
}
