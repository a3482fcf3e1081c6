import { createStore } from '../../../parts/store.ts';
import { loudness, place, samplesOf, SILENT } from './playout.ts';

/** off ──listen──▶ connecting ──first sound──▶ listening ──call over, connection lost──▶ over │ refused ──▶ off */
export type Listening =
  | { readonly kind: 'off' }
  | { readonly kind: 'connecting' | 'listening' | 'over' | 'refused'; readonly callId: string; readonly from: string };

const OFF: Listening = { kind: 'off' };

/** One call at a time for the whole page. */
export const listening = createStore<Listening>(OFF);
/** 0–1, renewed with every run of sound. */
export const listeningLevel = createStore(0);

/** What the server sends: 8 kHz, one channel. The card's own rate is the browser's business. */
const RATE = 8000;

let close = (): void => undefined;

/** Plays a live call, both sides mixed. Must be called from a click: browsers allow sound only then. */
export function listenTo(call: { readonly id: string; readonly from: string }): void {
  stopListening();
  const about = { callId: call.id, from: call.from };
  listening.set({ kind: 'connecting', ...about });
  const context = new AudioContext({ sampleRate: RATE });
  void context.resume();
  const url = new URL(`/api/calls/${encodeURIComponent(call.id)}/audio`, location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  const play = playerOf(context);
  let opened = false;
  socket.addEventListener('open', () => {
    opened = true;
    listening.set({ kind: 'listening', ...about });
  });
  socket.addEventListener('message', ({ data }) => {
    if (data instanceof ArrayBuffer) play(samplesOf(data));
  });
  const end = (): void => {
    socket.close();
    listeningLevel.set(0);
    void context.close();
  };
  const ended = (): void => {
    close = () => undefined;
    end();
    listening.set({ kind: opened ? 'over' : 'refused', ...about });
  };
  socket.addEventListener('close', ended);
  close = () => {
    socket.removeEventListener('close', ended);
    end();
  };
}

export function stopListening(): void {
  close();
  close = () => undefined;
  listening.set(OFF);
}

function playerOf(context: AudioContext): (samples: Float32Array<ArrayBuffer>) => void {
  let playout = SILENT;
  return (samples) => {
    if (samples.length === 0) return;
    const step = place(playout, samples.length / RATE, context.currentTime);
    playout = step.state;
    listeningLevel.set(loudness(samples));
    if (step.playAt === undefined) return;
    const buffer = context.createBuffer(1, samples.length, RATE);
    buffer.copyToChannel(samples, 0);
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    source.start(step.playAt);
  };
}
