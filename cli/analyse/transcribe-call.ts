import { readFile } from 'node:fs/promises';
import { type Clock, type Language, SAMPLE_RATE } from '#core';
import { readWav, resample } from '#media';
import type { TimelineEvent } from '#store';
import type { Transcription, Word } from '#transcription';
import { redactTurns } from '../../start/web/redact-turns.ts';
import { hearRecording } from '../evaluate/hear-recording.ts';

/** Times the pace of a call; a recogniser that is behind is waited for. */
const SPEED = 6;

/** As `transcript.final` tells a turn. */
export interface HeardTurn {
  readonly speaker: 'caller' | 'agent';
  readonly turn: number;
  readonly words: readonly Pick<Word, 'text' | 'start' | 'end' | 'confidence'>[];
  readonly agent?: string;
  /** Not while the call went on. */
  readonly afterwards: true;
}

/** The words of a recording (caller left, agent right), turns in the order they were said, without secrets. Undefined when it cannot be read. */
export async function transcribeCall(transcription: Transcription, clock: Clock, file: string, language: Language, events: readonly TimelineEvent[]): Promise<readonly HeardTurn[] | undefined> {
  const wav = readWav(await readFile(file));
  if (!wav.ok) return undefined;
  const heard: Pick<HeardTurn, 'speaker' | 'words'>[] = [];
  for (const [channel, speaker] of (['caller', 'agent'] as const).entries()) {
    const pcm = wav.value.channels[channel];
    if (!pcm) continue;
    const { turns } = await hearRecording(transcription, wav.value.rate === SAMPLE_RATE ? pcm : resample(pcm, wav.value.rate, SAMPLE_RATE), { language, speed: SPEED, clock });
    heard.push(...turns.filter((words) => words.length > 0).map((words) => ({ speaker, words: words.map(({ text, start, end, confidence }) => ({ text, start, end, confidence })) })));
  }
  const inOrder = heard.toSorted((a, b) => (a.words[0]?.start ?? 0) - (b.words[0]?.start ?? 0)).map(({ speaker, words }, turn) => ({ speaker, turn, words }));
  const told = redactTurns(inOrder, language);
  return told.flatMap(({ speaker, turn, words }) => {
    const [first] = words;
    const agent = first && speaker === 'agent' ? agentAt(events, first.start) : undefined;
    return first ? [{ speaker, turn, words: words.map((word) => ({ ...word, confidence: 1 })), afterwards: true, ...(agent === undefined ? {} : { agent }) }] : [];
  });
}

/** Who spoke to the caller then. */
function agentAt(events: readonly TimelineEvent[], at: number): string | undefined {
  const agent = events.findLast(({ type, audioAt = 0 }) => type === 'agent.connected' && audioAt <= at)?.data['agent'] ?? events.find(({ type }) => type === 'agent.connected')?.data['agent'];
  return typeof agent === 'string' ? agent : undefined;
}
