import type { CallSeconds } from '#core';
import type { HeardUnit } from './heard-unit.ts';

/** Digits that may belong together. Numbers are indices of units. */
export interface DigitRun {
  /** Units that say digits, and those between that sound like some. */
  readonly units: readonly number[];
  /** Units before which there are words that are neither digits nor fillers. */
  readonly parted: ReadonlySet<number>;
  /** Most such words beside each other. */
  readonly longestGap: number;
  readonly from: CallSeconds;
  readonly to: CallSeconds;
  /** Something was said behind it that no digits follow. */
  readonly closed: boolean;
}

/** So many words that are neither digits nor fillers end a run. */
const WORDS_BETWEEN = 3;
/** An amount has no more digits than this. */
const LONGEST_AMOUNT = 7;

const AFTER_OH = /^(okay|ok|yes|yeah|well|no|right|sorry|alright|see|let|you|so|its|i)$/i;

interface Growing {
  units: number[];
  parted: Set<number>;
  words: number;
  longestGap: number;
}

const says = ({ unit: { sense } }: HeardUnit) => sense.type === 'digits' || sense.type === 'times' || sense.type === 'repeat';

/** 克 and 斯 of an X that was heard as 艾 克 斯, or an X said twice. */
export const isRestOfLetter = (heard: HeardUnit | undefined): boolean => heard?.unit.sense.type === 'weak' && /^X?$/.test(heard.unit.sense.digits);

/** When the other side says digits, too: it reads back. */
export type DigitTimes = readonly { readonly start: CallSeconds; readonly end: CallSeconds }[];

export const digitTimes = (units: readonly HeardUnit[]): DigitTimes => units.filter(says);

/** From when on the pause behind `end` counts: reading back is none. */
export const pauseFrom = (end: CallSeconds, readBack: DigitTimes, holdSeconds: number, until = Infinity): CallSeconds =>
  readBack.reduce((from, each) => (each.end > from && each.start <= from + holdSeconds && each.start < until ? Math.min(each.end, until) : from), end);

/** The runs of digits in what one speaker said. Amounts (a short number and what is counted) are none. */
export function digitRuns(units: readonly HeardUnit[], holdSeconds: number, readBack: DigitTimes = []): DigitRun[] {
  const runs: DigitRun[] = [];
  let run: Growing | undefined;
  const close = (closed: boolean) => {
    if (run) finish(run, units, closed, runs);
    run = undefined;
  };
  for (const [index, heard] of units.entries()) {
    const last = run && units[run.units.at(-1) ?? 0];
    if (last && heard.start - last.end > holdSeconds && heard.start - pauseFrom(last.end, readBack, holdSeconds, heard.start) > holdSeconds) close(true);
    const { type } = heard.unit.sense;
    if (says(heard)) {
      run ??= { units: [], parted: new Set(), words: 0, longestGap: 0 };
      if (run.words > 0) run.parted.add(index);
      run.longestGap = Math.max(run.longestGap, run.words);
      run.words = 0;
      run.units.push(index);
    } else if (run && type === 'weak') run.units.push(index);
    else if (run && type === 'measure' && run.units.at(-1) === index - 1) {
      // 三个 may go on as 三个八.
      if (!heard.open || index < units.length - 1) dropAmount(run, units);
    }
    else if (run && (type === 'word' || type === 'measure')) run.words++;
    if (run && (run.words > WORDS_BETWEEN || !run.units.some((at) => units[at] && says(units[at])))) close(true);
  }
  close(false);
  return runs;
}

function dropAmount(run: Growing, units: readonly HeardUnit[]): void {
  let first = run.units.length - 1;
  const turnOf = (at: number) => units[run.units[at] ?? -1]?.turn;
  while (first > 0 && run.units[first - 1] === (run.units[first] ?? 0) - 1 && turnOf(first - 1) === turnOf(first)) first--;
  const group = run.units.slice(first).map((at) => units[at]?.unit.sense);
  const digits = group.reduce((sum, sense) => sum + (sense?.type === 'digits' ? sense.digits.length : 0), 0);
  // Behind other digits it is one of them that was misheard.
  if (digits <= LONGEST_AMOUNT && turnOf(first - 1) !== turnOf(first)) run.units.length = first;
  run.words++;
}

function finish({ units: indices, parted, longestGap }: Growing, units: readonly HeardUnit[], closed: boolean, runs: DigitRun[]): void {
  // What only sounds like a digit counts between digits; an X may be the last.
  let length = indices.length;
  const lastSaid = indices.findLastIndex((at) => units[at] && says(units[at]));
  const after = units[indices[lastSaid + 1] ?? -1];
  length = lastSaid + 1;
  if (after?.unit.sense.type === 'weak' && after.unit.sense.digits === 'X' && indices[lastSaid + 1] === (indices[lastSaid] ?? 0) + 1) {
    length++;
    while (isRestOfLetter(units[indices[length] ?? -1])) length++;
  }
  const kept = indices.slice(0, length);
  const [first, last] = [units[kept[0] ?? -1], units[kept.at(-1) ?? -1]];
  if (!first || !last) return;
  // `Oh, I see.`
  const next = units[(kept[0] ?? 0) + 1];
  if (kept.length === 1 && /^oh?$/i.test(first.unit.text) && next && (next.unit.sense.type === 'word' || AFTER_OH.test(next.unit.text))) return;
  runs.push({ units: kept, parted, longestGap, from: first.start, to: last.end, closed });
}
