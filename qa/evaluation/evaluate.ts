import type { CallSeconds, Speaker } from '#core';
import type { Policy } from '../language/policy.ts';
import type { Alert, HeardWord, QaFacts, QaInput, RuleVerdict } from '../model.ts';
import { copyEar, type Hit, listen } from '../spotting/ear.ts';
import { hitAlert } from './alert.ts';
import { newSilence } from './dead-air.ts';
import { type Channel, type Draft, type Evaluation, newChannel, newProgress } from './evaluation-state.ts';
import { judgeDraft, judgeFinalHit } from './judge-hits.ts';
import { judgeClock, judgeEnd, judgeTransfer } from './judge-time.ts';

/** A call that begins now (0 s = the answer) under this policy. */
export function startEvaluation(policy: Policy, facts: QaFacts): Evaluation {
  return {
    policy,
    facts,
    channels: { caller: newChannel(policy), agent: newChannel(policy) },
    progress: policy.rules.map((rule) => newProgress(rule, facts)),
    silence: newSilence(),
    clock: 0,
    ended: false,
  };
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
  return { state, alerts: state.ended ? [] : hear(state, input) };
}

/** How each rule ended; before the hang-up, how it stands. Kinds that are not live yet are `not-applicable`. */
export function verdicts(state: Evaluation): readonly RuleVerdict[] {
  return state.progress.map(({ rule, applies, violated, triggered, leftOpen }) => {
    const { condition } = rule;
    const waitsForTrigger = condition.kind === 'within' ? condition.after !== undefined : condition.kind === 'order' && condition.optional;
    const idle = !applies || leftOpen || condition.kind === 'later' || (waitsForTrigger && !triggered);
    return { rule: rule.id, verdict: violated ? 'violated' : idle ? 'not-applicable' : 'met' };
  });
}

function hear(state: Evaluation, input: QaInput): Alert[] {
  switch (input.type) {
    case 'words':
      noteSounds(state, input.words);
      return input.final ? finalWords(state, input.channel, input) : partialWords(state, input.channel, input);
    case 'voice':
    case 'hold':
      state.silence.waiting.push(input);
      return [];
    case 'tick':
      if (input.at <= state.clock) return [];
      state.clock = input.at;
      return judgeClock(state, input.at);
    case 'hang-up':
      return hangUp(state, input.at, input.goesOn === true);
  }
}

/** Words prove that somebody spoke, also where the voice detector missed it. */
function noteSounds(state: Evaluation, words: readonly HeardWord[]): void {
  const [first] = words;
  const last = words.at(-1);
  // The pauses inside a turn are far shorter than any dead air: one sound per turn is enough.
  if (first && last && last.end > state.silence.since) state.silence.waiting.push({ type: 'sound', at: first.start, until: last.end });
}

interface Turn {
  readonly turn: number;
  readonly words: readonly HeardWord[];
}

function finalWords(state: Evaluation, speaker: Speaker, { turn, words }: Turn): Alert[] {
  const channel = state.channels[speaker];
  channel.draft = undefined;
  channel.finalTurn = turn;
  const hits = listen(state.policy.book, channel.ear, words);
  for (const hit of hits) channel.hits.set(hit.phrase, [...(channel.hits.get(hit.phrase) ?? []), hit]);
  const alerts = hits.flatMap((hit) => judgeFinalHit(state, speaker, hit));
  const confirmed = new Set(alerts.map((alert) => alert.rule));
  const retracted = retract(state, speaker, (rule) => !confirmed.has(rule));
  channel.pending = new Map();
  return [...retracted, ...alerts];
}

function partialWords(state: Evaluation, speaker: Speaker, { turn, words }: Turn): Alert[] {
  const channel = state.channels[speaker];
  if (turn === channel.finalTurn) return [];
  channel.draft = draftOf(state, channel, turn, words);
  const broken = judgeDraft(state, speaker);
  const retracted = retract(state, speaker, (rule) => !broken.has(rule));
  const told = channel.pending;
  channel.pending = new Map([...broken].map(([rule, { hit }]) => [rule, told.get(rule) ?? hit]));
  const fresh = [...broken].flatMap(([rule, { progress, hit }]) =>
    told.has(rule) ? [] : [hitAlert(state, progress, 'pending', speaker, hit)],
  );
  return [...retracted, ...fresh];
}

/** Goes on from the draft before when the words only grew, else from the last final word. */
function draftOf(state: Evaluation, channel: Channel, turn: number, words: readonly HeardWord[]): Draft {
  const { draft } = channel;
  const grown = draft?.turn === turn && draft.words.every((word, i) => word.text === words[i]?.text);
  const ear = grown ? draft.ear : copyEar(channel.ear);
  const fresh = listen(state.policy.book, ear, grown ? words.slice(draft.words.length) : words);
  const hits: readonly Hit[] = grown ? [...draft.hits, ...fresh] : fresh;
  return { turn, ear, words, hits };
}

function retract(state: Evaluation, speaker: Speaker, gone: (rule: string) => boolean): Alert[] {
  const { pending } = state.channels[speaker];
  if (pending.size === 0) return [];
  return state.progress.flatMap((progress) => {
    const hit = pending.get(progress.rule.id);
    return hit && gone(progress.rule.id) ? [hitAlert(state, progress, 'retracted', speaker, hit)] : [];
  });
}

function hangUp(state: Evaluation, at: CallSeconds, goesOn: boolean): Alert[] {
  state.ended = true;
  state.clock = Math.max(state.clock, at);
  const retracted = (['caller', 'agent'] as const).flatMap((speaker) => retract(state, speaker, () => true));
  return [...retracted, ...(goesOn ? judgeTransfer(state, state.clock) : judgeEnd(state, state.clock))];
}
