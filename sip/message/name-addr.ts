import { unquoted, withoutControls } from './header-text.ts';
import { type SipUri, parseSipUri } from './sip-uri.ts';
import { parseParams, splitList } from './split-list.ts';

/** One address of From, To, Contact or Refer-To (RFC 3261 §20.10). */
export interface NameAddr {
  /** Display name without quotes and control characters. */
  readonly display: string;
  readonly uri: SipUri;
  /** The URI as written. */
  readonly uriText: string;
  /** Header parameters (`tag`, `expires`, `q`), names in lower case. */
  readonly params: ReadonlyMap<string, string>;
}

/** Parses one name-addr or addr-spec; undefined when it is not one. Never throws. */
export function parseNameAddr(text: string): NameAddr | undefined {
  const open = openingBracket(text);
  if (open < 0) return parseBare(text);
  const close = text.indexOf('>', open);
  if (close < 0) return undefined;
  const uriText = text.slice(open + 1, close).trim();
  const uri = parseSipUri(uriText);
  const after = text.slice(close + 1).trim();
  if (!uri || (after !== '' && !after.startsWith(';'))) return undefined;
  const display = withoutControls(unquoted(text.slice(0, open)));
  return { display, uri, uriText, params: parseParams(splitList(after, ';')) };
}

/** Without angle brackets every parameter belongs to the header, not to the URI (RFC 3261 §20.10). */
function parseBare(text: string): NameAddr | undefined {
  const [uriText = '', ...params] = splitList(text, ';');
  const uri = parseSipUri(uriText);
  return uri && { display: '', uri, uriText, params: parseParams(params) };
}

/** Position of the first `<` outside quotes, or -1. */
function openingBracket(text: string): number {
  let inQuotes = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (inQuotes && c === '\\') i++;
    else if (c === '"') inQuotes = !inQuotes;
    else if (c === '<' && !inQuotes) return i;
  }
  return -1;
}
