import type { CallSeconds, Speaker } from '#core';
import { joinDigits, type SaidDigit } from '../numerals/join-digits.ts';
import type { Cue, KnownSecret, SecretKind } from '../model.ts';
import { isCard, isChineseId, isChinesePhone, isHotline, looksLikePhone } from './check-digits.ts';
import type { DigitRun } from './digit-runs.ts';
import { withEdges } from './edges.ts';
import type { FoundSecret } from './found-secret.ts';
import type { HeardUnit } from './heard-unit.ts';

export interface Surroundings {
  readonly speaker: Speaker;
  readonly kinds: ReadonlySet<SecretKind>;
  readonly misheard: boolean;
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
/** So many with words between that may be misheard digits. */
const PARTED_SECRET = 10;
/** So many digits in common with a secret: it is being read back. */
const READ_BACK = 4;
/** Fewest digits taken for a secret of the kind that was asked for. */
const FEWEST: Readonly<Record<SecretKind, number>> = { card: 2, account: 2, id: 2, phone: 3, code: 3, email: 1 };
/** In s. */
const RIGHT_BEHIND: CallSeconds = 1.5;
/** Longer than order numbers are, but for those said right behind that word. */
const LONGER_THAN_ORDERS = 15;
/** Right behind a secret, beside other words, so many digits belong to it. */
const GOES_ON_LEAST = 3;
/** So many digits make a whole one, also with words between that are none. */
const USUAL: Readonly<Record<SecretKind, number>> = { card: 12, account: 8, id: 12, phone: 7, code: 4, email: 99 };
/** Digits of an amount that stand alone. */
const MOST_LOOSE = 1;
const MOST: Readonly<Record<SecretKind, number>> = { card: 99, account: 99, id: 99, phone: 16, code: 10, email: 99 };

/** Which of a run's digits are secrets, now that it is whole. */
export function judgeRun(run: DigitRun, units: readonly HeardUnit[], around: Surroundings): FoundSecret[] {
  const heard = run.units.flatMap((index) => (units[index] ? [{ unit: units[index].unit, index }] : []));
  const plain = joinDigits(heard, false);
  const loose = joinDigits(heard, true);
  const found = [plain, ...(loose.length > plain.length ? [loose] : [])].flatMap((digits) => checked(digits, run, units, around));
  // Parted by misheard words: what was asked for is all of it.
  const asked = nearest(run, around.cues, around.speaker)[0]?.kind ?? 'innocent';
  const named = around.cues.some(({ kind, date = false, at }) => kind === 'innocent' && !(date && asked === 'id') && at >= run.from && at <= run.to);
  if (found.length === 0 && !named && asked !== 'innocent' && asked !== 'email' && plain.length >= USUAL[asked] && plain.length <= MOST[asked] && !isAmount(plain, heard) && !(asked === 'phone' && stretches(plain, run).some((each) => looksLikePhone(textOf(each))))) found.push(secretOf(asked, plain, false));
  // Nobody said what it is: single words between are digits that were misheard.
  if (found.length === 0 && asked === 'innocent' && !named && run.parted.size > 0 && run.longestGap === 1 && plain.length >= PARTED_SECRET && !isAmount(plain, heard) && nearest(run, around.cues, around.speaker).length === 0) found.push(secretOf(plain.length < CERTAINLY_LONG ? 'phone' : 'account', plain, false));
  const alone = isAlone(run, units);
  for (const stretch of stretches(plain, run).flatMap((each) => splitAtQuestions(each, units, around))) {
    if (found.some(({ first, last }) => stretch.some(({ unit }) => unit >= first && unit <= last))) continue;
    const from = units[stretch[0]?.unit ?? 0]?.start ?? run.from;
    const cues = nearest({ from, to: units[stretch.at(-1)?.unit ?? 0]?.end ?? run.to }, around.cues, around.speaker);
    const inOneTurn = units[stretch[0]?.unit ?? 0]?.turn === units[stretch.at(-1)?.unit ?? 0]?.turn;
    const between = loose.filter(({ unit }) => unit >= (stretch[0]?.unit ?? 0) && unit <= (stretch.at(-1)?.unit ?? 0));
    const kind = kindOf(stretch, cues, heard, alone, from, inOneTurn) ?? (between.length > stretch.length ? kindOf(between, cues, heard, alone, from, inOneTurn) : undefined) ?? readBack(stretch, run, around) ?? (around.forced && stretch.length >= READ_BACK && !isAmount(stretch, heard) && cues[0]?.kind !== 'innocent' ? 'account' : undefined);
    if (kind) found.push(secretOf(kind, stretch, false));
  }
  return found.filter((each) => around.misheard || !isUnchecked(each)).map((each) => withEdges(each, run, units, asked)).filter(({ kind }) => around.kinds.has(kind));
}

/** Nothing but digits and fillers is said in these turns. */
const isAlone = (run: DigitRun, units: readonly HeardUnit[]): boolean => {
  const turns = new Set(run.units.map((index) => units[index]?.turn));
  return !units.some(({ turn, unit: { sense } }) => turns.has(turn) && (sense.type === 'word' || sense.type === 'measure'));
};

/** As long as a card or an identity number, and its check digit is wrong. */
const isUnchecked = ({ kind, digits }: FoundSecret): boolean => (kind === 'card' || kind === 'id' || kind === 'account') && digits.length >= 13 && digits.length <= 19 && !isCard(digits) && !isChineseId(digits);

const textOf = (digits: Stretch) => digits.map(({ digit }) => digit).join('');

function secretOf(kind: SecretKind, digits: Stretch, whole: boolean): FoundSecret {
  return { kind, first: Math.min(...digits.map(({ unit }) => unit)), last: Math.max(...digits.map(({ unit }) => unit)), digits: textOf(digits), whole };
}

/** Numbers with check digits, also across words; the stretches they touch go with them. */
function checked(digits: Stretch, run: DigitRun, units: readonly HeardUnit[], { kinds, cues, speaker }: Surroundings): FoundSecret[] {
  const text = textOf(digits);
  const windows: [SecretKind, number, (window: string) => boolean][] = [['id', 18, isChineseId]];
  for (const length of [19, 18, 17, 16, 15, 14, 13]) windows.push(['card', length, isCard]);
  for (const [kind, length, fits] of windows) {
    for (let at = 0; at + length <= text.length; at++) {
      if (!kinds.has(kind) || !fits(text.slice(at, at + length))) continue;
      const [first, last] = [digits[at]?.unit ?? 0, digits[at + length - 1]?.unit ?? 0];
      const touched = stretches(digits, run).filter((stretch) => (stretch[0]?.unit ?? 0) <= last && (stretch.at(-1)?.unit ?? 0) >= first).flat();
      const secret = secretOf(kind, touched, true);
      // Of ten parts of a long order number one has a right check digit by chance.
      if (secret.digits.length !== length && units[secret.first]?.turn === units[secret.last]?.turn && isNamed(units[secret.first]?.start ?? run.from, cues, speaker)) continue;
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

/** The other side asked for something else in between: the security code behind the expiry date. */
function splitAtQuestions(stretch: Stretch, units: readonly HeardUnit[], { cues, speaker }: Surroundings): Stretch[] {
  const startOf = ({ unit }: SaidDigit) => units[unit]?.start ?? 0;
  const [first] = stretch;
  const before = first && cues.findLast(({ at }) => at <= startOf(first));
  const question = first && cues.find(({ kind, speaker: by, at, goesOn = false }) => by !== speaker && !goesOn && kind !== 'innocent' && kind !== before?.kind && at > startOf(first) && stretch.some((digit) => startOf(digit) >= at));
  if (!question) return [stretch];
  return [stretch.filter((digit) => startOf(digit) < question.at), stretch.filter((digit) => startOf(digit) >= question.at)];
}

function kindOf(digits: Stretch, cues: readonly Cue[], heard: readonly { readonly unit: HeardUnit['unit']; readonly index: number }[], alone: boolean, from: CallSeconds, inOneTurn: boolean): SecretKind | undefined {
  const text = textOf(digits);
  const { length } = text;
  if (isAmount(digits, heard)) return undefined;
  const fitting = cues.find(({ kind, goesOn }) => kind === 'innocent' || (kind !== 'email' && length >= (goesOn ? (alone ? 1 : GOES_ON_LEAST) : FEWEST[kind]) && length <= MOST[kind]));
  // An order number is said right behind its name; what looks like a telephone later is one.
  if (fitting?.kind === 'innocent' && looksLikePhone(text) && from - fitting.at > RIGHT_BEHIND) return 'phone';
  if (isHotline(text) && (!fitting || fitting.kind === 'phone')) return undefined;
  if (isChinesePhone(text)) return 'phone';
  if (fitting && !(fitting.kind === 'innocent' && length >= LONGER_THAN_ORDERS && (from - fitting.at > RIGHT_BEHIND || !inOneTurn))) return fitting.kind === 'innocent' || fitting.kind === 'email' ? undefined : fitting.kind;
  if (looksLikePhone(text)) return 'phone';
  if (length >= CERTAINLY_LONG) return /^[3-6]/.test(text) && length >= 14 && length <= 17 ? 'card' : length >= 17 && length <= 18 && /^\d{6}(19|20)/.test(text) ? 'id' : 'account';
  return length >= PROBABLY_SECRET ? 'phone' : undefined;
}

/** Twelve thousand three hundred: all in one number with a hundred or more in it. */
function isAmount(digits: Stretch, heard: readonly { readonly unit: HeardUnit['unit']; readonly index: number }[]): boolean {
  const [first, last] = [digits[0]?.unit ?? 0, digits.at(-1)?.unit ?? 0];
  const inside = heard.filter(({ index, unit: { sense } }) => index >= first && index <= last && sense.type !== 'filler');
  const large = inside.filter(({ unit: { sense } }) => sense.type === 'times' && sense.by >= 100).length;
  const loose = inside.filter((each, i) => each.unit.sense.type === 'digits' && each.unit.sense.join === 'plain' && !isPartOfNumber(inside[i - 1]?.unit.sense) && inside[i + 1]?.unit.sense.type !== 'times').length;
  return large > 0 && digits.length < PROBABLY_SECRET && loose <= MOST_LOOSE;
}

/** A digit behind it is of the same number: 两百五, twenty five. */
const isPartOfNumber = (sense: HeardUnit['unit']['sense'] | undefined) => sense?.type === 'times' || (sense?.type === 'digits' && sense.join === 'tens');

/** The number of an order, said right behind that word. */
const isNamed = (from: CallSeconds, cues: readonly Cue[], speaker: Speaker): boolean => {
  const [cue] = nearest({ from, to: from }, cues, speaker);
  return cue?.kind === 'innocent' && cue.at <= from && from - cue.at <= RIGHT_BEHIND;
};

/** Cues in force, the one said nearest to the run first; behind it counts a little less. */
function nearest({ from, to }: Pick<DigitRun, 'from' | 'to'>, cues: readonly Cue[], speaker: Speaker): Cue[] {
  const distance = ({ at }: Cue) => (at <= from ? from - at : at <= to ? 0 : at - to + 2);
  const identity = cues.some(({ kind, at, until }) => kind === 'id' && at <= from && until >= from);
  return cues.filter(({ at, until, speaker: by, date = false }) => !(date && identity) && until >= from && (at <= from || (by === speaker && at <= to + 3))).sort((a, b) => distance(a) - distance(b));
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
