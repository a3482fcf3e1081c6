import { characterErrorRate, sumErrors, wordErrorRate } from '#transcription';
import type { HeardAlert, LiveView } from './live-view.ts';
import type { Played } from './play-call.ts';
import type { Violation } from './scenario.ts';

/** An expected violation counts as found by an alert whose moment lies in its utterance, give or take this many seconds. */
const AROUND_S = 1.5;

export interface CallScore {
  readonly id: string;
  readonly language: string;
  /** Word errors for English, character errors for Chinese, of both speakers. */
  readonly errorRate: number;
  readonly expected: number;
  readonly found: readonly { readonly violation: Violation; readonly alert: HeardAlert }[];
  readonly missed: readonly Violation[];
  readonly falseAlerts: readonly HeardAlert[];
  /** ms from the end of each forbidden phrase, as heard on the wire, to its alert at this client. */
  readonly delaysMs: readonly number[];
}

/** Compares what was written and raised with the truth of the recording. */
export function scoreCall(view: LiveView, played: Played): CallScore {
  const { scenario } = played;
  const callIds = [...view.callers].filter(([, name]) => name === scenario.id).map(([callId]) => callId);
  const mine = (message: { callId: string }) => callIds.includes(message.callId);
  const alerts = view.alerts.filter((message) => mine(message) && message.alert.kind === 'violation');
  const left = new Set(alerts);
  const found: { violation: Violation; alert: HeardAlert }[] = [];
  const missed: Violation[] = [];
  const delaysMs: number[] = [];
  for (const violation of scenario.violations) {
    const alert = [...left].find((message) => matches(message, violation));
    if (!alert) {
      missed.push(violation);
      continue;
    }
    left.delete(alert);
    found.push({ violation, alert });
    if (violation.type === 'forbidden_phrase') delaysMs.push(delayOf(alert, view, played));
  }
  return {
    id: scenario.id,
    language: scenario.language,
    errorRate: errorsOf(view, played, mine).rate,
    expected: scenario.violations.length,
    found,
    missed,
    falseAlerts: [...left],
    delaysMs,
  };
}

function matches({ alert }: HeardAlert, violation: Violation): boolean {
  if (violation.type === 'missing_recording_notice') return /record/.test(alert.rule);
  if (violation.start === undefined || violation.end === undefined) return false;
  return alert.evidence.words.length > 0 && alert.at >= violation.start - AROUND_S && alert.at <= violation.end + AROUND_S;
}

/** The phrase ends where the recogniser heard its last word; that place of the recording was spoken at a known moment. */
function delayOf(message: HeardAlert, view: LiveView, played: Played): number {
  const zero = view.connectedAt.get(message.callId) ?? played.spokenFrom;
  return message.arrivedAt - (Math.min(zero, played.spokenFrom) + message.alert.evidence.to * 1000);
}

export function errorsOf(view: LiveView, { scenario }: Played, mine: (message: { callId: string }) => boolean) {
  const errors = (['caller', 'agent'] as const).map((speaker) => {
    const said = scenario.utterances.filter((one) => one.speaker === speaker).map(({ text }) => text);
    const turns = view.finals.filter((message) => mine(message) && message.speaker === speaker);
    const heard = turns.sort((a, b) => a.turn - b.turn).flatMap(({ words }) => words.map(({ text }) => text));
    const measure = scenario.language === 'zh' ? characterErrorRate : wordErrorRate;
    return measure(said.join(' '), heard.join(' '));
  });
  return sumErrors(errors);
}

/** Nearest-rank percentile; NaN of nothing. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN;
}
