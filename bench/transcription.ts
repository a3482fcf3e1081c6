import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Language, SAMPLE_RATE, Scope, type Speaker, silentLog, sleep, systemClock, systemRandom } from '#core';
import { type Transcription, startTranscription } from '#transcription';

export const about = 'live transcription: CPU per stream-minute, delay from end of speech to final words  [--streams N --speed N]';

const FIXTURES = join(import.meta.dirname, '..', 'test', 'fixtures', 'calls');
const MODELS = join(import.meta.dirname, '..', 'models');
const CALLS = ['en-1-compliant', 'en-2-forbidden', 'zh-1-compliant', 'zh-2-forbidden'];
const SPEAKERS: readonly Speaker[] = ['caller', 'agent'];
const TICKS_PER_SECOND = 100;
const RUN = 160;
const DRIVER_TICKS = 250;

/** Speech on one side of a call: samples, and where the speaker really stops (s). */
interface Side {
  readonly language: Language;
  readonly pcm: Int16Array;
  readonly ends: readonly number[];
}

function side(call: string, speaker: Speaker): Side {
  const bytes = readFileSync(join(FIXTURES, call, `${speaker}.wav`)).subarray(44);
  const pcm = new Int16Array(bytes.length >> 1);
  Buffer.from(pcm.buffer).set(bytes.subarray(0, pcm.byteLength));
  const truth = JSON.parse(readFileSync(join(FIXTURES, call, 'truth.json'), 'utf8')) as {
    lang: Language;
    utterances: readonly { speaker: Speaker; end: number }[];
  };
  return { language: truth.lang, pcm, ends: truth.utterances.filter((u) => u.speaker === speaker).map((u) => u.end) };
}

/** CPU of a many-stream load, then the delays of one call at its own pace. */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: { streams: { type: 'string', default: '32' }, speed: { type: 'string', default: '1' } },
  });
  const [streams, speed] = [Number(values.streams), Number(values.speed)];
  const sides = CALLS.flatMap((call) => SPEAKERS.map((speaker) => side(call, speaker)));
  const words = await underLoad([MODELS], sides, streams, speed);
  const voiceOnly = await underLoad([], sides, streams, speed);
  const transcription = await start([MODELS]);
  const delays = await delaysOf(transcription, sides.slice(0, 2));
  await transcription.close();
  const figures = {
    streams,
    serverCpuSecondsPerStreamMinute: round(words.server),
    recogniserCpuSecondsPerStreamMinute: round(words.recogniser),
    voiceOnlyCpuSecondsPerStreamMinute: round(voiceOnly.server),
    finals: delays.length,
    speechToFinalP50Ms: Math.round(delays[Math.floor(delays.length * 0.5)] ?? 0),
    speechToFinalP95Ms: Math.round(delays[Math.floor(delays.length * 0.95)] ?? 0),
  };
  console.table(figures);
  return figures;
}

async function start(modelDirs: readonly string[]): Promise<Transcription> {
  const started = await startTranscription({ modelDirs, processes: 1, clock: systemClock, random: systemRandom, log: silentLog });
  if (!started.ok) throw started.fault;
  return started.value;
}

/** CPU seconds per minute of one stream, of this process (voice activity, turns, pipes) and of the recogniser. */
async function underLoad(modelDirs: readonly string[], sides: readonly Side[], count: number, speed: number) {
  const transcription = await start(modelDirs);
  const chosen = Array.from({ length: count }, (_, i) => sides[i % sides.length] ?? sides[0]).filter((s) => s !== undefined);
  const before = { server: ownCpu(), recogniser: cpuOf(transcription.pids()) };
  await play(transcription, chosen, speed);
  const minutes = chosen.reduce((total, one) => total + one.pcm.length / SAMPLE_RATE / 60, 0);
  const used = { server: ownCpu() - before.server, recogniser: cpuOf(transcription.pids()) - before.recogniser };
  await transcription.close();
  return { server: (used.server - (await driverCost(sides, speed))) / minutes, recogniser: used.recogniser / minutes };
}

/** CPU seconds of the bare 20 ms ticks that drive the load, which on a small load are most of it. */
async function driverCost(sides: readonly Side[], speed: number): Promise<number> {
  const before = ownCpu();
  const began = systemClock.now();
  for (let i = 1; i <= DRIVER_TICKS; i++) await sleep(systemClock, Math.max(0, began + (i * 20) / speed - systemClock.now()));
  const ticks = Math.max(...sides.map((one) => one.pcm.length)) / RUN;
  return ((ownCpu() - before) / DRIVER_TICKS) * ticks;
}

type Heard = (one: Side, lastWordEnd: number, now: number) => void;

/** Pushes 20 ms into every stream on each tick, as a media worker would; tells the position (s) when a final arrives. */
async function play(transcription: Transcription, sides: readonly Side[], speed: number, heard?: Heard): Promise<void> {
  const began = systemClock.now();
  const streams = sides.map((one) => {
    const stream = transcription.open({ language: one.language, scope: new Scope() });
    stream.updates.on((update) => {
      const last = update.words.at(-1);
      if (update.kind === 'final' && last) heard?.(one, last.end, ((systemClock.now() - began) / 1000) * speed);
    });
    return { one, stream };
  });
  const longest = Math.max(...sides.map((one) => one.pcm.length));
  for (let at = 0; at + RUN <= longest; at += RUN) {
    const due = began + ((at + RUN) / SAMPLE_RATE / speed) * 1000;
    if (due > systemClock.now()) await sleep(systemClock, due - systemClock.now());
    for (const { one, stream } of streams) {
      if (at + RUN <= one.pcm.length) stream.push({ at, pcm: one.pcm.subarray(at, at + RUN) });
    }
  }
  await Promise.all(streams.map(({ stream }) => stream.end()));
}

/** ms from the true end of speech to the final words, at the pace of the call; sorted. */
async function delaysOf(transcription: Transcription, sides: readonly Side[]): Promise<readonly number[]> {
  const delays: number[] = [];
  await play(transcription, sides, 1, (one, lastWordEnd, now) => {
    const end = one.ends.toSorted((a, b) => Math.abs(a - lastWordEnd) - Math.abs(b - lastWordEnd))[0];
    if (end !== undefined) delays.push((now - end) * 1000);
  });
  return delays.toSorted((a, b) => a - b);
}

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
