/**
 * Splits at `separator`, except inside quotes and angle brackets (RFC 3261 §7.3.1). Linear in the length of the text.
 * An unclosed quote or bracket swallows the rest, so that the parser behind sees and refuses it.
 */
export function splitList(text: string, separator: ',' | ';' = ','): string[] {
  const parts: string[] = [];
  let start = 0;
  let inQuotes = false;
  let inBrackets = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (inQuotes) {
      if (c === '\\') i++;
      else if (c === '"') inQuotes = false;
    } else if (c === '"') inQuotes = true;
    else if (c === '<') inBrackets = true;
    else if (c === '>') inBrackets = false;
    else if (c === separator && !inBrackets) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  parts.push(text.slice(start).trim());
  return parts.filter((part) => part !== '');
}

/** `;name=value` parameters, names in lower case, quotes of values removed. The last of a repeated name counts. */
export function parseParams(parts: readonly string[]): Map<string, string> {
  const params = new Map<string, string>();
  for (const part of parts) {
    const equals = part.indexOf('=');
    const name = (equals < 0 ? part : part.slice(0, equals)).trim().toLowerCase();
    const value = equals < 0 ? '' : part.slice(equals + 1).trim();
    params.set(name, value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/gs, '$1') : value);
  }
  return params;
}
