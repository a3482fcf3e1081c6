import { type CallSeconds, SAMPLE_RATE, type Samples, type Speaker } from '#core';
import { calm, follow } from './machine/agitation-machine.ts';
import type { AgitationAlert, AgitationCurve, AgitationPolicy, SpeechWindow, SpokenTurn } from './model.ts';
import { ConversationWindows } from './prosody/conversation-windows.ts';

/** Which part of a call is measured. */
export interface Conversation {
  readonly from: CallSeconds;
  readonly until: CallSeconds;
  readonly agent: string;
}

/** The whole conversation at once, with all words known: the curve that is stored. Same windows, words and policy: same points. */
export function curveOf(conversation: Conversation, windows: readonly SpeechWindow[], turns: readonly SpokenTurn[], policy: AgitationPolicy): { curve: AgitationCurve; alerts: readonly AgitationAlert[] } {
  let state = calm;
  for (const turn of turns) state = follow(state, { type: 'words', ...turn }, -Infinity, policy).state;
  for (const window of windows) state = follow(state, { type: 'window', ...window }, -Infinity, policy).state;
  const { points, alerts } = follow(state, { type: 'tick' }, Infinity, policy);
  return { curve: { ...conversation, method: methodOf(policy), points: points.map(rounded) }, alerts };
}

/** Windows of a recording, as they were heard live. */
export function windowsOf({ from, until }: Conversation, channels: Readonly<Record<Speaker, Int16Array>>): SpeechWindow[] {
  const windows: SpeechWindow[] = [];
  const conversation = new ConversationWindows(firstSample(from), (window) => windows.push(window));
  const end = lastSample(until);
  // Both lanes little by little, so that neither waits for the other.
  for (let at = firstSample(from); at < end; at += SAMPLE_RATE) {
    for (const speaker of ['caller', 'agent'] as const) conversation.push(speaker, { at, pcm: channels[speaker].subarray(at, Math.min(end, at + SAMPLE_RATE)) });
  }
  conversation.end();
  return windows;
}

/** Stored times are thousandths: both ways of measuring begin and end at the same sample. */
export const firstSample = (from: CallSeconds): Samples => Math.round(from * 1000) * (SAMPLE_RATE / 1000);
export const lastSample = firstSample;

/** Changes with everything that changes points. */
export const methodOf = ({ weights, baselineSeconds, smoothing }: AgitationPolicy): string => `1/${weights.version}/${baselineSeconds}/${smoothing}`;

const places = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits;
const rounded = <P extends AgitationCurve['points'][number]>(point: P): P => ({
  ...point,
  from: places(point.from, 2),
  to: places(point.to, 2),
  words: places(point.words, 3),
  raw: places(point.raw, 3),
  value: places(point.value, 3),
  ...(point.prosody === undefined ? {} : { prosody: places(point.prosody, 3) }),
});
