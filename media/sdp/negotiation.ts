import { isIPv6 } from 'node:net';
import { Fault, type Random, type Result, failed, ok } from '#core';
import { type ChosenAudio, type Reaches, chooseAudio } from './choose-audio.ts';
import type { Endpoint, MediaSession, PayloadKind } from './media-session.ts';
import { type Direction, type MediaSection, parseSdp } from './session-description.ts';

/** A section of the last exchange that we do not use; it keeps its place with port 0 (RFC 3264 §6, §8). */
type Refused = Pick<MediaSection, 'kind' | 'proto' | 'formats'>;

/** What we say about our one audio stream. */
interface AudioLine {
  readonly proto: string;
  readonly codings: readonly (readonly [payload: number, coding: string])[];
  readonly direction: Direction;
  readonly ptime: number;
  readonly rtcpMux: boolean;
}

const OFFERED: readonly (readonly [number, string])[] = [
  [0, 'PCMU/8000'],
  [8, 'PCMA/8000'],
  [101, 'telephone-event/8000'],
];
const OFFERED_KINDS: readonly (readonly [number, PayloadKind])[] = [
  [0, 'ulaw'],
  [8, 'alaw'],
  [101, 'event'],
];
/** RFC 3264 §6.1: what we may answer to each direction. */
export const MIRROR: Readonly<Record<Direction, Direction>> = {
  sendrecv: 'sendrecv',
  sendonly: 'recvonly',
  recvonly: 'sendonly',
  inactive: 'inactive',
};

/** Offer and answer as a leg uses them: with phones / with browsers. */
export interface LegNegotiation {
  readonly session: MediaSession | undefined;
  /** The other side does not want to hear us, or sends nothing. */
  readonly held: boolean;
  offer(): string;
  answer(offerSdp: string): Result<string>;
  accept(answerSdp: string): Result<void>;
}

/**
 * Offer and answer of one leg (RFC 3264): holds what was agreed and writes our side of it.
 *
 *   fresh ──offer()──▶ offered ──accept()──▶ agreed ──answer()/offer()──▶ …
 *   fresh ──answer()─▶ agreed
 */
export class Negotiation implements LegNegotiation {
  readonly #address: string;
  readonly #port: number;
  readonly #id: number;
  #version: number;
  #said = '';
  #sections: readonly (Refused | 'audio')[] = ['audio'];
  readonly #reaches: Reaches;
  #agreed: ChosenAudio | undefined;
  #offered = false;

  /** `isOurs` tells ports of our own legs: two of them that sent to each other would never stop. */
  constructor(local: Endpoint, random: Random, isOurs: (endpoint: Endpoint) => boolean = () => false) {
    this.#reaches = (endpoint) => isIPv6(endpoint.address) === isIPv6(local.address) && !isOurs(endpoint);
    this.#address = local.address;
    this.#port = local.port;
    this.#id = 1 + random.int(2 ** 31);
    this.#version = this.#id;
  }

  get session(): MediaSession | undefined {
    return this.#agreed?.session;
  }

  get held(): boolean {
    return this.#agreed?.held ?? false;
  }

  /** Our offer; on a running leg it keeps the codec in use first and every refused section in its place. */
  offer(): string {
    this.#offered = true;
    const eventPayload = this.#agreed?.eventPayload ?? 101;
    const codings = OFFERED.map(([payload, coding]) => [payload === 101 ? eventPayload : payload, coding] as const);
    if (this.#agreed?.session.law === 'alaw') codings.splice(0, 2, [8, 'PCMA/8000'], [0, 'PCMU/8000']);
    return this.#write({ proto: 'RTP/AVP', codings, direction: 'sendrecv', ptime: 20, rtcpMux: false });
  }

  /** Takes their offer, gives our answer. Faults: `media.bad-sdp`, `media.no-codec` (nothing agreed so far changes). */
  answer(offerSdp: string): Result<string> {
    const parsed = parseSdp(offerSdp);
    if (!parsed.ok) return parsed;
    const chosen = chooseAudio(parsed.value, this.#reaches);
    if (!chosen) return noCodec('offer');
    this.#agreed = chosen;
    this.#offered = false;
    this.#sections = parsed.value.media.map((m, i) => (i === chosen.index ? 'audio' : m));
    const codings: [number, string][] = [[chosen.payload, chosen.session.law === 'alaw' ? 'PCMA/8000' : 'PCMU/8000']];
    if (chosen.eventPayload !== undefined) codings.push([chosen.eventPayload, 'telephone-event/8000']);
    return ok(
      this.#write({
        proto: parsed.value.media[chosen.index]?.proto ?? 'RTP/AVP',
        codings,
        direction: MIRROR[chosen.direction],
        ptime: chosen.session.packetSamples / 8,
        rtcpMux: chosen.session.rtcpMux,
      }),
    );
  }

  /** Takes their answer to our offer. Faults as in `answer`, and `media.bad-sdp` when nothing was offered. */
  accept(answerSdp: string): Result<void> {
    if (!this.#offered) return failed(new Fault('media.bad-sdp', 'This answer belongs to no offer of ours; ignore it.'));
    const parsed = parseSdp(answerSdp);
    if (!parsed.ok) return parsed;
    const chosen = chooseAudio(parsed.value, this.#reaches);
    if (!chosen) return noCodec('answer');
    const known = new Set(chosen.session.receive.map(([payload]) => payload));
    // RFC 3264 §7: they may send with our numbers or, as many do, with their own.
    const receive = [...chosen.session.receive, ...OFFERED_KINDS.filter(([payload]) => !known.has(payload))];
    this.#agreed = { ...chosen, session: { ...chosen.session, receive } };
    this.#offered = false;
    return ok(undefined);
  }

  /** RFC 3264 §8: the version of `o=` goes up by one when, and only when, the description changed. */
  #write(audio: AudioLine): string {
    const net = isIPv6(this.#address) ? 'IP6' : 'IP4';
    const lines = [`s=-`, `c=IN ${net} ${this.#address}`, 't=0 0'];
    for (const section of this.#sections) lines.push(...(section === 'audio' ? this.#audio(audio) : refusedLines(section)));
    const body = lines.map((line) => `${line}\r\n`).join('');
    if (this.#said !== '' && this.#said !== body) this.#version++;
    this.#said = body;
    return `v=0\r\no=huawu ${this.#id} ${this.#version} IN ${net} ${this.#address}\r\n${body}`;
  }

  #audio({ proto, codings, direction, ptime, rtcpMux }: AudioLine): string[] {
    const lines = [`m=audio ${this.#port} ${proto} ${codings.map(([payload]) => payload).join(' ')}`];
    for (const [payload, coding] of codings) {
      lines.push(`a=rtpmap:${payload} ${coding}`);
      if (coding.startsWith('telephone-event')) lines.push(`a=fmtp:${payload} 0-15`);
    }
    lines.push(`a=ptime:${ptime}`, rtcpMux ? 'a=rtcp-mux' : `a=rtcp:${this.#port + 1}`, `a=${direction}`);
    return lines;
  }
}

function refusedLines({ kind, proto, formats }: Refused): string[] {
  return [`m=${kind} 0 ${proto} ${formats.length > 0 ? formats.join(' ') : '0'}`];
}

function noCodec(what: string): Result<never> {
  return failed(
    new Fault('media.no-codec', `The ${what} has no audio we can carry: allow PCMU or PCMA over plain RTP (RTP/AVP) on the phone or trunk.`),
  );
}
