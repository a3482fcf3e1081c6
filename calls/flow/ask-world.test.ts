/** Questions of flows to the world, on a clock that stands still. */
import { Scope } from '#core';
import type { FlowQuestion } from '#ivr';
import { describe, expect, test } from 'vitest';
import { SALES, StoryHouse, WRAP_UP_MS } from '#test/simulators/house/index';
import type { Call } from '../call.ts';
import type { HttpAnswer, HttpRequest, Outside } from '../outside/outside.ts';
import { askWorld } from './ask-world.ts';
import { FlowVoice } from './flow-voice.ts';

/** A caller in the menu, and a world that answers as told. */
async function inMenu(outside: Partial<Outside> = {}) {
  const house = new StoryHouse();
  Object.assign(house.house, { outside: { http: async () => ({ kind: 'failed', why: '' }), customer: async () => undefined, hook: () => false, ...outside } });
  const { leg } = await house.call('4000', { from: '13800138000' });
  const call = [...house.flow.open][0] as Call;
  const ask = (question: FlowQuestion, scope = new Scope(call.scope)) => askWorld(call, question, scope);
  return { house, call, leg, ask };
}

describe('a flow that asks', () => {
  test('a web server: its status and body, or that it took too long', async () => {
    const got: HttpRequest[] = [];
    const answers: HttpAnswer[] = [{ kind: 'answered', status: 200, body: { balance: 3 } }, { kind: 'timed-out' }, { kind: 'failed', why: 'x' }];
    const { ask } = await inMenu({ http: async (request) => (got.push(request), answers.shift() as HttpAnswer) });
    const question: FlowQuestion = { kind: 'http', method: 'POST', url: 'https://crm.test/', headers: { 'x-key': 'k' }, body: { id: 7 }, timeoutMs: 3_000 };
    expect(await ask(question)).toEqual({ outcome: 'answered', data: { status: 200, body: { balance: 3 } } });
    expect(await ask(question)).toEqual({ outcome: 'timed-out' });
    expect(await ask(question)).toEqual({ outcome: 'failed' });
    expect(got[0]).toMatchObject({ body: '{"id":7}', headers: { 'content-type': 'application/json', 'x-key': 'k' } });
  });

  test('who calls: what the list says, nobody when it does not know', async () => {
    const { ask, call } = await inMenu({ customer: async (number) => (number === '13800138000' ? { id: 'c7', name: 'Wang', tier: 'gold', lastAgent: 'bo' } : undefined) });
    expect(await ask({ kind: 'customer', number: '13800138000', timeoutMs: 1 })).toEqual({ outcome: 'found', data: { id: 'c7', name: 'Wang', tier: 'gold' } });
    expect(call.lastAgent).toBe('bo');
    expect(await ask({ kind: 'customer', number: '1', timeoutMs: 1 })).toEqual({ outcome: 'unknown' });
  });

  test('how a queue is: seconds, and what is not known left out', async () => {
    const { ask, house } = await inMenu();
    expect(await ask({ kind: 'queue-state', queues: ['sales', 'nowhere'] })).toEqual({ outcome: 'known', data: { sales: { waiting: 0, longestWait: 0, agentsFree: 0, agentsSignedIn: 0 } } });
    house.sip.register('1001');
    const known = await ask({ kind: 'queue-state', queues: ['sales'] });
    expect(known?.data).toEqual({ sales: { waiting: 0, longestWait: 0, agentsFree: 1, agentsSignedIn: 1, expectedWait: 5 } });
  });

  test('another system to be told: with the call, and failed when there is no such hook', async () => {
    const sent: unknown[] = [];
    const { ask, call } = await inMenu({ hook: (id, message) => id === 'crm' && sent.push(message) > 0 });
    expect(await ask({ kind: 'hook', hook: 'crm', data: { why: 'price' } })).toEqual({ outcome: 'sent' });
    expect(sent).toMatchObject([{ hook: 'crm', call: call.id, from: '13800138000', to: '4000', data: { why: 'price' } }]);
    expect(await ask({ kind: 'hook', hook: 'other', data: {} })).toEqual({ outcome: 'failed' });
  });

  test('a question that is dropped has no answer, and a fault in answering is one of the outcomes', async () => {
    const { ask, call } = await inMenu({ http: () => new Promise(() => {}), customer: () => Promise.reject(new Error('broken')) });
    const scope = new Scope(call.scope);
    const asked = ask({ kind: 'http', method: 'GET', url: 'https://x.test', headers: {}, timeoutMs: 1 }, scope);
    scope.end('dropped');
    expect(await asked).toBeUndefined();
    expect(await ask({ kind: 'customer', number: '5', timeoutMs: 1 })).toEqual({ outcome: 'failed' });
  });
});

describe('a transfer by the flow', () => {
  test('to an agent: answered when they have talked and the caller is still there', async () => {
    const { house, ask, leg } = await inMenu();
    house.sip.register('1001');
    const asked = ask({ kind: 'transfer', target: { kind: 'agent', agent: 'anna' }, ringMs: 20_000 });
    await house.settle();
    const anna = house.ringAt('1001').answer();
    await house.pass(3_000);
    anna.bye();
    expect(await asked).toEqual({ outcome: 'answered' });
    expect(leg.isEnded).toBe(false);
    await house.pass(WRAP_UP_MS);
    expect(house.agentState('anna')).toBe('ready');
  });

  test('to an agent who does not answer in time, or is not there', async () => {
    const { house, ask } = await inMenu();
    expect(await ask({ kind: 'transfer', target: { kind: 'agent', agent: 'anna' }, ringMs: 20_000 })).toEqual({ outcome: 'busy' });
    house.sip.register('1001');
    const asked = ask({ kind: 'transfer', target: { kind: 'agent', agent: 'anna' }, ringMs: 5_000 });
    await house.pass(6_000);
    expect(await asked).toEqual({ outcome: 'no-answer' });
    expect(house.agentState('anna')).toBe('ready');
    expect(await ask({ kind: 'transfer', target: { kind: 'agent', agent: 'nobody' }, ringMs: 1 })).toEqual({ outcome: 'failed' });
  });

  test('to a queue, which the caller leaves when the flow drops it', async () => {
    const { house, ask, call } = await inMenu();
    const scope = new Scope(call.scope);
    const asked = ask({ kind: 'transfer', target: { kind: 'queue', queue: 'support' }, ringMs: 1 }, scope);
    await house.pass(1_000);
    expect(house.house.desk.counts().waiting).toBe(1);
    scope.end('dropped');
    expect(await asked).toBeUndefined();
    expect(house.house.desk.counts().waiting).toBe(0);
    expect(house.told('queue.left')).toMatchObject({ queue: 'support', why: 'removed' });
  });
});

describe('texts of a flow', () => {
  test('are spoken between the prompts; one that cannot be is left out with a note', async () => {
    const made: string[] = [];
    const { house, call } = await inMenu({ speech: { soundOf: async (text, language) => (made.push(text), text === 'bad' ? undefined : { name: `tts-${text}`, language }) } });
    const voice = new FlowVoice(call, call.scope);
    let ended = 0;
    voice.play(['welcome', { say: 'Wang', language: 'en' }, { say: 'bad', language: 'en' }], { loop: false }, () => ended++);
    await house.settle();
    expect(house.callerHears.playing).toBe('en/welcome + en/tts-Wang');
    expect(house.told('ivr.note')).toEqual({ note: 'not-spoken', why: 'the command failed' });
    expect(call.flowSpeaking).toBeDefined();
    house.callerHears.heard();
    await house.settle();
    expect([ended, call.flowSpeaking, made]).toEqual([1, undefined, ['Wang', 'bad']]);
  });

  test('that are stopped or replaced end without being heard', async () => {
    const { house, call } = await inMenu();
    const voice = new FlowVoice(call, call.scope);
    const heard: string[] = [];
    voice.play(['one'], { loop: false }, () => heard.push('one'));
    voice.play(['two'], { loop: false }, () => heard.push('two'));
    await house.settle();
    expect(house.callerHears.playing).toBe('en/two');
    voice.stop();
    await house.settle();
    expect([heard, call.flowSpeaking]).toEqual([[], undefined]);
  });
});

test('a caller is recognised again by a fingerprint of the number, never by the number; withheld ones are not', async () => {
  const house = new StoryHouse();
  const keys: (string | undefined)[] = [];
  const send = house.house.desk.send.bind(house.house.desk);
  house.house.desk.send = (command) => (command.type === 'contact.enqueue' && keys.push(command.contact.resumeKey), send(command));
  for (const from of ['13800138000', 'anonymous']) await house.call(SALES, { from });
  expect(keys).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/), undefined]);
});
