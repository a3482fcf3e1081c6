import { describe, expect, it } from 'vitest';
import { Fault, ManualClock, silentLog } from '#core';
import type { CallSummary } from '#store';
import { makeServer } from '../http/server.ts';
import type { ApiPorts } from '../port.ts';
import { tokenCaller } from '../who/caller.ts';
import type { Gate } from '../who/gate.ts';
import type { TeamMap } from '../who/team-map.ts';
import { callsExport } from './calls-export.ts';

const CALL: CallSummary = { id: 'c1', startedAt: 0, from: '13800138000', to: '4000', outcome: 'answered', alerts: 0, recording: false };

async function exported(calls: ApiPorts['store']['calls'], url = '/api/calls/export') {
  const written: string[] = [];
  const audit = { record: async (_: unknown, action: string, subject: string) => void written.push(`${action} ${subject}`) } as never;
  const route = callsExport({ ports: { store: { calls, call: async () => undefined }, liveCalls: () => [] }, teams: { ofCall: () => ({}) } as unknown as TeamMap, audit });
  const gate = { request: async () => tokenCaller('127.0.0.1') } as unknown as Gate;
  const app = makeServer({ routes: [route], gate, clock: new ManualClock(), log: silentLog });
  const { statusCode, body, headers } = await app.inject({ method: 'GET', url });
  return { statusCode, body, type: headers['content-type'], written };
}

describe('calls as a table', () => {
  it('are no formulas, whatever callers and agents are called', async () => {
    const names = ['=1+1', '+8613800138000', '-2', '@SUM(A1)', '\t=1', '\n=1', '＝1+1', '＋1', '－1', '＠x', 'a,"b"\r\nSet-Cookie: x=1'];
    const { body, type } = await exported(async () => ({ calls: names.map((from) => ({ ...CALL, from })) }));
    expect(type).toBe('text/csv; charset=utf-8');
    for (const name of names.slice(0, -1)) expect(body).toContain(`'${name}`);
    expect(body).toContain('"a,""b""\r\nSet-Cookie: x=1"');
  });

  it('come page by page, all of them, with the filters in the audit log', async () => {
    const pages = [{ calls: [CALL], next: 'two' }, { calls: [] as CallSummary[], next: 'three' }, { calls: [{ ...CALL, id: 'c3' }] }];
    const asked: (string | undefined)[] = [];
    const { body, written } = await exported(async ({ cursor }) => (asked.push(cursor), pages.shift() ?? { calls: [] }), '/api/calls/export?agent=anna');
    expect([asked, written]).toEqual([[undefined, 'two', 'three'], ['calls-exported agent=anna']]);
    expect(body.split('\r\n').map((line) => line.split(',')[0])).toEqual(['\uFEFFid', 'c1', 'c3', '']);
  });

  it('are refused with a status while the database is away, instead of a table that breaks off', async () => {
    const away = async () => Promise.reject(new Fault('store.away', 'The database is away.', { retryable: true }));
    expect(await exported(away)).toMatchObject({ statusCode: 503, written: [] });
  });
});
