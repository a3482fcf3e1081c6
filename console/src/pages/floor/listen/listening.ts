import { createStore } from '../../../parts/store.ts';
import { afterClose, loudness, place, samplesOf, SILENT } from './playout.ts';

/** off ──listen──▶ connecting ⇄ listening ──▶ over │ not-yet │ refused ──▶ off */
export type Listening =
  | { readonly kind: 'off' }
  | { readonly kind: 'connecting' | 'listening' | 'over' | 'not-yet' | 'refused'; readonly callId: string; readonly from: string };

/** One call at a time for the whole page. */
export const listening = createStore<Listening>({ kind: 'off' });
/** 0–1, renewed with every run of sound. */
export const listeningLevel = createStore(0);

/** What the server sends: 8 kHz, one channel. The card's own rate is the browser's business. */
const RATE = 8000;
/** Between two tries of a lost connection, ms. */
const AGAIN_MS = 2000;

let stop = new AbortController();

/** Plays a live call, both sides mixed. Must be called from a click: browsers allow sound only then. */
export function listenTo({ id: callId, from }: { readonly id: string; readonly from: string }): void {
  stopListening();
  const own = (stop = new AbortController());
  const context = new AudioContext({ sampleRate: RATE });
  void context.resume();
  const tell = (kind: Exclude<Listening['kind'], 'off'>): void => listening.set({ kind, callId, from });
  own.signal.addEventListener('abort', () => {
    listeningLevel.set(0);
    void context.close();
  });
  connect(callId, playerOf(context), tell, own);
}

export function stopListening(): void {
  stop.abort();
  listening.set({ kind: 'off' });
}

type Tell = (kind: Exclude<Listening['kind'], 'off'>) => void;

function connect(callId: string, play: (samples: Float32Array<ArrayBuffer>) => void, tell: Tell, own: AbortController, tries = 0): void {
  const { signal } = own;
  if (signal.aborted) return;
  tell('connecting');
  const url = new URL(`/api/calls/${encodeURIComponent(callId)}/audio`, location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  let heard = false;
  signal.addEventListener('abort', () => socket.close(), { once: true });
  const open = { signal };
  socket.addEventListener(
    'message',
    ({ data }) => {
      if (!(data instanceof ArrayBuffer)) return;
      if (!heard) tell('listening');
      heard = true;
      play(samplesOf(data));
    },
    open,
  );
  socket.addEventListener(
    'close',
    ({ code, reason }) => {
      const next = afterClose(code, reason, heard ? 0 : tries);
      listeningLevel.set(0);
      if (next === 'again') {
        tell('connecting');
        setTimeout(() => connect(callId, play, tell, own, heard ? 1 : tries + 1), AGAIN_MS);
        return;
      }
      tell(next);
      own.abort();
    },
    open,
  );
}

function playerOf(context: AudioContext): (samples: Float32Array<ArrayBuffer>) => void {
  let playout = SILENT;
  return (samples) => {
    if (samples.length === 0 || context.state === 'closed') return;
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
