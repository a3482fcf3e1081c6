import type { Language } from '#core';
import type { Words } from '../words.ts';

/** A recording and what is said in it. */
export interface ManifestEntry {
  /** Of the manifest, from 1. */
  readonly line: number;
  /** As the manifest names it. */
  readonly file: string;
  readonly text: string;
  readonly language: Language;
  readonly channel: 0 | 1;
}

export interface ManifestMistake {
  readonly line: number;
  readonly message: string;
}

const CHANNELS: Readonly<Record<string, 0 | 1>> = { '': 0, left: 0, caller: 0, '1': 0, right: 1, agent: 1, '2': 1 };
const PLAIN_COLUMNS = ['file', 'text'];

type Row = Readonly<Partial<Record<string, string>>>;

/**
 * Reads a manifest: lines of `file<TAB>text`, with other columns when the first line names them, or one JSON object a line.
 * Empty lines and lines that begin with # count nothing. All mistakes are told, each with its line.
 */
export function readManifest(source: string, assumed: Language | undefined, words: Words): { readonly entries: readonly ManifestEntry[]; readonly mistakes: readonly ManifestMistake[] } {
  const entries: ManifestEntry[] = [];
  const mistakes: ManifestMistake[] = [];
  let columns: readonly string[] = PLAIN_COLUMNS;
  source.replace(/^\uFEFF/u, '').split(/\r?\n/u).forEach((text, index) => {
    const line = index + 1;
    if (text.trim() === '' || text.startsWith('#')) return;
    const cells = text.split('\t').map((cell) => cell.trim());
    if (entries.length + mistakes.length === 0 && cells.includes('file') && cells.includes('text')) {
      columns = cells;
      return;
    }
    const row = text.trimStart().startsWith('{') ? jsonRow(text) : rowOf(columns, cells);
    const read = row === undefined ? words('this is no JSON object of texts', '不是由文本组成的 JSON 对象') : entryOf(row, line, assumed, words);
    if (typeof read === 'string') mistakes.push({ line, message: read });
    else entries.push(read);
  });
  if (entries.length + mistakes.length === 0) mistakes.push({ line: 1, message: words('there is no recording in it', '其中没有任何录音') });
  return { entries, mistakes };
}

const rowOf = (columns: readonly string[], cells: readonly string[]): Row => Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));

function jsonRow(text: string): Row | undefined {
  try {
    const values: unknown = JSON.parse(text);
    if (typeof values !== 'object' || values === null || Array.isArray(values)) return undefined;
    return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, typeof value === 'string' || typeof value === 'number' ? String(value) : '']));
  } catch {
    return undefined;
  }
}

/** A text is what is wrong. */
function entryOf(row: Row, line: number, assumed: Language | undefined, words: Words): ManifestEntry | string {
  const { file = '', text = '', language = '', channel = '' } = row;
  if (file === '') return words('the file is missing', '缺少文件名');
  if (text === '') return words(`the text of ${file} is missing; columns are parted by a tab`, `缺少 ${file} 的文本;各列以制表符分隔`);
  const named = (['zh', 'en'] as const).find((each) => language.toLowerCase().split(/[-_]/u)[0] === each);
  if (language !== '' && named === undefined) return words(`language is zh or en, not "${language}"`, `language 为 zh 或 en,而不是“${language}”`);
  const side = CHANNELS[channel.toLowerCase()];
  if (side === undefined) return words(`channel is left (caller) or right (agent), not "${channel}"`, `channel 为 left(来电方)或 right(坐席),而不是“${channel}”`);
  return { line, file, text, language: named ?? assumed ?? (/\p{Script=Han}/u.test(text) ? 'zh' : 'en'), channel: side };
}
