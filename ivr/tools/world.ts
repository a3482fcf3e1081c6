import type { Language, Millis } from '#core';
import { type FlowUtterance, QUEUE_OUTCOMES } from '../model.ts';
import type { Asked, WorldAnswer } from './flow-walk.ts';

/** Answers by node or kind of question; a list is for the first, the second … time. */
export type ScriptedAnswers = Readonly<Record<string, Given | readonly Given[]>>;

interface Given {
  readonly outcome: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Seconds. */
  readonly after: number;
}

/** What a kindly world answers when nobody has said otherwise; a queue answers nothing. */
const KINDLY: Readonly<Record<string, WorldAnswer>> = {
  http: { outcome: 'failed' },
  customer: { outcome: 'unknown' },
  'queue-state': { outcome: 'known', data: {} },
  voicemail: { outcome: 'recorded', data: { seconds: 5 }, afterMs: 5000 },
  callback: { outcome: 'booked' },
  ticket: { outcome: 'created', data: { id: 'T-1' } },
  hook: { outcome: 'sent' },
  transfer: { outcome: 'answered', afterMs: 10_000 },
};

export const kindOf = (asked: Asked): string => ('type' in asked ? 'queue' : asked.kind);

/** A world that answers from a script, the nearer words first: those of the node, of the kind, then of a kindly world. */
export function scriptedWorld(scripts: readonly ScriptedAnswers[], queues: Readonly<Record<string, unknown>> = {}): (asked: Asked, node: string) => WorldAnswer | undefined {
  const times = new Map<string, number>();
  return (asked, node) => {
    const kind = kindOf(asked);
    for (const key of [node, kind]) {
      const script = scripts.find((each) => Object.hasOwn(each, key))?.[key];
      if (script === undefined) continue;
      const list: readonly Given[] = 'outcome' in script ? [script] : script;
      const time = times.get(key) ?? 0;
      times.set(key, time + 1);
      const given = list[Math.min(time, list.length - 1)];
      return given && { outcome: given.outcome, data: given.data, afterMs: given.after * 1000 };
    }
    return kind === 'queue-state' ? { outcome: 'known', data: queues } : KINDLY[kind];
  };
}

const SOUND_MS = 2000;
/** Of synthetic speech at a usual pace. */
const MS_PER_CHARACTER = 220;
const MS_PER_WORD = 400;
const HAN = /\p{Script=Han}/u;

/** How long something probably takes to be said, for those who have not its sound: 2 s, a text by its length. */
export function probableLength(utterance: FlowUtterance, _language: Language): Millis {
  if (typeof utterance === 'string') return SOUND_MS;
  const { say } = utterance;
  return HAN.test(say) ? [...say].length * MS_PER_CHARACTER : say.split(/\s+/u).length * MS_PER_WORD;
}

/** Outcomes each question can have, for people who answer by hand. */
export const OUTCOMES: Readonly<Record<string, readonly string[]>> = {
  http: ['answered', 'timed-out', 'failed'],
  customer: ['found', 'unknown', 'failed'],
  'queue-state': ['known', 'failed'],
  voicemail: ['recorded', 'empty', 'failed'],
  callback: ['booked', 'refused', 'failed'],
  ticket: ['created', 'failed'],
  hook: ['sent', 'failed'],
  transfer: ['answered', 'busy', 'no-answer', 'failed'],
  queue: ['answered', ...QUEUE_OUTCOMES],
};
