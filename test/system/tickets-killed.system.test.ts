/** kill -9 of the server and of PostgreSQL in turns under a load of tickets over HTTP: what was acknowledged is there, nothing is there twice. */
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshData } from '#test/simulators/fresh-data';
import { type ServerProcess, startServerProcess } from '#test/simulators/server-process';
import { agent, writeCompany } from './parts/company.ts';
import { pause } from './parts/eventually.ts';
import { rtpPorts } from './parts/free-port.ts';

const CLIENTS = 16;
/** Writes that are acknowledged between one kill and the next. */
const BETWEEN = 100;
const WISH = { template: 'fault', subject: 'No light', tags: ['ledger'], fields: { severity: 'major', impact: 'one', product: 'Router', contact: '13800138000' } };

const data = freshData('huawu-killed-');
const company = writeCompany({ agents: [agent('anna', '1001')], queues: [{ id: 'sales', number: '5001' }] });
const start = () => startServerProcess({ config: company.file, data, env: { HUAWU_RTP_PORTS: rtpPorts() } });
let server: ServerProcess;
beforeAll(async () => {
  server = await start();
});
afterAll(async () => {
  await server.stop();
  for (const folder of [data, company.folder]) rmSync(folder, { recursive: true, force: true });
});

/** What the clients were told is kept: number of the ticket → its notes. */
const ledger = new Map<string, string[]>();
const acknowledged = () => ledger.size + [...ledger.values()].reduce((sum, notes) => sum + notes.length, 0);
let stop = false;

/** Asks until there is an answer: the same request with the same key, to whichever server is there. */
async function post(path: string, key: string, body: object): Promise<{ id: string }> {
  for (;;) {
    const answer = await fetch(server.url + path, { method: 'POST', headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json', 'idempotency-key': key }, body: JSON.stringify(body) }).catch(() => undefined);
    if (answer?.status === 200) {
      const read = await answer.json().catch(() => undefined);
      if (read) return read as { id: string };
    }
    if (answer && answer.status < 500) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    await pause(50);
  }
}

async function client(name: string): Promise<void> {
  for (let n = 0; !stop; n += 1) {
    const { id } = await post('/api/tickets', `${name}-${n}`, { ...WISH, subject: `${name}-${n}` });
    expect(ledger.has(id)).toBe(false);
    const notes: string[] = [];
    ledger.set(id, notes);
    for (const text of [`${name}-${n}-a`, `${name}-${n}-b`]) {
      await post(`/api/tickets/${id}/note`, text, { text });
      notes.push(text);
    }
  }
}

async function moreAcknowledged(): Promise<void> {
  const before = acknowledged();
  await expect.poll(acknowledged, { timeout: 60_000 }).toBeGreaterThan(before + BETWEEN);
}

async function killDatabase(): Promise<void> {
  process.kill(Number(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
}

async function killServer(): Promise<void> {
  const gone = once(server.process, 'exit');
  server.process.kill('SIGKILL');
  await gone;
  server = await start();
}

test('the ledger of the clients and the tickets of the server are the same, to the last note', async () => {
  const clients = Array.from({ length: CLIENTS }, (_, index) => client(`c${index}`));
  await moreAcknowledged();
  for (const kill of [killDatabase, killServer, killDatabase]) {
    await kill();
    await moreAcknowledged();
  }
  stop = true;
  await Promise.all(clients);
  const listed: string[] = [];
  for (let next: string | undefined = ''; next !== undefined; ) {
    const { body } = await server.get(`/api/tickets?tag=ledger&limit=200${next === '' ? '' : `&cursor=${next}`}`);
    const page = body as { tickets: { id: string }[]; next?: string };
    listed.push(...page.tickets.map(({ id }) => id));
    next = page.next;
  }
  expect(listed.toSorted()).toEqual([...ledger.keys()].toSorted());
  const histories = await Promise.all([...ledger.keys()].map(async (id) => [id, (await server.get(`/api/tickets/${id}/history`)).body] as const));
  for (const [id, body] of histories) {
    const { events } = body as { events: { type: string; data: { text?: string } }[] };
    expect(events.map(({ type, data: { text } }) => (type === 'noted' ? text : type))).toEqual(['created', ...(ledger.get(id) ?? [])]);
  }
});
