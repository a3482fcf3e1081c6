/** A From, To or Contact value taken apart (RFC 3261 §20.10, §25.1 name-addr / addr-spec). */
export interface NameAddr {
  /** As written, quotes included; empty when there is none. */
  readonly display: string;
  readonly uri: string;
  /** Everything after the URI: empty or starting with `;`. */
  readonly params: string;
}

const TOKEN_WORDS = /^[\w\-.!%*+`'~ \t\x80-\xff]*$/;
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"]+$/;
const PARAMS = /^(?:\s*;\s*[\w\-.!%*+`'~]+(?:\s*=\s*(?:[^\s;,="<>]+|"(?:[^"\\]|\\.)*"))?)*\s*$/s;

/** The index just behind a quoted string that starts at `start`, or -1 when it never ends. */
export function quotedEnd(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x5c) i++;
    else if (c === 0x22) return i + 1;
  }
  return -1;
}

/** Takes one value apart; `undefined` when it breaks the grammar (unbalanced quotes, `;;`, blanks inside the URI, …). */
export function parseNameAddr(value: string): NameAddr | undefined {
  let display = '';
  let rest = value;
  if (value.startsWith('"')) {
    const end = quotedEnd(value, 0);
    if (end < 0) return undefined;
    display = value.slice(0, end);
    rest = value.slice(end).trimStart();
    if (!rest.startsWith('<')) return undefined;
  }
  const open = rest.indexOf('<');
  if (open < 0) return bareAddress(rest);
  const close = rest.indexOf('>', open);
  if (close < 0) return undefined;
  if (open > 0) {
    display = rest.slice(0, open).trim();
    if (!TOKEN_WORDS.test(display)) return undefined;
  }
  const uri = rest.slice(open + 1, close).trim();
  const params = rest.slice(close + 1).trim();
  return SCHEME.test(uri) && PARAMS.test(params) ? { display, uri, params } : undefined;
}

/** RFC 3261 §20: without `<>` the parameters belong to the header, and the URI may hold no comma or question mark. */
function bareAddress(text: string): NameAddr | undefined {
  const semicolon = text.indexOf(';');
  const uri = (semicolon < 0 ? text : text.slice(0, semicolon)).trim();
  const params = semicolon < 0 ? '' : text.slice(semicolon).trim();
  if (uri.includes(',') || uri.includes('?')) return undefined;
  return SCHEME.test(uri) && PARAMS.test(params) ? { display: '', uri, params } : undefined;
}

/** The value of one parameter: empty string when it has none, `undefined` when it is absent. */
export function param(params: string, name: string): string | undefined {
  const lower = params.toLowerCase();
  for (let at = lower.indexOf(name); at >= 0; at = lower.indexOf(name, at + 1)) {
    const before = lower.slice(0, at).trimEnd();
    if (!before.endsWith(';')) continue;
    const tail = params.slice(at + name.length);
    const match = /^\s*(?:=\s*("(?:[^"\\]|\\.)*"|[^\s;,]*))?\s*(?:;|,|$)/.exec(tail);
    if (match) return match[1] ?? '';
  }
  return undefined;
}

/** The tag of a From or To value, empty when there is none. */
export function tagOf(value: string): string {
  const close = value.lastIndexOf('>');
  const at = value.indexOf(';tag=', close < 0 ? 0 : close);
  if (at >= 0) {
    const end = value.indexOf(';', at + 5);
    return (end < 0 ? value.slice(at + 5) : value.slice(at + 5, end)).trim();
  }
  const semicolon = value.indexOf(';', close < 0 ? 0 : close);
  return semicolon < 0 ? '' : (param(value.slice(semicolon), 'tag') ?? '');
}

/** Splits a comma list outside quotes and angle brackets (Contact, Route, Via, …). */
export function splitList(value: string): string[] {
  if (!value.includes(',')) return [value.trim()];
  const parts: string[] = [];
  let from = 0;
  let depth = 0;
  for (let i = 0; i < value.length; i++) {
    const c = value.charCodeAt(i);
    if (c === 0x22) {
      const end = quotedEnd(value, i);
      if (end < 0) break;
      i = end - 1;
    } else if (c === 0x3c) depth++;
    else if (c === 0x3e) depth--;
    else if (c === 0x2c && depth <= 0) {
      parts.push(value.slice(from, i).trim());
      from = i + 1;
    }
  }
  parts.push(value.slice(from).trim());
  return parts;
}

/** The value with `<>` around its URI, as sent on the wire: `sip:a@b;tag=1` becomes `<sip:a@b>;tag=1`. */
export function bracketed(value: string): string {
  if (value.includes('<') || value === '*') return value;
  const parsed = bareAddress(value);
  return parsed ? `<${parsed.uri}>${parsed.params}` : value;
}
