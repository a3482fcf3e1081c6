import { WebSocket } from 'ws';
import { nowMs, stampOf } from './now-ms.ts';

export interface ConsoleTask {
  readonly cookie: string;
  readonly topics: readonly string[];
}

interface Spread {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly longest: number;
}

export interface Heard {
  readonly kinds: Readonly<Record<string, Spread>>;
  readonly messages: number;
  readonly bytes: number;
  readonly refused: number;
}

type News = { type: string; desk?: { reason?: string }; words?: { start: number }[] } & Record<string, unknown>;

/** Delays by kind of news, ms. */
let delays: Record<string, number[]> = {};
let [messages, bytes, refused] = [0, 0, 0];

/** All consoles, in a process of their own: `{url, tasks}` opens them, `measure` begins, `tell` ends. */
process.on('message', (order: { url: string; tasks: ConsoleTask[] } | 'measure' | 'tell') => {
  if (order === 'measure') {
    delays = {};
    [messages, bytes] = [0, 0];
  } else if (order === 'tell') process.send?.({ kinds: Object.fromEntries(Object.entries(delays).map(([kind, list]) => [kind, spread(list)])), messages, bytes, refused } satisfies Heard);
  else void Promise.all(order.tasks.map((task) => open(order.url, task))).then(() => process.send?.('open'));
});

function open(url: string, { cookie, topics }: ConsoleTask): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/live`, { headers: { cookie, origin: url } });
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.once('message', () => {
      for (const topic of topics) socket.send(JSON.stringify({ type: 'subscribe', topic }));
      socket.on('message', (data: Buffer) => heard(data));
      resolve();
    });
  });
}

function heard(data: Buffer): void {
  const now = nowMs();
  messages++;
  bytes += data.length;
  const news = JSON.parse(data.toString()) as News;
  if (news.type === 'refused') refused++;
  if (news.type === 'desk') note('desk', stampOf(news.desk?.reason), now);
  if (news.type === 'words') note('words', news.words?.[0]?.start, now);
  if (news.type !== 'floor') return;
  for (const row of (news['agents'] as { reason?: string }[] | undefined) ?? []) note('floor', stampOf(row.reason), now);
  for (const row of (news['calls'] as { to?: string }[] | undefined) ?? []) note('floor', stampOf(row.to), now);
}

function note(kind: string, at: number | undefined, now: number): void {
  if (at !== undefined && at > 0) (delays[kind] ??= []).push(now - at);
}

function spread(list: number[]): Spread {
  const sorted = list.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), longest: at(1) };
}
