import type { CallSeconds, Speaker } from '#core';
import type { Alert, HeardWord, QaFacts, QaInput, RuleVerdict } from '../model.ts';

export interface Span {
  readonly from: CallSeconds;
  readonly to: CallSeconds;
}

/** One conversation of a call, with all that rules are judged by. Times are seconds since its own beginning. */
export interface Conversation {
  readonly facts: QaFacts;
  readonly turns: readonly { readonly channel: Speaker; readonly words: readonly HeardWord[] }[];
  readonly voices: Readonly<Record<Speaker, readonly Span[]>>;
  readonly holds: readonly Span[];
  /** Emotions and personal numbers as they were told. */
  readonly measured: readonly Extract<QaInput, { type: 'emotion' | 'pii' }>[];
  readonly end: CallSeconds;
  /** The caller was transferred. */
  readonly goesOn: boolean;
}

/** The same as it stands on the timeline. */
export interface StoredConversation extends Conversation {
  /** Where it begins on the call's clock. */
  readonly base: CallSeconds;
  /** How it was judged, and by which policy; undefined where it was not. */
  readonly judged?: { readonly policy: string; readonly verdicts: readonly RuleVerdict[]; readonly alerts: readonly Alert[] };
}

/** What the engine hears of a conversation that is over: everything in order of time, the clock once. */
export function inputsOf({ turns, voices, holds, measured, end, goesOn }: Conversation): QaInput[] {
  const spoken = (['caller', 'agent'] as const).flatMap((channel) =>
    voices[channel].flatMap(({ from, to }): QaInput[] => [
      { type: 'voice', channel, talking: true, at: from },
      ...(to < end ? [{ type: 'voice' as const, channel, talking: false, at: to }] : []),
    ]),
  );
  const held = holds.flatMap(({ from, to }): QaInput[] => [{ type: 'hold', on: true, at: from }, ...(to < end ? [{ type: 'hold' as const, on: false, at: to }] : [])]);
  const words = turns
    .toSorted((a, b) => endOf(a.words) - endOf(b.words))
    .map((turn, number): QaInput => ({ type: 'words', channel: turn.channel, turn: number, final: true, words: turn.words }));
  return [...spoken, ...held, ...measured, ...words, { type: 'hang-up', at: end, ...(goesOn ? { goesOn } : {}) }];
}

const endOf = (words: readonly HeardWord[]) => words.at(-1)?.end ?? 0;

/** Words closer than this are one voice, where no voice was recorded. */
const BREATH: CallSeconds = 0.6;

/** Who spoke when, by the words alone. */
export function voicesOf(turns: Conversation['turns']): Conversation['voices'] {
  const of = (channel: Speaker) => {
    const words = turns.flatMap((turn) => (turn.channel === channel ? turn.words : [])).toSorted((a, b) => a.start - b.start);
    const spans: { from: CallSeconds; to: CallSeconds }[] = [];
    for (const { start, end } of words) {
      const last = spans.at(-1);
      if (last && start - last.to <= BREATH) last.to = Math.max(last.to, end);
      else spans.push({ from: start, to: end });
    }
    return spans;
  };
  return { caller: of('caller'), agent: of('agent') };
}
