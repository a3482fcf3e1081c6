import { describe, expect, it } from 'vitest';
import { seededRandom } from '#core';
import { oracle } from '../fixtures/oracle.ts';
import { laterInputs, liveInputs, PHRASES, randomCall } from '../fixtures/random-call.ts';
import { randomWhen, type When } from '../fixtures/random-rules.ts';
import { loadPolicy } from '../language/load-policy.ts';
import type { Policy } from '../language/policy.ts';
import type { QaInput } from '../model.ts';
import { evaluate, startEvaluation, verdicts } from './evaluate.ts';

const CALLS = 2_000;
const RULES = 10;
const CALLS_OF_A_POLICY = 12;

function policyOf(rules: readonly When[]): Policy {
  const phrases = Object.fromEntries(Object.entries(PHRASES).map(([name, text]) => [name, { any: [text] }]));
  const loaded = loadPolicy(JSON.stringify({ version: 1, phrases, rules: rules.map((when, i) => ({ id: `r${i}`, when })) }), 'random.yaml');
  if (!loaded.ok) throw loaded.fault;
  return loaded.value;
}

function judged(policy: Policy, inputs: readonly QaInput[]) {
  let state = startEvaluation(policy, { language: 'en', queue: 'q', agent: 'a' });
  const alerts = inputs.flatMap((input) => {
    const step = evaluate(state, input);
    state = step.state;
    return step.alerts;
  });
  return { verdicts: verdicts(state).map(({ verdict }) => verdict), alerts };
}

describe(`${CALLS} random calls under random rules`, () => {
  it('have the same verdicts live, after the call, and by the plain words of the language', () => {
    const random = seededRandom(5);
    const seen = new Set<string>();
    let whens: readonly When[] = [];
    let policy = policyOf(whens);
    for (let n = 0; n < CALLS; n++) {
      if (n % CALLS_OF_A_POLICY === 0) policy = policyOf((whens = Array.from({ length: RULES }, () => randomWhen(random))));
      const call = randomCall(random);
      const live = judged(policy, liveInputs(call, random));
      const later = judged(policy, laterInputs(call));
      for (const [i, when] of whens.entries()) {
        const expected = oracle(call, when);
        const alerted = live.alerts.some(({ rule, kind }) => rule === `r${i}` && kind === 'violation');
        if (live.verdicts[i] === expected && later.verdicts[i] === expected && alerted === (expected === 'violated')) {
          seen.add(`${Object.keys(when)[0]} ${expected}`);
          continue;
        }
        expect({ live: live.verdicts[i], later: later.verdicts[i], alerted }, `call ${n} rule ${JSON.stringify(when)}`).toEqual({ live: expected, later: expected, alerted: expected === 'violated' });
      }
    }
    // The test looked at what it was made for.
    const kinds = ['forbid', 'said', 'require', 'near', 'deadAir', 'overtalk', 'interruptions', 'all', 'any', 'not'];
    for (const kind of kinds) for (const verdict of ['violated', 'met']) expect(seen).toContain(`${kind} ${verdict}`);
  }, 60_000);
});
