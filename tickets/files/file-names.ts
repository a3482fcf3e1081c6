/** Characters of a name that would mean something to a shell, a path or a header. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"*/:<>?\\|]+/gu;
const LONGEST_NAME = 150;

/** A name that every system can save: the last part of a path, without what could lead elsewhere or hide its ending. */
export function safeName(given: string): string {
  const last = given.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last.replaceAll(UNSAFE, '_').replace(/^[. ]+/, '').replace(/[. ]+$/, '');
  const chars = [...plain];
  if (chars.length <= LONGEST_NAME) return plain === '' ? 'file' : plain;
  const ending = endingOf(plain);
  return `${chars.slice(0, LONGEST_NAME - ending.length - 1).join('')}.${ending}`;
}

/** `pdf` of `Bill.PDF`; '' without one. */
export function endingOf(name: string): string {
  return /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

const TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf', txt: 'text/plain', log: 'text/plain', md: 'text/plain', csv: 'text/csv', json: 'application/json', xml: 'application/xml', eml: 'message/rfc822', ics: 'text/calendar',
  png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp', bmp: 'image/bmp', tif: 'image/tiff', tiff: 'image/tiff', heic: 'image/heic', svg: 'image/svg+xml',
  html: 'text/html', htm: 'text/html', mp3: 'audio/mpeg', wav: 'audio/wav', ogg: 'audio/ogg', m4a: 'audio/mp4', amr: 'audio/amr', mp4: 'video/mp4', mov: 'video/quicktime', webm: 'video/webm',
  zip: 'application/zip', gz: 'application/gzip', rtf: 'application/rtf',
  doc: 'application/msword', xls: 'application/vnd.ms-excel', ppt: 'application/vnd.ms-powerpoint',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

export const typeOf = (name: string): string => TYPES[endingOf(name)] ?? 'application/octet-stream';

/** Shown in a page as pictures; each begins as its type does, so that no page hides in one. */
const PICTURES: Readonly<Record<string, readonly string[]>> = {
  'image/png': ['89504e470d0a1a0a'],
  'image/jpeg': ['ffd8ff'],
  'image/gif': ['474946383761', '474946383961'],
  'image/webp': ['52494646'],
};
export const isPicture = (type: string): boolean => Object.hasOwn(PICTURES, type);

/** How programs begin: Windows, Linux, macOS, Java classes, scripts. */
const PROGRAMS = ['4d5a', '7f454c46', 'feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe', '2321'];
/** `#!` is also how a text may begin that is only read. */
const READ_AS_TEXT = new Set(['txt', 'log', 'md']);

/** Why a file is not taken, by its name and first bytes; undefined when it is. */
export function refusedType(name: string, begin: Uint8Array, endings: readonly string[]): 'ending' | 'program' | 'not-as-named' | undefined {
  const ending = endingOf(name);
  if (!endings.includes(ending)) return 'ending';
  const hex = Buffer.from(begin).toString('hex');
  if (!READ_AS_TEXT.has(ending) && PROGRAMS.some((program) => hex.startsWith(program))) return 'program';
  const known = PICTURES[typeOf(name)];
  return known && !known.some((first) => hex.startsWith(first)) ? 'not-as-named' : undefined;
}
