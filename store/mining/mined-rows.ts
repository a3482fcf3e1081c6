import type { FigureSums, MinedCall, TalkFacts } from '#mining';
import type { Row } from '../sql/sql.ts';
import { summaryOf } from '../timeline/rows.ts';

/** Columns of `mined_calls` and what they are called outside. */
const TALK = {
  seconds: 'seconds',
  caller_seconds: 'callerSeconds',
  agent_seconds: 'agentSeconds',
  silence_seconds: 'silenceSeconds',
  longest_silence: 'longestSilence',
  caller_interruptions: 'callerInterruptions',
  agent_interruptions: 'agentInterruptions',
  caller_syllables: 'callerSyllables',
  agent_syllables: 'agentSyllables',
} as const satisfies Readonly<Record<string, keyof TalkFacts>>;

export const TALK_COLUMNS = Object.keys(TALK);

function talkOf(row: Row): TalkFacts {
  const facts = Object.fromEntries(Object.entries(TALK).map(([column, name]) => [name, Number(row[column] ?? 0)]));
  return facts as unknown as TalkFacts;
}

export function talkRow(facts: TalkFacts): Record<string, number> {
  return Object.fromEntries(Object.entries(TALK).map(([column, name]) => [column, facts[name]]));
}

export function minedCall(row: Row, more: { readonly facts: Row | undefined; readonly excerpts: MinedCall['excerpts'] }): MinedCall {
  const { id, startedAt, from, language, queue, agent, outcome, talkSeconds, alerts } = summaryOf(row);
  const { facts, excerpts } = more;
  return {
    id, startedAt, from, outcome, alerts, excerpts,
    ...(language === undefined ? {} : { language }),
    ...(queue === undefined ? {} : { queue }),
    ...(agent === undefined ? {} : { agent }),
    ...(talkSeconds === undefined ? {} : { talkSeconds }),
    ...(facts ? { facts: { ...talkOf(facts), groups: facts.groups as readonly string[] } } : {}),
  };
}

export const sumsOf = (row: Row): FigureSums => ({
  key: String(row.key),
  calls: Number(row.calls),
  ...(row.begins === null || row.begins === undefined ? {} : { from: Number(row.begins), until: Number(row.ends) }),
  ...talkOf(row),
});
