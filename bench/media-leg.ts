import { fork } from 'node:child_process';
import { type Socket, createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { silentLog, systemClock, systemRandom } from '#core';
import { type Media, type MediaLeg, startMedia } from '#media';

export const about = 'CPU of the media room per bridged, recorded, tapped call-minute, and of bare node:dgram  [--calls N --seconds S --workers N]';

/** Goal of today, CPU-seconds per call-minute, the main thread's share included. */
const GOAL = 0.1;
const PHONES = 'media-leg-phones';
const PACKET = 172;

/** Bridges `calls` pairs of phones for `seconds`; the phones live in a process of their own. */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      calls: { type: 'string', default: '60' },
      seconds: { type: 'string', default: '20' },
      workers: { type: 'string', default: '1' },
    },
  });
  const [calls, seconds, workers] = [Number(values.calls), Number(values.seconds), Number(values.workers)];
  const folder = await mkdtemp(join(tmpdir(), 'huawu-bench-'));
  const bare = await forwardBare(calls, seconds);
  const phones = await startPhones(calls * 2);
  const started = await startMedia({
    rtpPorts: { from: 20_000, to: 20_000 + calls * 8 + 400 },
    workers,
    promptsDirs: [],
    silenceMs: 30_000,
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
  });
  if (!started.ok) throw started.fault;
  try {
    let samples = 0;
    const count = (run: number) => (samples += run);
    const legs = await Promise.all(Array.from({ length: calls }, (_, i) => bridged(started.value, i, phones.ports, join(folder, `${i}.wav`), count)));
    phones.process.send(legs.flat());
    const perMinute = await cpuPerCallMinute(calls, seconds, () => (samples = 0));
    const tapped = samples / 8000 / 2 / calls / seconds;
    phones.process.send('stop');
    const [heard] = (await once(phones.process, 'message')) as [number];
    console.log('calls  seconds  workers  CPU-s per call-minute  of the goal  bare node:dgram  tapped/real');
    console.log([calls, seconds, workers, perMinute.toFixed(4), (perMinute / GOAL).toFixed(2), bare.toFixed(4), tapped.toFixed(3)].join('  '));
    return { calls, workers, cpuSecondsPerCallMinute: round(perMinute), goal: GOAL, bareCpuSecondsPerCallMinute: round(bare), ofBare: round(perMinute / bare), phoneHeardShare: heard };
  } finally {
    phones.process.kill();
    await started.value.close();
    await rm(folder, { recursive: true });
  }
}

/** The phones' process and the ports they listen on. */
async function startPhones(count: number) {
  const phones = fork(fileURLToPath(import.meta.url), [PHONES, String(count)]);
  const [ports] = (await once(phones, 'message')) as [number[]];
  return { process: phones, ports };
}

/** CPU of this process (all threads) per call-minute, measured for `seconds` after a warm-up. */
async function cpuPerCallMinute(calls: number, seconds: number, begin: () => void): Promise<number> {
  await pause(2000);
  begin();
  const [before, since] = [process.cpuUsage(), performance.now()];
  await pause(seconds * 1000);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6 / ((calls * (performance.now() - since)) / 60_000);
}

/** The floor: the same phones, their datagrams passed on as they are, on this machine at this moment. */
async function forwardBare(calls: number, seconds: number): Promise<number> {
  const phones = await startPhones(calls * 2);
  const sockets = await Promise.all(phones.ports.map(() => openSocket()));
  sockets.forEach((socket, i) => {
    const [other, port] = [sockets[i ^ 1], phones.ports[i ^ 1]];
    socket.on('message', (data) => other?.send(data, port, '127.0.0.1'));
  });
  phones.process.send(sockets.map((socket) => socket.address().port));
  const perMinute = await cpuPerCallMinute(calls, seconds, () => {});
  phones.process.kill();
  for (const socket of sockets) socket.close();
  return perMinute;
}

async function openSocket(): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', lookup: literal as never });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return socket;
}

const round = (value: number) => Number(value.toFixed(4));

/** One call: two phones, PCMU and PCMA, bridged, recorded and tapped; gives the ports of its legs. */
async function bridged(media: Media, index: number, ports: readonly number[], file: string, count: (samples: number) => void): Promise<number[]> {
  const group = `call-${index}`;
  const audio = media.audio(group, { file, tap: true });
  audio.frames.on(({ frame }) => count(frame.pcm.length));
  const legs: MediaLeg[] = [];
  for (const [side, payload] of [['caller', 0], ['agent', 8]] as const) {
    const leg = await media.open({ id: `${group}/${side}`, group, address: '127.0.0.1' });
    if (!leg.ok) throw leg.fault;
    const port = ports[index * 2 + legs.length];
    const answer = leg.value.answer(`v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio ${port} RTP/AVP ${payload}\r\n`);
    if (!answer.ok) throw answer.fault;
    audio.attach(side, leg.value);
    legs.push(leg.value);
  }
  const [a, b] = legs;
  if (a && b) media.bridge(a, b);
  return legs.map((leg) => leg.local.port);
}

const pause = (ms: number) => new Promise<void>((resolve) => systemClock.after(ms, resolve));

/** Keeps node from asking its resolver about an address. */
const literal = (host: string, _family: number, done: (error: null, address: string, family: number) => void) => done(null, host, 4);

/** The phones' process: each says the same packet every 20 ms and counts what it hears. */
async function speakAsPhones(count: number): Promise<void> {
  let heard = 0;
  let sent = 0;
  const sockets = await Promise.all(Array.from({ length: count }, openSocket));
  for (const socket of sockets) socket.on('message', () => heard++);
  process.send?.(sockets.map((socket) => socket.address().port));
  const [targets] = (await once(process, 'message')) as [number[]];
  const packets = sockets.map((_, i) => {
    const packet = Buffer.alloc(PACKET, i % 2 ? 0xd5 : 0xff);
    packet.set([0x80, i % 2 ? 8 : 0]);
    packet.writeUInt32BE(1000 + i, 8);
    return packet;
  });
  const start = performance.now();
  let n = 0;
  // Phones are not in step: each 2 ms a tenth of them speak.
  const timer = systemClock.every(2, () => {
    for (; n * 2 <= performance.now() - start; n++) {
      for (let i = n % 10; i < sockets.length; i += 10) {
        const turn = Math.floor(n / 10);
        const packet = packets[i] as Buffer;
        packet.writeUInt16BE(turn & 0xffff, 2);
        packet.writeUInt32BE((turn * 160) >>> 0, 4);
        sockets[i]?.send(packet, targets[i], '127.0.0.1');
        sent++;
      }
    }
  });
  await once(process, 'message');
  timer.cancel();
  process.send?.(Number((heard / sent).toFixed(3)));
}

if (process.argv[2] === PHONES && process.send) await speakAsPhones(Number(process.argv[3]));
