import type { Language } from '#core';
import { HttpFault } from '../../http/route.ts';

/** What one side of a call said at a time. */
export interface SaidTurn {
  readonly speaker: string;
  readonly text: string;
}

/** What was said in a call so far, as far as who asks may hear it; rejects with an `HttpFault` where they may not. */
export type HeardCall = (call: string) => Promise<readonly SaidTurn[]>;

/** A private note takes so many characters, a new ticket so many notes of one call: three hours of talk. */
const MOST = 20_000;
const MOST_NOTES = 20;
const WORDS = {
  zh: { title: '通话转写', caller: '客户', agent: '坐席' },
  en: { title: 'Transcript of the call', caller: 'Customer', agent: 'Agent' },
} as const;

/** A transcript as private notes: who said what, a line each turn; as many notes as it needs, none where nothing was said. */
export function transcriptNotes(turns: readonly SaidTurn[], language: Language): readonly string[] {
  const { title, caller, agent } = WORDS[language];
  const lines = turns.filter(({ text }) => text.trim() !== '').map(({ speaker, text }) => `${speaker === 'caller' ? caller : agent}: ${text}`.slice(0, MOST - title.length - 1));
  const notes: string[] = [];
  for (const line of lines) {
    const last = notes.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= MOST) notes[notes.length - 1] = `${last}\n${line}`;
    else notes.push(`${title}\n${line}`);
  }
  return notes.slice(0, MOST_NOTES);
}

/** Notes of all calls that a ticket is made from. A call that is not known, or that the asker may not read, is linked all the same. */
export async function notesOfCalls(calls: readonly string[], language: Language, heard: HeardCall): Promise<readonly string[]> {
  const all = await Promise.all(calls.map((call) => heard(call).catch((error: unknown) => {
    if (error instanceof HttpFault && error.status < 500) return [];
    throw error;
  })));
  return all.flatMap((turns) => transcriptNotes(turns, language)).slice(0, MOST_NOTES);
}
