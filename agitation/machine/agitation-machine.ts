import type { CallSeconds, Speaker } from '#core';
import type { AgitationAlert, AgitationPoint, AgitationPolicy, FoundBy, SpeechWindow, SpokenTurn } from '../model.ts';
import { heatOfTurn } from '../words/heat-of-turn.ts';
import { type Baseline, learn, normalised, nothingLearnt } from './baseline.ts';
import { firstPersistence, type Persistence, persist } from './persistence.ts';
import { probability } from './untrained-weights.ts';

export type AgitationInput =
  | ({ readonly type: 'window' } & SpeechWindow)
  | ({ readonly type: 'words' } & SpokenTurn)
  /** Time went on; nothing else was heard. */
  | { readonly type: 'tick' };

/** Words fade: half of their heat is left after so long, s. */
const HALF_LIFE = 8;
/** Windows end with the voice, turns with the last word as the recogniser places it: so far apart they are together, s. */
const TOGETHER = 0.5;
/** From here on voice and words each say something by themselves. */
const SAYS_SOMETHING = 0.5;
/** Words alone, however hot, stay below certainty: people quote, and recognisers mishear. */
const WORDS_WEIGHT = 0.9;

interface SpeakerState {
  readonly baseline: Baseline;
  readonly turns: readonly { readonly at: CallSeconds; readonly heat: number }[];
  readonly persistence: Persistence;
}

export interface AgitationState {
  /** Windows that wait until the words spoken in them are known. */
  readonly waiting: readonly SpeechWindow[];
  readonly of: Readonly<Record<Speaker, SpeakerState>>;
}

export interface AgitationStep {
  readonly state: AgitationState;
  readonly points: readonly AgitationPoint[];
  readonly alerts: readonly AgitationAlert[];
}

const nobody: SpeakerState = { baseline: nothingLearnt, turns: [], persistence: firstPersistence };
export const calm: AgitationState = { waiting: [], of: { caller: nobody, agent: nobody } };

/**
 * Agitation of one conversation. Pure: hears one thing; windows that ended before `until` (s on the audio clock) are judged,
 * in the order of their ends, with the words known by then. So let `until` be behind the recognition.
 */
export function follow(state: AgitationState, input: AgitationInput, until: CallSeconds, policy: AgitationPolicy): AgitationStep {
  let next = take(state, input);
  const due = next.waiting.filter(({ to }) => to <= until);
  if (due.length === 0) return { state: next, points: [], alerts: [] };
  next = { ...next, waiting: next.waiting.filter(({ to }) => to > until) };
  const points: AgitationPoint[] = [];
  const alerts: AgitationAlert[] = [];
  for (const window of due) {
    const judged = judge(next.of[window.speaker], window, policy);
    next = { ...next, of: { ...next.of, [window.speaker]: judged.state } };
    points.push(judged.point);
    if (judged.alert) alerts.push(judged.alert);
  }
  return { state: next, points, alerts };
}

function take(state: AgitationState, input: AgitationInput): AgitationState {
  switch (input.type) {
    case 'tick':
      return state;
    case 'window':
      return { ...state, waiting: [...state.waiting, input].toSorted((a, b) => a.to - b.to || a.speaker.localeCompare(b.speaker)) };
    case 'words': {
      const heat = heatOfTurn(input.texts);
      if (heat === 0) return state;
      const before = state.of[input.speaker];
      return { ...state, of: { ...state.of, [input.speaker]: { ...before, turns: [...before.turns, { at: input.at, heat }].toSorted((a, b) => a.at - b.at || a.heat - b.heat) } } };
    }
  }
}

interface Judged {
  readonly state: SpeakerState;
  readonly point: AgitationPoint;
  readonly alert?: AgitationAlert;
}

function judge(state: SpeakerState, window: SpeechWindow, policy: AgitationPolicy): Judged {
  const { speaker, from, to, features } = window;
  const { usual } = state.baseline;
  const baseline = usual ? state.baseline : learn(state.baseline, window, policy.baselineSeconds);
  const prosody = usual ? probability(policy.weights, normalised(features, usual)) : undefined;
  const words = wordsAt(state, to);
  const raw = 1 - (1 - (prosody ?? 0)) * (1 - WORDS_WEIGHT * words);
  const by = foundBy(prosody ?? 0, words);
  const { alerts, ...untold } = policy;
  const kept = persist(state.persistence, { from, to, raw, by }, alerts?.speakers.includes(speaker) ? policy : untold);
  const point = { speaker, from, to, ...(prosody === undefined ? {} : { prosody }), words, raw, value: kept.state.average, by };
  return { state: { ...state, baseline, persistence: kept.state }, point, ...(kept.alert ? { alert: { ...kept.alert, speaker } } : {}) };
}

/** The heat of turns said up to then, faded. */
function wordsAt({ turns }: SpeakerState, to: CallSeconds): number {
  const calmness = turns
    .filter(({ at }) => at <= to + TOGETHER)
    .reduce((left, { at, heat }) => left * (1 - heat * 0.5 ** (Math.max(0, to - at) / HALF_LIFE)), 1);
  return 1 - calmness;
}

function foundBy(prosody: number, words: number): FoundBy {
  if (prosody >= SAYS_SOMETHING && words >= SAYS_SOMETHING) return 'both';
  return words > prosody ? 'words' : 'prosody';
}
