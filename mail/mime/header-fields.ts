/** Fields of a header, as they came: names in lower case, values unfolded, each byte one character (Latin-1). */
export class Headers {
  readonly #fields: ReadonlyMap<string, readonly string[]>;
  readonly count: number;

  constructor(fields: ReadonlyMap<string, readonly string[]>, count: number) {
    this.#fields = fields;
    this.count = count;
  }

  first(name: string): string | undefined {
    return this.#fields.get(name)?.[0];
  }

  all(name: string): readonly string[] {
    return this.#fields.get(name) ?? [];
  }
}

export interface HeaderBlock {
  readonly headers: Headers;
  /** Where the body begins. */
  readonly end: number;
}

/** Larger headers, or more fields, come from nobody who wants to be read. */
export const HEADER_LIMITS = { bytes: 256 * 1_024, fields: 1_000, value: 65_536 } as const;

/** RFC 5322 §2.2, until the first empty line. `undefined`: larger than any honest one. */
export function readHeaders(bytes: Buffer, from: number, to: number): HeaderBlock | undefined {
  const end = endOfHeaders(bytes, from, to);
  if (end.at - from > HEADER_LIMITS.bytes) return undefined;
  const fields = new Map<string, string[]>();
  let count = 0;
  const lines = bytes.toString('latin1', from, end.at).replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r\n|\n|\r/);
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    count += 1;
    if (count > HEADER_LIMITS.fields) return undefined;
    const name = line.slice(0, colon).trim().toLowerCase();
    const list = fields.get(name) ?? [];
    list.push(line.slice(colon + 1, colon + 1 + HEADER_LIMITS.value).trim());
    fields.set(name, list);
  }
  return { headers: new Headers(fields, count), end: end.body };
}

/** `at`: behind the last field; `body`: behind the empty line. */
function endOfHeaders(bytes: Buffer, from: number, to: number): { readonly at: number; readonly body: number } {
  // A part may begin with the empty line: it has no header.
  if (bytes[from] === 0x0a) return { at: from, body: from + 1 };
  if (bytes[from] === 0x0d && bytes[from + 1] === 0x0a) return { at: from, body: from + 2 };
  for (let at = from; at < to; ) {
    const feed = bytes.indexOf(0x0a, at);
    if (feed < 0 || feed >= to) break;
    if (bytes[feed + 1] === 0x0a) return { at: feed, body: feed + 2 };
    if (bytes[feed + 1] === 0x0d && bytes[feed + 2] === 0x0a) return { at: feed, body: feed + 3 };
    at = feed + 1;
    if (at - from > HEADER_LIMITS.bytes) return { at, body: at };
  }
  return { at: to, body: to };
}
