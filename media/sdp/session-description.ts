import { Fault, type Result, failed, ok } from '#core';
import type { Fingerprint } from './media-session.ts';
import { readSecurity } from './read-security.ts';

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** One `m=` section (RFC 8866 §5.14) with the attributes this room understands. */
export interface MediaSection {
  /** audio, video, … */
  readonly kind: string;
  readonly port: number;
  /** RTP/AVP, RTP/SAVPF, … */
  readonly proto: string;
  readonly formats: readonly string[];
  /** Address of its own `c=` line. */
  readonly address: string | undefined;
  readonly direction: Direction | undefined;
  /** ms */
  readonly ptime: number | undefined;
  readonly maxptime: number | undefined;
  /** Payload type → `name/rate[/channels]`, lower case (RFC 8866 §6.6). */
  readonly rtpmap: ReadonlyMap<number, string>;
  /** `a=rtcp` (RFC 3605). */
  readonly rtcp: { readonly port: number; readonly address: string | undefined } | undefined;
  readonly rtcpMux: boolean;
  /** `a=mid` (RFC 5888). */
  readonly mid: string | undefined;
  readonly security: Security;
}

/** What a browser says about ICE (RFC 8839 §5.4) and DTLS (RFC 8122 §5, RFC 4145 §4), for a section or for all. */
export interface Security {
  readonly ufrag?: string;
  readonly pwd?: string;
  readonly fingerprints?: readonly Fingerprint[];
  /** actpass, active, passive or holdconn */
  readonly setup?: string;
}

export interface SessionDescription {
  readonly security: Security;
  /** Address of the session's `c=` line. */
  readonly address: string | undefined;
  readonly direction: Direction | undefined;
  readonly media: readonly MediaSection[];
}

/** What a body may hold before it is refused as an attack or a mistake; real ones have under 4 kB and 3 sections. */
const LIMITS = { chars: 65_536, sections: 32, formats: 128 } as const;

type Draft<T> = { -readonly [K in keyof T]: T[K] };
type SectionDraft = Draft<Omit<MediaSection, 'rtpmap'>> & { readonly rtpmap: Map<number, string> };
type SessionDraft = Draft<Omit<SessionDescription, 'media'>> & { readonly media: SectionDraft[] };

/**
 * Reads a session description (RFC 8866). Unknown lines are passed over, whatever order they come in; a body without
 * any readable `m=` line is a fault `media.bad-sdp`. Never throws.
 */
export function parseSdp(body: string): Result<SessionDescription> {
  if (body.length > LIMITS.chars) return bad('is longer than 64 kB');
  const session: SessionDraft = { address: undefined, direction: undefined, security: {}, media: [] };
  for (const line of body.split(/\r\n|\r|\n/)) {
    const value = line.slice(2).trim();
    const section = session.media.at(-1);
    if (line.startsWith('m=')) {
      const next = parseMedia(value);
      if (!next) return bad('has an m= line that cannot be read');
      if (session.media.length === LIMITS.sections) return bad(`has more than ${LIMITS.sections} m= lines`);
      session.media.push(next);
    } else if (line.startsWith('c=')) {
      (section ?? session).address = parseConnection(value);
    } else if (line.startsWith('a=')) {
      (section ?? session).security = readSecurity((section ?? session).security, value);
      if (section) applyAttribute(section, value);
      else if (isDirection(value)) session.direction = value;
    }
  }
  return session.media.length > 0 ? ok(session) : bad('has no m= line');
}

/** `m=audio 49170[/2] RTP/AVP 0 8 101` */
function parseMedia(value: string): SectionDraft | undefined {
  const [kind, port, proto, ...formats] = value.split(/\s+/);
  const match = /^(\d{1,5})(?:\/\d{1,5})?$/.exec(port ?? '');
  if (!kind || !match || Number(match[1]) > 65_535 || !proto || formats.length > LIMITS.formats) return undefined;
  return {
    kind: kind.toLowerCase(),
    port: Number(match[1]),
    proto: proto.toUpperCase(),
    formats,
    address: undefined,
    direction: undefined,
    ptime: undefined,
    maxptime: undefined,
    rtpmap: new Map(),
    rtcp: undefined,
    rtcpMux: false,
    mid: undefined,
    security: {},
  };
}

/** `IN IP4 192.0.2.1[/ttl]` → the address. */
function parseConnection(value: string): string | undefined {
  const [net, , address] = value.split(/\s+/);
  return net === 'IN' ? address?.split('/')[0] : undefined;
}

function applyAttribute(section: SectionDraft, value: string): void {
  if (isDirection(value)) {
    section.direction = value;
    return;
  }
  const colon = value.indexOf(':');
  const rest = colon < 0 ? '' : value.slice(colon + 1).trim();
  switch (colon < 0 ? value : value.slice(0, colon)) {
    case 'rtpmap': {
      const match = /^(\d{1,3})\s+(\S+)/.exec(rest);
      if (match && section.rtpmap.size < LIMITS.formats) section.rtpmap.set(Number(match[1]), String(match[2]).toLowerCase());
      break;
    }
    case 'ptime':
      section.ptime = millis(rest);
      break;
    case 'maxptime':
      section.maxptime = millis(rest);
      break;
    case 'rtcp': {
      const [port, , , address] = rest.split(/\s+/);
      if (/^\d{1,5}$/.test(port ?? '') && Number(port) > 0 && Number(port) < 65_536) section.rtcp = { port: Number(port), address };
      break;
    }
    case 'mid':
      section.mid = /^\S{1,64}$/.test(rest) ? rest : undefined;
      break;
    case 'rtcp-mux':
      section.rtcpMux = true;
      break;
    default:
  }
}

function isDirection(value: string): value is Direction {
  return value === 'sendrecv' || value === 'sendonly' || value === 'recvonly' || value === 'inactive';
}

function millis(text: string): number | undefined {
  return /^\d{1,4}(\.\d+)?$/.test(text) && Number(text) > 0 ? Number(text) : undefined;
}

function bad(why: string): Result<never> {
  return failed(new Fault('media.bad-sdp', `The session description ${why}: look at the settings of the phone or trunk that sent it.`));
}
