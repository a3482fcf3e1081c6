import type { models } from '#transcription';
import type { Words } from '../words.ts';

type Row = models.TableEntry & { readonly installed: boolean };

/** A table for people: what can be had, what is here, and how sure its checksum is. */
export function listModels(rows: readonly Row[], others: readonly string[], folder: string, words: Words): string {
  const head = ['', words('name', '名称'), words('language', '语言'), words('size', '大小'), 'Hz', 'SHA-256', words('licence', '许可')];
  const lines = rows.map((row) => [
    row.installed ? '✓' : '',
    row.name,
    row.language,
    `${row.bytesAbout ? '~' : ''}${Math.round(row.bytes / 1e6)} MB`,
    String(row.sampleRate),
    row.sha256?.slice(0, 12) ?? (row.md5 === undefined ? words('first pull', '首次下载时记录') : 'MD5'),
    row.licence,
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => widthOf(line[column] ?? ''))));
  const drawn = [head, ...lines].map((line) => line.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell))).join('  ').trimEnd());
  const more = others.length === 0 ? [] : [words(`Besides, in the folder: ${others.join(', ')}`, `目录中另有:${others.join('、')}`)];
  return [
    ...drawn,
    '',
    words(`✓ = in ${folder}; the table's signature is good. "first pull": no checksum is publicly known, it is recorded then.`, `✓ = 已在 ${folder};模型表签名有效。“首次下载时记录”:没有公开的校验和。`),
    ...more,
  ].join('\n');
}

/** Chinese characters take two columns. */
const widthOf = (text: string) => [...text].reduce((sum, character) => sum + (/\p{Script=Han}/u.test(character) ? 2 : 1), 0);
