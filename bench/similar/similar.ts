/** Similar tickets: how many planted duplicates are found and flagged, how many others are, and how long a question takes, on a real PostgreSQL. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { seededRandom, silentLog, systemClock } from '#core';
import { openStore } from '#store';
import { STANDARD_TEMPLATES, SimilarDesk, TicketDesk } from '#tickets';
import { type Planted, plantedTickets } from '../../tickets/similar/testing/planted.ts';

export const about = 'similar tickets: recall and precision on planted duplicates, p50 and p95 of a question (argument: tickets, default 120000)';

const WORLD = { templates: STANDARD_TEMPLATES, queue: 'support', queues: ['support'], agents: [] };
const QUESTIONS = 1_000;

export async function run([given = '120000']: readonly string[]): Promise<Record<string, unknown>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'huawu-bench-similar-'));
  const opened = await openStore({ dataDir, clock: systemClock, log: silentLog, schema: 'huawu_bench' });
  if (!opened.ok) throw opened.fault;
  const store = opened.value;
  try {
    const desk = new TicketDesk({ records: store.tickets, world: () => WORLD, clock: systemClock, random: seededRandom(3) });
    const planted = plantedTickets(Number(given), seededRandom(2_026), 100);
    const ids = await fill(desk, planted);
    const similar = new SimilarDesk({ desk, texts: store.ticketTexts, clock: systemClock, log: silentLog });
    const before = process.memoryUsage();
    const begin = performance.now();
    let ready = false;
    while (!ready) ready = (await similar.of(ids[0] ?? '', 1, () => true)).ok;
    const readySeconds = Math.round((performance.now() - begin) / 100) / 10;
    const after = process.memoryUsage();
    const megabytes = Math.round((after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 1_048_576);
    const quality = await ask(similar, planted, ids);
    print(similar.size, readySeconds, megabytes, quality);
    return { tickets: similar.size, readySeconds, megabytes, ...quality };
  } finally {
    await store.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function fill(desk: TicketDesk, planted: readonly Planted[]): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; from < planted.length; from += 1_000) {
    const made = await Promise.all(planted.slice(from, from + 1_000).map(({ subject, text, product, number, language }) =>
      desk.create({ template: 'consultation', subject, text, language, fields: { severity: 'minor', impact: 'one', product, contact: number }, requester: { number } }, { by: 'token' })));
    for (const one of made) {
      if (!one.ok) throw one.fault;
      ids.push(one.value.ticket.id);
    }
  }
  return ids;
}

/** Each repeated ticket is asked about, and as many that repeat nothing. */
async function ask(similar: SimilarDesk, planted: readonly Planted[], ids: readonly string[]) {
  const first = (n: number) => planted[n]?.of ?? n;
  const number = new Map(ids.map((id, n) => [id, n]));
  const repeated = planted.flatMap((one, n) => (one.of === undefined ? [] : [n])).slice(-QUESTIONS / 2);
  const repeats = new Set(planted.flatMap(({ of }) => of ?? []));
  const single = planted.flatMap((one, n) => (one.of === undefined && !repeats.has(n) ? [n] : [])).slice(-QUESTIONS / 2);
  const took: number[] = [];
  let [atTop, amongThree, flagged, right, found] = [0, 0, 0, 0, 0];
  for (const n of [...repeated, ...single]) {
    const begin = performance.now();
    const answer = await similar.of(ids[n] ?? '', 10, () => true);
    took.push(performance.now() - begin);
    if (!answer.ok) throw answer.fault;
    const same = answer.value.map(({ ticket }) => first(number.get(ticket.id) ?? -1) === first(n));
    if (repeated.includes(n)) {
      if (same[0]) atTop += 1;
      if (same.slice(0, 3).includes(true)) amongThree += 1;
      if (answer.value.some(({ duplicate }, at) => duplicate && same[at])) found += 1;
    }
    flagged += answer.value.filter(({ duplicate }) => duplicate).length;
    right += answer.value.filter(({ duplicate }, at) => duplicate && same[at]).length;
  }
  took.sort((a, b) => a - b);
  const at = (share: number) => Math.round((took[Math.floor(took.length * share)] ?? 0) * 10) / 10;
  const share = (part: number, whole: number) => Math.round((part / Math.max(1, whole)) * 1_000) / 1_000;
  return { top1: share(atTop, repeated.length), top3: share(amongThree, repeated.length), recall: share(found, repeated.length), precision: share(right, flagged), p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) };
}

function print(tickets: number, readySeconds: number, megabytes: number, { top1, top3, recall, precision, p50Ms, p95Ms }: Awaited<ReturnType<typeof ask>>): void {
  console.log(`tickets              ${tickets}, ready after ${readySeconds} s, ${megabytes} MB`);
  console.log(`planted duplicates   the same case first ${top1}, among the first three ${top3}`);
  console.log(`flagged              recall ${recall}, precision ${precision}`);
  console.log(`a question           p50 ${p50Ms} ms   p95 ${p95Ms} ms`);
}
