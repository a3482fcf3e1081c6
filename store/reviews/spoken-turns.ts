import type { TimelineEvent } from '../port.ts';
import type { StoredCorrection } from './port.ts';
import { plainText } from '../search/transcript-text.ts';

/** A row of `transcript_turns`. */
export interface SpokenTurn {
  readonly call_id: string;
  readonly speaker: string;
  readonly turn: number;
  readonly start_s: number;
  readonly end_s: number;
  readonly body: string;
}

/** What a step of a timeline says. */
export type Spoken = Pick<TimelineEvent, 'type' | 'data'> & { readonly audioAt?: number | null };

/** What can be searched of a call: its turns, with the words people corrected, from `transcript.final` events. */
export function spokenTurns(call: string, events: readonly Spoken[], corrections: readonly StoredCorrection[]): SpokenTurn[] {
  const turns = new Map<string, SpokenTurn>();
  for (const { type, data, audioAt } of events) {
    if (type !== 'transcript.final' || typeof data.speaker !== 'string' || !Number.isInteger(data.turn)) continue;
    const { speaker } = data;
    const turn = Number(data.turn);
    const heard = Array.isArray(data.words) ? data.words : [];
    const words = heard.map((word, index) => {
      const corrected = corrections.findLast((each) => each.speaker === speaker && each.turn === turn && each.word === index);
      return corrected?.text ?? String((word as { text?: unknown } | null)?.text ?? '');
    });
    const body = plainText(words.join(' '));
    const start = secondsOf(heard[0], 'start') ?? audioAt ?? 0;
    const end = Math.max(start, secondsOf(heard.at(-1), 'end') ?? start);
    if (body !== '') turns.set(`${speaker} ${turn}`, { call_id: call, speaker, turn, start_s: start, end_s: end, body });
  }
  return [...turns.values()];
}

function secondsOf(word: unknown, edge: 'start' | 'end'): number | undefined {
  const at = (word as { readonly [key: string]: unknown } | null | undefined)?.[edge];
  return typeof at === 'number' && Number.isFinite(at) ? at : undefined;
}

/** Tags that rules gave the call. */
export function tagsGiven(events: readonly Spoken[]): string[] {
  return [...new Set(events.flatMap(({ type, data }) => (type === 'call.tagged' && typeof data.tag === 'string' ? [data.tag] : [])))];
}

/** Rules broken in a call; warnings of partial words do not count. */
export function brokenRules(events: readonly Spoken[]): string[] {
  const rules = events
    .filter(({ type }) => type === 'qa.alert')
    .map(({ data }) => data.alert as { rule?: unknown; kind?: unknown } | undefined)
    .flatMap((alert) => (alert?.kind === 'violation' && typeof alert.rule === 'string' ? [alert.rule] : []));
  return [...new Set(rules)];
}
