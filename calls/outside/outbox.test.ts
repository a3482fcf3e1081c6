import { createHmac } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { ManualClock, Scope, silentLog } from '#core';
import { Outbox } from './outbox.ts';
import type { HttpAnswer, HttpRequest } from './outside.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'huawu-outbox-'));
  folders.push(made);
  return made;
}

const ANSWERED = (status: number): HttpAnswer => ({ kind: 'answered', status, body: undefined });

function outbox(answers: HttpAnswer[], { at = folder(), clock = new ManualClock() } = {}) {
  const requests: HttpRequest[] = [];
  const scope = new Scope();
  const http = (request: HttpRequest) => {
    requests.push(request);
    return Promise.resolve(answers.shift() ?? ANSWERED(204));
  };
  const box = new Outbox({ folder: at, hooks: () => [{ id: 'crm', url: 'http://crm/', secret: 'a secret of ours' }], http, clock, log: silentLog }, scope);
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 500) {
      clock.advance(Math.min(500, left));
      await new Promise((done) => setImmediate(done));
    }
  };
  return { box, requests, scope, at, clock, pass };
}

test('a message is signed, has its key, lies on disk, and is gone when it was taken', async () => {
  const { box, requests, at, pass } = outbox([]);
  expect(box.send('crm', 'call/1/rule/a/2.5', { rule: 'a' })).toBe(true);
  await box.settled();
  expect(readdirSync(at)).toHaveLength(1);
  await pass(1_000);
  await box.settled();
  const [sent] = requests;
  const [, seconds = '', hash] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(sent?.headers['x-huawu-signature'] ?? '') ?? [];
  expect(sent).toMatchObject({ method: 'POST', url: 'http://crm/', body: '{"rule":"a"}', headers: { 'idempotency-key': 'call/1/rule/a/2.5' } });
  expect(hash).toBe(createHmac('sha256', 'a secret of ours').update(`${seconds}.{"rule":"a"}`).digest('hex'));
  expect([requests.length, readdirSync(at), box.waiting]).toEqual([1, [], 0]);
});

test('what is not taken is tried again with growing pauses, under the same key', async () => {
  const { box, requests, pass } = outbox([ANSWERED(503), { kind: 'timed-out' }, { kind: 'failed', why: 'refused' }]);
  box.send('crm', 'k', {});
  await pass(500);
  expect(requests).toHaveLength(1);
  await pass(1_500);
  expect(requests).toHaveLength(2);
  await pass(4_000);
  expect(requests).toHaveLength(2);
  await pass(40_000);
  expect([requests.length, new Set(requests.map(({ headers }) => headers['idempotency-key'])).size, box.waiting]).toEqual([4, 1, 0]);
});

test('the same key is sent once, however often the rule says so', async () => {
  const { box, requests, pass } = outbox([]);
  box.send('crm', 'k', {});
  expect(box.send('crm', 'k', {})).toBe(true);
  await pass(1_000);
  expect(box.send('crm', 'k', {})).toBe(true);
  await pass(1_000);
  expect(requests).toHaveLength(1);
});

test('what waits at a restart is sent by the next server', async () => {
  const first = outbox([ANSWERED(500)]);
  first.box.send('crm', 'k', { rule: 'a' });
  await first.pass(500);
  await first.box.settled();
  first.scope.end('killed');
  const second = outbox([], { at: first.at, clock: first.clock });
  expect(second.box.waiting).toBe(1);
  await second.pass(2_000);
  expect(second.requests.map(({ body, headers }) => [body, headers['idempotency-key']])).toEqual([['{"rule":"a"}', 'k']]);
  await second.box.settled();
  expect(readdirSync(first.at)).toEqual([]);
});

test('what the receiver refuses is given up, and a day is enough', async () => {
  const refused = outbox([ANSWERED(422)]);
  refused.box.send('crm', 'k', {});
  await refused.pass(5_000);
  expect([refused.requests.length, refused.box.waiting]).toEqual([1, 0]);
  expect(refused.box.send('nobody', 'k2', {})).toBe(false);
});
