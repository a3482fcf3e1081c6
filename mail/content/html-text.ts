/** Elements that stand on lines of their own. */
const BLOCKS = new Set(['p', 'div', 'br', 'hr', 'tr', 'li', 'ul', 'ol', 'table', 'blockquote', 'pre', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'dl', 'dt', 'dd', 'address', 'center']);
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Clean HTML (of `cleanHtml`) as text; quotations get the mark `> ` before each line, so that they can be told from what is new. */
export function htmlText(clean: string): string {
  const lines: string[] = [];
  let line = '';
  let quotes = 0;
  const end = (always: boolean) => {
    const text = line.replaceAll(/[ \t]+/g, ' ').trim();
    if (text !== '' || (always && lines.at(-1) !== '')) lines.push(text === '' && quotes === 0 ? '' : `${'> '.repeat(Math.min(quotes, 5))}${text}`.trimEnd());
    line = '';
  };
  for (const [token, closing, name] of clean.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>|[^<]+|</gi)) {
    const tag = name?.toLowerCase();
    if (tag === undefined) {
      line += decoded(token.replaceAll(/\s+/g, ' '));
      continue;
    }
    if (!BLOCKS.has(tag)) {
      if (tag === 'td' || tag === 'th') line += ' ';
      continue;
    }
    end(tag === 'br' || tag === 'p');
    if (tag === 'li' && closing === '') line = '• ';
    if (tag === 'hr') lines.push('----------');
    if (tag === 'blockquote') quotes = Math.max(0, quotes + (closing === '' ? 1 : -1));
  }
  end(false);
  return lines.join('\n').replaceAll(/\n{3,}/g, '\n\n').trim();
}

function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number(decimal);
    return code > 0x1f && code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : ' ';
  });
}
