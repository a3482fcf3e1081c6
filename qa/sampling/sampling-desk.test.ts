import { expect, it } from 'vitest';
import { ManualClock, seededRandom } from '#core';
import type { StoredPlan } from '#store';
import { type PlanWish, SamplingDesk } from './sampling-desk.ts';

const name = { zh: '投诉', en: 'Complaints' };
const wish = (more: Partial<PlanWish> = {}): PlanWish => ({ name, share: 0.5, alert: true, per: 'week', ...more });

function desk() {
  const kept = new Map<string, StoredPlan>();
  const quality = {
    plans: async () => [...kept.values()],
    keepPlan: async (id: string, body: unknown) => void kept.set(id, { id, body, removed: false }),
    removePlan: async (id: string) => kept.set(id, { id, body: kept.get(id)?.body, removed: true }).size > 0,
  };
  return { kept, sampling: new SamplingDesk({ plans: [{ id: 'random', name, share: 0.1, alert: false, per: 'week' }], quality, clock: new ManualClock(5), random: seededRandom(1) }) };
}

it('plans of the console draw beside those of the file, until they are removed; their names stay', async () => {
  const { sampling } = desk();
  const made = await sampling.make(wish());
  const id = made.ok ? made.value.id : '';
  expect((await sampling.rows()).map((row) => [row.id, row.share, row.ofFile])).toEqual([['random', 0.1, true], [id, 0.5, false]]);
  await sampling.change(id, wish({ share: 1, perAgent: 2, reviewers: ['rita'] }));
  expect((await sampling.inForce())[1]).toMatchObject({ id, share: 1, perAgent: 2, reviewers: ['rita'] });
  expect((await sampling.remove(id)).ok).toBe(true);
  expect([(await sampling.inForce()).length, (await sampling.names()).get(id), (await sampling.remove(id)).ok]).toEqual([1, name, false]);
});
it('plans of the file are changed in the file', async () => {
  const { sampling } = desk();
  expect(await sampling.change('random', wish())).toMatchObject({ fault: { code: 'qa.plan-of-file' } });
  expect(await sampling.remove('none')).toMatchObject({ fault: { code: 'qa.unknown-plan' } });
});
it('a stored plan that is none any more draws nothing, and gives way to one of the file', async () => {
  const { kept, sampling } = desk();
  kept.set('old', { id: 'old', body: { share: 7 }, removed: false });
  kept.set('random', { id: 'random', body: wish(), removed: false });
  expect((await sampling.inForce()).map(({ id, share }) => [id, share])).toEqual([['random', 0.1]]);
});
