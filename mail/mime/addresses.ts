import { decodeWords } from './header-words.ts';

export interface Address {
  /** Lower case. */
  readonly address: string;
  /** Empty without one. */
  readonly name: string;
}

/** More are not read of one field. */
const MOST = 100;
/** What stands between the parts of an address list: quoted strings, comments, brackets (RFC 5322 §3.4). */
const TOKEN = /"(?:[^"\\]|\\.)*"?|\((?:[^()\\]|\\.)*\)?|<[^<>]*>?|[,;]|[^",;<(]+|./g;
const ADDRESS = /[^\s<>()",;:@]+@[^\s<>()",;:@]+/;

/** Addresses of a field such as From or To, forgiving: groups, missing quotes, encoded words around the whole. */
export function addressesOf(field: string): Address[] {
  const found: Address[] = [];
  let [name, address, comment] = ['', '', ''];
  const flush = () => {
    const mail = address || ADDRESS.exec(name)?.[0] || '';
    if (ADDRESS.test(mail)) found.push({ address: mail.toLowerCase(), name: nameOf(address ? name : '', comment) });
    [name, address, comment] = ['', '', ''];
  };
  for (const [token] of field.slice(0, 20_000).matchAll(TOKEN)) {
    if (found.length >= MOST) break;
    if (token === ',' || token === ';') flush();
    else if (token.startsWith('<')) address = ADDRESS.exec(decodeWords(token))?.[0] ?? '';
    else if (token.startsWith('(')) comment = token.slice(1).replace(/\)$/, '');
    else if (token.startsWith('"')) name += token.slice(1).replace(/"$/, '').replaceAll(/\\(.)/g, '$1');
    else name += token.replace(/^[^:@"]{1,60}:(?=\s|$)/, '');
  }
  flush();
  if (found.length > 0) return found;
  // Some programs encode the whole field.
  const decoded = decodeWords(field);
  return decoded !== field && ADDRESS.test(decoded) ? addressesOf(decoded) : [];
}

const nameOf = (name: string, comment: string): string => decodeWords((name.trim() || comment).trim()).replaceAll(/^['"]+|['"]+$/g, '').trim().slice(0, 100);

/** Message-IDs of a field without their brackets, in order, each once (RFC 5322 §3.6.4). */
export function messageIdsOf(field: string): string[] {
  const found = [...field.slice(0, 20_000).matchAll(/<([^<>\s]{3,250})>/g)].map(([, id = '']) => id);
  return [...new Set(found)].slice(-50);
}
