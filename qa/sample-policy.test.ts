import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate, startEvaluation, verdicts } from './evaluation/evaluate.ts';
import { liveInputs, type TruthCall, truthCall } from './fixtures/truth-call.ts';
import { loadPolicy } from './language/load-policy.ts';
import type { Alert } from './model.ts';

const FILE = new URL('../config/sample/rules.yaml', import.meta.url);

/** The sample rule that finds each violation of the scripts. */
const RULE_OF: Readonly<Record<string, string>> = {
  missing_recording_notice: 'recording-notice',
  'guaranteed return': 'no-guarantee',
  保本保息: 'no-guarantee',
  'no risk': 'no-risk-free',
  没有任何风险: 'no-risk-free',
  'give me your password': 'no-secrets',
  把密码告诉我: 'no-secrets',
};

function samplePolicy() {
  const loaded = loadPolicy(readFileSync(FILE, 'utf8'), 'rules.yaml');
  if (!loaded.ok) throw loaded.fault;
  return loaded.value;
}

function judge(call: TruthCall, delay: number) {
  let state = startEvaluation(samplePolicy(), { language: call.lang, queue: 'care', agent: 'anna' });
  const alerts: Alert[] = [];
  for (const input of liveInputs(call, delay)) {
    const turn = evaluate(state, input);
    state = turn.state;
    alerts.push(...turn.alerts);
  }
  return { alerts, verdicts: verdicts(state) };
}

describe('the sample policy', () => {
  it('loads without a warning', () => {
    expect(samplePolicy().warnings).toEqual([]);
  });

  it.each(['en-1-compliant', 'en-2-forbidden', 'zh-1-compliant', 'zh-2-forbidden'].flatMap((id) => [0.2, 0.6, 2].map((delay) => [id, delay] as const)))(
    'finds in %s exactly what its script says, with words %f s late',
    (id, delay) => {
      const call = truthCall(id);
      const violations = judge(call, delay).alerts.filter((alert) => alert.kind === 'violation');
      const expected = call.violations.map((v) => RULE_OF[v.phrase ?? v.type]);
      expect(violations.map((alert) => alert.rule).toSorted()).toEqual(expected.toSorted());
      for (const wanted of call.violations.filter((v) => v.start !== undefined)) {
        const alert = violations.find((a) => a.rule === RULE_OF[wanted.phrase ?? '']);
        expect(alert?.at).toBeGreaterThan(wanted.start ?? 0);
        expect(alert?.at).toBeLessThanOrEqual(wanted.end ?? 0);
        expect(alert?.evidence.alternative).toBe(wanted.phrase);
        expect(alert?.evidence.score).toBe(1);
      }
    },
  );

  it('misses the recording notice at 30 s to the instant', () => {
    const { alerts, verdicts: ends } = judge(truthCall('zh-2-forbidden'), 0.6);
    expect(alerts.find((alert) => alert.rule === 'recording-notice')).toMatchObject({
      at: 30,
      severity: 'critical',
      channel: 'agent',
      message: '接通后30秒内未告知录音',
    });
    expect(ends).toEqual([
      { rule: 'greeting', verdict: 'met' },
      { rule: 'recording-notice', verdict: 'violated' },
      { rule: 'no-guarantee', verdict: 'violated' },
      { rule: 'no-risk-free', verdict: 'violated' },
      { rule: 'no-secrets', verdict: 'violated' },
      { rule: 'dead-air', verdict: 'met' },
      { rule: 'closing', verdict: 'met' },
    ]);
  });
});
