import type { CallSeconds, Language, Speaker } from '#core';
import type { Cue, HeardTurn, KnownSecret, RedactionEffect, RedactionInput, RedactionPolicy, RedactionState, ShownTurn } from '../model.ts';
import { nodsWith } from './nods.ts';
import { showWords } from './show-words.ts';
import { turnCues } from './turn-cues.ts';
import { type Verdicts, verdictsOf } from './verdicts.ts';

/** A press is told at its end; its tone may last. In s. */
const KEY_BEFORE = 1.5;
const KEY_AFTER = 0.5;
/** So long after the question keys are secret. */
const KEYS_LAST = 90;
/** Words begin and end a little beside where the recogniser says. */
const MARGIN = 0.3;
/** What else is said right behind a secret belongs to it. */
const GOES_ON = 10;
/** An address is spelled when the other side did not get it. */
const SPELLED_WITHIN = 30;
/** Evidence of an alert is not older than these turns. */
const MOST_SHOWN = 60;
const SPEAKERS = ['caller', 'agent'] as const;

export const startRedaction = (policy: RedactionPolicy, language: Language): RedactionState => ({ policy, language, turns: [], cues: [], nods: [], secrets: [], shown: [] });

interface Step {
  readonly state: RedactionState;
  readonly effects: readonly RedactionEffect[];
}

/**
 * Decides what of a conversation may be shown and heard:
 *
 *     words ─▶ digits? ─ no ──────────────────────────────▶ shown at once
 *                 └ yes ─▶ held (•••) ─ run is over ─▶ secret? ─ yes ─▶ token, silence
 *                                                         └ no ─▶ shown
 *
 * `now` is the audio clock. A final turn is told when nothing in it is held; until then it is told as partial.
 */
export function redact(state: RedactionState, input: RedactionInput, now: CallSeconds): Step {
  if (input.type === 'key') return keyPressed(state, now);
  const effects: RedactionEffect[] = [];
  const turns = input.type === 'words' ? withTurn(state.turns, input) : state.turns;
  const cues = input.type === 'words' ? [...state.cues.filter(({ until }) => until > now - GOES_ON * 3), ...(input.kind === 'final' ? turnCues({ ...input, final: true, told: false, shown: '' }) : [])] : state.cues;
  if (input.type === 'words' && input.kind === 'final') for (const cue of cues.slice(-3)) askedBy(cue, state.cues, effects);
  const heard = { ...state, turns, cues, nods: nodsWith(state.nods, input) };
  const open = turns.filter(({ final }) => !final).flatMap(turnCues);
  const looking = { now, cues: [...cues, ...open], end: input.type === 'end' };
  let next: RedactionState = heard;
  let verdicts = verdictsOf(next, looking);
  // A secret of one side may be what the other said before or after.
  const found = secretsOf(verdicts);
  if (found.some((secret) => !next.secrets.some((known) => known.digits === secret.digits))) {
    next = { ...next, secrets: merged(next.secrets, found) };
    verdicts = verdictsOf(next, looking);
  }
  for (const speaker of SPEAKERS) next = tell(next, speaker, verdicts[speaker], input, effects);
  return { state: next, effects };
}

function withTurn(turns: readonly HeardTurn[], { speaker, turn, kind, words }: Extract<RedactionInput, { type: 'words' }>): HeardTurn[] {
  const before = turns.find((each) => each.speaker === speaker && each.turn === turn);
  const fresh: HeardTurn = { speaker, turn, final: kind === 'final', words, told: before?.told ?? false, shown: before?.shown ?? '' };
  return [...turns.filter((each) => each !== before), fresh].sort((a, b) => a.turn - b.turn);
}

function askedBy(cue: Cue, known: readonly Cue[], effects: RedactionEffect[]): void {
  if (cue.kind === 'innocent' || cue.kind === 'email' || cue.kind === 'phone' || known.includes(cue)) return;
  effects.push({ type: 'asked', from: cue.at, to: cue.at + KEYS_LAST });
}

function keyPressed(state: RedactionState, now: CallSeconds): Step {
  const secret = state.cues.some(({ kind, at }) => kind !== 'innocent' && kind !== 'email' && kind !== 'phone' && now <= at + KEYS_LAST);
  const silence = (speaker: Speaker): RedactionEffect => ({ type: 'silence', speaker, kind: 'keys', from: Math.max(0, now - KEY_BEFORE), to: now + KEY_AFTER });
  return { state, effects: secret ? SPEAKERS.map(silence) : [] };
}

function secretsOf(verdicts: Readonly<Record<Speaker, Verdicts>>): KnownSecret[] {
  return SPEAKERS.flatMap((speaker) => verdicts[speaker].secrets.filter(({ digits }) => digits !== '').map(({ kind, digits, first, last }) => ({ kind, digits, from: verdicts[speaker].units[first]?.start ?? 0, to: verdicts[speaker].units[last]?.end ?? 0 })));
}

/** Enough for any call; the longest ones say most. */
const MOST_KNOWN = 50;
const merged = (known: readonly KnownSecret[], found: readonly KnownSecret[]) => [...known, ...found.filter(({ digits }) => !known.some((each) => each.digits === digits))].slice(-MOST_KNOWN);

/** Tells what may be told of one speaker's turns, and forgets those that are needed no more. */
function tell(state: RedactionState, speaker: Speaker, verdicts: Verdicts, input: RedactionInput, effects: RedactionEffect[]): RedactionState {
  const cues: Cue[] = [];
  const shown: ShownTurn[] = [];
  const own = verdicts.turns.map((turn, index) => {
    if (turn.told) return turn;
    const { words, held } = showWords(verdicts, index, state.policy.tokens);
    const kind = turn.final && !held ? 'final' : 'partial';
    const as = kind + words.map(({ text, end }) => `${text} ${end}`).join('|');
    if (as === turn.shown && !(input.type === 'words' && input.speaker === speaker && input.turn === turn.turn)) return turn;
    effects.push({ type: 'words', speaker, turn: turn.turn, kind, words });
    shown.push({ speaker, turn: turn.turn, words });
    if (kind === 'final') silences(verdicts, index, speaker, effects, cues);
    return { ...turn, told: kind === 'final', shown: as };
  });
  const kept = own.slice(neededFrom(own, verdicts));
  const others = state.shown.filter((each) => each.speaker !== speaker || !shown.some(({ turn }) => turn === each.turn));
  return {
    ...state,
    turns: [...state.turns.filter((turn) => turn.speaker !== speaker), ...kept],
    cues: [...state.cues, ...cues],
    shown: [...others, ...shown].slice(-MOST_SHOWN),
  };
}

/** What was told stays while something before it is not (digits may go on over it), or a secret goes on from it into what is not. */
function neededFrom(own: readonly HeardTurn[], { secrets, units }: Verdicts): number {
  const waiting = own.findIndex(({ told }) => !told);
  if (waiting < 0) return own.length;
  const turnOf = (unit: number) => units[unit]?.turn ?? waiting;
  return secrets.reduce((from, { first, last }) => (turnOf(first) < from && turnOf(last) >= from ? turnOf(first) : from), waiting);
}

/** The spans of a turn that may not be heard, up to the words beside them. */
function silences({ units, secrets }: Verdicts, turn: number, speaker: Speaker, effects: RedactionEffect[], cues: Cue[]): void {
  for (const { kind, first, last } of secrets) {
    const inside = units.filter((unit, index) => index >= first && index <= last && unit.turn === turn);
    const [begin, end] = [inside[0], inside.at(-1)];
    if (!begin || !end) continue;
    // Where the secret goes on in another turn, what lies between is silent too.
    const from = units[first] === begin ? begin.start - MARGIN : Math.max(units[units.indexOf(begin) - 1]?.end ?? 0, begin.start - 4);
    effects.push({ type: 'silence', speaker, kind, from: Math.max(0, from), to: end.end + MARGIN });
    cues.push({ kind, speaker, at: end.end, until: end.end + (kind === 'email' ? SPELLED_WITHIN : GOES_ON), goesOn: true });
  }
}
