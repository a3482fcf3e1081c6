import { describe, expect, it } from 'vitest';
import { type Access, may, reach } from '#access';
import { ManualClock, silentLog } from '#core';
import type { Person } from '#contract';
import { loadScorecards, openReviewDesk } from '#qa';
import { memoryReviews, SPOKEN } from '../../../qa/fixtures/memory-reviews.ts';
import { makeServer } from '../../http/server.ts';
import { personCaller } from '../../who/caller.ts';
import type { Gate } from '../../who/gate.ts';
import { reviewRoutes } from './review-routes.ts';

const CARDS = 'scorecards: [{id: card, version: 1, name: {zh: 表, en: Card}, sections: [{id: s, name: {zh: 节, en: S}, questions: [{id: secrets, text: {zh: 问, en: Q}, rule: no-secrets}]}]}]';
const person = (id: string, role: Person['role'], more: Partial<Person> = {}): Person => ({ id, login: id, name: id, role, teams: [], language: 'zh', ...more });
const PEOPLE = [
  person('rita', 'reviewer'),
  person('anna', 'agent', { agent: 'anna', teams: ['north'] }),
  person('bo', 'agent', { agent: 'bo', teams: ['north'] }),
  person('lead', 'supervisor', { teams: ['north'] }),
  person('other', 'supervisor', { teams: ['south'] }),
  person('both', 'reviewer', { agent: 'anna' }),
];

/** The routes as people use them: `X-Who` stands for the session. */
function server() {
  const cards = loadScorecards(CARDS, 'cards.yaml', ['no-secrets']);
  if (!cards.ok) throw cards.fault;
  const memory = memoryReviews('c1', SPOKEN);
  const desk = openReviewDesk({ timeline: memory.timeline, reviews: memory.reviews, scorecards: cards.value, titleOf: () => undefined, agentName: () => undefined, queueName: () => undefined, clock: new ManualClock() });
  const log: string[] = [];
  const audit = { record: async ({ id }: { id: string }, action: string, subject: string) => void log.push(`${id} ${action} ${subject}`) } as unknown as Access['audit'];
  const teamsOf = (agent: string) => (agent === 'anna' || agent === 'bo' ? ['north'] : []);
  const teams = { ofAgent: teamsOf, ofCall: ({ agent }: { agent?: string | undefined }) => (agent === undefined ? {} : { agent, teams: teamsOf(agent) }) };
  const choices = () => ({ agents: ['anna', 'bo', 'cy'].map((id) => ({ id, name: id })), queues: [], rules: [], dispositions: [] });
  const gate = {
    request: async ({ headers }: { headers: Record<string, unknown> }) => {
      const who = PEOPLE.find(({ id }) => id === headers['x-who']) ?? PEOPLE[0]!;
      return personCaller({ key: who.id, person: who, csrf: '', startedAt: 0, expiresAt: 0 }, '127.0.0.1', { may, reach });
    },
  } as unknown as Gate;
  const app = makeServer({ routes: reviewRoutes({ review: { desk, choices }, teams, audit }), gate, clock: new ManualClock(), log: silentLog });
  const ask = async (who: string, method: 'GET' | 'POST', url: string, body?: unknown) => {
    const answer = await app.inject({ method, url, headers: { 'x-who': who }, ...(body === undefined ? {} : { payload: body as object }) });
    return { status: answer.statusCode, body: answer.json() as Record<string, never> };
  };
  return { ask, log };
}

const CALL = '/api/review/calls/c1';
const DRAFT = { revision: 0, answers: [{ question: 'secrets', points: 1, evidence: [{ from: 4.5, to: 5, text: '密码' }] }], comments: [{ id: 'k', at: 4, text: 'well \u0000done' }] };

describe('reviews over the API', () => {
  it('go from the draft to the agent and back, all of it in the audit log', async () => {
    const { ask, log } = server();
    expect((await ask('rita', 'GET', CALL)).body).toMatchObject({ writable: true, review: { revision: 0, answers: [{ question: 'secrets', points: 0 }] } });
    expect((await ask('rita', 'POST', `${CALL}/save`, DRAFT)).body).toMatchObject({ revision: 1, score: 100, comments: [{ id: 'k', text: 'well done', by: 'rita' }] });
    expect((await ask('anna', 'GET', CALL)).status).toBe(404);
    expect((await ask('rita', 'POST', `${CALL}/publish`, { revision: 1 })).body).toMatchObject({ status: 'published' });
    expect((await ask('anna', 'GET', CALL)).body).toMatchObject({ writable: false, review: { status: 'published', score: 100 } });
    expect((await ask('anna', 'GET', '/api/my-reviews')).body).toMatchObject({ reviews: [{ id: 'c1', review: { status: 'published' } }] });
    expect((await ask('anna', 'POST', `${CALL}/answer`, { kind: 'disputed', text: '不同意' })).body).toMatchObject({ status: 'disputed', answer: { text: '不同意' } });
    expect((await ask('rita', 'POST', `${CALL}/correct`, { speaker: 'agent', turn: 1, word: 1, text: '号码' })).body).toMatchObject({ was: '密码', text: '号码' });
    expect(log).toEqual(['rita call-read c1', 'rita review-written c1', 'rita review-published c1', 'anna call-read c1', 'anna review-answered c1', 'rita word-corrected c1']);
  });
  it('refuse an older state with 409 and an answer that does not fit with 400', async () => {
    const { ask } = server();
    await ask('rita', 'POST', `${CALL}/save`, DRAFT);
    expect(await ask('rita', 'POST', `${CALL}/save`, DRAFT)).toMatchObject({ status: 409, body: { code: 'qa.review-changed' } });
    expect(await ask('rita', 'POST', `${CALL}/save`, { ...DRAFT, revision: 1, answers: [{ question: 'none', evidence: [] }] })).toMatchObject({ status: 400, body: { code: 'qa.bad-answer' } });
    expect(await ask('rita', 'POST', `${CALL}/save`, { ...DRAFT, revision: 1, answers: [{ question: 'secrets', points: '1', evidence: [] }] })).toMatchObject({ status: 400, body: { code: 'api.bad-request' } });
  });
  it('are not for other agents, other teams, and nobody writes about own calls', async () => {
    const { ask } = server();
    expect((await ask('bo', 'GET', CALL)).status).toBe(403);
    expect((await ask('other', 'GET', CALL)).status).toBe(403);
    expect((await ask('other', 'POST', `${CALL}/save`, DRAFT)).status).toBe(403);
    expect((await ask('both', 'POST', `${CALL}/save`, DRAFT)).status).toBe(403);
    expect((await ask('lead', 'POST', `${CALL}/save`, DRAFT)).status).toBe(200);
    await ask('rita', 'POST', `${CALL}/publish`, { revision: 1 });
    expect((await ask('bo', 'POST', `${CALL}/answer`, { kind: 'acknowledged', text: '' })).status).toBe(403);
    expect((await ask('rita', 'POST', `${CALL}/answer`, { kind: 'acknowledged', text: '' })).status).toBe(403);
  });
  it('list calls of own teams only, with masked numbers for those without the right', async () => {
    const { ask } = server();
    const from = async (who: string) => ((await ask(who, 'GET', '/api/review/calls')).body as unknown as { calls: { from: string }[] }).calls.map((call) => call.from);
    expect([await from('rita'), await from('lead'), await from('other')]).toEqual([['138 **** 8000'], ['13800138000'], []]);
  });
  it('offer as filters only agents the person may see', async () => {
    const { ask } = server();
    const agents = async (who: string) => ((await ask(who, 'GET', '/api/review/choices')).body as unknown as { agents: { id: string }[] }).agents.map(({ id }) => id);
    expect([await agents('rita'), await agents('lead')]).toEqual([['anna', 'bo', 'cy'], ['anna', 'bo']]);
  });
  it('know no call that is not there', async () => expect(await server().ask('rita', 'GET', '/api/review/calls/c9')).toMatchObject({ status: 404, body: { code: 'api.unknown-call' } }));
});
