import { expect, test } from 'vitest';
import { Fault, ManualClock, failed, ok, silentLog } from '#core';
import { makeServer } from '../../http/server.ts';
import { tokenCaller } from '../../who/caller.ts';
import type { Gate } from '../../who/gate.ts';
import type { TeamMap } from '../../who/team-map.ts';
import type { RulesPort } from './port.ts';
import { rulesRoutes } from './rules-routes.ts';

const RESULT = { policy: '2-x', against: 'as judged', calls: 1, conversations: 1, verdicts: 1, changed: [{ call: 'c', agent: 'anna', queue: 'care', rule: 'r', was: 'met', is: 'violated', evidence: [{ at: 3, from: 2, to: 3, speaker: 'agent', words: 'no risk', score: 1 }] }], rules: [{ rule: 'r', was: 0, is: 1, changed: 1 }], next: 'n' } as const;

async function asked(method: 'GET' | 'POST', url: string, payload?: object) {
  const audited: string[] = [];
  const rules: RulesPort = {
    now: () => ({ version: '1-x', rules: [{ id: 'r', severity: 'warn', title: { zh: '甲', en: 'A' } }], versions: [{ number: 1, version: '1-x', at: 5 }] }),
    text: (number) => (number === 1 ? 'version: 1' : undefined),
    verdicts: async ({ limit }, accept) => ({ calls: limit, conversations: accept({ id: 'c' } as never) ? 1 : 0, policies: [{ version: '1-x', rules: [{ rule: 'r', met: 1, violated: 2, notApplicable: 3 }] }], violating: [{ rule: 'r', calls: 2 }] }),
    check: (text) => (text === 'bad' ? { ok: false, remarks: [{ line: 1, column: 1, key: '', en: 'is wrong', zh: '错误' }] } : { ok: true, version: '2-x', remarks: [] }),
    backTest: async (order) => (order.rules === 'bad' ? failed(new Fault('qa.policy-mistakes', 'rules.yaml:1:1: is wrong')) : ok({ ...RESULT })),
  };
  const audit = { record: async (_: unknown, action: string, subject: string) => void audited.push(`${action} ${subject}`) } as never;
  const gate = { request: async () => tokenCaller('127.0.0.1') } as unknown as Gate;
  const app = makeServer({ routes: rulesRoutes({ rules, teams: { ofCall: () => ({}) } as unknown as TeamMap, audit }), gate, clock: new ManualClock(), log: silentLog });
  const { statusCode, body } = await app.inject({ method, url, ...(payload ? { payload } : {}) });
  return { statusCode, body: JSON.parse(body) as unknown, audited };
}

test('the rules in force have their version', async () => {
  expect(await asked('GET', '/api/rules')).toMatchObject({ statusCode: 200, body: { version: '1-x', rules: [{ id: 'r' }] } });
});

test('the text of a version is there, one that never was is not', async () => {
  expect(await asked('GET', '/api/rules/versions/1')).toMatchObject({ statusCode: 200, body: { text: 'version: 1' } });
  expect(await asked('GET', '/api/rules/versions/2')).toMatchObject({ statusCode: 404, body: { code: 'api.unknown-rules' } });
});

test('verdicts are counted over calls that the asker may review', async () => {
  expect(await asked('GET', '/api/rules/verdicts?limit=7')).toMatchObject({ statusCode: 200, body: { calls: 7, conversations: 1, policies: [{ rules: [{ violated: 2 }] }] } });
});

test('a text is checked, mistakes are data in both languages', async () => {
  expect(await asked('POST', '/api/rules/check', { rules: 'bad' })).toMatchObject({ statusCode: 200, body: { ok: false, remarks: [{ line: 1, zh: '错误' }] } });
});

test('a back-test tells what changes and is recorded; a text with mistakes is refused with them', async () => {
  expect(await asked('POST', '/api/rules/back-test', { rules: 'good' })).toEqual({ statusCode: 200, body: RESULT, audited: ['call-read back-test 2-x'] });
  expect(await asked('POST', '/api/rules/back-test', { rules: 'bad' })).toMatchObject({ statusCode: 400, body: { code: 'qa.policy-mistakes' }, audited: [] });
  expect(await asked('POST', '/api/rules/back-test', { rules: 'good', limit: 900 })).toMatchObject({ statusCode: 400 });
});
