import { isIP, isIPv4 } from 'node:net';
import type { Law } from '../g711/g711.ts';
import type { Endpoint, MediaSession, PayloadKind } from './media-session.ts';
import type { Direction, MediaSection, SessionDescription } from './session-description.ts';

/** The section chosen for our audio and what follows from it. */
export interface ChosenAudio {
  readonly index: number;
  /** Direction as the other side wrote it. */
  readonly direction: Direction;
  readonly session: MediaSession;
  /** Payload types of the one codec and of telephone events in their numbering. */
  readonly payload: number;
  readonly eventPayload: number | undefined;
  /** False when it must not be sent to: hold by direction or by the null address. */
  readonly held: boolean;
}

/** RFC 3551 §6: payload types with a meaning of their own even without rtpmap. */
const STATIC: Readonly<Record<number, string>> = { 0: 'pcmu/8000', 8: 'pcma/8000', 13: 'cn/8000' };
const LAWS: Readonly<Record<string, Law>> = { 'pcmu/8000': 'ulaw', 'pcmu/8000/1': 'ulaw', 'pcma/8000': 'alaw', 'pcma/8000/1': 'alaw' };
const DEFAULT_PTIME_MS = 20;

/** Whether packets may be sent there at all: an address of our family, and no port of ours. */
export type Reaches = (endpoint: Endpoint) => boolean;

/** The first audio section over plain RTP with a codec we have (RFC 3264 §6). */
export function chooseAudio(description: SessionDescription, reaches: Reaches): ChosenAudio | undefined {
  for (const [index, section] of description.media.entries()) {
    const chosen = acceptable(section) ? choose(description, section, index, reaches) : undefined;
    if (chosen) return chosen;
  }
  return undefined;
}

/** Plain RTP only; SRTP profiles (RTP/SAVP, UDP/TLS/…) are refused for now. */
function acceptable(section: MediaSection): boolean {
  return section.kind === 'audio' && section.port !== 0 && (section.proto === 'RTP/AVP' || section.proto === 'RTP/AVPF');
}

function choose(description: SessionDescription, section: MediaSection, index: number, reaches: Reaches): ChosenAudio | undefined {
  const receive: (readonly [number, PayloadKind])[] = [];
  for (const format of section.formats) {
    const payload = /^\d{1,3}$/.test(format) ? Number(format) : -1;
    const kind = kindOf(section.rtpmap.get(payload) ?? STATIC[payload]);
    if (payload >= 0 && payload < 128 && kind) receive.push([payload, kind]);
  }
  const audio = receive.find((entry): entry is readonly [number, Law] => entry[1] === 'alaw' || entry[1] === 'ulaw');
  if (!audio) return undefined;
  const eventPayload = receive.find(([, kind]) => kind === 'event')?.[0];
  const direction = section.direction ?? description.direction ?? 'sendrecv';
  const address = section.address ?? description.address;
  const held = isNull(address) || direction === 'sendonly' || direction === 'inactive';
  const remote = endpoint(address, section.port, reaches);
  const rtcp = section.rtcp;
  const session: MediaSession = {
    law: audio[1],
    payload: audio[0],
    eventPayload,
    receive,
    remote,
    remoteRtcp: section.rtcpMux ? remote : endpoint(rtcp?.address ?? address, rtcp?.port ?? section.port + 1, reaches),
    rtcpMux: section.rtcpMux,
    packetSamples: packetSamples(section),
    packetAsked: section.ptime !== undefined || section.maxptime !== undefined,
    sends: !held,
    hears: !held && direction === 'sendrecv',
  };
  return { index, direction, session, payload: audio[0], eventPayload, held };
}

function kindOf(coding: string | undefined): PayloadKind | undefined {
  if (coding === undefined) return undefined;
  if (coding === 'telephone-event/8000' || coding === 'telephone-event/8000/1') return 'event';
  if (coding === 'cn/8000') return 'comfort';
  return LAWS[coding];
}

/** RFC 3264 §8.4: the old way to put a call on hold. */
function isNull(address: string | undefined): boolean {
  return address === '0.0.0.0' || address === '::';
}

/** Names, multicast groups and ports of ours are not sent to; such a leg waits until the other side has sent. */
function endpoint(address: string | undefined, port: number, reaches: Reaches): Endpoint | undefined {
  if (address === undefined || isIP(address) === 0 || isNull(address) || port > 65_535) return undefined;
  if (isIPv4(address) ? Number(address.split('.')[0]) >= 224 : /^ff/i.test(address)) return undefined;
  return reaches({ address, port }) ? { address, port } : undefined;
}

/** 10 to 60 ms as the other side asks; what it asks outside of that is brought to the nearer end. */
function packetSamples({ ptime, maxptime }: MediaSection): number {
  const wanted = Math.min(ptime ?? DEFAULT_PTIME_MS, maxptime ?? Infinity);
  return Math.round(Math.max(10, Math.min(60, wanted))) * 8;
}
