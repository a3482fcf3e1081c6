import { decodeWords } from '../mime/header-words.ts';
import type { Leaf } from '../mime/mime-tree.ts';

const ENDINGS: Readonly<Record<string, string>> = {
  'image/png': 'png', 'image/jpeg': 'jpg', 'image/jpg': 'jpg', 'image/gif': 'gif', 'image/webp': 'webp', 'image/bmp': 'bmp', 'image/tiff': 'tiff', 'image/heic': 'heic', 'image/svg+xml': 'svg',
  'application/pdf': 'pdf', 'application/zip': 'zip', 'application/msword': 'doc', 'application/vnd.ms-excel': 'xls', 'application/json': 'json', 'application/xml': 'xml',
  'text/plain': 'txt', 'text/html': 'html', 'text/csv': 'csv', 'text/calendar': 'ics', 'text/vcard': 'vcf', 'text/x-vcard': 'vcf', 'message/rfc822': 'eml', 'message/global': 'eml',
  'audio/mpeg': 'mp3', 'audio/wav': 'wav', 'audio/amr': 'amr', 'audio/mp4': 'm4a', 'video/mp4': 'mp4', 'application/rtf': 'rtf', 'text/rtf': 'rtf',
};

/** The name of an attachment: as given, with an ending by its type where it has none. */
export function fileName(leaf: Leaf, index: number): string {
  const ending = ENDINGS[leaf.type] ?? 'bin';
  const given = leaf.name ?? (leaf.type === 'message/rfc822' ? subjectOf(leaf) : undefined);
  if (given === undefined) return `${leaf.type.startsWith('image/') ? 'image' : 'part'}-${index + 1}.${ending}`;
  return /\.[A-Za-z0-9]{1,10}$/.test(given) ? given : `${given}.${ending}`;
}

/** A passed-on message is called by its subject. */
function subjectOf(leaf: Leaf): string | undefined {
  const [, subject = ''] = /^subject:\s*(.{1,200})/im.exec(Buffer.from(leaf.content().subarray(0, 4_000)).toString('latin1')) ?? [];
  return decodeWords(subject).replaceAll(/\.[A-Za-z0-9]{1,10}$/g, '').trim() || undefined;
}
