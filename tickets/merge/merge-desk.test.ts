import { ManualClock, seededRandom } from '#core';
import { describe, expect, test } from 'vitest';
import { MemoryTickets, MergeDesk, STANDARD_TEMPLATES, TicketDesk, type Ticket, type TicketWish } from '../index.ts';

const clock = new ManualClock();
const world = () => ({ templates: STANDARD_TEMPLATES, queue: 'support', queues: ['sales', 'support'], agents: ['anna', 'bo'] });
const WISH: TicketWish = { template: 'consultation', subject: 'No light', fields: { severity: 'minor', impact: 'one', product: 'App', contact: '1' }, requester: { number: '10086' } };

function open() {
  const desk = new TicketDesk({ records: new MemoryTickets(), world, clock, random: seededRandom(5) });
  const merging = new MergeDesk(desk);
  const made = async (wish: Partial<TicketWish> = {}): Promise<Ticket> => {
    clock.advance(1_000);
    const created = await desk.create({ ...WISH, ...wish }, { by: 'p1' });
    if (!created.ok) throw created.fault;
    return created.value.ticket;
  };
  const change = async (id: string, ...given: Parameters<TicketDesk['change']> extends [string, infer C, unknown] ? [C] : never): Promise<Ticket> => {
    clock.advance(1_000);
    const changed = await desk.change(id, given[0], { by: 'p2' });
    if (!changed.ok) throw changed.fault;
    return changed.value;
  };
  const get = async (id: string): Promise<Ticket> => {
    const found = await desk.get(id);
    if (!found) throw new Error('gone');
    return found;
  };
  return { desk, merging, made, change, get };
}

const without = ({ version: _v, updatedAt: _u, customerAt: _c, recentKeys: _k, ...ticket }: Ticket) => ticket;

describe('merging', () => {
  test('the other ticket takes over what it lacks; parted again, both are as they were', async () => {
    const { merging, made, change, get } = open();
    const one = await made({ tags: ['vip', 'lamp'], watchers: ['sue'], calls: ['c1'] });
    const other = await made({ tags: ['lamp'], watchers: ['tom'], calls: ['c2'] });
    await change(one.id, { type: 'move', to: 'pending' });
    const [before, target] = [await get(one.id), await get(other.id)];
    clock.advance(1_000);
    const merged = await merging.merge(one.id, other.id, { by: 'p1', version: before.version });
    if (!merged.ok) throw merged.fault;
    expect(merged.value.ticket).toMatchObject({ state: 'closed', mergedInto: other.id, beforeMerge: { state: 'pending' } });
    expect(merged.value.into).toMatchObject({ tags: ['lamp', 'vip'], watchers: ['tom', 'sue'], calls: ['c2', 'c1'], absorbed: [{ ticket: one.id, requester: { number: '10086' } }] });
    clock.advance(1_000);
    const parted = await merging.unmerge(one.id, { by: 'p1' });
    if (!parted.ok) throw parted.fault;
    expect(without(parted.value.ticket)).toEqual(without(before));
    expect(without(parted.value.into)).toEqual(without(target));
  });

  test('what comes while they are merged stays where it was written to; who works on the other ticket is told', async () => {
    const { desk, merging, made, change, get } = open();
    const [one, other] = [await made(), await made()];
    await change(one.id, { type: 'move', to: 'pending' });
    await merging.merge(one.id, other.id, { by: 'p1' });
    await change(other.id, { type: 'move', to: 'pending' });
    await change(one.id, { type: 'reply', from: 'customer', text: 'Still dark' });
    expect(await get(other.id)).toMatchObject({ state: 'open' });
    await change(other.id, { type: 'reply', from: 'agent', text: 'We come tomorrow' });
    expect((await desk.change(one.id, { type: 'reply', from: 'agent', text: 'x' }, { by: 'p1' })).ok).toBe(false);
    const story = await merging.timeline(other.id, undefined, 100);
    expect(story.flatMap(({ ticket, type, data }) => (type === 'replied' ? [`${ticket === one.id ? 'one' : 'other'}: ${String(data['text'])}`] : []))).toEqual(['one: Still dark', 'other: We come tomorrow']);
    const third = story[2];
    expect(await merging.timeline(other.id, third, 1)).toEqual([story[3]]);
    await merging.unmerge(one.id, { by: 'p1' });
    // The customer waits for an answer to what was written meanwhile.
    expect(await get(one.id)).toMatchObject({ state: 'open' });
    const own = async (id: string) => (await desk.history(id, 0, 100)).flatMap(({ type, data }) => (type === 'replied' ? [data['text']] : []));
    expect([await own(one.id), await own(other.id)]).toEqual([['Still dark'], ['We come tomorrow']]);
    expect(await merging.familyOf(other.id)).toEqual([other.id]);
  });

  test('done twice or interrupted in the middle, it is finished by doing it again', async () => {
    const { desk, merging, made, get } = open();
    const [one, other] = [await made({ tags: ['a'] }), await made()];
    // Only the first of the two writes was done.
    await desk.change(other.id, { type: 'absorb', other: one }, { by: 'p1' });
    for (const _ of [1, 2]) expect((await merging.merge(one.id, other.id, { by: 'p1' })).ok).toBe(true);
    expect(await get(other.id)).toMatchObject({ absorbed: [{ ticket: one.id }], tags: ['a'] });
    await desk.change(other.id, { type: 'release', ticket: one.id }, { by: 'p1' });
    expect((await merging.unmerge(one.id, { by: 'p1' })).ok).toBe(true);
    expect((await get(one.id)).mergedInto).toBeUndefined();
    expect((await merging.unmerge(one.id, { by: 'p1' }))).toMatchObject({ fault: { code: 'tickets.not-merged' } });
  });

  test('what two merged tickets have in common goes with the last of them', async () => {
    const { merging, made, get } = open();
    const [one, two, target] = [await made({ tags: ['lamp'] }), await made({ tags: ['lamp', 'x'] }), await made()];
    await merging.merge(one.id, target.id, { by: 'p1' });
    await merging.merge(two.id, target.id, { by: 'p1' });
    await merging.unmerge(one.id, { by: 'p1' });
    expect((await get(target.id)).tags).toEqual(['lamp', 'x']);
    await merging.unmerge(two.id, { by: 'p1' });
    expect((await get(target.id)).tags).toEqual([]);
  });

  test('not into itself, a closed or a merged one, nor unasked between customers', async () => {
    const { merging, made, change } = open();
    const [one, other, closed, stranger] = [await made(), await made(), await made(), await made({ requester: { number: '10010' } })];
    await change(closed.id, { type: 'move', to: 'resolved' });
    await change(closed.id, { type: 'move', to: 'closed' });
    const codeOf = async (id: string, into: string, more = {}) => {
      const done = await merging.merge(id, into, { by: 'p1', ...more });
      return done.ok ? 'ok' : done.fault.code;
    };
    expect([await codeOf(one.id, one.id), await codeOf(one.id, closed.id), await codeOf(one.id, '9999999999'), await codeOf(stranger.id, one.id), await codeOf(one.id, other.id, { version: 7 })]).toEqual([
      'tickets.bad-merge', 'tickets.bad-merge', 'tickets.unknown', 'tickets.other-customer', 'tickets.changed',
    ]);
    expect([await codeOf(stranger.id, one.id, { otherCustomer: true }), await codeOf(closed.id, one.id), await codeOf(one.id, other.id), await codeOf(other.id, one.id)]).toEqual(['ok', 'ok', 'ok', 'tickets.bad-merge']);
    // A story of three generations.
    expect((await merging.familyOf(other.id)).length).toBe(4);
  });
});
