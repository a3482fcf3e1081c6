import type { CallSeconds, Speaker } from '#core';
import { joinDigits, type SaidDigit } from '../numerals/join-digits.ts';
import type { Cue, KnownSecret, SecretKind } from '../model.ts';
import { isCard, isChineseId, isChinesePhone, isHotline, looksLikePhone } from './check-digits.ts';
import type { DigitRun } from './digit-runs.ts';
import type { HeardUnit } from './heard-unit.ts';

/** From the first to the last unit of a secret. */
export interface FoundSecret {
  readonly kind: SecretKind;
  readonly first: number;
  readonly last: number;
  readonly digits: string;
  /** The number is whole and checked, so that its end is its end. */
  readonly whole: boolean;
}

export interface Surroundings {
  readonly speaker: Speaker;
  readonly kinds: ReadonlySet<SecretKind>;
  readonly cues: readonly Cue[];
  readonly secrets: readonly KnownSecret[];
  readonly holdSeconds: number;
  /** It was decided though it may go on. */
  readonly forced: boolean;
}

/** Digits without words between. */
type Stretch = readonly SaidDigit[];

/** Longer than any order number without a name: a card or account number, misheard perhaps. */
const CERTAINLY_LONG = 12;
/** Shorter ones are phones when they look so, or nobody said what they are. */
const PROBABLY_SECRET = 9;
/** So many digits in common with a secret: it is being read back. */
const READ_BACK = 4;
/** Fewest digits taken for a secret of the kind that was asked for. */
const FEWEST: Readonly<Record<SecretKind, number>> = { card: 2, account: 2, id: 2, phone: 3, code: 3, email: 1 };
/** In s. */
const RIGHT_BEHIND: CallSeconds = 1.5;
/** Longer than order numbers are. */
const LONGER_THAN_ORDERS = 15;
/** Right behind a secret, beside other words, so many digits belong to it. */
const GOES_ON_LEAST = 3;
/** So many digits make a whole one, also with words between that are none. */
const USUAL: Readonly<Record<SecretKind, number>> = { card: 12, account: 8, id: 12, phone: 7, code: 4, email: 99 };
const MOST: Readonly<Record<SecretKind, number>> = { card: 99, account: 99, id: 99, phone: 16, code: 10, email: 99 };

/** Which of a run's digits are secrets, now that it is whole. */
export function judgeRun(run: DigitRun, units: readonly HeardUnit[], around: Surroundings): FoundSecret[] {
  const heard = run.units.flatMap((index) => (units[index] ? [{ unit: units[index].unit, index }] : []));
  const plain = joinDigits(heard, false);
  const loose = joinDigits(heard, true);
  const found = [plain, ...(loose.length > plain.length ? [loose] : [])].flatMap((digits) => checked(digits, run, around));
  // Parted by misheard words: what was asked for is all of it.
  const asked = nearest(run, around.cues, around.speaker)[0]?.kind ?? 'innocent';
  const named = around.cues.some(({ kind, at }) => kind === 'innocent' && at >= run.from && at <= run.to);
  if (found.length === 0 && !named && asked !== 'innocent' && asked !== 'email' && plain.length >= USUAL[asked] && plain.length <= MOST[asked] && !isAmount(plain, heard)) found.push(secretOf(asked, plain, false));
  const alone = isAlone(run, units);
  for (const stretch of stretches(plain, run)) {
    if (found.some(({ first, last }) => stretch.some(({ unit }) => unit >= first && unit <= last))) continue;
    const from = units[stretch[0]?.unit ?? 0]?.start ?? run.from;
    const cues = nearest({ from, to: units[stretch.at(-1)?.unit ?? 0]?.end ?? run.to }, around.cues, around.speaker);
    const between = loose.filter(({ unit }) => unit >= (stretch[0]?.unit ?? 0) && unit <= (stretch.at(-1)?.unit ?? 0));
    const kind = kindOf(stretch, cues, heard, alone, from) ?? (between.length > stretch.length ? kindOf(between, cues, heard, alone, from) : undefined) ?? readBack(stretch, run, around) ?? (around.forced && stretch.length >= READ_BACK && !isAmount(stretch, heard) && cues[0]?.kind !== 'innocent' ? 'account' : undefined);
    if (kind) found.push(secretOf(kind, stretch, false));
  }
  return found.map((each) => withCheck(each, run, units)).filter(({ kind }) => around.kinds.has(kind));
}

/** Nothing but digits and fillers is said in these turns. */
const isAlone = (run: DigitRun, units: readonly HeardUnit[]): boolean => {
  const turns = new Set(run.units.map((index) => units[index]?.turn));
  return !units.some(({ turn, unit: { sense } }) => turns.has(turn) && (sense.type === 'word' || sense.type === 'measure'));
};

/** An X behind an identity number goes with it, also where the number was misheard. */
function withCheck(secret: FoundSecret, run: DigitRun, units: readonly HeardUnit[]): FoundSecret {
  const last = run.units.at(-1) ?? secret.last;
  const { sense } = units[last]?.unit ?? {};
  return sense?.type === 'weak' && sense.digits === 'X' && last === secret.last + 1 ? { ...secret, last } : secret;
}

const textOf = (digits: Stretch) => digits.map(({ digit }) => digit).join('');

function secretOf(kind: SecretKind, digits: Stretch, whole: boolean): FoundSecret {
  return { kind, first: Math.min(...digits.map(({ unit }) => unit)), last: Math.max(...digits.map(({ unit }) => unit)), digits: textOf(digits), whole };
}

/** Numbers with check digits, also across words; the stretches they touch go with them. */
function checked(digits: Stretch, run: DigitRun, { kinds }: Surroundings): FoundSecret[] {
  const text = textOf(digits);
  const windows: [SecretKind, number, (window: string) => boolean][] = [['id', 18, isChineseId]];
  for (const length of [19, 18, 17, 16, 15, 14, 13]) windows.push(['card', length, isCard]);
  for (const [kind, length, fits] of windows) {
    for (let at = 0; at + length <= text.length; at++) {
      if (!kinds.has(kind) || !fits(text.slice(at, at + length))) continue;
      const [first, last] = [digits[at]?.unit ?? 0, digits[at + length - 1]?.unit ?? 0];
      const touched = stretches(digits, run).filter((stretch) => (stretch[0]?.unit ?? 0) <= last && (stretch.at(-1)?.unit ?? 0) >= first).flat();
      const secret = secretOf(kind, touched, true);
      return [{ ...secret, whole: secret.digits.length === length }];
    }
  }
  return [];
}

function stretches(digits: Stretch, { parted }: DigitRun): Stretch[] {
  const all: SaidDigit[][] = [];
  for (const digit of digits) {
    const last = all.at(-1);
    const between = last && [...parted].some((at) => at <= digit.unit && at > (last.at(-1)?.unit ?? 0));
    if (last && !between) last.push(digit);
    else all.push([digit]);
  }
  return all;
}

function kindOf(digits: Stretch, cues: readonly Cue[], heard: readonly { readonly unit: HeardUnit['unit']; readonly index: number }[], alone: boolean, from: CallSeconds): SecretKind | undefined {
  const text = textOf(digits);
  const { length } = text;
  if (isAmount(digits, heard)) return undefined;
  const fitting = cues.find(({ kind, goesOn }) => kind === 'innocent' || (kind !== 'email' && length >= (goesOn ? (alone ? 1 : GOES_ON_LEAST) : FEWEST[kind]) && length <= MOST[kind]));
  // An order number is said right behind its name; what looks like a telephone later is one.
  if (fitting?.kind === 'innocent' && looksLikePhone(text) && from - fitting.at > RIGHT_BEHIND) return 'phone';
  if (isHotline(text) && (!fitting || fitting.kind === 'phone')) return undefined;
  if (isChinesePhone(text)) return 'phone';
  if (fitting && !(fitting.kind === 'innocent' && length >= LONGER_THAN_ORDERS)) return fitting.kind === 'innocent' || fitting.kind === 'email' ? undefined : fitting.kind;
  if (looksLikePhone(text)) return 'phone';
  if (length >= CERTAINLY_LONG) return /^[3-6]/.test(text) && length >= 14 && length <= 17 ? 'card' : length >= 17 && length <= 18 && /^\d{6}(19|20)/.test(text) ? 'id' : 'account';
  return length >= PROBABLY_SECRET ? 'phone' : undefined;
}

/** Twelve thousand three hundred: all in one number with a hundred or more in it. */
function isAmount(digits: Stretch, heard: readonly { readonly unit: HeardUnit['unit']; readonly index: number }[]): boolean {
  const [first, last] = [digits[0]?.unit ?? 0, digits.at(-1)?.unit ?? 0];
  const inside = heard.filter(({ index }) => index >= first && index <= last);
  const large = inside.filter(({ unit: { sense } }) => sense.type === 'times' && sense.by >= 100).length;
  const single = inside.filter(({ unit: { sense } }) => sense.type === 'digits' && sense.join === 'plain').length;
  return large > 0 && digits.length < PROBABLY_SECRET && single <= large + 2;
}

/** Cues in force, the one said nearest to the run first; behind it counts a little less. */
function nearest({ from, to }: Pick<DigitRun, 'from' | 'to'>, cues: readonly Cue[], speaker: Speaker): Cue[] {
  const distance = ({ at }: Cue) => (at <= from ? from - at : at <= to ? 0 : at - to + 2);
  return cues.filter(({ at, until, speaker: by }) => until >= from && (at <= from || (by === speaker && at <= to + 3))).sort((a, b) => distance(a) - distance(b));
}

function readBack(digits: Stretch, { from, to }: DigitRun, { secrets, holdSeconds }: Surroundings): SecretKind | undefined {
  const text = textOf(digits);
  const near = (secret: KnownSecret, span: CallSeconds) => from <= secret.to + span && to >= secret.from - span;
  return secrets.find((secret) => (text.length >= READ_BACK && inCommon(text, secret.digits)) || (near(secret, holdSeconds * 2) && isWithin(text, secret.digits)))?.kind;
}

/** Whether these digits come in this order in the number, others between: said piece by piece. */
export function isWithin(text: string, number: string): boolean {
  let at = -1;
  return [...text].every((digit) => (at = number.indexOf(digit, at + 1)) >= 0);
}

function inCommon(text: string, secret: string): boolean {
  for (let at = 0; at + READ_BACK <= text.length; at++) if (secret.includes(text.slice(at, at + READ_BACK))) return true;
  return false;
}
