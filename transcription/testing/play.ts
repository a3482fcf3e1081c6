import { type Language, Scope, sleep, systemClock, systemRandom, silentLog } from '#core';
import type { Transcription, TranscriptUpdate, VoiceChange } from '../port.ts';
import { startTranscription } from '../start-transcription.ts';
import { MODELS } from './recordings.ts';

export interface Heard {
  readonly finals: readonly TranscriptUpdate[];
  readonly partials: readonly TranscriptUpdate[];
  readonly voice: readonly VoiceChange[];
  readonly troubles: readonly string[];
  readonly text: string;
}

export interface PlayOptions {
  readonly language: Language;
  /** How many times faster than a call; a busy machine still keeps up with 25. */
  readonly speed?: number;
  /** Called with the position (s) every 100 ms of audio. */
  readonly at?: (seconds: number) => void | Promise<void>;
  /** Phrases to listen for. */
  readonly grammar?: readonly string[];
  readonly hotWords?: readonly string[];
  /** Called when a final arrives. */
  readonly onFinal?: (final: TranscriptUpdate) => void;
}

/** Starts transcription with real recognisers; throws when it cannot. */
export async function realTranscription(options: { processes?: number; modelDirs?: readonly string[] } = {}): Promise<Transcription> {
  const { processes = 1, modelDirs = [MODELS] } = options;
  const started = await startTranscription({ modelDirs, processes, clock: systemClock, random: systemRandom, log: silentLog });
  if (!started.ok) throw started.fault;
  return started.value;
}

/** In the pace of a call nobody waits for the recogniser. */
const REST_MS = 1_000;

/** Plays a recording into a stream, 20 ms at a time, and returns everything it told. */
export async function play(transcription: Transcription, pcm: Int16Array, options: PlayOptions): Promise<Heard> {
  const { language, speed = 25, at, onFinal, grammar = [], hotWords = [] } = options;
  const stream = transcription.open({ language, scope: new Scope(), grammar, hotWords });
  const updates: TranscriptUpdate[] = [];
  const voice: VoiceChange[] = [];
  const troubles: string[] = [];
  stream.updates.on((update) => {
    updates.push(update);
    if (update.kind === 'final') onFinal?.(update);
  });
  stream.voice.on((change) => voice.push(change));
  let began = systemClock.now();
  stream.trouble.on(({ code }) => {
    troubles.push(code);
    // A recogniser that is behind a call that is played faster than people talk is waited for.
    if (speed > 1 && code === 'transcription.behind') began += REST_MS;
  });
  for (let i = 0; i < pcm.length; i += 160) {
    stream.push({ at: i, pcm: pcm.subarray(i, i + 160) });
    if (i % 800 !== 0) continue;
    await at?.(i / 8000);
    const due = began + i / 8 / speed;
    if (due > systemClock.now()) await sleep(systemClock, due - systemClock.now());
  }
  await stream.end();
  const finals = updates.filter((update) => update.kind === 'final');
  const text = finals.flatMap((final) => final.words.map((word) => word.text)).join(' ');
  return { finals, partials: updates.filter((update) => update.kind === 'partial'), voice, troubles, text };
}
