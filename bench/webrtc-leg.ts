import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { silentLog, systemClock, systemRandom } from '#core';
import { type Media, type MediaLeg, startMedia } from '#media';

export const about = 'CPU of a browser leg (DTLS-SRTP) per minute beside a plain one, and its handshake  [--legs N --seconds S --opus]';

/** Goal: a browser leg costs at most twice a plain one, and is connected in a blink. */
const GOAL = { ofPlain: 2, handshakeMs: 300 };
const PEERS = 'webrtc-leg-peers';
type Kind = 'browser' | 'phone';

/**
 * `legs` legs of each kind, one after the other in one run: each hears a stream and sends one. The browsers (werift)
 * and the phones live in a process of their own; only our CPU is counted.
 */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: { legs: { type: 'string', default: '20' }, seconds: { type: 'string', default: '10' }, opus: { type: 'boolean', default: false } },
  });
  const [legs, seconds] = [Number(values.legs), Number(values.seconds)];
  const plain = await measure('phone', legs, seconds, false);
  const browser = await measure('browser', legs, seconds, values.opus);
  const handshakeMs = median(browser.handshakes);
  const ratio = browser.perMinute / plain.perMinute;
  console.log('legs  seconds  plain CPU-s/leg-minute  browser  ratio  handshake ms  heard');
  console.log([legs, seconds, plain.perMinute.toFixed(4), browser.perMinute.toFixed(4), ratio.toFixed(2), handshakeMs, browser.heardShare].join('  '));
  return {
    legs,
    codec: values.opus ? 'opus' : 'pcmu',
    cpuSecondsPerLegMinute: round(browser.perMinute),
    plainCpuSecondsPerLegMinute: round(plain.perMinute),
    ofPlain: round(ratio),
    handshakeMs,
    goal: GOAL,
    heardShare: browser.heardShare,
  };
}

async function measure(kind: Kind, count: number, seconds: number, opus: boolean) {
  const peers = fork(fileURLToPath(import.meta.url), [PEERS, kind, String(count), opus ? 'opus' : 'pcmu']);
  const started = await startMedia({
    rtpPorts: { from: 20_000, to: 20_000 + count * 4 + 400 },
    workers: 1,
    promptsDirs: [],
    silenceMs: 30_000,
    preferOpus: opus,
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
  });
  if (!started.ok) throw started.fault;
  try {
    const [offers] = (await once(peers, 'message')) as [string[]];
    const handshakes: number[] = [];
    for (const [index, offer] of offers.entries()) {
      const leg = await answered(started.value, kind, index, offer);
      peers.send({ index, answer: leg.answer });
      const [ms] = (await once(peers, 'message')) as [number];
      handshakes.push(ms);
    }
    peers.send('talk');
    const perMinute = await cpuPerLegMinute(count, seconds);
    peers.send('stop');
    const [heardShare] = (await once(peers, 'message')) as [number];
    return { perMinute, handshakes, heardShare };
  } finally {
    peers.kill();
    await started.value.close();
  }
}

async function answered(media: Media, kind: Kind, index: number, offer: string): Promise<{ leg: MediaLeg; answer: string }> {
  const leg = await media.open({ id: `leg-${index}`, group: `call-${index}`, address: '127.0.0.1', kind });
  if (!leg.ok) throw leg.fault;
  const answer = leg.value.answer(offer);
  if (!answer.ok) throw answer.fault;
  return { leg: leg.value, answer: answer.value };
}

/** CPU of this process (all threads) per leg-minute, measured for `seconds` after a warm-up. */
async function cpuPerLegMinute(count: number, seconds: number): Promise<number> {
  await pause(3000);
  const [before, since] = [process.cpuUsage(), performance.now()];
  await pause(seconds * 1000);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6 / ((count * (performance.now() - since)) / 60_000);
}

const pause = (ms: number) => new Promise<void>((resolve) => systemClock.after(ms, resolve));
const round = (value: number) => Number(value.toFixed(4));
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** One peer in its own process. */
interface Peer {
  readonly offer: string;
  /** Resolves when the connection is up. */
  take(answer: string): Promise<void>;
  send(turn: number): void;
}

let heard = 0;

async function browserPeer(codec: string): Promise<Peer> {
  const { RTCPeerConnection, RtpHeader, useOPUS, usePCMU } = await import('werift');
  const opus = codec === 'opus';
  const pc = new RTCPeerConnection({ codecs: { audio: [opus ? useOPUS({ payloadType: 111 }) : usePCMU()] }, iceServers: [] });
  pc.addTransceiver('audio', { direction: 'sendrecv' });
  await pc.setLocalDescription(await pc.createOffer());
  const transport = pc.dtlsTransports[0];
  if (!transport) throw new Error('no transport');
  transport.onRtp.subscribe(() => heard++);
  // Opus: a frame of silence in narrow-band SILK, as long as a spoken one is to decode.
  const payload = opus ? Buffer.from('0b01' + '5a'.repeat(30), 'hex') : Buffer.alloc(160, 0xff);
  return {
    offer: pc.localDescription?.sdp ?? '',
    async take(answer) {
      await pc.setRemoteDescription({ type: 'answer', sdp: answer });
      while (transport.state !== 'connected') await pause(2);
    },
    send(turn) {
      const header = new RtpHeader({ payloadType: opus ? 111 : 0, sequenceNumber: turn & 0xffff, timestamp: (turn * (opus ? 960 : 160)) >>> 0, ssrc: 7 });
      void transport.sendRtp(payload, header);
    },
  };
}

async function phonePeer(): Promise<Peer> {
  const { createSocket } = await import('node:dgram');
  const socket = createSocket({ type: 'udp4', lookup: ((host: string, _f: number, done: (e: null, a: string, f: number) => void) => done(null, host, 4)) as never });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  socket.on('message', () => heard++);
  const packet = Buffer.alloc(172, 0xff);
  packet.set([0x80, 0]);
  let target = 0;
  return {
    offer: `v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio ${socket.address().port} RTP/AVP 0\r\n`,
    async take(answer) {
      target = Number(/^m=audio (\d+)/m.exec(answer)?.[1]);
    },
    send(turn) {
      packet.writeUInt16BE(turn & 0xffff, 2);
      packet.writeUInt32BE((turn * 160) >>> 0, 4);
      socket.send(packet, target, '127.0.0.1');
    },
  };
}

/** The peers' process: offers, takes answers one by one, talks, and tells what share of the packets it heard. */
async function speakAsPeers(kind: string, count: number, codec: string): Promise<void> {
  const peers = await Promise.all(Array.from({ length: count }, () => (kind === 'browser' ? browserPeer(codec) : phonePeer())));
  process.send?.(peers.map(({ offer }) => offer));
  for (let i = 0; i < count; i++) {
    const [{ index, answer }] = (await once(process, 'message')) as [{ index: number; answer: string }];
    const since = performance.now();
    await peers[index]?.take(answer);
    process.send?.(Math.round(performance.now() - since));
  }
  await once(process, 'message');
  const start = performance.now();
  heard = 0;
  let turns = 0;
  const timer = systemClock.every(5, () => {
    for (; turns * 20 <= performance.now() - start; turns++) for (const peer of peers) peer.send(turns);
  });
  await once(process, 'message');
  timer.cancel();
  process.send?.(Number((heard / (turns * count)).toFixed(3)));
}

if (process.argv[2] === PEERS && process.send) await speakAsPeers(process.argv[3] ?? '', Number(process.argv[4]), process.argv[5] ?? '');
