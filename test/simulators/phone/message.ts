/** A SIP message as the simulated phone reads it: just enough, and nothing shared with the server under test. */
export interface SimMessage {
  readonly first: string;
  /** Method of a request, or of CSeq in a response. */
  readonly method: string;
  /** Status code of a response; 0 for requests. */
  readonly code: number;
  /** Lower-case name → values in order. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
}

const COMPACT: Record<string, string> = { v: 'via', f: 'from', t: 'to', i: 'call-id', m: 'contact', l: 'content-length' };

export function readMessage(text: string): SimMessage | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const short = line.slice(0, colon).trim().toLowerCase();
    const name = COMPACT[short] ?? short;
    const values = headers.get(name) ?? [];
    values.push(line.slice(colon + 1).trim());
    headers.set(name, values);
  }
  const code = first.startsWith('SIP/2.0 ') ? Number(first.slice(8, 11)) : 0;
  const method = code > 0 ? (headers.get('cseq')?.[0]?.split(' ')[1] ?? '') : (first.split(' ')[0] ?? '');
  return { first, method, code, headers, body: text.slice(end + 4) };
}

export function header(message: SimMessage, name: string): string {
  return message.headers.get(name)?.[0] ?? '';
}

export function writeMessage(first: string, headers: readonly (readonly [string, string])[], body = ''): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  const type = body === '' || headers.some(([name]) => name === 'Content-Type') ? [] : ['Content-Type: application/sdp'];
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  return [first, ...lines, ...type, length, '', body].join('\r\n');
}

/** `tag=…` of a From or To value. */
export function tagOf(value: string): string {
  return /;tag=([^;>\s]+)/.exec(value)?.[1] ?? '';
}

/** The URI between the angle brackets of a Contact, From or To value. */
export function uriOf(value: string): string {
  return /<([^>]+)>/.exec(value)?.[1] ?? value.split(';')[0] ?? '';
}
