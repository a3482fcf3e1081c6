import type { CallSeconds, Speaker } from '#core';
import { type DigitRun, type DigitTimes, digitRuns, digitTimes, pauseFrom } from '../detect/digit-runs.ts';
import { type HeardUnit, heardUnits } from '../detect/heard-unit.ts';
import type { FoundSecret } from '../detect/found-secret.ts';
import { isWithin, judgeRun } from '../detect/judge-run.ts';
import { spelledNames, spokenAddresses, unfinishedAddress } from '../detect/spoken-addresses.ts';
import { joinDigits } from '../numerals/join-digits.ts';
import type { Cue, HeardTurn, RedactionState } from '../model.ts';

/** What is known of the units that one speaker's turns are made of. */
export interface Verdicts {
  readonly turns: readonly HeardTurn[];
  readonly units: readonly HeardUnit[];
  readonly secrets: readonly FoundSecret[];
  /** Units that may still be part of a secret. */
  readonly held: ReadonlySet<number>;
  readonly runs: readonly { readonly run: DigitRun; readonly digits: string; readonly over: CallSeconds; readonly decided: boolean }[];
}

/** Words of something said now come this late at most, in s. */
const RECOGNITION_LAG = 1;
/** However the digits go on: then is decided what is there. */
const LONGEST_HOLD = 30;
/** After a question for an e-mail address so many words may be its name. */
const NAME_WORDS = 10;
const ADDRESS_WITHIN = 15;
/** What may be its name waits so long for its sign, which the other side may say. In s. */
const NAME_HOLD = 4;

export interface Looking {
  readonly now: CallSeconds;
  readonly cues: readonly Cue[];
  /** Everything is decided now. */
  readonly end: boolean;
}

/** Judges what each of them said and is not passed on yet. */
export function verdictsOf(state: RedactionState, looking: Looking): Readonly<Record<Speaker, Verdicts>> {
  const heard = (speaker: Speaker) => {
    const turns = state.turns.filter((turn) => turn.speaker === speaker);
    return { turns, units: heardUnits(turns) };
  };
  const [caller, agent] = [heard('caller'), heard('agent')];
  const nodsOf = (by: Speaker) => state.nods.filter(({ speaker }) => speaker === by);
  const [one, two] = [runsOf(caller, [...digitTimes(agent.units), ...nodsOf('agent')], state, looking), runsOf(agent, [...digitTimes(caller.units), ...nodsOf('caller')], state, looking)];
  return { caller: judged(one, two, 'caller', state, looking), agent: judged(two, one, 'agent', state, looking) };
}

function runsOf(own: Pick<Verdicts, 'turns' | 'units'>, readBack: DigitTimes, { policy: { holdSeconds } }: RedactionState, { now, end }: Looking): Said {
  const runs = digitRuns(own.units, holdSeconds, readBack).map((run) => {
    const over = pauseFrom(run.to, readBack, holdSeconds) + holdSeconds + RECOGNITION_LAG;
    return { run, over, digits: joined(run, own.units), decided: end || isDecided(run, own.units, now, over) };
  });
  return { ...own, runs };
}

type Said = Pick<Verdicts, 'turns' | 'units' | 'runs'>;

const joined = (run: DigitRun, units: readonly HeardUnit[]) => joinDigits(run.units.flatMap((index) => (units[index] ? [{ unit: units[index].unit, index }] : [])), false).map(({ digit }) => digit).join('');

function isDecided(run: DigitRun, units: readonly HeardUnit[], now: CallSeconds, over: CallSeconds): boolean {
  if (now >= run.from + LONGEST_HOLD) return true;
  const turns = new Set(run.units.map((index) => units[index]?.turn));
  const open = run.units.some((index) => units[index]?.open);
  // A turn that is open may change: digits of closed ones wait for it.
  if (run.closed) return !open || turns.size === 1;
  return !open && now >= over;
}

function judged(said: Said, other: Said, speaker: Speaker, { policy, secrets }: RedactionState, looking: Looking): Verdicts {
  const { units } = said;
  const held = new Set<number>();
  const found: FoundSecret[] = [];
  const cues = looking.cues.filter((cue) => cue.kind !== 'email');
  const runs = said.runs.map((each) => {
    // The other side says the same digits: it decides what they are.
    const echoed = !looking.end && other.runs.some(({ run, digits, decided }) => !decided && isWithin(each.digits, digits) && run.from >= each.run.from - LONGEST_HOLD && looking.now < each.run.from + LONGEST_HOLD);
    const decided = each.decided && !echoed;
    if (decided) found.push(...judgeRun(each.run, units, { speaker, kinds: policy.kinds, misheard: policy.misheard ?? true, cues, secrets, holdSeconds: policy.holdSeconds, forced: !looking.end && !each.run.closed && looking.now >= each.run.from + LONGEST_HOLD && looking.now < each.over }));
    else for (let i = each.run.units[0] ?? 0; i <= (each.run.units.at(-1) ?? -1); i++) if (units[i]?.unit.sense.type !== 'word') held.add(i);
    return { ...each, decided };
  });
  if (policy.kinds.has('email')) addresses(units, speaker, looking, found, held);
  return { ...said, runs, secrets: found, held };
}

/** Addresses are known by their sign; the name in front of it waits when somebody asked for one. */
function addresses(units: readonly HeardUnit[], speaker: Speaker, { cues, now, end }: Looking, found: FoundSecret[], held: Set<number>): void {
  const asked = cues.filter(({ kind }) => kind === 'email');
  const talkedOf = ({ start }: HeardUnit) => asked.some(({ at, until }) => at <= start && start <= until);
  const known = [...spokenAddresses(units, asked.length > 0), ...spelledNames(units, talkedOf)];
  for (const { first, last, atEnd } of known) {
    found.push({ kind: 'email', first, last, digits: '', whole: true });
    // More of it may come with the next turn.
    const { end: until = now, open = false } = units.at(-1) ?? {};
    if (!end && atEnd && (open || now < until + 2 * RECOGNITION_LAG)) held.add(last);
  }
  if (end) return;
  const tail = unfinishedAddress(units);
  const { end: said = 0, open: more = false } = units.at(-1) ?? {};
  if (tail && (more || now < said + NAME_HOLD) && !known.some(({ first, last }) => first <= tail.first && last >= tail.first)) for (let i = tail.first; i <= tail.last; i++) held.add(i);
  for (const cue of asked) waiting(units, speaker, cue, now, found, held);
}

/** Words that may be the name of an address somebody asked for. */
function waiting(units: readonly HeardUnit[], speaker: Speaker, cue: Cue, now: CallSeconds, found: readonly FoundSecret[], held: Set<number>): void {
  let words = 0;
  const speaks = units.some(({ open }) => open);
  for (const [index, { start, end: until, unit }] of units.entries()) {
    if (start < cue.at || start > cue.at + ADDRESS_WITHIN || words >= NAME_WORDS) continue;
    if (cue.speaker === speaker && words === 0 && !/^(is|its|it|be|是|为)$/iu.test(unit.text)) break;
    // A name that is spelled has many.
    if (unit.text.length > 1 || !/[a-z]/i.test(unit.text)) words++;
    if ((speaks || now < until + NAME_HOLD) && !found.some(({ first, last }) => index >= first && index <= last)) held.add(index);
  }
}
