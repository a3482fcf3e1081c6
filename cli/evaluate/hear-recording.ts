import { type Clock, type Language, type Millis, SAMPLE_RATE, Scope, sleep } from '#core';
import type { Transcription, TranscriptUpdate, Word } from '#transcription';

/** What a recogniser made of a recording, and how fast. */
export interface HeardRecording {
  readonly text: string;
  /** Words of each turn, times in s of the recording. */
  readonly turns: readonly (readonly Word[])[];
  /** From the decision that a turn is over to its final words. */
  readonly finals: readonly Millis[];
  /** From the end of the last word to the final words: the pause waited for (on the audio's clock) and the time above. */
  readonly spokenToFinal: readonly Millis[];
  /** From the end of a word to its first being shown; only at the pace of a call. */
  readonly partials: readonly Millis[];
  readonly troubles: readonly string[];
}

export interface HearOptions {
  readonly language: Language;
  /** Times the pace of a call. */
  readonly speed: number;
  readonly clock: Clock;
}

/** Fed every so often, as taps of a call come. */
const RUN = 0.1 * SAMPLE_RATE;
/** A recogniser that is behind is waited for. */
const REST: Millis = 1_000;
/** Sentences begin and end in silence, as on a line, so that the turn rule decides as in a call. */
const BEFORE = 0.5 * SAMPLE_RATE;
const AFTER = 0.8 * SAMPLE_RATE;

/** Plays a recording of 8 kHz into a stream as a call would. */
export async function hearRecording(transcription: Transcription, pcm: Int16Array, { language, speed, clock }: HearOptions): Promise<HeardRecording> {
  const line = new Int16Array(BEFORE + pcm.length + AFTER);
  line.set(pcm, BEFORE);
  const stream = transcription.open({ language, scope: new Scope() });
  const ended = new Map<number, { readonly at: number; readonly now: Millis }>();
  const shown: { update: TranscriptUpdate; at: number }[] = [];
  const finals: { update: TranscriptUpdate; now: Millis }[] = [];
  const troubles: string[] = [];
  let began = clock.now();
  let position = 0;
  stream.turnEnded?.on(({ turn, at }) => ended.set(turn, { at, now: clock.now() }));
  stream.updates.on((update) => {
    if (update.kind === 'final') finals.push({ update, now: clock.now() });
    else shown.push({ update, at: Math.max(position, ((clock.now() - began) / 1000) * speed) });
  });
  stream.trouble.on(({ code }) => {
    if (code === 'transcription.behind' && speed > 1) began += REST;
    else if (!troubles.includes(code)) troubles.push(code);
  });
  for (let from = 0; from < line.length; from += RUN) {
    const due = began + ((from + RUN) / SAMPLE_RATE / speed) * 1000;
    if (due > clock.now()) await sleep(clock, due - clock.now());
    position = Math.min(line.length, from + RUN) / SAMPLE_RATE;
    stream.push({ at: from, pcm: line.subarray(from, from + RUN) });
  }
  await stream.end();
  const timed = finals.flatMap(({ update, now }) => {
    const end = ended.get(update.turn);
    const last = update.words.at(-1);
    return end && last ? [{ wait: now - end.now, pause: (end.at - last.end) * 1000 }] : [];
  });
  return {
    text: finals.flatMap(({ update }) => update.words.map(({ text }) => text)).join(' '),
    turns: finals.map(({ update }) => update.words.map((word) => ({ ...word, start: onRecording(word.start), end: onRecording(word.end) }))),
    finals: timed.map(({ wait }) => wait),
    spokenToFinal: timed.map(({ wait, pause }) => wait + pause),
    partials: speed === 1 ? finals.flatMap(({ update }) => firstShown(update, shown)) : [],
    troubles,
  };
}

const onRecording = (at: number) => Math.max(0, Math.round((at - BEFORE / SAMPLE_RATE) * 1_000) / 1_000);

/** How long after its end each word was first shown right. */
function firstShown({ turn, words }: TranscriptUpdate, shown: readonly { readonly update: TranscriptUpdate; readonly at: number }[]): Millis[] {
  return words.flatMap((word: Word, index) => {
    const first = shown.find(({ update }) => update.turn === turn && update.words[index]?.text === word.text);
    return first ? [Math.max(0, first.at - word.end) * 1000] : [];
  });
}
