/** RFC 3261 §7.1, §7.2. */
export type StartLine =
  | { readonly kind: 'request'; readonly method: string; readonly uri: string }
  | { readonly kind: 'response'; readonly status: number; readonly reason: string }
  | { readonly kind: 'bad'; readonly status: 400 | 505; readonly why: string; readonly method: string };

const METHOD = /^[\w\-.!%*+`'~]+$/;
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:./;
const COMMON = new Set(['INVITE', 'ACK', 'BYE', 'CANCEL', 'REGISTER', 'OPTIONS', 'INFO', 'UPDATE', 'PRACK', 'NOTIFY', 'REFER']);

/** Judges the first line: exactly one blank between its parts, as drachtio-srf's parser demands too. */
export function parseStartLine(line: string): StartLine {
  if (line.startsWith('SIP/')) return statusLine(line);
  const first = line.indexOf(' ');
  const last = line.lastIndexOf(' ');
  const method = first > 0 ? line.slice(0, first) : '';
  if (first < 0 || last === first) return bad(400, 'no request line', method);
  if (!COMMON.has(method) && !METHOD.test(method)) return bad(400, 'bad method', '');
  const version = line.slice(last + 1);
  if (version !== 'SIP/2.0') {
    return /^SIP\/\d+\.\d+$/i.test(version) ? bad(505, 'unknown SIP version', method) : bad(400, 'bad request line', method);
  }
  const uri = line.slice(first + 1, last);
  if (/[\s<>"]/.test(uri) || !SCHEME.test(uri)) return bad(400, 'bad Request-URI', method);
  return { kind: 'request', method, uri };
}

function statusLine(line: string): StartLine {
  const match = /^SIP\/2\.0 (\d{3})(?: (.*))?$/s.exec(line);
  const status = Number(match?.[1] ?? 0);
  if (!match || status < 100 || status > 699) return bad(400, 'bad status line', '');
  return { kind: 'response', status, reason: match[2] ?? '' };
}

const bad = (status: 400 | 505, why: string, method: string): StartLine => ({ kind: 'bad', status, why, method });
