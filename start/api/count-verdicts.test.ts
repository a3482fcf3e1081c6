import { expect, test } from 'vitest';
import { VerdictCounter } from './count-verdicts.ts';

const judged = (policy: string | undefined, ...verdicts: readonly [string, string][]) => ({ type: 'qa.verdicts', data: { agent: 'anna', ...(policy === undefined ? {} : { policy }), verdicts: verdicts.map(([rule, verdict]) => ({ rule, verdict })) } });

test('verdicts are counted by version and rule; a call with two conversations is one call', () => {
  const counter = new VerdictCounter();
  counter.take([judged('1-a', ['greeting', 'met'], ['closing', 'violated']), { type: 'agent.left', data: {} }, judged('1-a', ['greeting', 'not-applicable'])]);
  counter.take([judged('2-b', ['greeting', 'violated'])]);
  counter.take([{ type: 'transcript.final', data: {} }]);
  expect(counter.result()).toEqual({
    calls: 3,
    conversations: 3,
    violating: [],
    policies: [
      { version: '1-a', rules: [{ rule: 'greeting', met: 1, violated: 0, notApplicable: 1 }, { rule: 'closing', met: 0, violated: 1, notApplicable: 0 }] },
      { version: '2-b', rules: [{ rule: 'greeting', met: 0, violated: 1, notApplicable: 0 }] },
    ],
  });
});

test('calls with a broken rule are counted once, however often and in whatever version it was broken', () => {
  const counter = new VerdictCounter();
  const alert = (rule: string, kind = 'violation') => ({ type: 'qa.alert', data: { alert: { rule, kind } } });
  counter.take([alert('promise'), alert('promise'), alert('closing', 'pending'), judged('1-a', ['promise', 'violated']), judged('1-b', ['promise', 'violated'])]);
  counter.take([alert('promise'), alert('closing')]);
  expect(counter.result().violating).toEqual([{ rule: 'promise', calls: 2 }, { rule: 'closing', calls: 1 }]);
});

test('what no policy is named for stands under none, and what is no verdict counts nothing', () => {
  const counter = new VerdictCounter();
  counter.take([judged(undefined, ['r', 'met']), { type: 'qa.verdicts', data: { verdicts: [{}, { rule: 5 }] } }, { type: 'qa.verdicts', data: { verdicts: 'none' } }]);
  expect(counter.result().policies).toEqual([{ version: '', rules: [{ rule: 'r', met: 1, violated: 0, notApplicable: 0 }] }]);
});
