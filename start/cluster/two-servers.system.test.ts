/** Two whole servers at one Redis and one database: callers at one, agents at the other. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Desk, Floor } from '#contract';
import { silentLog, systemClock } from '#core';
import { tone, toneShare } from '#media';
import { hasRedis, type RedisServer, startRedis } from '#test/simulators/redis-server';
import { type SimCall, SimPhone, toneUlaw } from '#test/simulators/phone/index';
import { type ServerProcess, startServerProcess } from '#test/simulators/server-process';
import { passwordOf } from '#test/system/parts/company';
import { eventually } from '#test/system/parts/eventually';
import { rtpPorts } from '#test/system/parts/free-port';
import { Page } from '#test/system/parts/page';
import { agentState, callRows, recordOf, setAgent, storyOf, untilAgent } from '#test/system/parts/timeline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedSql, embeddedPostgres } from '../../store/sql/embedded-postgres.ts';

const SALES = '5001';
const [CALLER_HZ, AGENT_HZ] = [620, 440];

// Skipped only where Debian's redis-server is missing; npm test installs it when root.
describe.skipIf(!hasRedis)('two servers with one Redis and one database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'huawu-two-'));
  let redis: RedisServer;
  let database: EmbeddedSql;
  let a: ServerProcess;
  let b: ServerProcess;
  let anna: SimPhone;
  const phones: SimPhone[] = [];
  const talks: SimCall[] = [];

  beforeAll(async () => {
    redis = await startRedis();
    const opened = await embeddedPostgres({ dataDir: join(folder, 'database'), schema: 'public', clock: systemClock, log: silentLog });
    if (!opened.ok) throw opened.fault;
    database = opened.value;
    const start = () => startServerProcess({ env: { HUAWU_RTP_PORTS: rtpPorts(), REDIS_URL: redis.url, DATABASE_URL: database.url, HUAWU_HTTPS_PORT: '0' } });
    // At the same moment, on an empty database: passwords, token and people are made once.
    [a, b] = await Promise.all([start(), start()]);
  });
  afterAll(async () => {
    await Promise.all(phones.map((phone) => phone.close()));
    await Promise.all([a?.stop(), b?.stop()]);
    await database?.close();
    await redis?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function phoneAt(server: ServerProcess, user: string): Promise<SimPhone> {
    const phone = await SimPhone.open(server.sip, user);
    phones.push(phone);
    return phone;
  }

  /** A desk phone that answers and speaks; its calls are `talks`. */
  async function agentAt(server: ServerProcess, user: string): Promise<SimPhone> {
    const phone = await phoneAt(server, user);
    phone.onRing = (ring) => {
      ring.ringing();
      void ring.answer().then((call) => {
        call.audio.say(toneUlaw(AGENT_HZ), { loop: true });
        talks.push(call);
      });
    };
    expect(await phone.register(passwordOf(server, user))).toBe(200);
    return phone;
  }

  async function callAt(server: ServerProcess, user: string): Promise<SimCall> {
    const call = await (await phoneAt(server, user)).call(SALES);
    call.audio.say(toneUlaw(CALLER_HZ), { loop: true });
    return call;
  }

  const hears = (call: SimCall, hz: number) => toneShare(call.audio.heard().slice(-4_000), hz) > 0.8;
  const bothHear = (caller: SimCall) => eventually('audio both ways', () => hears(caller, AGENT_HZ) && hears(talks.at(-1)!, CALLER_HZ));
  const rested = (server: ServerProcess, id: string) => setAgent(server, id, 'ready').then(() => untilAgent(server, id, 'ready'));

  test('are told apart and linked; passwords and token are the same', async () => {
    expect(a.token).toBe(b.token);
    expect(passwordOf(a, '1001')).toBe(passwordOf(b, '1001'));
    const health = await eventually('the link', async () => {
      const { body } = (await a.get('/healthz')) as { body: { parts: Record<string, { status: string; note?: string }> } };
      return body.parts['cluster']?.note?.startsWith('2 servers') === true && body.parts;
    });
    expect([health['cluster']?.status, health['routing']?.status]).toEqual(['ok', 'ok']);
  });

  test('a caller at one talks with an agent at the other; either hangs up; the phone holds and transfers', async () => {
    anna = await agentAt(b, '1001');
    await untilAgent(a, 'anna', 'ready');
    const first = await callAt(a, '13900139001');
    await untilAgent(b, 'anna', 'busy');
    await bothHear(first);
    await talks.at(-1)!.direct('sendonly');
    await eventually('music at the caller', () => toneShare(first.audio.heard().slice(-4_000), AGENT_HZ) < 0.1);
    await talks.at(-1)!.direct('sendrecv');
    await bothHear(first);
    await talks.at(-1)!.hangUp();
    await first.ended;
    const told = await recordOf(b, '13900139001');
    expect(storyOf(told)).toEqual(expect.arrayContaining(['agent.connected', 'call.held', 'call.resumed', 'agent.left', 'call.ended']));
    await rested(a, 'anna');
    const second = await callAt(a, '13900139002');
    await bothHear(second);
    // To an agent at the caller's server.
    const chen = await agentAt(a, '1003');
    await untilAgent(b, 'chen', 'ready');
    const [talk] = talks.slice(-1);
    expect((await talk!.refer('1003')).code).toBe(202);
    await untilAgent(b, 'chen', 'busy');
    await bothHear(second);
    await second.hangUp();
    await talks.at(-1)!.ended;
    expect(await chen.register(passwordOf(a, '1003'), 0)).toBe(200);
    await untilAgent(b, 'chen', 'offline');
  });

  test('who gives up while the phone rings at the other server stops it', async () => {
    await rested(a, 'anna');
    const ringing = Promise.withResolvers<{ readonly cancelled: Promise<void> }>();
    const before = anna.onRing;
    anna.onRing = (ring) => {
      ring.ringing();
      ringing.resolve(ring);
    };
    const call = await callAt(a, '13900139003');
    const { cancelled } = await ringing.promise;
    await call.hangUp();
    await cancelled;
    anna.onRing = before;
    expect((await recordOf(a, '13900139003')).summary.outcome).toBe('abandoned');
    expect(await anna.register(passwordOf(b, '1001'), 0)).toBe(200);
    await untilAgent(a, 'anna', 'offline');
  });

  test('a browser at one server answers a caller at the other, is shown the call, holds and ends it by its own server', async () => {
    // Each of them was made by one of the servers, which tells the password.
    const people = [...a.people, ...b.people];
    expect(new Set(people.map(({ login }) => login)).size).toBe(people.length);
    const page = await Page.signIn({ ...b, people }, 'anna');
    const browser = await page.phone('first');
    expect((await page.post('/api/desk/state', { state: 'ready' })).status).toBe(200);
    const caller = await callAt(a, '13900139004');
    await browser.answer();
    browser.media.say(tone(AGENT_HZ, 1_000));
    await eventually('the agent at the caller', () => hears(caller, AGENT_HZ));
    await eventually('the caller at the agent', () => toneShare(browser.media.audio().slice(-4_000), CALLER_HZ) > 0.8);
    await eventually('the desk of the other server', async () => (await page.get<Desk>('/api/desk')).call?.caller.number === '13900139004');
    expect((await page.post('/api/desk/hold', { on: true })).status).toBe(200);
    await eventually('held', async () => (await page.get<Desk>('/api/desk')).call?.held === true);
    await eventually('music at the caller', () => toneShare(caller.audio.heard().slice(-4_000), AGENT_HZ) < 0.1);
    const floor = (await b.get('/api/floor')).body as Floor;
    expect(floor.calls).toMatchObject([{ from: '13900139004', agent: 'anna', held: true, stage: 'talk' }]);
    expect((await page.post('/api/desk/hang-up', {})).status).toBe(200);
    await caller.ended;
    await eventually('wrap-up', async () => (await page.get<Desk>('/api/desk')).wrapUp !== undefined);
    expect((await page.post('/api/desk/finish', { disposition: 'sold', notes: 'from afar' })).status).toBe(200);
    // The other server writes it, a moment later than it answers.
    await eventually('the wrap-up on record', async () => storyOf(await recordOf(b, '13900139004')).includes('wrap-up.saved'));
    await browser.vanish();
  });

  test('the server of a phone is killed in mid-call: its agent is gone within seconds, the caller keeps the place and gets another one', async () => {
    const dana = await agentAt(b, '1004');
    await untilAgent(a, 'dana', 'ready');
    const call = await callAt(a, '13900139005');
    await bothHear(call);
    // It stands still until it is taken for gone: the conversation goes on, and nobody else is offered its agent.
    b.process.kill('SIGSTOP');
    await untilAgent(a, 'dana', 'offline');
    b.process.kill('SIGCONT');
    expect((await untilAgent(a, 'dana', 'not-ready')).reason).toBe('server-away');
    const next = await callAt(a, '13900139006');
    await bothHear(call);
    const [still] = talks.slice(-1);
    await call.hangUp();
    await eventually('the next caller at the same agent', () => talks.at(-1) !== still);
    await bothHear(next);
    const third = await callAt(a, '13900139007');
    const waiting = async () => ((await a.get('/api/queues')).body as { queues: { id: string; waiting: number }[] }).queues.find(({ id }) => id === 'sales')?.waiting;
    await eventually('one waits', async () => (await waiting()) === 1);
    b.process.kill('SIGKILL');
    const killed = performance.now();
    await eventually('both wait', async () => (await waiting()) === 2);
    // On a busy machine; 2 s is what the issue allows.
    expect(performance.now() - killed).toBeLessThan(4_000);
    await untilAgent(a, 'dana', 'offline');
    expect([next.isOver, third.isOver]).toEqual([false, false]);
    await agentAt(a, '1003');
    await eventually('another agent', async () => talks.at(-1)?.isOver === false && (await callRows(a)).some(({ from, agent }) => from === '13900139006' && agent === 'chen'));
    await bothHear(next);
    await next.hangUp();
    expect(await setAgent(a, 'chen', 'ready')).toBeLessThan(300);
    await bothHear(third);
    await third.hangUp();
    dana.vanish();
    expect((await agentState(a, 'dana'))?.state).toBe('offline');
  });
});
