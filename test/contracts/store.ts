import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '#core';
import type { AgentLog, CallSummary, Store, TimelineEvent } from '#store';

/** Opens the same installation again each time; a fresh one at the first time. */
export type OpenStore = () => Promise<Result<KeptStore>>;

/** The timeline, and what agents did. */
type KeptStore = Store & { readonly agents: AgentLog };

const T0 = Date.UTC(2026, 0, 5, 2, 0, 0);
const event = (callId: string, seq: number, type: string, data: Record<string, unknown> = {}, more: Partial<TimelineEvent> = {}): TimelineEvent => ({
  callId,
  seq,
  at: T0 + seq * 1_000,
  type,
  data,
  ...more,
});

async function opened(open: OpenStore): Promise<KeptStore> {
  const result = await open();
  if (!result.ok) throw result.fault;
  return result.value;
}

/** What every adapter of the store port must do; `name` is the adapter. */
export function storeContract(name: string, open: OpenStore, tearDown: () => Promise<void>): void {
  describe(`a store on ${name}`, () => {
    let store: KeptStore;
    beforeAll(async () => {
      store = await opened(open);
    });
    afterAll(async () => {
      await store.close();
      await tearDown();
    });

    timelineCases(() => store);
    listCases(() => store);
    agentCases(() => store);
    durabilityCases(
      () => store,
      async () => {
        await store.close();
        store = await opened(open);
        return store;
      },
    );
  });
}

function timelineCases(store: () => Store): void {
  it('gives a call back with all its events in order', async () => {
    const events = [
      event('whole', 0, 'call.arrived', { from: '13800000000', to: '4000' }),
      event('whole', 1, 'call.answered'),
      event('whole', 2, 'call.language', { language: 'zh' }),
      event('whole', 3, 'queue.entered', { queue: 'sales', skills: [{ skill: 'zh', level: 5 }], priority: 1, position: 1 }),
      event('whole', 4, 'agent.connected', { agent: 'anna', waitSeconds: 7.5 }),
      event('whole', 5, 'transcript.final', { speaker: 'caller', turn: 1, words: [{ text: '你好', start: 1, end: 1.5, confidence: 0.9 }] }, { audioAt: 1.25 }),
      event('whole', 6, 'qa.alert', { alert: { rule: 'r1', kind: 'violation' } }, { audioAt: 1.5 }),
      event('whole', 7, 'call.ended', { outcome: 'answered', by: 'caller', code: 200, waitSeconds: 7.5, talkSeconds: 42 }),
    ];
    for (const each of events) store().append(each);
    await store().flush();
    const call = await store().call('whole');
    expect(call?.events).toEqual(events);
    expect(call?.summary).toEqual({
      id: 'whole',
      startedAt: T0,
      endedAt: T0 + 7_000,
      from: '13800000000',
      to: '4000',
      language: 'zh',
      queue: 'sales',
      agent: 'anna',
      outcome: 'answered',
      waitSeconds: 7.5,
      talkSeconds: 42,
      alerts: 1,
      recording: false,
    });
  });

  it('lists the same summary as it gives for one call', async () => {
    const { calls } = await store().calls({ limit: 10 });
    const one = await store().call('whole');
    expect(calls.find((call) => call.id === 'whole')).toEqual(one?.summary);
  });

  it('has nothing for a call it never heard of', async () => {
    expect(await store().call('nobody')).toBeUndefined();
    expect(await store().call('nul\u0000')).toBeUndefined();
  });

  it('is not changed by an event that comes again', async () => {
    store().append(event('again', 0, 'call.arrived', { from: '1', to: '2' }));
    store().append(event('again', 1, 'qa.alert', { alert: { kind: 'violation' } }));
    await store().flush();
    store().append(event('again', 1, 'qa.alert', { alert: { kind: 'violation' } }));
    store().append(event('again', 0, 'call.arrived', { from: 'other', to: 'other' }));
    await store().flush();
    expect((await store().call('again'))?.events).toHaveLength(2);
    expect(await listed(store(), 'again')).toMatchObject({ from: '1', alerts: 1 });
  });

  it('folds an event in that comes late', async () => {
    store().append(event('late', 0, 'call.arrived', { from: '1', to: '2' }));
    store().append(event('late', 2, 'call.ended', { outcome: 'answered' }));
    await store().flush();
    store().append(event('late', 1, 'queue.entered', { queue: 'support' }));
    await store().flush();
    expect(await listed(store(), 'late')).toMatchObject({ queue: 'support', outcome: 'answered' });
  });

  it('keeps text that databases do not like, and steps whose data is no JSON', async () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    store().append(event('odd', 0, 'call.arrived', { from: `a\u0000b'"\\{}`, to: 'half \ud83d' }));
    store().append(event('odd', 1, 'ivr.note', { note: '话务 📞' }));
    store().append(event('odd', 2, 'ivr.note', cycle));
    store().append(event('odd', 3, 'future.type', { anything: [null, 1, { deep: true }] }));
    await store().flush();
    const call = await store().call('odd');
    expect(call?.summary).toMatchObject({ from: `a\ufffdb'"\\{}`, to: 'half \ufffd' });
    expect(call?.events.map((e) => e.data)).toEqual([
      { from: `a\ufffdb'"\\{}`, to: 'half \ufffd' },
      { note: '话务 📞' },
      { unwritable: true },
      { anything: [null, 1, { deep: true }] },
    ]);
  });

  it('loses only the one event the database refuses', async () => {
    store().append(event('refused', 0, 'call.arrived', { from: '1', to: '2' }));
    store().append(event('refused', 2 ** 40, 'too.far'));
    store().append(event('refused', 1, 'call.answered'));
    await store().flush();
    expect((await store().call('refused'))?.events.map((e) => e.seq)).toEqual([0, 1]);
  });
}

function agentCases(store: () => KeptStore): void {
  it('tells what agents did since then, with the state each of them was in', async () => {
    const { agents } = store();
    const steps = [
      { agent: 'anna', at: T0 - 90_000, state: 'ready', data: {} },
      { agent: 'anna', at: T0 - 60_000, state: 'busy', data: {} },
      { agent: 'bo', at: T0 + 1_000, state: 'ready', data: {} },
      { agent: 'anna', at: T0 + 2_000, state: 'wrap-up', data: { until: T0 + 9_000, call: 'c1' } },
      { agent: 'anna', at: T0 + 2_000, state: 'ready', data: {} },
    ];
    for (const step of steps) agents.append(step);
    await agents.flush();
    expect(await agents.since(T0)).toEqual(steps.slice(1));
    expect(await agents.since(T0 + 200_000_000)).toEqual([]);
  });
}

function listCases(store: () => Store): void {
  const page = async (query: Parameters<Store['calls']>[0]) => {
    const { calls, next } = await store().calls(query);
    return { ids: calls.map((call) => call.id), next };
  };

  it('lists newest first, page by page, without gap or repetition even at equal times', async () => {
    const at = T0 + 86_400_000;
    for (const id of ['p1', 'p2', 'p3', 'p4', 'p5']) store().append(event(id, 0, 'call.arrived', { from: '1', to: '2' }, { at: id === 'p5' ? at + 1 : at }));
    await store().flush();
    const first = await page({ limit: 2, from: at });
    const second = await page({ limit: 2, from: at, cursor: first.next ?? '' });
    const third = await page({ limit: 2, from: at, cursor: second.next ?? '' });
    expect([first.ids, second.ids, third.ids]).toEqual([['p5', 'p4'], ['p3', 'p2'], ['p1']]);
    expect(third.next).toBeUndefined();
  });

  it('filters by agent, queue, outcome and time', async () => {
    const day = T0 + 2 * 86_400_000;
    const add = (id: string, hour: number, queue: string, agent: string, outcome: string) => {
      store().append(event(id, 0, 'call.arrived', { from: '1', to: '2' }, { at: day + hour * 3_600_000 }));
      store().append(event(id, 1, 'queue.entered', { queue }));
      store().append(event(id, 2, 'agent.connected', { agent, waitSeconds: 1 }));
      store().append(event(id, 3, 'call.ended', { outcome }));
    };
    add('f1', 1, 'sales', 'bo', 'answered');
    add('f2', 2, 'support', 'bo', 'answered');
    add('f3', 3, 'support', 'chen', 'abandoned');
    await store().flush();
    expect((await page({ limit: 9, from: day, agent: 'bo' })).ids).toEqual(['f2', 'f1']);
    expect((await page({ limit: 9, from: day, queue: 'support' })).ids).toEqual(['f3', 'f2']);
    expect((await page({ limit: 9, from: day, outcome: 'abandoned' })).ids).toEqual(['f3']);
    expect((await page({ limit: 9, from: day, agent: 'bo', queue: 'sales' })).ids).toEqual(['f1']);
    expect((await page({ limit: 9, from: day + 3_600_000, until: day + 2 * 3_600_000 })).ids).toEqual(['f1']);
  });

  it('lists chosen calls, and gives chosen steps of several calls', async () => {
    expect((await page({ limit: 9, ids: ['f3', 'f1', 'nobody'] })).ids).toEqual(['f3', 'f1']);
    expect((await page({ limit: 9, ids: [] })).ids).toEqual([]);
    const steps = await store().steps(['f1', 'f2', 'nobody'], ['call.arrived', 'call.ended']);
    expect([...new Set(steps.map(({ callId }) => callId))]).toEqual(['f1', 'f2']);
    expect(steps.every(({ type }) => type === 'call.arrived' || type === 'call.ended')).toBe(true);
    expect(await store().steps([], ['call.arrived'])).toEqual([]);
  });

  it('refuses a cursor it did not make', async () => {
    await expect(store().calls({ limit: 1, cursor: 'bm90IG91cnM' })).rejects.toMatchObject({ code: 'store.bad-cursor' });
  });

  it('names the calls that have no end', async () => {
    store().append(event('open-call', 0, 'call.arrived', { from: '1', to: '2' }));
    await store().flush();
    const before = await store().unfinished();
    store().append(event('open-call', 1, 'call.ended', { outcome: 'failed' }));
    await store().flush();
    expect([before.includes('open-call'), (await store().unfinished()).includes('open-call')]).toEqual([true, false]);
    expect(before).not.toContain('whole');
  });
}

function durabilityCases(store: () => Store, reopen: () => Promise<Store>): void {
  it('says that it is healthy and has no backlog after a flush', async () => {
    expect(await store().healthy()).toBe(true);
    expect(store().backlog).toBe(0);
  });

  it('writes by itself, without a flush', async () => {
    store().append(event('alone', 0, 'call.arrived', { from: '1', to: '2' }));
    expect(store().backlog).toBe(1);
    await expect.poll(() => store().call('alone'), { timeout: 5_000 }).toBeDefined();
  });

  it('keeps 3,000 events of 200 calls, each in order', async () => {
    for (let seq = 0; seq < 15; seq++) for (let call = 0; call < 200; call++) store().append(event(`many-${call}`, seq, seq === 14 ? 'call.ended' : 'step', { seq }));
    await store().flush();
    for (const call of [0, 77, 199]) expect((await store().call(`many-${call}`))?.events.map((e) => e.data.seq)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
  });

  it('keeps settings, and everything else, when opened again', async () => {
    expect(await store().setting('token')).toBeUndefined();
    await store().setSetting('token', 'first');
    await store().setSetting('token', 'second');
    expect([await store().firstSetting('token', 'third'), await store().firstSetting('salt', 'a'), await store().firstSetting('salt', 'b')]).toEqual(['second', 'a', 'a']);
    store().append(event('at-the-end', 0, 'call.arrived', { from: '1', to: '2' }));
    const again = await reopen();
    expect(await again.setting('token')).toBe('second');
    expect((await again.call('at-the-end'))?.events).toHaveLength(1);
    expect((await again.call('whole'))?.events).toHaveLength(8);
  });

  it('goes on with the summary of a call begun before it was opened again', async () => {
    store().append(event('at-the-end', 1, 'queue.entered', { queue: 'sales' }));
    store().append(event('at-the-end', 2, 'call.ended', { outcome: 'abandoned' }));
    await store().flush();
    expect(await listed(store(), 'at-the-end')).toMatchObject({ from: '1', queue: 'sales', outcome: 'abandoned' });
  });
}

async function listed(store: Store, id: string): Promise<CallSummary | undefined> {
  const { calls } = await store.calls({ limit: 1_000 });
  return calls.find((call) => call.id === id);
}
