import { Fault, type CallSeconds, type Result, type Speaker, failed, ok } from '#core';

/** What people heard in a span of one recording. */
export interface LabelledSpan {
  /** As in the manifest; relative to it. */
  readonly file: string;
  /** Which channel of it: `caller` = left or mono, `agent` = right. */
  readonly channel: Speaker;
  readonly from: CallSeconds;
  readonly to: CallSeconds;
  readonly agitated: boolean;
  /** Who speaks: held-out figures never see the same person in training. Default: the file. */
  readonly person: string;
}

const COLUMNS = ['file', 'channel', 'from', 'to', 'label', 'person'] as const;
const NEEDED = ['file', 'from', 'to', 'label'] as const;
const LABELS: Readonly<Record<string, boolean>> = { agitated: true, calm: false, '1': true, '0': false };

/**
 * Reads a manifest: CSV with a heading, one labelled span a line, e.g. `file,channel,from,to,label,person`.
 * Fault `agitation.bad-manifest` names every wrong line.
 */
export function readManifest(text: string, name: string): Result<readonly LabelledSpan[]> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const heading = cells(lines[0] ?? '');
  const wrong: string[] = [];
  const strange = heading.find((column) => !COLUMNS.some((each) => each === column));
  if (strange !== undefined) wrong.push(`${name}:1  "${strange}" is no column; allowed: ${COLUMNS.join(', ')}`);
  for (const column of NEEDED) if (!heading.includes(column)) wrong.push(`${name}:1  the column "${column}" is missing`);
  const spans = wrong.length > 0 ? [] : lines.flatMap((line, i) => (i === 0 || line.trim() === '' || line.startsWith('#') ? [] : spanOf(Object.fromEntries(cells(line).map((cell, at) => [heading[at] ?? '', cell])), `${name}:${i + 1}`, wrong)));
  if (wrong.length === 0 && spans.length === 0) wrong.push(`${name}: has no labelled spans`);
  return wrong.length > 0 ? failed(new Fault('agitation.bad-manifest', wrong.slice(0, 20).join('\n'))) : ok(spans);
}

function spanOf({ file = '', channel = 'caller', from = '', to = '', label = '', person = '' }: Readonly<Record<string, string>>, at: string, wrong: string[]): LabelledSpan[] {
  const before = wrong.length;
  const agitated = LABELS[label.toLowerCase()];
  const [begin, end] = [seconds(from), seconds(to)];
  if (file === '') wrong.push(`${at}  file is empty`);
  if (channel !== 'caller' && channel !== 'agent' && channel !== '') wrong.push(`${at}  channel "${channel}" is neither caller (left, mono) nor agent (right)`);
  if (agitated === undefined) wrong.push(`${at}  label "${label}" is neither agitated (1) nor calm (0)`);
  if (Number.isNaN(begin)) wrong.push(`${at}  from "${from}" is no number of seconds`);
  if (Number.isNaN(end)) wrong.push(`${at}  to "${to}" is no number of seconds`);
  if (end <= begin) wrong.push(`${at}  ends (${to}) before it begins (${from})`);
  if (wrong.length > before) return [];
  return [{ file, channel: channel === 'agent' ? 'agent' : 'caller', from: begin, to: end, agitated: agitated === true, person: person === '' ? file : person }];
}

/** Number('') would be 0. */
const seconds = (text: string) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN);

/** Cells of one line; quoted ones may hold commas. */
function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)\s*(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => (quoted === undefined ? (plain ?? '').trim() : quoted.replaceAll('""', '"')));
}
