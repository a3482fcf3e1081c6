import { createHmac } from 'node:crypto';
import { type Log, ManualClock, Scope, jsonLog, seededRandom } from '#core';
import { expect, test } from 'vitest';
import { Hooks } from './hooks.ts';
import type { HttpAnswer, HttpRequest } from './outside.ts';

/** A receiver that answers as told, the last answer again and again. */
function receiver(...answers: HttpAnswer[]) {
  const clock = new ManualClock();
  const scope = new Scope();
  const got: HttpRequest[] = [];
  const lines: string[] = [];
  const log: Log = jsonLog({ clock, level: 'debug', write: (line) => void lines.push(line) });
  const http = async (request: HttpRequest) => {
    got.push(request);
    return answers.length > 1 ? (answers.shift() as HttpAnswer) : (answers[0] as HttpAnswer);
  };
  const hooks = new Hooks({ hooks: () => [{ id: 'crm', url: 'https://crm.test/in', secret: 'k' }], http, clock, random: seededRandom(1), log }, scope);
  const pass = async (ms: number) => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    clock.advance(ms);
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  return { hooks, got, pass, lines, scope, clock };
}
const status = (code: number): HttpAnswer => ({ kind: 'answered', status: code, body: '' });

test('a message is signed over its time and body', async () => {
  const { hooks, got, pass, clock } = receiver(status(204));
  expect(hooks.send('crm', { hook: 'crm', call: 'c1' })).toBe(true);
  await pass(0);
  const t = Math.floor(clock.wall() / 1000);
  const v1 = createHmac('sha256', 'k').update(`${t}.{"hook":"crm","call":"c1"}`).digest('hex');
  expect(got[0]).toMatchObject({ method: 'POST', url: 'https://crm.test/in', body: '{"hook":"crm","call":"c1"}', headers: { 'x-huawu-signature': `t=${t},v1=${v1}` } });
  expect(hooks.waiting).toBe(0);
});

test('one that is not taken is sent again under the same delivery, and given up after four tries', async () => {
  const { hooks, got, pass, lines } = receiver({ kind: 'timed-out' });
  hooks.send('crm', {});
  for (const pause of [1_000, 10_000, 60_000]) await pass(pause);
  await pass(600_000);
  expect(got.length).toBe(4);
  expect(new Set(got.map(({ headers }) => headers['x-huawu-delivery'])).size).toBe(1);
  expect(lines.join()).toContain('given up');
  expect(hooks.waiting).toBe(0);
});

test('a refusal that will not change is not repeated; too many requests are', async () => {
  const refused = receiver(status(400));
  refused.hooks.send('crm', {});
  await refused.pass(100_000);
  expect(refused.got.length).toBe(1);
  const busy = receiver(status(429), status(200));
  busy.hooks.send('crm', {});
  await busy.pass(1_000);
  expect([busy.got.length, busy.hooks.waiting]).toEqual([2, 0]);
});

test('there is no such hook: nobody waits; the end of the server ends what waits', async () => {
  const { hooks, pass, scope, clock } = receiver({ kind: 'failed', why: 'x' });
  expect(hooks.send('nobody', {})).toBe(false);
  hooks.send('crm', {});
  await pass(0);
  scope.end('stop');
  await pass(0);
  expect([hooks.waiting, clock.pending]).toEqual([0, 0]);
});
