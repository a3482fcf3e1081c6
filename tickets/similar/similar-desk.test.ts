import { ManualClock, seededRandom, silentLog, systemClock } from '#core';
import { beforeAll, describe, expect, test } from 'vitest';
import { MemoryTickets, STANDARD_TEMPLATES, SimilarDesk, TicketDesk, memoryTexts } from '../index.ts';
import { type Planted, plantedTickets } from './testing/planted.ts';

const world = () => ({ templates: STANDARD_TEMPLATES, queue: 'support', queues: ['support'], agents: [] });
const wishOf = ({ subject, text, product, number, language }: Omit<Planted, 'of'>) => ({ template: 'consultation', subject, text, language, fields: { severity: 'minor', impact: 'one', product, contact: number }, requester: { number } });

function open(generation?: number) {
  const clock = new ManualClock();
  const records = new MemoryTickets();
  const desk = new TicketDesk({ records, world, clock, random: seededRandom(4) });
  // Pauses of the index are real ones: none is longer than 2 ms.
  const similar = new SimilarDesk({ desk, texts: memoryTexts(records), clock: systemClock, log: silentLog, ...(generation === undefined ? {} : { generation }) });
  const made = async (planted: Omit<Planted, 'of'>) => {
    clock.advance(1_000);
    const created = await desk.create(wishOf(planted), { by: 'p1' });
    if (!created.ok) throw created.fault;
    return created.value.ticket.id;
  };
  const of = async (id: string, most = 10) => {
    const found = await similar.of(id, most, () => true);
    if (!found.ok) throw found.fault;
    return found.value;
  };
  return { desk, similar, made, of };
}

describe('planted duplicates among 2,000 tickets in Chinese and English', () => {
  const planted = plantedTickets(2_000, seededRandom(4_051), 10);
  const { made, of } = open();
  const ids: string[] = [];
  beforeAll(async () => {
    for (const one of planted) ids.push(await made(one));
  });
  test('nine of ten are found in first place, nine of ten flagged; at most one flag in ten is wrong', async () => {
    const first = (n: number) => planted[n]?.of ?? n;
    let [asked, atTop, found, flagged, right] = [0, 0, 0, 0, 0];
    for (const [n, { of: repeats }] of planted.entries()) {
      if (n % 5 !== 0 && repeats === undefined) continue;
      const answer = (await of(ids[n] ?? '')).map((one) => ({ ...one, same: first(ids.indexOf(one.ticket.id)) === first(n) }));
      const marked = answer.filter(({ duplicate }) => duplicate);
      flagged += marked.length;
      right += marked.filter(({ same }) => same).length;
      if (repeats === undefined) continue;
      asked += 1;
      if (answer[0]?.same) atTop += 1;
      if (marked.some(({ same }) => same)) found += 1;
    }
    expect(atTop / asked).toBeGreaterThan(0.9);
    expect(found / asked).toBeGreaterThan(0.9);
    expect(right / flagged).toBeGreaterThan(0.9);
  });
});

const LAMP = { subject: '路由器指示灯不亮', text: '', product: 'Router', number: '1', language: 'zh' as const };

test('the same customer and the same product count; what was merged is not named', async () => {
  const { desk, made, of } = open();
  const own = await made(LAMP);
  const [same, other] = [await made(LAMP), await made({ ...LAMP, number: '2', product: 'Phone' })];
  expect((await of(own)).map(({ ticket, sameCustomer, sameProduct }) => [ticket.id, sameCustomer, sameProduct])).toEqual([[same, true, true], [other, false, false]]);
  await desk.change(same, { type: 'merge', into: own }, { by: 'p1' });
  expect((await of(own)).map(({ ticket }) => ticket.id)).toEqual([other]);
});

test('the oldest are forgotten a generation at a time; those of the same customer are found nevertheless', async () => {
  const { similar, made, of } = open(10);
  const old = [await made(LAMP), await made({ ...LAMP, number: '2' })];
  await of(old[0] ?? '');
  for (let n = 0; n < 30; n += 1) await of(await made({ ...LAMP, subject: `Parcel ${n} lost`, language: 'en', number: `x${n}` }));
  expect(similar.size).toBeLessThan(20);
  expect((await of(await made(LAMP))).map(({ ticket }) => ticket.id)).toEqual([old[0]]);
});
