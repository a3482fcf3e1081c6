import type { Cue, SecretKind } from '../model.ts';
import { type DigitRun, isRestOfLetter } from './digit-runs.ts';
import type { FoundSecret } from './found-secret.ts';
import type { HeardUnit } from './heard-unit.ts';

/** With so many digits nothing is missing. */
const COMPLETE: Readonly<Record<SecretKind, number>> = { phone: 10, card: 15, id: 17, account: 8, code: 4, email: 0 };
/** Said in place of letters. */
const SPELLING = /^(alpha|alfa|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliet|kilo|lima|mike|november|oscar|papa|quebec|romeo|sierra|tango|uniform|victor|whiskey|yankee|zulu)$/i;
/** Numbers of these kinds may have letters. */
const LETTERED: ReadonlySet<SecretKind> = new Set(['id', 'account', 'code']);
/** A word of letters beside the digits of a password; more is what is said about it. */
const LONGEST_LETTERS = 8;

/** What belongs to a number at its edges: an X, letters of passports and IBANs, digits that were misheard as words. */
export function withEdges(secret: FoundSecret, run: DigitRun, units: readonly HeardUnit[], asked: Cue['kind']): FoundSecret {
  const last = withCheck(secret, run, units);
  const letters = asked !== 'innocent' && LETTERED.has(asked);
  const weak = asked === secret.kind && !secret.whole && secret.digits.length < COMPLETE[secret.kind];
  const belongs = (at: number, step: -1 | 1) => (letters && isLetters(units, at, at - step)) || (weak && isWeak(units, at) && (step > 0 || beginsTurn(units, at)));
  let [from, to] = [secret.first, last];
  if (from > 0 && secret.kind !== 'code' && /^(plus|\+|加)$/i.test(units[from - 1]?.unit.text ?? '') && units[from - 1]?.turn === units[from]?.turn) from--;
  while (units[from - 1]?.turn === units[secret.first]?.turn && belongs(from - 1, -1)) from--;
  while (units[to + 1]?.turn === units[last]?.turn && belongs(to + 1, 1)) to++;
  return { ...secret, first: from, last: to };
}

/** An X behind an identity number goes with it, also where the number was misheard. */
function withCheck(secret: FoundSecret, run: DigitRun, units: readonly HeardUnit[]): number {
  let { last } = secret;
  const { sense } = units[last + 1]?.unit ?? {};
  if (run.units.includes(last + 1) && sense?.type === 'weak' && sense.digits === 'X') last++;
  while (run.units.includes(last + 1) && isRestOfLetter(units[last + 1])) last++;
  return last;
}

const isWeak = (units: readonly HeardUnit[], at: number): boolean => units[at]?.unit.sense.type === 'weak';

/** Nothing but what sounds like digits is said before it in its turn. */
function beginsTurn(units: readonly HeardUnit[], at: number): boolean {
  for (let i = at - 1; units[i]?.turn === units[at]?.turn && units[i]; i--) if (!isWeak(units, i) && units[i]?.unit.sense.type !== 'filler') return false;
  return true;
}

/** Spelled, or written beside digits in one word; `a` and `i` only where other letters or digits alone are said. */
function isLetters(units: readonly HeardUnit[], at: number, beside: number): boolean {
  const { unit, turn } = units[at] ?? {};
  if (!unit || !/^[a-z]+$/i.test(unit.text)) return false;
  const glued = units[beside]?.unit.word === unit.word;
  const upper = /^[A-Z]{1,4}$/.test(unit.text);
  const chinese = unit.text.length <= LONGEST_LETTERS && units.some((each) => each.turn === turn && /\p{Script=Han}/u.test(each.unit.text));
  const word = /^[ai]$/i.test(unit.text) && !glued && !beginsTurn(units, at) && !isSpelled(units[at - 1]) && !isSpelled(units[at + 1]);
  return !word && (glued || upper || chinese || unit.text.length === 1 || SPELLING.test(unit.text));
}

const isSpelled = (heard: HeardUnit | undefined): boolean => heard !== undefined && (/^[a-z]$/i.test(heard.unit.text) || SPELLING.test(heard.unit.text));
