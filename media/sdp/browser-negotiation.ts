import { Fault, type Random, type Result, failed, ok } from '#core';
import { type BrowserAudio, chooseBrowserAudio } from './choose-browser-audio.ts';
import type { Fingerprint, IceCredentials, MediaSession } from './media-session.ts';
import { MIRROR, type LegNegotiation } from './negotiation.ts';
import { type Direction, type MediaSection, parseSdp } from './session-description.ts';

/** What a browser leg tells about itself. */
export interface BrowserSide {
  /** Addresses of this machine a browser may reach it at, the best first. */
  readonly addresses: readonly string[];
  readonly port: number;
  readonly ice: IceCredentials;
  readonly fingerprint: Fingerprint;
  /** Puts Opus before G.711. */
  readonly preferOpus: boolean;
}

type Refused = Pick<MediaSection, 'kind' | 'proto' | 'formats' | 'mid'>;
type Line = readonly [payload: number, coding: string];

const G711: readonly Line[] = [[0, 'PCMU/8000'], [8, 'PCMA/8000']];
const OPUS: readonly Line[] = [[111, 'opus/48000/2']];
const EVENTS: readonly Line[] = [[101, 'telephone-event/8000'], [110, 'telephone-event/48000']];
const WRITTEN: Readonly<Record<string, string>> = { pcmu: 'PCMU', pcma: 'PCMA' };
const PROTO = 'UDP/TLS/RTP/SAVPF';
/** Type preference of host candidates and the one component (RFC 8445 §5.1.2.1). */
const HOST = 126 * 2 ** 24 + 255;

/**
 * Offer and answer with a browser (RFC 8829, RFC 8839, RFC 5763): one bundled audio section on one port, ICE lite,
 * DTLS-SRTP. The states are those of `Negotiation`. An ICE restart (RFC 8839 §4.4.1.1.1) gets new credentials of ours;
 * the DTLS association goes on unless the browser's fingerprint changes (RFC 8842 §3.2).
 */
export class BrowserNegotiation implements LegNegotiation {
  readonly #side: BrowserSide;
  readonly #random: Random;
  readonly #id: number;
  #version: number;
  #said = '';
  #ice: IceCredentials;
  #sections: readonly (Refused | 'audio')[] = ['audio'];
  #mid = '0';
  #agreed: BrowserAudio | undefined;
  #role: 'server' | 'client' = 'server';
  #offered = false;

  constructor(side: BrowserSide, random: Random) {
    this.#side = side;
    this.#random = random;
    this.#ice = side.ice;
    this.#id = 1 + random.int(2 ** 31);
    this.#version = this.#id;
  }

  get session(): MediaSession | undefined {
    const agreed = this.#agreed;
    if (!agreed) return undefined;
    const { fingerprints } = agreed.remote;
    return { ...agreed.session, secure: { ice: this.#ice, fingerprints, role: this.#role, opus: agreed.opus } };
  }

  get held(): boolean {
    return this.#agreed?.held ?? false;
  }

  offer(): string {
    this.#offered = true;
    const codings = this.#side.preferOpus ? [...OPUS, ...G711, ...EVENTS] : [...G711, ...OPUS, ...EVENTS];
    return this.#write(codings, 'sendrecv', 'actpass');
  }

  answer(offerSdp: string): Result<string> {
    const taken = this.#take(offerSdp, 'offer');
    if (!taken.ok) return taken;
    const { audio, sections } = taken.value;
    this.#sections = sections;
    this.#offered = false;
    const before = this.#agreed?.remote.ufrag;
    if (before !== undefined && before !== audio.remote.ufrag) this.#ice = newIceCredentials(this.#random);
    this.#settle(audio, audio.setup === 'passive' ? 'client' : audio.setup === 'active' ? 'server' : this.#role);
    const codings = audio.codings.map(({ payload, name }): Line => [payload, name.replace(/^pcm./, (n) => WRITTEN[n] ?? n)]);
    return ok(this.#write(codings, MIRROR[audio.direction], this.#role === 'server' ? 'passive' : 'active'));
  }

  accept(answerSdp: string): Result<void> {
    if (!this.#offered) return failed(new Fault('media.bad-sdp', 'This answer belongs to no offer of ours; ignore it.'));
    const taken = this.#take(answerSdp, 'answer');
    if (!taken.ok) return taken;
    this.#offered = false;
    this.#settle(taken.value.audio, taken.value.audio.setup === 'passive' ? 'client' : 'server');
    return ok(undefined);
  }

  #take(sdp: string, what: 'offer' | 'answer'): Result<{ audio: BrowserAudio; sections: readonly (Refused | 'audio')[] }> {
    const parsed = parseSdp(sdp);
    if (!parsed.ok) return parsed;
    const audio = chooseBrowserAudio(parsed.value, this.#side.preferOpus);
    if (audio) return ok({ audio, sections: parsed.value.media.map((m, i) => (i === audio.index ? 'audio' : m)) });
    const message = `The ${what} has no audio a browser leg can carry (DTLS-SRTP with ICE, rtcp-mux and G.711 or Opus); try a current browser.`;
    return failed(new Fault('media.no-codec', message));
  }

  #settle(audio: BrowserAudio, role: 'server' | 'client'): void {
    this.#agreed = audio;
    this.#role = role;
    this.#mid = audio.mid ?? this.#mid;
  }

  /** RFC 3264 §8: the version goes up when, and only when, the description changed. */
  #write(codings: readonly Line[], direction: Direction, setup: string): string {
    const lines = ['s=-', 't=0 0', 'a=ice-lite', `a=group:BUNDLE ${this.#mid}`, 'a=msid-semantic: WMS *'];
    for (const section of this.#sections) lines.push(...(section === 'audio' ? this.#audio(codings, direction, setup) : refusedLines(section)));
    const body = lines.map((line) => `${line}\r\n`).join('');
    if (this.#said !== '' && this.#said !== body) this.#version++;
    this.#said = body;
    return `v=0\r\no=huawu ${this.#id} ${this.#version} IN IP4 ${this.#side.addresses[0]}\r\n${body}`;
  }

  #audio(codings: readonly Line[], direction: Direction, setup: string): string[] {
    const { addresses, port, fingerprint } = this.#side;
    const lines = [`m=audio ${port} ${PROTO} ${codings.map(([payload]) => payload).join(' ')}`, `c=IN IP4 ${addresses[0]}`];
    lines.push(`a=mid:${this.#mid}`, `a=ice-ufrag:${this.#ice.ufrag}`, `a=ice-pwd:${this.#ice.pwd}`);
    lines.push(`a=fingerprint:${fingerprint.algorithm} ${fingerprint.value}`, `a=setup:${setup}`);
    for (const [payload, coding] of codings) {
      lines.push(`a=rtpmap:${payload} ${coding}`);
      if (coding.startsWith('telephone-event')) lines.push(`a=fmtp:${payload} 0-15`);
      if (coding.startsWith('opus')) lines.push(`a=fmtp:${payload} minptime=20;useinbandfec=1`);
    }
    lines.push('a=ptime:20', 'a=rtcp-mux', `a=${direction}`, 'a=msid:huawu audio');
    addresses.forEach((address, i) => lines.push(`a=candidate:${i + 1} 1 udp ${HOST + (65_535 - i) * 256} ${address} ${port} typ host`));
    return [...lines, 'a=end-of-candidates'];
  }
}

/** RFC 8445 §5.3: at least 24 random bits of name and 128 of password. */
export function newIceCredentials(random: Random): IceCredentials {
  return { ufrag: random.hex(4), pwd: random.hex(16) };
}

/** Whether a description asks for a browser leg: encrypted audio with keys from a DTLS handshake (RFC 5763). */
export function isBrowserOffer(sdp: string): boolean {
  return /^m=audio \d+ UDP\/TLS\/RTP\/SAVPF?\b/im.test(sdp) && /^a=fingerprint:/im.test(sdp);
}

function refusedLines({ kind, proto, formats, mid }: Refused): string[] {
  const line = `m=${kind} 0 ${proto} ${formats.length > 0 ? formats.join(' ') : '0'}`;
  return mid === undefined ? [line] : [line, `a=mid:${mid}`];
}
