/* oxlint-disable no-control-regex -- controls are exactly what these expressions remove */

/** A folded header value on one line (RFC 3261 §7.3.1: a fold is one space). */
export function unfold(value: string): string {
  return value.replace(/\r?\n[ \t]+/g, ' ').trim();
}

/** Text that cannot break out of its header line: CR, LF and every other control become one space (no header injection). */
export function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
}

/** Text without control characters, for people. */
export function withoutControls(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]/g, '');
}

/** A quoted-string of RFC 3261 §25.1. */
export function quoted(text: string): string {
  return `"${oneLine(text).replace(/["\\]/g, '\\$&')}"`;
}

/** The text of a quoted-string, or the token as it is. */
export function unquoted(text: string): string {
  const value = text.trim();
  if (value.length < 2 || !value.startsWith('"') || !value.endsWith('"')) return value;
  return value.slice(1, -1).replace(/\\(.)/gs, '$1');
}

/** `token` of RFC 3261 §25.1: header names, methods, parameter names. */
export function isToken(text: string): boolean {
  return /^[A-Za-z0-9\-.!%*_+`'~]+$/.test(text);
}
