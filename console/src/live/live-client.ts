import type { LiveNews, LiveOrder, LiveTopic } from '#contract';
import { get } from '../api/client.ts';
import { createStore } from '../parts/store.ts';
import { session, sessionEnded } from '../session/session.ts';
import { serverTime, steadyNow } from '../time/server-clock.ts';
import { createBatch } from './batch.ts';
import { retryDelay } from './retry-delay.ts';
import { topicOf } from './topic-of.ts';

/** Nothing is reached at all, or pages are, but no live connection. Browsers do not say why a socket failed. */
export type LostWhy = 'unreachable' | 'sockets-refused';

/** `lost` counts down to `retryAt`, on the steady clock, ms; `why` is known after some tries. */
export type LiveState = { readonly kind: 'idle' | 'connecting' | 'open' } | { readonly kind: 'lost'; readonly retryAt: number; readonly why?: LostWhy };

export const liveState = createStore<LiveState>({ kind: 'idle' });
/** When the server that was reached last began to run, epoch ms: another one ended every call of its predecessor. */
export const serverStarted = createStore<number | undefined>(undefined);

type Listener = (news: readonly LiveNews[]) => void;

/** So many tries without an answer are no passing trouble: the page says what it may be. */
const TOLD_AFTER = 5;

const topics = new Map<LiveTopic, Set<Listener>>();
const returned = new Set<() => void>();
const batch = createBatch<LiveNews>(deliver);
let socket: WebSocket | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;
let wanted = false;
let wasOpen = false;

/** Connects and stays connected until `stopLive`. */
export function startLive(): void {
  if (wanted) return;
  wanted = true;
  addEventListener('online', retryLive);
  addEventListener('offline', dropped);
  connect();
}

export function stopLive(): void {
  wanted = false;
  removeEventListener('online', retryLive);
  removeEventListener('offline', dropped);
  clearTimeout(timer);
  closeSocket();
  wasOpen = false;
  failures = 0;
  liveState.set({ kind: 'idle' });
}

/** Now, instead of at the end of the countdown. */
export function retryLive(): void {
  if (!wanted || socket !== undefined) return;
  clearTimeout(timer);
  connect();
}

/** News of a topic, batched to four times a second; the first follower subscribes, the last one leaving unsubscribes. */
export function followTopic(topic: LiveTopic, listener: Listener): () => void {
  const listeners = topics.get(topic) ?? new Set();
  if (listeners.size === 0) {
    topics.set(topic, listeners);
    send({ type: 'subscribe', topic });
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || topics.get(topic) !== listeners) return;
    topics.delete(topic);
    send({ type: 'unsubscribe', topic });
  };
}

/** Called each time the connection came back: what was shown may be old. */
export function onLiveReturn(listener: () => void): () => void {
  returned.add(listener);
  return () => returned.delete(listener);
}

function connect(): void {
  liveState.set((now) => (now.kind === 'lost' ? now : { kind: 'connecting' }));
  const url = new URL('/api/live', location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  const own = new WebSocket(url);
  let opened = false;
  socket = own;
  own.addEventListener('open', () => {
    opened = true;
    if (socket === own) arrived();
  });
  own.addEventListener('message', (event) => {
    if (socket === own) heard(String(event.data));
  });
  own.addEventListener('close', () => {
    if (socket !== own) return;
    dropped();
    if (!opened) void askWhy();
  });
}

function arrived(): void {
  failures = 0;
  liveState.set({ kind: 'open' });
  for (const topic of topics.keys()) send({ type: 'subscribe', topic });
  if (wasOpen) for (const listener of returned) listener();
  wasOpen = true;
}

function dropped(): void {
  closeSocket();
  if (!wanted) return;
  clearTimeout(timer);
  // Nobody comes in without a session: the sign-in over the page connects again.
  if (session.get().kind === 'expired') return liveState.set({ kind: 'idle' });
  const delay = retryDelay(failures++, Math.random());
  liveState.set((now) => ({ ...now, kind: 'lost', retryAt: steadyNow() + delay }));
  timer = setTimeout(connect, delay);
}

/** A refused socket looks like a lost one: an ordinary request tells an ended session (401), and what can be reached. */
async function askWhy(): Promise<void> {
  const why = await get('/api/me').then(() => 'sockets-refused' as const, () => 'unreachable' as const);
  if (!wanted || liveState.get().kind !== 'lost') return;
  if (session.get().kind === 'expired') {
    clearTimeout(timer);
    return liveState.set({ kind: 'idle' });
  }
  if (failures >= TOLD_AFTER) liveState.set((now) => (now.kind === 'lost' ? { ...now, why } : now));
}

function closeSocket(): void {
  const old = socket;
  socket = undefined;
  old?.close();
}

function send(order: LiveOrder): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(order));
}

function heard(text: string): void {
  const news = parse(text);
  if (news === undefined) return;
  if (news.type === 'hello') hello(news);
  else if (news.type === 'session-ended') sessionEnded();
  else batch.add(news);
}

function hello({ at, startedAt }: Extract<LiveNews, { type: 'hello' }>): void {
  serverTime(at);
  if (startedAt !== undefined) serverStarted.set(startedAt);
}

function parse(text: string): LiveNews | undefined {
  try {
    return JSON.parse(text) as LiveNews;
  } catch {
    return undefined;
  }
}

function deliver(all: readonly LiveNews[]): void {
  for (const [topic, listeners] of topics) {
    const mine = all.filter((news) => topicOf(news) === topic);
    if (mine.length > 0) for (const listener of listeners) listener(mine);
  }
}
