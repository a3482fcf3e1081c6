import sanitizeHtml from 'sanitize-html';

/** Longer ones are not shown; their text and the original are. */
const LONGEST_HTML = 500_000;
const COLOUR = [/^#[0-9a-f]{3,8}$/i, /^rgba?\([\d\s,.%]+\)$/i, /^[a-z]{3,20}$/i];
const LENGTH = [/^-?\d{1,4}(\.\d+)?(px|pt|em|rem|%)?$/i, /^auto$/i];
const SIDES = [/^(-?\d{1,4}(\.\d+)?(px|pt|em|rem|%)?\s*){1,4}$/i];
const WORD = [/^[a-z-]{2,20}$/i];

/** Nothing that loads, runs, or leaves its place (no url(), no position). */
const STYLES = {
  color: COLOUR, 'background-color': COLOUR, 'font-size': [...LENGTH, ...WORD], 'font-weight': [/^\d{3}$/, ...WORD], 'font-style': WORD, 'font-family': [/^[\w\s,'"\u4e00-\u9fff-]{1,100}$/],
  'text-align': WORD, 'text-decoration': WORD, 'vertical-align': WORD, 'line-height': LENGTH, 'white-space': WORD, 'list-style-type': WORD, 'border-collapse': WORD,
  width: LENGTH, height: LENGTH, 'max-width': LENGTH, margin: SIDES, 'margin-left': LENGTH, 'margin-top': LENGTH, 'margin-bottom': LENGTH, padding: SIDES, 'padding-left': LENGTH,
  border: [/^\d{1,2}px (solid|dashed|dotted) (#[0-9a-f]{3,8}|[a-z]{3,20})$/i],
};

const TAGS = [
  'p', 'div', 'span', 'br', 'hr', 'a', 'img', 'b', 'strong', 'i', 'em', 'u', 's', 'del', 'ins', 'sub', 'sup', 'small', 'big', 'font', 'center', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6',
  'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'caption', 'colgroup', 'col', 'blockquote', 'pre', 'code', 'q', 'cite', 'abbr', 'address', 'wbr',
];

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: TAGS,
  allowedAttributes: {
    '*': ['style', 'dir', 'lang', 'title', 'align', 'valign'],
    a: ['href', 'rel', 'target'],
    img: ['src', 'alt', 'width', 'height', 'data-remote'],
    font: ['color', 'size', 'face'],
    table: ['width', 'border', 'cellpadding', 'cellspacing', 'bgcolor'], td: ['width', 'height', 'colspan', 'rowspan', 'bgcolor'], th: ['width', 'height', 'colspan', 'rowspan', 'bgcolor'], tr: ['bgcolor'],
    col: ['width', 'span'], ol: ['start', 'type'], blockquote: ['type'],
  },
  allowedStyles: { '*': STYLES },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['cid'] },
  allowedSchemesAppliedToAttributes: ['href', 'src', 'cite'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nonTextTags: ['style', 'script', 'textarea', 'option', 'noscript', 'title', 'head', 'iframe', 'object', 'svg', 'math', 'template'],
  nestingLimit: 100,
  parseStyleAttributes: true,
  transformTags: {
    a: (tagName, attribs) => ({ tagName, attribs: { ...attribs, target: '_blank', rel: 'noopener noreferrer nofollow' } }),
    img: (tagName, { src = '', ...attribs }) => ({ tagName, attribs: picture(src.trim(), attribs) }),
  },
};

/** Pictures of the mail itself are shown; of those elsewhere only the address is kept, since loading them tells that somebody reads. */
function picture(src: string, { 'data-remote': _, ...attribs }: Record<string, string>): Record<string, string> {
  if (/^cid:[^\s"'<>]{1,250}$/i.test(src)) return { ...attribs, src };
  return /^https?:\/\/[^\s"'<>]{1,2000}$/i.test(src) ? { ...attribs, 'data-remote': src } : attribs;
}

/** HTML of a stranger as it may stand in a page of ours: no scripts, frames, forms, styles that load, remote pictures. Empty when it is too long. */
export function cleanHtml(html: string): string {
  if (html.length > LONGEST_HTML) return '';
  // Conditional comments of Outlook hold a second text; numeric references of control characters hide schemes.
  return sanitizeHtml(withoutComments(html).replaceAll(/<!\[[^\]>]{0,200}\]>/g, ''), OPTIONS).replaceAll('\u0000', '').toWellFormed().trim();
}

/** Looks at each byte once, however many comments begin and never end. */
function withoutComments(html: string): string {
  const kept: string[] = [];
  for (let at = 0; ; ) {
    const begin = html.indexOf('<!--', at);
    kept.push(begin < 0 ? html.slice(at) : html.slice(at, begin));
    const end = begin < 0 ? -1 : html.indexOf('-->', begin + 4);
    if (end < 0) return kept.join('');
    at = end + 3;
  }
}

/** The content ids a clean text shows. */
export function shownIds(clean: string): string[] {
  return [...clean.matchAll(/\ssrc="cid:([^"]{1,250})"/gi)].map(([, cid = '']) => decodeSafely(cid));
}

/** The same with each picture at the address that `at` gives for its content id; undefined: not there. */
export function withPictures(clean: string, at: (cid: string) => string | undefined): string {
  return clean.replaceAll(/\ssrc="cid:([^"]{1,250})"/gi, (_, cid: string) => {
    const address = at(decodeSafely(cid));
    return address === undefined ? '' : ` src="${address.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;
  });
}

function decodeSafely(cid: string): string {
  const plain = cid.replaceAll('&amp;', '&');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
