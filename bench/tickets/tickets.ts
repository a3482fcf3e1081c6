/** Tickets through the service layer on a real PostgreSQL: every operation is durable before it counts. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { seededRandom, silentLog, systemClock } from '#core';
import { openStore } from '#store';
import { STANDARD_TEMPLATES, TicketDesk, type TicketWish } from '#tickets';
import { overHttp } from './over-http.ts';
import { peerPerSecond } from './peer.ts';

export const about = 'tickets: durable creates/s, mixed operations/s (20 % create, 40 % update, 40 % read), p99, the same statements one by one, the same over HTTP';

const WORLD = { templates: STANDARD_TEMPLATES, queue: 'support', queues: ['sales', 'support'], agents: ['anna', 'bo'] };
/** Clients that each wait for their answer before they ask again. */
const CLIENTS = 256;
const WARM_UP_MS = 1_500;
const SECONDS = 6;

const wishOf = (n: number): TicketWish => ({
  template: 'fault',
  subject: `No light at ${n}`,
  text: '灯不亮了，请尽快处理。The light does not come on since this morning.',
  fields: { severity: 'major', impact: 'one', product: 'Router', contact: `138${String(n % 100_000_000).padStart(8, '0')}` },
  queue: n % 2 === 0 ? 'sales' : 'support',
  requester: { number: `138${String(n % 100_000_000).padStart(8, '0')}` },
});

interface Measured {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export async function run(): Promise<Record<string, unknown>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'huawu-bench-tickets-'));
  const url = process.env['DATABASE_URL'];
  const store = await openStore({ dataDir, clock: systemClock, log: silentLog, schema: 'huawu_bench', ...(url === undefined ? {} : { databaseUrl: url }) });
  if (!store.ok) throw store.fault;
  try {
    const desk = new TicketDesk({ records: store.value.tickets, world: () => WORLD, clock: systemClock, random: seededRandom(process.pid) });
    const numbers: string[] = [];
    const create = await measure(() => made(desk, numbers));
    const random = seededRandom(7);
    const mixed = await measure(() => one(desk, numbers, random.int(100), () => random.int(1_000_000_000)));
    const peer = await peerPerSecond(store.value.tickets, numbers, wishOf);
    const http = await overHttp(desk, numbers);
    print({ create, mixed, peer, kept: numbers.length });
    console.log(`over HTTP     ${http.perSecond} requests/s   p99 ${http.p99Ms} ms   (128 clients in another process, the same mix)`);
    return { createPerSecond: create.perSecond, mixedPerSecond: mixed.perSecond, p99Ms: mixed.p99Ms, peer, ratio: round(mixed.perSecond / Math.max(1, peer)), httpPerSecond: http.perSecond, httpP99Ms: http.p99Ms };
  } finally {
    await store.value.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function made(desk: TicketDesk, numbers: string[]): Promise<void> {
  const created = await desk.create(wishOf(numbers.length), { by: 'token' });
  if (!created.ok) throw created.fault;
  numbers.push(created.value.ticket.id);
}

/** 20 % create, 40 % update, 40 % read. */
async function one(desk: TicketDesk, numbers: string[], dice: number, int: () => number): Promise<void> {
  if (dice < 20) return made(desk, numbers);
  const id = numbers[int() % numbers.length] ?? '';
  if (dice >= 60) {
    if (!(await desk.get(id))) throw new Error('a ticket is gone');
    return;
  }
  const changed = await desk.change(id, { type: 'note', text: `Looked at it, step ${dice}.` }, { by: 'token' });
  if (!changed.ok) throw changed.fault;
}

/** Many clients at once for a while; the time of the warm-up does not count. */
async function measure(work: () => Promise<void>): Promise<Measured> {
  const took: number[] = [];
  const begin = performance.now() + WARM_UP_MS;
  const end = begin + SECONDS * 1_000;
  const client = async () => {
    for (let now = performance.now(); now < end; ) {
      await work();
      const after = performance.now();
      if (now >= begin && after < end) took.push(after - now);
      now = after;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  took.sort((a, b) => a - b);
  const at = (share: number) => round(took[Math.floor(took.length * share)] ?? 0);
  return { perSecond: Math.round(took.length / SECONDS), p50Ms: at(0.5), p99Ms: at(0.99) };
}

const round = (value: number) => Math.round(value * 100) / 100;

function print({ create, mixed, peer, kept }: { create: Measured; mixed: Measured; peer: number; kept: number }): void {
  console.log(`create        ${create.perSecond} durable creates/s   p50 ${create.p50Ms} ms   p99 ${create.p99Ms} ms   (${CLIENTS} clients)`);
  console.log(`mixed         ${mixed.perSecond} operations/s   p50 ${mixed.p50Ms} ms   p99 ${mixed.p99Ms} ms   (20 % create, 40 % update, 40 % read)`);
  console.log(`one by one    ${peer} operations/s: the same statements through the plain driver, one operation each`);
  console.log(`tickets kept  ${kept}`);
}
