import type { z } from 'zod';
import type { TimelineEvent } from '#store';
import type { Turn } from './http/schemas.ts';

/** Chinese is written without spaces between words. */
const HAN = /\p{Script=Han}/u;

interface HeardWord {
  readonly [key: string]: unknown;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What was said, in the order it was said, from the `transcript.final` events of a call. */
export function transcriptOf(events: readonly TimelineEvent[]): z.input<typeof Turn>[] {
  return events
    .filter((event) => event.type === 'transcript.final')
    .map(({ data, audioAt }) => {
      const words = Array.isArray(data.words) ? data.words.filter(isWord) : [];
      const start = words[0]?.start ?? audioAt;
      const end = words.at(-1)?.end;
      return {
        speaker: String(data.speaker ?? ''),
        turn: Number.isInteger(data.turn) ? Number(data.turn) : 0,
        text: textOf(words),
        words,
        ...(start === undefined ? {} : { start }),
        ...(end === undefined ? {} : { end }),
      };
    })
    .sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
}

/** The alerts of a call, each with the moment it was stored. */
export function alertsOf(events: readonly TimelineEvent[]): Record<string, unknown>[] {
  return events.filter((event) => event.type === 'qa.alert').map(({ at, data }) => ({ ...(isRecord(data.alert) ? data.alert : data), storedAt: at }));
}

function textOf(words: readonly HeardWord[]): string {
  return words.reduce((text, { text: word }) => {
    const glued = text === '' || (HAN.test(text.at(-1) ?? '') && HAN.test(word[0] ?? ''));
    return glued ? text + word : `${text} ${word}`;
  }, '');
}

const isRecord = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object' && !Array.isArray(value);
const isWord = (value: unknown): value is HeardWord => isRecord(value) && typeof value.text === 'string' && typeof value.start === 'number' && typeof value.end === 'number';
