import type { Law } from '../g711/g711.ts';
import type { MediaSession, PayloadKind, SecureSession, WideBand } from './media-session.ts';
import type { Direction, MediaSection, Security, SessionDescription } from './session-description.ts';

/** One coding in the numbering of the other side. */
interface Coding {
  readonly payload: number;
  readonly name: string;
}

/** The section of a browser's description that carries our audio, and what follows from it. */
export interface BrowserAudio {
  readonly index: number;
  readonly mid: string | undefined;
  readonly direction: Direction;
  readonly held: boolean;
  /** What we answer with: the codec, then telephone events. */
  readonly codings: readonly Coding[];
  /** Everything of the session but what belongs to our side. */
  readonly session: Omit<MediaSession, 'secure'>;
  readonly opus: WideBand | undefined;
  readonly setup: string;
  readonly remote: Pick<SecureSession, 'fingerprints'> & { readonly ufrag: string };
}

const LAWS: Readonly<Record<string, Law>> = { 'pcmu/8000': 'ulaw', 'pcmu/8000/1': 'ulaw', 'pcma/8000': 'alaw', 'pcma/8000/1': 'alaw' };
const STATIC: Readonly<Record<number, string>> = { 0: 'pcmu/8000', 8: 'pcma/8000' };
const OPUS = 'opus/48000/2';
const EVENT = 'telephone-event/8000';
const WIDE_EVENT = 'telephone-event/48000';
/** Cheapest for us first (docs/decisions/0050); turned round where sound is worth more. */
const PREFERENCE: readonly string[] = ['pcmu/8000', 'pcmu/8000/1', 'pcma/8000', 'pcma/8000/1', OPUS];

/** `UDP/TLS/RTP/SAVPF` (RFC 5764 §8), with or without feedback. */
const isSecure = (section: MediaSection): boolean => /^UDP\/TLS\/RTP\/SAVPF?$/.test(section.proto);

/** The first audio section a browser leg can serve; undefined = none. */
export function chooseBrowserAudio(description: SessionDescription, preferOpus: boolean): BrowserAudio | undefined {
  for (const [index, section] of description.media.entries()) {
    // A bundled section may come with port 0 (RFC 9143 §6); the first audio one never does.
    if (section.kind !== 'audio' || section.port === 0 || !isSecure(section) || !section.rtcpMux) continue;
    const security: Security = { ...description.security, ...section.security };
    const { ufrag, pwd, fingerprints } = security;
    if (ufrag === undefined || pwd === undefined || !fingerprints) continue;
    const codings = readCodings(section);
    const audio = pick(codings, preferOpus);
    if (!audio) continue;
    const direction = section.direction ?? description.direction ?? 'sendrecv';
    return { index, mid: section.mid, direction, setup: security.setup ?? 'actpass', remote: { ufrag, fingerprints }, ...agreed(codings, audio, direction) };
  }
  return undefined;
}

function readCodings({ formats, rtpmap }: MediaSection): Coding[] {
  return formats.flatMap((format) => {
    const payload = /^\d{1,3}$/.test(format) ? Number(format) : 128;
    const name = rtpmap.get(payload) ?? STATIC[payload];
    return payload < 128 && name !== undefined ? [{ payload, name }] : [];
  });
}

function pick(codings: readonly Coding[], preferOpus: boolean): Coding | undefined {
  const order = preferOpus ? PREFERENCE.toReversed() : PREFERENCE;
  for (const name of order) {
    const found = codings.find((coding) => coding.name === name);
    if (found) return found;
  }
  return undefined;
}

/** Address and port of the description mean nothing: ICE finds them. So `0.0.0.0` is no hold here. */
function agreed(codings: readonly Coding[], audio: Coding, direction: Direction) {
  const held = direction === 'sendonly' || direction === 'inactive';
  const opus = codings.find(({ name }) => name === OPUS);
  const sendsOpus = audio.name === OPUS;
  const events = [EVENT, WIDE_EVENT].map((name) => codings.find((coding) => coding.name === name));
  const event = sendsOpus ? (events[1] ?? events[0]) : events[0];
  const receive = codings.flatMap(({ payload, name }): [number, PayloadKind][] => {
    if (name === EVENT || name === WIDE_EVENT) return [[payload, 'event']];
    return LAWS[name] ? [[payload, LAWS[name]]] : name === OPUS ? [[payload, 'ulaw']] : [];
  });
  const session = {
    law: LAWS[audio.name] ?? 'ulaw',
    payload: audio.payload,
    eventPayload: event?.payload,
    receive,
    remote: undefined,
    remoteRtcp: undefined,
    rtcpMux: true,
    packetSamples: 160,
    // Opus is packed in 20 ms; G.711 may pass as the bridged side packs it.
    packetAsked: sendsOpus,
    sends: !held,
    hears: !held && direction === 'sendrecv',
  };
  const wide = opus && { payload: opus.payload, eventPayload: events[1]?.payload, sends: sendsOpus };
  return { held, codings: event ? [audio, event] : [audio], session, opus: wide };
}
