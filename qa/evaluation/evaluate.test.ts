import { describe, expect, it } from 'vitest';
import { HeardCall } from './heard-call.ts';

describe('forbid', () => {
  const RULE = 'id: no-guarantee, when: {forbid: guarantee, ch: agent}, severity: critical';

  it('fires at the end of the phrase, with its evidence', () => {
    const call = new HeardCall([RULE]);
    expect(call.say('agent', 0, 'with a guaranteed return today', 12)).toEqual(['violation no-guarantee agent 11.70']);
    expect(call.alerts[0]).toEqual({
      rule: 'no-guarantee',
      policyVersion: expect.stringMatching(/^1-[0-9a-f]{8}$/),
      kind: 'violation',
      severity: 'critical',
      channel: 'agent',
      at: expect.closeTo(11.7),
      message: 'The agent said what must not be said: “guaranteed return”',
      title: { zh: '坐席说了禁用语“保本保息”', en: 'The agent said what must not be said: “guaranteed return”' },
      evidence: {
        words: [
          { text: 'guaranteed', start: expect.closeTo(11.1), end: expect.closeTo(11.4) },
          { text: 'return', start: expect.closeTo(11.4), end: expect.closeTo(11.7) },
        ],
        from: expect.closeTo(11.1),
        to: expect.closeTo(11.7),
        phrase: 'guarantee',
        alternative: 'guaranteed return',
        score: 1,
      },
    });
    expect(call.verdict('no-guarantee')).toBe('violated');
  });

  it('listens to its own channel only, and never across channels', () => {
    const call = new HeardCall([RULE, 'id: anybody, when: {forbid: guarantee}']);
    expect(call.say('caller', 0, 'guaranteed return', 5)).toEqual(['violation anybody caller 5.00']);
    expect(call.say('caller', 1, 'guaranteed', 7)).toEqual([]);
    expect(call.say('agent', 0, 'return', 7.4)).toEqual([]);
    expect(call.verdict('no-guarantee')).toBe('met');
  });

  it('fires from the count-th time on', () => {
    const call = new HeardCall(['id: often, when: {forbid: guarantee, ch: agent, count: 2}']);
    expect(call.say('agent', 0, 'guaranteed return', 5)).toEqual([]);
    expect(call.say('agent', 1, 'guaranteed return', 9)).toEqual(['violation often agent 9.00']);
  });

  it('keeps still during its cool-down', () => {
    const call = new HeardCall(['id: calm, when: {forbid: guarantee, ch: agent}, cooldown: 10']);
    const heard = [5, 9, 13, 16].flatMap((end, turn) => call.say('agent', turn, 'guaranteed return', end));
    expect(heard).toEqual(['violation calm agent 5.00', 'violation calm agent 16.00']);
  });

  it('speaks the language of the call, or what the rule says', () => {
    const chinese = new HeardCall([RULE], { language: 'zh' });
    chinese.say('agent', 0, '保本 保息', 5);
    expect(chinese.alerts[0]?.message).toBe('坐席说了禁用语“保本保息”');
    const own = new HeardCall([`${RULE}, say: {en: Put it right}`]);
    own.say('agent', 0, 'guaranteed return', 5);
    expect(own.alerts[0]?.message).toBe('Put it right');
  });

  it('tells readers of both languages what is wrong, and the agent what to say now', () => {
    const one = new HeardCall([`${RULE}, title: {zh: 承诺收益}, hint: {zh: 请更正, en: Put it right}`], { language: 'zh' });
    one.say('agent', 0, 'guaranteed return', 5);
    expect(one.alerts[0]).toMatchObject({
      message: '承诺收益',
      title: { zh: '承诺收益', en: 'The agent said what must not be said: “guaranteed return”' },
      hint: { zh: '请更正', en: 'Put it right' },
    });
  });

  it.each([
    ['one text for both', 'Sorry', { zh: 'Sorry', en: 'Sorry' }],
    ['the other language where one is missing', '{zh: 请更正}', { zh: '请更正', en: '请更正' }],
  ])('a hint may be %s', (_name, written, hint) => {
    const call = new HeardCall([`${RULE}, hint: ${written}`]);
    call.say('agent', 0, 'guaranteed return', 5);
    expect(call.alerts[0]?.hint).toEqual(hint);
  });

  it('has no hint where the rule gives none', () => {
    const call = new HeardCall([RULE]);
    call.say('agent', 0, 'guaranteed return', 5);
    expect(call.alerts[0]).not.toHaveProperty('hint');
  });
});

describe('words that are not final', () => {
  const RULE = 'id: no-guarantee, when: {forbid: guarantee, ch: agent}';

  it('only warn, once; the final words make the violation', () => {
    const call = new HeardCall([RULE]);
    expect(call.partial('agent', 0, 'a guaranteed', 5)).toEqual([]);
    expect(call.partial('agent', 0, 'a guaranteed return', 5)).toEqual(['pending no-guarantee agent 5.90']);
    expect(call.partial('agent', 0, 'a guaranteed return today', 5)).toEqual([]);
    expect(call.verdict('no-guarantee')).toBe('met');
    expect(call.say('agent', 0, 'a guaranteed return today', 6.2)).toEqual(['violation no-guarantee agent 5.90']);
    expect(call.hangUp(9)).toEqual([]);
  });

  it('take the warning back when they are corrected by the next partial', () => {
    const call = new HeardCall([RULE]);
    call.partial('agent', 0, 'a guaranteed return', 5);
    expect(call.partial('agent', 0, 'a guarantee to call you', 5)).toEqual(['retracted no-guarantee agent 5.90']);
    expect(call.say('agent', 0, 'a guarantee to call you', 6.5)).toEqual([]);
  });

  it('take it back when the final words differ, and when none come', () => {
    const call = new HeardCall([RULE]);
    call.partial('agent', 0, 'guaranteed return', 5);
    expect(call.say('agent', 0, 'good evening', 5.6)).toEqual(['retracted no-guarantee agent 5.60']);
    call.partial('agent', 1, 'guaranteed return', 8);
    expect(call.hangUp(9)).toEqual(['retracted no-guarantee agent 8.60']);
    expect(call.verdict('no-guarantee')).toBe('met');
  });

  it('that come after their final are dropped, and a final told twice counts once', () => {
    const call = new HeardCall([RULE]);
    expect(call.say('agent', 3, 'guaranteed return', 5)).toHaveLength(1);
    expect(call.partial('agent', 3, 'guaranteed return', 4.4)).toEqual([]);
    expect(call.say('agent', 3, 'guaranteed return', 5)).toEqual([]);
  });
});

describe('require … within', () => {
  const RULE = 'id: notice, when: {require: record, ch: agent, within: 30}';

  it('is missed at the deadline exactly, on a tick, when nothing arrives', () => {
    const call = new HeardCall([RULE]);
    expect(call.tick(29.99)).toEqual([]);
    expect(call.tick(30.2)).toEqual(['violation notice agent 30.00']);
    expect(call.alerts[0]).toMatchObject({
      message: 'The agent did not say “this call may be recorded” within 30 s of the answer',
      evidence: { words: [], from: 0, to: 30, phrase: 'record' },
    });
    expect(call.tick(60)).toEqual([]);
    expect(call.say('agent', 0, 'this call may be recorded', 61)).toEqual([]);
    expect(call.verdict('notice')).toBe('violated');
  });

  it.each([
    [29.9, 'met'],
    [30, 'met'],
    [30.1, 'violated'],
  ])('counts the end of the phrase: at %f s it is %s', (end, verdict) => {
    const call = new HeardCall([RULE]);
    call.say('agent', 0, 'this call may be recorded', end);
    call.tick(40);
    expect(call.verdict('notice')).toBe(verdict);
  });

  it('takes words that come late, before a tick says that everything was heard', () => {
    const call = new HeardCall([RULE]);
    call.tick(28);
    call.say('caller', 0, 'hello', 33);
    expect(call.say('agent', 0, 'this call may be recorded', 29.5)).toEqual([]);
    expect(call.tick(33)).toEqual([]);
    expect(call.verdict('notice')).toBe('met');
  });

  it('waits for final words when the phrase stands in words that are not', () => {
    const call = new HeardCall([RULE]);
    call.partial('agent', 0, 'this call may be recorded', 28);
    expect(call.tick(31)).toEqual([]);
    call.say('agent', 0, 'this call may be recorded thank you', 30.1);
    expect(call.tick(31.25)).toEqual([]);
    expect(call.verdict('notice')).toBe('met');
    const corrected = new HeardCall([RULE]);
    corrected.partial('agent', 0, 'this call may be recorded', 28);
    corrected.tick(31);
    corrected.say('agent', 0, 'this call may be dropped', 29.5);
    expect(corrected.tick(31.25)).toEqual(['violation notice agent 30.00']);
  });

  it('is missed by a hang-up before the deadline', () => {
    const call = new HeardCall([RULE]);
    expect(call.hangUp(12)).toEqual(['violation notice agent 12.00']);
    expect(call.hangUp(13)).toEqual([]);
    expect(call.tick(40)).toEqual([]);
  });

  it('is not met by the other channel', () => {
    const call = new HeardCall([RULE]);
    call.say('caller', 0, 'this call may be recorded', 5);
    expect(call.tick(30)).toEqual(['violation notice agent 30.00']);
  });
});

describe('require … within, after a phrase', () => {
  const RULE = 'id: retention, when: {require: retain, ch: agent, after: cancel, within: 60}';

  it('counts from the first time the phrase was heard, by whomever', () => {
    const call = new HeardCall([RULE]);
    call.say('caller', 0, 'cancel my account', 100);
    call.say('caller', 1, 'cancel my account', 130);
    expect(call.tick(159.9)).toEqual([]);
    expect(call.tick(160)).toEqual(['violation retention agent 160.00']);
    expect(call.alerts[0]?.evidence).toMatchObject({ from: 100, to: 160 });
  });

  it('counts from the earlier one though it arrives later', () => {
    const call = new HeardCall([RULE]);
    call.say('caller', 0, 'cancel my account', 100);
    call.say('agent', 0, 'cancel my account', 90);
    expect(call.tick(150)).toEqual(['violation retention agent 150.00']);
  });

  it('is met afterwards only', () => {
    const call = new HeardCall([RULE]);
    call.say('agent', 0, 'special offer', 50);
    call.say('caller', 0, 'cancel my account', 100);
    call.say('agent', 1, 'special offer', 120);
    expect(call.tick(170)).toEqual([]);
    expect(call.verdict('retention')).toBe('met');
  });

  it('does not apply when the phrase never comes', () => {
    const call = new HeardCall([RULE]);
    expect(call.hangUp(500)).toEqual([]);
    expect(call.verdict('retention')).toBe('not-applicable');
  });
});

describe('require … last', () => {
  it.each([
    [85, []],
    [79, ['violation closing agent 100.00']],
  ])('is judged at the hang-up: said at %f s of 100', (end, told) => {
    const call = new HeardCall(['id: closing, when: {require: bye, ch: agent, last: 20}']);
    call.say('agent', 0, 'have a nice day', end);
    expect(call.tick(99)).toEqual([]);
    expect(call.hangUp(100)).toEqual(told);
  });
});

describe('order', () => {
  const RULE = 'id: verify-first, when: {require: balance, ch: agent, order: {before: verify}, optional: true}';

  it('is broken when the later phrase comes without the earlier, and told once', () => {
    const call = new HeardCall([RULE]);
    expect(call.partial('agent', 0, 'your account balance', 9)).toEqual(['pending verify-first agent 9.90']);
    expect(call.say('agent', 0, 'your account balance', 9.9)).toEqual(['violation verify-first agent 9.90']);
    expect(call.say('agent', 1, 'your account balance', 15)).toEqual([]);
    expect(call.verdict('verify-first')).toBe('violated');
  });

  it('is kept when the earlier phrase came first, even in the same breath', () => {
    const call = new HeardCall([RULE]);
    expect(call.say('agent', 0, 'your date of birth please now your account balance', 9)).toEqual([]);
    expect(call.verdict('verify-first')).toBe('met');
  });

  it('does not apply when optional and never said; else it is missed at the hang-up', () => {
    const call = new HeardCall([RULE, 'id: strict, when: {require: balance, ch: agent, order: {before: verify}}']);
    expect(call.hangUp(50)).toEqual(['violation strict agent 50.00']);
    expect(call.verdict('verify-first')).toBe('not-applicable');
  });
});

describe('attributes', () => {
  it('limit a rule to calls of a queue, an agent or a language', () => {
    const rules = ['queue: [sales, care]', 'queue: sales', 'agent: anna', 'language: zh'].map(
      (attr, i) => `id: r${i}, when: {forbid: guarantee}, attr: {${attr}}`,
    );
    const call = new HeardCall(rules);
    expect(call.say('agent', 0, 'guaranteed return', 5)).toEqual(['violation r0 agent 5.00', 'violation r2 agent 5.00']);
    expect([0, 1, 2, 3].map((i) => call.verdict(`r${i}`))).toEqual(['violated', 'not-applicable', 'violated', 'not-applicable']);
  });
});

describe('a transfer', () => {
  const RULES = ['id: notice, when: {require: record, ch: agent, within: 30}', 'id: closing, when: {require: bye, ch: agent, last: 20}', 'id: verified, when: {require: verify, ch: agent, order: {before: balance}}'];
  const all = (call: HeardCall) => ['notice', 'closing', 'verified'].map((rule) => call.verdict(rule));
  it('leaves what was still to be said to the next agent', () => {
    const call = new HeardCall(RULES);
    expect(call.transfer(12)).toEqual([]);
    expect(all(call)).toEqual(['not-applicable', 'not-applicable', 'not-applicable']);
  });
  it('keeps what was said in time, and what was missed before it', () => {
    const kept = new HeardCall(RULES);
    kept.say('agent', 0, 'this call may be recorded', 5);
    expect([kept.transfer(12), kept.verdict('notice')]).toEqual([[], 'met']);
    const missed = new HeardCall(RULES);
    expect([missed.transfer(31), missed.verdict('notice')]).toEqual([['violation notice agent 30.00'], 'violated']);
  });
});
