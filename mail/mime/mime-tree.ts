import { type Headers, readHeaders } from './header-fields.ts';
import { type Parameters, decodeWords, parametersOf } from './header-words.ts';
import { decodeTransfer } from './transfer.ts';

/** One part without parts in it. */
export interface Leaf {
  readonly headers: Headers;
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** File name, decoded. */
  readonly name: string | undefined;
  readonly disposition: 'attachment' | 'inline' | undefined;
  /** Content-ID without its brackets (RFC 2392). */
  readonly cid: string | undefined;
  /** Directly in a multipart/alternative, or in a multipart/related in one. */
  readonly alternative: boolean;
  /** The content as it is, transfer encoding taken off. */
  content(): Uint8Array;
}

export interface MimeTree {
  readonly headers: Headers;
  readonly type: Parameters;
  readonly leaves: readonly Leaf[];
  /** Where the body of the whole begins. */
  readonly body: number;
}

/** What makes a message hostile; whoever sends more wants to break a reader. */
export type Hostile = 'headers' | 'nesting' | 'parts';
/** Honest mail has at most some tens. */
const LIMITS = { depth: 20, parts: 500 } as const;

class TooMuch extends Error {
  readonly why: Hostile;
  constructor(why: Hostile) {
    super(why);
    this.why = why;
  }
}

/** The parts of a message (RFC 2045, RFC 2046); broken ones as far as they can be read. */
export function mimeTree(bytes: Buffer): MimeTree | Hostile {
  try {
    const walk = new Walk(bytes);
    const { headers, end, type } = walk.header(0, bytes.length);
    walk.part({ headers, type, from: end, to: bytes.length }, { depth: 0, alternative: false, digest: false });
    return { headers, type, leaves: walk.leaves, body: end };
  } catch (error) {
    if (error instanceof TooMuch) return error.why;
    throw error;
  }
}

interface Part {
  readonly headers: Headers;
  readonly type: Parameters;
  readonly from: number;
  readonly to: number;
}

interface Around {
  readonly depth: number;
  readonly alternative: boolean;
  /** In a multipart/digest parts are messages (RFC 2046 §5.1.5). */
  readonly digest: boolean;
}

class Walk {
  readonly leaves: Leaf[] = [];
  readonly #bytes: Buffer;
  #parts = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  header(from: number, to: number): { readonly headers: Headers; readonly end: number; readonly type: Parameters } {
    const block = readHeaders(this.#bytes, from, to);
    if (!block) throw new TooMuch('headers');
    return { ...block, type: parametersOf(block.headers.first('content-type') ?? '') };
  }

  part(part: Part, { depth, alternative, digest }: Around): void {
    this.#parts += 1;
    if (this.#parts > LIMITS.parts) throw new TooMuch('parts');
    if (depth > LIMITS.depth) throw new TooMuch('nesting');
    const boundary = part.type.parameters.get('boundary');
    if (!part.type.value.startsWith('multipart/') || boundary === undefined || boundary === '') return void this.leaves.push(this.#leaf(part, alternative, digest));
    const inside = { depth: depth + 1, digest: part.type.value === 'multipart/digest', alternative: part.type.value === 'multipart/alternative' || (alternative && part.type.value === 'multipart/related') };
    for (const [from, to] of this.#between(boundary, part.from, part.to)) {
      const { headers, end, type } = this.header(from, to);
      this.part({ headers, type, from: Math.min(end, to), to }, inside);
    }
  }

  /** From delimiter to delimiter (RFC 2046 §5.1.1); a missing last one is the end of the part. */
  #between(boundary: string, from: number, to: number): [number, number][] {
    const needle = Buffer.from(`--${boundary}`, 'latin1');
    const found: [number, number][] = [];
    let begin: number | undefined;
    for (let at = this.#bytes.indexOf(needle, from); at >= 0 && at < to; at = this.#bytes.indexOf(needle, at + needle.length)) {
      if (at !== from && this.#bytes[at - 1] !== 0x0a) continue;
      const after = this.#bytes[at + needle.length];
      const closes = after === 0x2d && this.#bytes[at + needle.length + 1] === 0x2d;
      if (!closes && after !== undefined && ![0x0d, 0x0a, 0x20, 0x09].includes(after)) continue;
      if (begin !== undefined) found.push([begin, this.#withoutBreak(begin, at)]);
      if (found.length > LIMITS.parts) throw new TooMuch('parts');
      begin = undefined;
      if (closes) break;
      const line = this.#bytes.indexOf(0x0a, at);
      begin = line < 0 || line >= to ? to : line + 1;
    }
    if (begin !== undefined && begin < to) found.push([begin, to]);
    return found;
  }

  /** The line break before a delimiter belongs to it. */
  #withoutBreak(begin: number, at: number): number {
    const end = at - 1 - (this.#bytes[at - 2] === 0x0d ? 1 : 0);
    return Math.max(begin, end);
  }

  #leaf({ headers, type, from, to }: Part, alternative: boolean, digest: boolean): Leaf {
    const { value: how, parameters: dispositionOf } = parametersOf(headers.first('content-disposition') ?? '');
    const name = dispositionOf.get('filename') ?? type.parameters.get('name');
    const encoding = decodeWords(headers.first('content-transfer-encoding') ?? '');
    const given = type.value === '' ? (digest ? 'message/rfc822' : 'text/plain') : type.value;
    return {
      headers, type: /^[\w.+-]+\/[\w.+-]+$/.test(given) ? given : 'text/plain', parameters: type.parameters,
      name: name === undefined || name.trim() === '' ? undefined : name.trim(),
      disposition: how === 'attachment' ? 'attachment' : how === 'inline' ? 'inline' : undefined,
      cid: /<?([^<>\s]+)>?/.exec(headers.first('content-id') ?? '')?.[1],
      alternative,
      content: () => decodeTransfer(this.#bytes.subarray(from, to), encoding),
    };
  }
}
