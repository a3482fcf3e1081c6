import { describe, expect, it } from 'vitest';
import { HeardCall } from './heard-call.ts';

describe('groups', () => {
  const CHURN = 'id: churn, when: {all: [{said: cancel, ch: customer}, {require: retain, ch: agent, after: cancel, within: 60}]}';

  it('all: fires when its last part does, with the evidence of what was said', () => {
    const call = new HeardCall([CHURN]);
    expect(call.say('caller', 0, 'cancel my account', 100)).toEqual([]);
    expect(call.tick(160)).toEqual(['violation churn both 160.00']);
    expect(call.alerts[0]).toMatchObject({ evidence: { phrase: 'cancel', words: [{ text: 'cancel' }, { text: 'my' }, { text: 'account' }] } });
  });

  it('all: does not apply when a part never does', () => {
    const call = new HeardCall(['id: both, when: {all: [{require: retain, ch: agent, after: cancel, within: 60}, {said: bye}]}']);
    call.say('agent', 0, 'have a nice day', 5);
    expect([call.hangUp(90), call.verdict('both')]).toEqual([[], 'not-applicable']);
  });

  it('any with count: so many of them', () => {
    const call = new HeardCall(['id: two, when: {any: [{said: cancel}, {said: retain}, {said: bye}], count: 2}']);
    expect(call.say('caller', 0, 'cancel my account', 10)).toEqual([]);
    expect(call.say('agent', 0, 'special offer', 12)).toEqual(['violation two both 12.00']);
    expect(call.say('agent', 1, 'have a nice day', 20)).toEqual([]);
  });

  it('not: is sure at the hang-up, or when a deadline was kept', () => {
    const call = new HeardCall(['id: silent, when: {not: {said: bye, ch: agent}}', 'id: kept, when: {not: {require: record, ch: agent, within: 30}}']);
    call.say('agent', 0, 'this call may be recorded', 9);
    expect(call.tick(10)).toEqual(['violation kept both 10.00']);
    expect(call.hangUp(40)).toEqual(['violation silent both 40.00']);
  });

  it('take attributes of the call as parts', () => {
    const rule = 'id: sales-only, when: {all: [{attr: {skill: billing, direction: inbound}}, {said: guarantee, ch: agent}]}';
    const other = new HeardCall([rule], { skills: ['en'] });
    other.say('agent', 0, 'guaranteed return', 5);
    const fits = new HeardCall([rule], { skills: ['en', 'billing'] });
    expect([other.verdict('sales-only'), fits.say('agent', 0, 'guaranteed return', 5)]).toEqual(['met', ['violation sales-only agent 5.00']]);
  });

  it('warn while the words that would complete them are not final', () => {
    const call = new HeardCall(['id: two, when: {all: [{said: cancel}, {said: retain}]}']);
    call.say('caller', 0, 'cancel my account', 10);
    expect(call.partial('agent', 0, 'special offer', 12)).toEqual(['pending two both 12.60']);
    expect(call.say('agent', 0, 'special occasion', 12.6)).toEqual(['retracted two both 12.60']);
  });

  it('leave to the next agent what could still come', () => {
    const call = new HeardCall(['id: silent, when: {not: {said: bye, ch: agent}}']);
    expect([call.transfer(40), call.verdict('silent')]).toEqual([[], 'not-applicable']);
  });
});

describe('ranges', () => {
  it('of sentences count each speaker by itself', () => {
    const call = new HeardCall(['id: early, when: {said: cancel, ch: customer, in: {unit: sentences, from: 1, to: 2}}']);
    call.say('agent', 0, 'hello there', 2);
    call.say('agent', 1, 'what is it', 4);
    call.say('caller', 0, 'well you see', 6);
    expect(call.say('caller', 1, 'cancel my account', 9)).toEqual(['violation early caller 9.00']);
    expect(call.say('caller', 2, 'cancel my account', 19)).toEqual([]);
  });

  it('are missed when their last sentence is over', () => {
    const call = new HeardCall(['id: hello, when: {require: record, ch: agent, in: {unit: sentences, from: 1, to: 2}}']);
    expect(call.say('agent', 0, 'hello there', 2)).toEqual([]);
    expect(call.say('agent', 1, 'what is it', 4)).toEqual(['violation hello agent 4.00']);
  });

  it('after a phrase: in the sentence in which it was said, and so many more', () => {
    const call = new HeardCall(['id: sorry, when: {require: retain, ch: agent, in: {after: cancel, by: customer, sentences: 1}}']);
    call.say('agent', 0, 'hello there', 2);
    call.say('caller', 0, 'cancel my account', 6);
    expect(call.say('agent', 1, 'one moment please', 9)).toEqual(['violation sorry agent 9.00']);
    expect(call.tick(9.5)).toEqual([]);
  });

  it('before a phrase: told when that phrase comes', () => {
    const call = new HeardCall(['id: late, when: {forbid: balance, ch: agent, in: {before: verify, seconds: 20}}']);
    call.say('agent', 0, 'account balance', 5);
    call.say('agent', 1, 'account balance', 40);
    expect(call.say('agent', 2, 'date of birth', 50)).toEqual(['violation late agent 50.00']);
  });

  it('from the end are judged at the end', () => {
    const call = new HeardCall(['id: end, when: {forbid: cancel, in: {from: -10}}']);
    expect(call.say('caller', 0, 'cancel my account', 95)).toEqual([]);
    expect(call.hangUp(100)).toEqual(['violation end caller 100.00']);
  });
});

describe('near', () => {
  it('fires when all were heard within the time, each serving once', () => {
    const call = new HeardCall(['id: risk, when: {near: [cancel, balance], ch: customer, seconds: 20}']);
    call.say('caller', 0, 'cancel my account', 10);
    expect(call.say('caller', 1, 'account balance', 31)).toEqual([]);
    expect(call.say('caller', 2, 'cancel my account', 40)).toEqual(['violation risk caller 40.00']);
    expect(call.say('caller', 3, 'cancel my account', 45)).toEqual([]);
  });
});

describe('voices', () => {
  const overlap = (call: HeardCall, from: number, to: number) => {
    call.voice('caller', true, from - 5);
    call.voice('agent', true, from);
    call.voice('caller', false, to);
    call.voice('agent', false, to + 3);
  };

  it('that talk at once for long are told once', () => {
    const call = new HeardCall(['id: over-talk, when: {overtalk: 3}']);
    overlap(call, 10, 14);
    expect(call.tick(12.9)).toEqual([]);
    expect(call.tick(13.1)).toEqual(['violation over-talk both 13.00']);
    expect(call.tick(20)).toEqual([]);
  });

  it('that begin later interrupt; the third time is told', () => {
    const call = new HeardCall(['id: interrupts, when: {interruptions: 3, ch: agent}']);
    for (const at of [10, 30, 50]) overlap(call, at, at + 1);
    expect(call.tick(70)).toEqual(['violation interrupts agent 50.50']);
  });

  it('that only show that somebody listens do not', () => {
    const call = new HeardCall(['id: interrupts, when: {interruptions: 1, ch: agent}']);
    call.voice('caller', true, 5);
    call.voice('agent', true, 10);
    call.voice('agent', false, 10.8);
    call.say('agent', 0, '嗯 好的', 10.7);
    call.voice('agent', true, 20);
    call.voice('agent', false, 20.8);
    call.say('agent', 1, 'listen now', 20.7);
    expect(call.tick(30)).toEqual(['violation interrupts agent 20.50']);
  });
});

describe('measured things', () => {
  it('speed is told each time it leaves its bounds, over 15 s of talk', () => {
    const call = new HeardCall(['id: too-fast, when: {rate: {max: 300}, ch: agent}']);
    const slow = 'one two three four five six seven eight nine ten '.repeat(6).trim();
    expect(call.say('agent', 0, slow, 20)).toEqual([]);
    // Ten characters in a word of 0.3 s: 2,000 a minute.
    const told = call.say('agent', 1, Array.from({ length: 40 }, () => '请您马上办理').join(' '), 40);
    expect(told).toHaveLength(1);
    expect(call.alerts[0]?.evidence.value).toBeGreaterThan(300);
  });

  const window = (call: HeardCall, to: number, value: number, by: 'prosody' | 'both' = 'prosody') => call.hear({ type: 'emotion', channel: 'caller', name: 'agitation', value, from: to - 2, to, by });

  it('agitation must last: no peak, however high and whatever it was found by, is enough', () => {
    const call = new HeardCall(['id: angry, when: {emotion: anger, ch: customer, min: 0.7}, severity: critical', 'id: warm, when: {emotion: agitation, ch: customer, min: 0.7, segments: 3}']);
    expect(window(call, 10, 0.9)).toEqual([]);
    expect(window(call, 12, 0.9)).toEqual(['violation angry caller 12.00']);
    expect(window(call, 14, 0.9)).toEqual(['violation warm caller 14.00']);
    expect(window(call, 16, 0.9)).toEqual([]);
    for (const by of ['prosody', 'both'] as const) {
      const peak = new HeardCall(['id: angry, when: {emotion: agitation, ch: customer, min: 0.6}', 'id: long, when: {emotion: agitation, ch: customer, min: 0.2, segments: 3}']);
      expect([[10, 1], [12, 0.1], [14, 0.1], [16, 0.1], [18, 0], [20, 1], [22, 0]].flatMap(([to = 0, value = 0]) => window(peak, to, value, by))).toEqual([]);
    }
  });

  it('agitation is told again after a minute, and only when it had gone', () => {
    const call = new HeardCall(['id: angry, when: {emotion: agitation, ch: customer, min: 0.7}', 'id: often, when: {emotion: agitation, ch: customer, min: 0.7}, cooldown: 0']);
    const told = [10, 20, 30, 80].flatMap((from) => [0, 2, 4, 6, 8].flatMap((later) => window(call, from + later, later < 6 ? 0.9 : 0)));
    expect(told).toEqual(['violation angry caller 12.00', 'violation often caller 12.00', 'violation often caller 24.00', 'violation often caller 34.00', 'violation angry caller 84.00', 'violation often caller 84.00']);
  });

  it('personal numbers are told by their kind', () => {
    const call = new HeardCall(['id: cards, when: {pii: card, ch: customer}', 'id: all, when: {pii: {type: any, ch: both}}']);
    expect(call.hear({ type: 'pii', channel: 'caller', kind: 'phone', from: 3, to: 5 })).toEqual(['violation all caller 5.00']);
    expect(call.hear({ type: 'pii', channel: 'caller', kind: 'card', from: 7, to: 9 })).toEqual(['violation cards caller 9.00', 'violation all caller 9.00']);
  });
});

describe('do', () => {
  it('goes with violations, as the rule writes it; its hint is what the agent reads', () => {
    const call = new HeardCall(['id: churn, when: {said: cancel, ch: customer}, severity: info, do: [{tag: churn-risk}, {hint: {zh: 挽留, en: Make an offer}}, {webhook: crm}, {pauseRecording: {seconds: 30}}]']);
    call.partial('caller', 0, 'cancel my account', 4);
    call.say('caller', 0, 'cancel my account', 4.9);
    expect(call.alerts.map(({ kind, actions }) => [kind, actions])).toEqual([
      ['pending', undefined],
      ['violation', [{ kind: 'tag', tag: 'churn-risk' }, { kind: 'hint', text: { zh: '挽留', en: 'Make an offer' } }, { kind: 'webhook', hook: 'crm' }, { kind: 'pause-recording', seconds: 30 }]],
    ]);
    expect(call.alerts[1]?.hint).toEqual({ zh: '挽留', en: 'Make an offer' });
  });
});
