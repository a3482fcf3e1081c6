/** A SIP or SIPS URI (RFC 3261 §19.1) as far as routing needs it. */
export interface SipUri {
  readonly scheme: 'sip' | 'sips';
  /** Empty when there is none; not unescaped. */
  readonly user: string;
  /** IPv6 literals keep their brackets off. */
  readonly host: string;
  /** 0 when absent. */
  readonly port: number;
  /** Lower case; empty when absent. */
  readonly transport: string;
  /** RFC 3261 §19.1.1: loose routing. */
  readonly lr: boolean;
}

const HOST_PORT = /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9._-]+))(?::(\d{1,5}))?$/;

/** Takes a SIP URI apart, `undefined` when it is none. */
export function parseUri(text: string): SipUri | undefined {
  const colon = text.indexOf(':');
  const scheme = text.slice(0, colon).toLowerCase();
  if (scheme !== 'sip' && scheme !== 'sips') return undefined;
  if (/[\s<>"]/.test(text)) return undefined;
  const at = text.lastIndexOf('@');
  const hostStart = at < 0 ? colon + 1 : at + 1;
  let hostEnd = text.length;
  for (let i = hostStart; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x3b || c === 0x3f) {
      hostEnd = i;
      break;
    }
  }
  const match = HOST_PORT.exec(text.slice(hostStart, hostEnd));
  if (!match) return undefined;
  const port = match[3] === undefined ? 0 : Number(match[3]);
  if (port > 65_535) return undefined;
  const tail = text.slice(hostEnd).toLowerCase();
  return {
    scheme,
    user: at < 0 ? '' : text.slice(colon + 1, at),
    host: match[1] ?? match[2] ?? '',
    port,
    transport: /;transport=([a-z0-9-]+)/.exec(tail)?.[1] ?? '',
    lr: /;lr(?:[;=?]|$)/.test(tail),
  };
}

/** `user@host:port` of a URI, as registered Contacts are remembered. */
export function bindingKey(uri: string): string | undefined {
  const parsed = parseUri(uri);
  return parsed && `${parsed.user}@${parsed.host}:${parsed.port}`;
}
