import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Language, SAMPLE_RATE, Scope, type Speaker, seededRandom, silentLog, sleep, systemClock, systemRandom } from '#core';
import { type ErrorCounts, type Transcription, startTranscription, sumErrors, wordErrorRate } from '#transcription';

export const about = 'live transcription with voice gating on and off, on calls of 40 % speech: CPU, streams per core, delays of words  [--streams N --speed N]';

const FIXTURES = join(import.meta.dirname, '..', 'test', 'fixtures', 'calls');
const MODELS = join(import.meta.dirname, '..', 'models');
const CALLS = ['en-1-compliant', 'en-2-forbidden', 'zh-1-compliant', 'zh-2-forbidden'];
const SPEAKERS: readonly Speaker[] = ['caller', 'agent'];
const SPEECH_SHARE = 0.4;
/** Noise of the line between the words, as of a quiet digital line (samples): what models have not learnt they hear words in. */
const NOISE = 2;
const TICKS_PER_SECOND = 100;
/** Taps of a call come every 100 ms. */
const RUN = 800;
const REST_MS = 2_000;

/** One speaker: 40 % of it speech, the rest line noise. */
interface Side {
  readonly language: Language;
  readonly pcm: Int16Array;
  /** In words parted by spaces. */
  readonly said: string;
}

interface Told {
  readonly words: string;
  /** ms from the decision that a turn is over to its final words. */
  readonly finals: readonly number[];
  /** ms from the end of a word to its first being shown right. */
  readonly partials: readonly number[];
  /** Words shown in turns that were not over yet; of them, those that a later look at the same turn did not show any more, and those that its final words have otherwise. */
  readonly shown: number;
  readonly takenBack: number;
  readonly corrected: number;
}

/** CPU of a load of streams with and without gating, then delays at the pace of a call. */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({ args: [...args], options: { streams: { type: 'string', default: '4' }, speed: { type: 'string', default: '4' } } });
  const [streams, speed] = [Number(values.streams), Number(values.speed)];
  const sides = CALLS.flatMap((call) => SPEAKERS.map((speaker) => side(call, speaker)));
  const gated = await underLoad(sides, streams, speed, true);
  const ungated = await underLoad(sides, streams, speed, false);
  const transcription = await start(true);
  const told = await Promise.all([sides[1], sides[5]].flatMap((one) => (one ? [play(transcription, one, 1)] : [])));
  await transcription.close();
  const said = gated.words.flatMap((text) => text.split(' '));
  const figures = {
    streams,
    audioSeconds: Math.round(gated.seconds),
    streamsPerCore: Math.floor(1 / gated.cpu),
    cpuPerAudioSecond: round(gated.cpu),
    partialP95Ms: p95(told.flatMap(({ partials }) => partials)),
    finalP95Ms: p95(told.flatMap(({ finals }) => finals)),
    partialWords: told.reduce((sum, { shown }) => sum + shown, 0),
    partialWordsTakenBack: told.reduce((sum, { takenBack }) => sum + takenBack, 0),
    partialWordsCorrected: told.reduce((sum, { corrected }) => sum + corrected, 0),
    streamsPerCoreUngated: Math.floor(1 / ungated.cpu),
    cpuPerAudioSecondUngated: round(ungated.cpu),
    gatingSaves: round(1 - gated.cpu / ungated.cpu),
    words: said.length,
    wordsThatDiffer: errorsOf(sumErrors(gated.words.map((text, index) => wordErrorRate(text, ungated.words[index] ?? '')))),
    wordErrors: errorsOf(gated.errors),
    wordErrorsUngated: errorsOf(ungated.errors),
  };
  console.table(figures);
  return figures;
}

/** The utterances of one side of a call with pauses between them, so long that 40 % is speech. */
function side(call: string, speaker: Speaker): Side {
  const bytes = readFileSync(join(FIXTURES, call, `${speaker}.wav`)).subarray(44);
  const recorded = new Int16Array(bytes.length >> 1);
  Buffer.from(recorded.buffer).set(bytes.subarray(0, recorded.byteLength));
  const truth = JSON.parse(readFileSync(join(FIXTURES, call, 'truth.json'), 'utf8')) as { lang: Language; utterances: readonly { speaker: Speaker; start: number; end: number; words: readonly string[] }[] };
  const spoken = truth.utterances.filter((u) => u.speaker === speaker).map(({ start, end }) => recorded.subarray(start * SAMPLE_RATE, end * SAMPLE_RATE));
  const speech = spoken.reduce((total, { length }) => total + length, 0);
  const pause = Math.round((speech / SPEECH_SHARE - speech) / (spoken.length + 1));
  const random = seededRandom(1);
  const pcm = Int16Array.from({ length: speech + pause * (spoken.length + 1) }, () => random.int(2 * NOISE + 1) - NOISE);
  let at = pause;
  for (const utterance of spoken) {
    utterance.forEach((sample, i) => (pcm[at + i] = sample));
    at += utterance.length + pause;
  }
  const said = truth.utterances.filter((u) => u.speaker === speaker).flatMap(({ words }) => words).join(' ');
  return { language: truth.lang, pcm, said };
}

async function start(gate: boolean): Promise<Transcription> {
  const started = await startTranscription({ modelDirs: [MODELS], processes: 1, gate, clock: systemClock, random: systemRandom, log: silentLog });
  if (!started.ok) throw started.fault;
  return started.value;
}

/** CPU seconds for a second of one speaker, of the recogniser and of this process (voice activity, turns, pipe), and the words. */
async function underLoad(sides: readonly Side[], count: number, speed: number, gate: boolean) {
  const transcription = await start(gate);
  const chosen = Array.from({ length: count }, (_, i) => sides[i % sides.length]).filter((one) => one !== undefined);
  const before = ownCpu() + cpuOf(transcription.pids());
  const told = await Promise.all(chosen.map((one) => play(transcription, one, speed)));
  const used = ownCpu() + cpuOf(transcription.pids()) - before;
  await transcription.close();
  const seconds = chosen.reduce((total, { pcm }) => total + pcm.length / SAMPLE_RATE, 0);
  return { seconds, cpu: used / seconds, words: told.map(({ words }) => words), errors: sumErrors(told.map(({ words }, index) => wordErrorRate(chosen[index]?.said ?? '', words))) };
}

async function play(transcription: Transcription, { language, pcm }: Side, speed: number): Promise<Told> {
  const stream = transcription.open({ language, scope: new Scope() });
  let began = systemClock.now();
  const position = () => ((systemClock.now() - began) / 1000) * speed;
  const decided = new Map<number, number>();
  const shown = new Map<string, number>();
  const told = { words: [] as string[], finals: [] as number[], partials: [] as number[], shown: 0, takenBack: 0, corrected: 0 };
  let open: { readonly turn: number; readonly texts: readonly string[] } = { turn: -1, texts: [] };
  stream.turnEnded?.on(({ turn }) => decided.set(turn, systemClock.now()));
  stream.updates.on(({ kind, turn, words }) => {
    for (const [index, { text, end }] of words.entries()) {
      const key = `${turn} ${index} ${text}`;
      if (kind === 'partial' && !shown.has(key)) shown.set(key, position());
      const first = shown.get(key);
      if (kind === 'final' && first !== undefined) told.partials.push(Math.max(0, first - end) * 1000);
    }
    const otherwise = open.turn === turn ? open.texts.filter((text, i) => words[i]?.text !== text).length : 0;
    told[kind === 'final' ? 'corrected' : 'takenBack'] += otherwise;
    if (kind === 'final' && open.turn === turn) told.shown += open.texts.length;
    open = { turn, texts: words.map(({ text }) => text) };
    const at = decided.get(turn);
    if (kind !== 'final' || words.length === 0) return;
    told.words.push(...words.map(({ text }) => text));
    if (at !== undefined) told.finals.push(systemClock.now() - at);
  });
  // A recogniser that is behind a call played faster than people talk is waited for.
  stream.trouble.on(({ code }) => {
    if (speed > 1 && code === 'transcription.behind') began += REST_MS;
  });
  for (let at = 0; at < pcm.length; at += RUN) {
    const due = began + ((at + RUN) / SAMPLE_RATE / speed) * 1000;
    if (due > systemClock.now()) await sleep(systemClock, due - systemClock.now());
    stream.push({ at, pcm: pcm.subarray(at, at + RUN) });
  }
  // A busy machine gets its time: streams wait no longer than 3 s for their last words.
  if (speed > 1) await idle(transcription);
  await stream.end();
  return { ...told, words: told.words.join(' ') };
}

/** Resolves when the recognisers have used no CPU for half a second. */
async function idle(transcription: Transcription): Promise<void> {
  for (let before = -1; before !== cpuOf(transcription.pids()); ) {
    before = cpuOf(transcription.pids());
    await sleep(systemClock, 500);
  }
}

const errorsOf = ({ substitutions, deletions, insertions }: ErrorCounts) => substitutions + deletions + insertions;
const p95 = (times: readonly number[]) => Math.round(times.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(0.95 * times.length) - 1)] ?? 0);

function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** CPU seconds of other processes, from Linux's /proc (fields 14 and 15 of stat). */
function cpuOf(pids: readonly number[]): number {
  return pids.reduce((total, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return total + (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  }, 0);
}

const round = (value: number) => Number(value.toFixed(4));
