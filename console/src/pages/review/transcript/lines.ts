import type { Correction, ReviewCall } from '#contract';

export interface LineWord {
  readonly text: string;
  /** What was recognised, when a person corrected it, and who. */
  readonly was?: string;
  readonly by?: string;
  /** All corrections, the last one last. */
  readonly history?: readonly Correction[];
  readonly start: number;
  readonly end: number;
  /** In place of a secret of this kind, which is silent in the recording. */
  readonly secret?: string;
  /** A space goes before it: not between Chinese characters. */
  readonly spaced: boolean;
}

/** A turn as the transcript shows it. */
export interface Line {
  readonly speaker: 'caller' | 'agent';
  readonly turn: number;
  readonly start: number;
  readonly end: number;
  readonly words: readonly LineWord[];
  /** Indexes of the call's alerts that became true in this turn. */
  readonly alerts: readonly number[];
}

/** Words of one line, from and to included. */
export interface WordRange {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** What stands for a secret: in brackets, or with dots, as the configuration has it. */
const TOKEN = /[[\]【】•*]/u;
const HAN = /[\p{Script=Han}，。？！]/u;
const FIGURE = /[\d%‰]/u;
/** Chinese stands close to Chinese, to its punctuation, and to figures. */
const close = (before: string, after: string): boolean => (HAN.test(before) && (HAN.test(after) || FIGURE.test(after))) || (FIGURE.test(before) && HAN.test(after));

/** The turns with their corrections and alerts, in the order they were said. */
export function linesOf({ turns, corrections, alerts, silenced = [] }: Pick<ReviewCall, 'turns' | 'corrections' | 'alerts' | 'silenced'>): Line[] {
  const corrected = new Map<string, Correction[]>();
  for (const each of corrections) {
    const key = `${each.speaker} ${each.turn} ${each.word}`;
    corrected.set(key, [...(corrected.get(key) ?? []), each]);
  }
  const lines = turns.map(({ speaker, turn, words }): Line => {
    let before = '';
    const shown = words.map(({ text, written, start, end }, i): LineWord => {
      const history = corrected.get(`${speaker} ${turn} ${i}`);
      const correction = history?.at(-1);
      const now = correction?.text ?? written ?? text;
      const spaced = before !== '' && now !== '' && !close(before.at(-1) ?? '', now[0] ?? '');
      if (now !== '') before = now;
      const secret = silenced.find((span) => (span.speaker ?? speaker) === speaker && start < span.to && end > span.from && TOKEN.test(now))?.kind;
      return { text: now, start, end, spaced, ...(secret === undefined ? {} : { secret }), ...(correction === undefined ? {} : { was: correction.was, by: correction.by, history }) };
    });
    return { speaker, turn, start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0, words: shown, alerts: [] };
  });
  const found = alerts.map((alert, index) => ({ index, line: lineOf(lines, alert) }));
  return lines.map((line, i) => ({ ...line, alerts: found.filter((each) => each.line === i).map(({ index }) => index) }));
}

/** The line that caused an alert: the last one begun by then, of its speaker when words caused it. */
function lineOf(lines: readonly Pick<Line, 'start' | 'speaker'>[], { at, speaker }: ReviewCall['alerts'][number]): number {
  let line = lineAt(lines, at);
  while (line > 0 && speaker !== undefined && lines[line]?.speaker !== speaker) line -= 1;
  return line;
}

/** The last line that begins at or before this moment; −1 before the first. */
export function lineAt(lines: readonly Pick<Line, 'start'>[], at: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.start ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** A word that is spoken at this moment, as `line:word`; both sides may speak, the line begun last counts. */
export function wordAt(lines: readonly Line[], at: number): string {
  const last = lineAt(lines, at);
  for (let line = last; line >= 0 && line > last - 4; line--) {
    const word = lines[line]?.words.findIndex(({ start, end }) => start <= at && at < end) ?? -1;
    if (word >= 0) return `${line}:${word}`;
  }
  return '';
}

export function rangeText(lines: readonly Line[], { line, from, to }: WordRange): string {
  return (lines[line]?.words ?? []).slice(from, to + 1).map(({ text, spaced }, i) => (spaced && i > 0 ? ` ${text}` : text)).join('');
}

/** The range as evidence: times on the audio clock and the words. */
export function evidenceOf(lines: readonly Line[], range: WordRange): { from: number; to: number; text: string } {
  const words = lines[range.line]?.words ?? [];
  return { from: words[range.from]?.start ?? 0, to: words[range.to]?.end ?? 0, text: rangeText(lines, range) };
}

/** Where the arrow keys lead from a range; `extend` keeps its other end. */
export function moved(lines: readonly Line[], now: WordRange | undefined, key: 'left' | 'right' | 'up' | 'down', extend: boolean): WordRange | undefined {
  if (lines.length === 0) return undefined;
  if (now === undefined) return { line: 0, from: 0, to: 0 };
  const last = (line: number): number => Math.max(0, (lines[line]?.words.length ?? 1) - 1);
  if (key === 'up' || key === 'down') {
    const line = Math.min(lines.length - 1, Math.max(0, now.line + (key === 'up' ? -1 : 1)));
    return { line, from: 0, to: 0 };
  }
  const to = Math.min(last(now.line), Math.max(extend ? now.from : 0, now.to + (key === 'left' ? -1 : 1)));
  return { line: now.line, from: extend ? now.from : to, to };
}
