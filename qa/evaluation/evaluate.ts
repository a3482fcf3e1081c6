import type { CallSeconds, Speaker } from '#core';
import { addToPace } from '../facts/pace.ts';
import { addToSentences } from '../facts/sentences.ts';
import { listenForSounds } from '../facts/sounds.ts';
import { byTime, type HeardHit } from '../facts/facts.ts';
import type { Policy } from '../language/policy.ts';
import type { Alert, HeardWord, QaFacts, QaInput, RuleVerdict } from '../model.ts';
import { copyEar, type Hit, listen } from '../spotting/ear.ts';
import { alertOf } from './alert.ts';
import { type Channel, type Draft, type Evaluation, newEvaluation, type Progress } from './evaluation-state.ts';
import { broken, judgeDrafts, judgeRule } from './judge-rule.ts';

/** A call that begins now (0 s = the answer) under this policy. */
export function startEvaluation(policy: Policy, facts: QaFacts): Evaluation {
  return newEvaluation(policy, facts);
}

/**
 * Hears one thing and tells what it breaks. Deterministic; the state is taken over, use the returned one only.
 *
 * A `tick` at T promises that everything before T was heard on both channels: deadlines up to T are judged then, for good.
 * So whoever ticks must stay behind the recognition: no further than the start of the oldest turn that is open on either
 * channel, or, with none open, than the audio position less the delay of the voice detector. (A partial that already has
 * the phrase also holds a deadline open.) After `hang-up` nothing is heard any more: let the last words come first.
 */
export function evaluate(state: Evaluation, input: QaInput): { readonly state: Evaluation; readonly alerts: readonly Alert[] } {
  return { state, alerts: state.facts.end ? [] : hear(state, input) };
}

/** How each rule ended; before the hang-up, how it stands. */
export function verdicts(state: Evaluation): readonly RuleVerdict[] {
  return state.progress.map(({ rule, applies, violated, concerned, leftOpen }) => {
    const idle = !applies || leftOpen || !concerned;
    return { rule: rule.id, verdict: violated ? 'violated' : idle ? 'not-applicable' : 'met' };
  });
}

function hear(state: Evaluation, input: QaInput): Alert[] {
  const { facts } = state;
  switch (input.type) {
    case 'words':
      return input.final ? finalWords(state, input.channel, input) : partialWords(state, input.channel, input);
    case 'voice':
    case 'hold':
      facts.sounds.waiting.push(input);
      return [];
    case 'emotion': {
      const { channel, name, value, from, to, by = 'prosody' } = input;
      facts.of[channel].emotions.push({ name, value, from, to, by });
      return broken(state, (progress) => hasKind(progress, 'emotion'));
    }
    case 'pii':
      facts.of[input.channel].personal.push({ kind: input.kind, from: input.from, to: input.to });
      return broken(state, (progress) => hasKind(progress, 'pii'));
    case 'tick':
      return input.at > facts.clock ? tick(state, input.at) : [];
    case 'hang-up':
      return hangUp(state, input.at, input.goesOn === true);
  }
}

/** Measured things are rare: whoever might be concerned is judged again. */
const hasKind = ({ rule: { condition } }: Progress, kind: 'emotion' | 'pii') => condition.kind === kind || 'parts' in condition || 'part' in condition;

function tick(state: Evaluation, at: CallSeconds): Alert[] {
  const { facts } = state;
  const sounded = facts.sounds.waiting.length > 0;
  facts.clock = at;
  listenForSounds(facts.sounds, at);
  return broken(state, ({ due, everySound }) => due <= at || (everySound && sounded));
}

interface Turn {
  readonly turn: number;
  readonly words: readonly HeardWord[];
  readonly more?: boolean;
}

function finalWords(state: Evaluation, speaker: Speaker, { turn, words, more = false }: Turn): Alert[] {
  const channel = state.channels[speaker];
  const facts = state.facts.of[speaker];
  const fresh = words.filter(({ end }) => end > channel.ear.heardTo);
  channel.draft = undefined;
  facts.draft = [];
  channel.finalTurn = turn;
  const hits = listen(state.policy.book, channel.ear, fresh).map((hit): HeardHit => ({ ...hit, channel: speaker }));
  for (const hit of hits) facts.hits.set(hit.phrase, [...(facts.hits.get(hit.phrase) ?? []), hit].toSorted(byTime));
  noteWords(state, speaker, fresh, more);
  const alerts = broken(state, ({ everyWord, phrases }) => everyWord || hits.some((hit) => phrases.has(hit.phrase)));
  const confirmed = new Set(alerts.map((alert) => alert.rule));
  const retracted = retract(state, speaker, (rule) => !confirmed.has(rule));
  channel.pending = new Map();
  return [...retracted, ...alerts];
}

function noteWords(state: Evaluation, speaker: Speaker, words: readonly HeardWord[], more: boolean): void {
  const facts = state.facts.of[speaker];
  addToSentences(facts.sentences, words, more);
  facts.heardTo = words.at(-1)?.end ?? facts.heardTo;
  if (state.measuresPace) addToPace(facts.pace, words);
  if (state.keepsWords) facts.words.push(...words);
  noteSounds(state, words);
}

/** A pause between words up to this long is no silence. */
const PAUSE: CallSeconds = 0.45;

/** Words prove that somebody spoke, also where the voice detector missed it. */
function noteSounds({ facts: { sounds } }: Evaluation, words: readonly HeardWord[]): void {
  let open: { at: CallSeconds; until: CallSeconds } | undefined;
  for (const { start, end } of words) {
    if (open && start - open.until <= PAUSE) open.until = Math.max(open.until, end);
    else {
      if (open) sounds.waiting.push({ type: 'sound', ...open });
      open = { at: start, until: end };
    }
  }
  if (open) sounds.waiting.push({ type: 'sound', ...open });
}

function partialWords(state: Evaluation, speaker: Speaker, { turn, words }: Turn): Alert[] {
  const channel = state.channels[speaker];
  if (turn === channel.finalTurn) return [];
  channel.draft = draftOf(state, channel, speaker, { turn, words });
  state.facts.of[speaker].draft = channel.draft.hits;
  const found = judgeDrafts(state, channel.draft.hits);
  const retracted = retract(state, speaker, (rule) => !found.has(rule));
  const told = channel.pending;
  channel.pending = new Map([...found].map(([rule, { firing }]) => [rule, told.get(rule) ?? firing]));
  const fresh = [...found].flatMap(([rule, { progress, firing }]) => (told.has(rule) ? [] : [alertOf(state, progress, 'pending', firing)]));
  return [...retracted, ...fresh];
}

/** Goes on from the draft before when the words only grew, else from the last final word. */
function draftOf(state: Evaluation, channel: Channel, speaker: Speaker, { turn, words }: Turn): Draft {
  const { draft } = channel;
  const grown = draft?.turn === turn && draft.words.every((word, i) => word.text === words[i]?.text);
  const ear = grown ? draft.ear : copyEar(channel.ear);
  const fresh = listen(state.policy.book, ear, grown ? words.slice(draft.words.length) : words).map((hit: Hit): HeardHit => ({ ...hit, channel: speaker, draft: true }));
  return { turn, ear, words, hits: grown ? [...draft.hits, ...fresh] : fresh };
}

function retract(state: Evaluation, speaker: Speaker, gone: (rule: string) => boolean): Alert[] {
  const { pending } = state.channels[speaker];
  if (pending.size === 0) return [];
  return state.progress.flatMap((progress) => {
    const firing = pending.get(progress.rule.id);
    return firing && gone(progress.rule.id) ? [alertOf(state, progress, 'retracted', firing)] : [];
  });
}

function hangUp(state: Evaluation, at: CallSeconds, goesOn: boolean): Alert[] {
  const { facts } = state;
  facts.clock = Math.max(facts.clock, at);
  listenForSounds(facts.sounds, facts.clock);
  facts.end = goesOn ? 'goes-on' : 'over';
  const retracted = (['caller', 'agent'] as const).flatMap((speaker) => retract(state, speaker, () => true));
  const alerts = state.progress.flatMap((progress) => judgeRule(state, progress));
  return [...retracted, ...alerts];
}
