import { describe, expect, it } from 'vitest';
import { drawsOf, lotOf, periodOf } from './draw.ts';
import type { SamplingPlan } from './sampling-plan.ts';

const name = { zh: '抽检', en: 'Sample' };
const plan = (more: Partial<SamplingPlan> = {}): SamplingPlan => ({ id: 'random', name, share: 1, alert: false, per: 'week', ...more });
const MONDAY = Date.UTC(2026, 0, 5, 2);
const call = (id: string, more = {}) => ({ id, startedAt: MONDAY, endedAt: MONDAY + 60_000, agent: 'anna', queue: 'care', broken: [], ...more });
const drawn = (p: SamplingPlan, c = call('c1')) => drawsOf(c, [p], 'Asia/Shanghai').length === 1;

describe('a sampling plan', () => {
  it('draws the same calls whenever it is asked, about the share it was told', () => {
    const ids = Array.from({ length: 4_000 }, (_, i) => `call-${i}`);
    const draw = () => ids.filter((id) => drawn(plan({ share: 0.05 }), call(id)));
    expect(draw()).toEqual(draw());
    expect(draw().length / ids.length).toBeGreaterThan(0.04);
    expect(draw().length / ids.length).toBeLessThan(0.06);
    expect(lotOf('random', 'call-1')).toBeCloseTo(0.8901087592387036, 12);
  });
  it.each([
    ['of another queue', { queues: ['sales'] }, {}, false],
    ['of its queue', { queues: ['care'] }, {}, true],
    ['without an alert', { alert: true }, {}, false],
    ['with an alert', { alert: true }, { broken: ['greeting'] }, true],
    ['with another rule broken', { rules: ['no-secrets'] }, { broken: ['greeting'] }, false],
    ['with its rule broken', { rules: ['no-secrets'] }, { broken: ['greeting', 'no-secrets'] }, true],
    ['with a score that is not low', { scoreBelow: 60 }, { score: 60 }, false],
    ['with a low score', { scoreBelow: 60 }, { score: 59.9 }, true],
    ['without a score', { scoreBelow: 60 }, {}, false],
    ['that no agent took', {}, { agent: undefined }, false],
  ] as const)('looks at a call %s', (_, wanted, more, expected) => expect(drawn(plan(wanted as Partial<SamplingPlan>), call('c1', more))).toBe(expected));
  it('tells why, and gives the call to one of its reviewers', () => {
    const [draw] = drawsOf(call('c1', { broken: ['no-secrets'], score: 40 }), [plan({ rules: ['no-secrets'], scoreBelow: 50, perAgent: 3, reviewers: ['rita', 'lee'] })], 'Asia/Shanghai');
    expect(draw).toMatchObject({ plan: 'random', callId: 'c1', agent: 'anna', period: '2026-W02', quota: 3, at: MONDAY + 60_000, reason: { because: ['rule:no-secrets', 'score:40'], share: 1, quota: 3, period: '2026-W02' } });
    expect(['rita', 'lee']).toContain(draw?.reviewer);
    const given = Array.from({ length: 400 }, (_, i) => drawsOf(call(`c${i}`), [plan({ reviewers: ['rita', 'lee'] })], 'UTC')[0]?.reviewer);
    expect(given.filter((each) => each === 'rita').length).toBeGreaterThan(150);
    expect(given.filter((each) => each === 'lee').length).toBeGreaterThan(150);
  });
  it('counts days, weeks and months where the company is', () => {
    const late = Date.UTC(2026, 0, 4, 17);
    expect([periodOf('day', late, 'Asia/Shanghai'), periodOf('week', late, 'Asia/Shanghai'), periodOf('month', late, 'Asia/Shanghai')]).toEqual(['2026-01-05', '2026-W02', '2026-01']);
    expect([periodOf('day', late, 'UTC'), periodOf('week', late, 'UTC')]).toEqual(['2026-01-04', '2026-W01']);
    expect(periodOf('week', Date.UTC(2027, 0, 1), 'UTC')).toBe('2026-W53');
  });
});
