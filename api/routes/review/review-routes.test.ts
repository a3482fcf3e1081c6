import { describe, expect, it } from 'vitest';
import { type Access, may, reach } from '#access';
import { ManualClock, seededRandom, silentLog } from '#core';
import type { Person } from '#contract';
import { Analyst, loadScorecardFile, openReviewDesk, QualityDesk } from '#qa';
import { memoryQuality } from '../../../qa/fixtures/memory-quality.ts';
import { memoryReviews, SPOKEN } from '../../../qa/fixtures/memory-reviews.ts';
import { makeServer } from '../../http/server.ts';
import { personCaller } from '../../who/caller.ts';
import type { Gate } from '../../who/gate.ts';
import { reviewRoutes } from './review-routes.ts';

const CARDS = 'scorecards: [{id: card, version: 1, name: {zh: 表, en: Card}, sections: [{id: s, name: {zh: 节, en: S}, questions: [{id: secrets, text: {zh: 问, en: Q}, rule: no-secrets}]}]}]\nsampling: [{id: broken, name: {zh: 违规, en: Broken}, rules: [no-secrets], perAgent: 2, reviewers: [rita]}]';
const person = (id: string, role: Person['role'], more: Partial<Person> = {}): Person => ({ id, login: id, name: id, role, teams: [], language: 'zh', ...more });
const PEOPLE = [
  person('rita', 'reviewer'),
  person('anna', 'agent', { agent: 'anna', teams: ['north'] }),
  person('bo', 'agent', { agent: 'bo', teams: ['north'] }),
  person('lead', 'supervisor', { teams: ['north'] }),
  person('other', 'supervisor', { teams: ['south'] }),
  person('both', 'reviewer', { agent: 'anna' }),
  person('lee', 'reviewer'),
  person('root', 'administrator'),
];

/** The routes as people use them: `X-Who` stands for the session. */
function server() {
  const cards = loadScorecardFile(CARDS, 'cards.yaml', ['no-secrets']);
  if (!cards.ok) throw cards.fault;
  const memory = memoryReviews('c1', SPOKEN);
  const desk = openReviewDesk({ timeline: memory.timeline, reviews: memory.reviews, scorecards: cards.value.forms, titleOf: () => undefined, agentName: () => undefined, queueName: () => undefined, clock: new ManualClock() });
  const log: string[] = [];
  const audit = { record: async ({ id }: { id: string }, action: string, subject: string) => void log.push(`${id} ${action} ${subject}`) } as unknown as Access['audit'];
  const teamsOf = (agent: string) => (agent === 'anna' || agent === 'bo' ? ['north'] : []);
  const teams = { ofAgent: teamsOf, ofCall: ({ agent }: { agent?: string | undefined }) => (agent === undefined ? {} : { agent, teams: teamsOf(agent) }) };
  const choices = () => ({ agents: ['anna', 'bo', 'cy'].map((id) => ({ id, name: id })), queues: [], rules: [{ id: 'no-secrets', title: { zh: '密码', en: 'Secrets' } }], dispositions: [] });
  const quality = memoryQuality('c1', memory);
  const clock = new ManualClock(1_000);
  const plans = cards.value.sampling;
  const analyst = new Analyst({ quality, plans, timeZone: 'UTC', redacted: (turns) => turns, clock, log: silentLog });
  const names = { agentName: () => undefined, queueName: () => undefined };
  const more = new QualityDesk({ quality, reviews: memory.reviews, plans, analyst, ...names, clock, random: seededRandom(1) });
  const ready = quality.keepForms(cards.value.forms, 0).then(() => analyst.again({}));
  const people = { list: async () => PEOPLE, find: async (login: string) => PEOPLE.find(({ id }) => id === login) } as unknown as Access['people'];
  const gate = {
    request: async ({ headers }: { headers: Record<string, unknown> }) => {
      const who = PEOPLE.find(({ id }) => id === headers['x-who']) ?? PEOPLE[0]!;
      return personCaller({ key: who.id, person: who, csrf: '', startedAt: 0, expiresAt: 0 }, '127.0.0.1', { may, reach });
    },
  } as unknown as Gate;
  const app = makeServer({ routes: reviewRoutes({ review: { desk, quality: more, choices, scorecards: cards.value.forms }, teams, audit, people, may }), gate, clock: new ManualClock(), log: silentLog });
  const ask = async (who: string, method: 'GET' | 'POST', url: string, body?: unknown) => {
    await ready;
    const answer = await app.inject({ method, url, headers: { 'x-who': who }, ...(body === undefined ? {} : { payload: body as object }) });
    return { status: answer.statusCode, body: answer.json() as Record<string, never> };
  };
  return { ask, log, settled: () => analyst.settled() };
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

const save = (revision: number, points: number) => ({ revision, answers: [{ question: 'secrets', points, evidence: [] }], comments: [] });

describe('a disputed review', () => {
  it('is decided by somebody who did not write it, and stays so', async () => {
    const { ask, log } = server();
    await ask('lead', 'POST', `${CALL}/save`, save(0, 0));
    await ask('lead', 'POST', `${CALL}/publish`, { revision: 1 });
    expect(await ask('lead', 'POST', `${CALL}/escalate`, { revision: 2, text: 'x' })).toMatchObject({ status: 409, body: { code: 'qa.not-disputed' } });
    await ask('anna', 'POST', `${CALL}/answer`, { kind: 'disputed', text: '不同意' });
    // What the reviewer tries after the dispute is dropped when standing by the review.
    await ask('lead', 'POST', `${CALL}/save`, save(3, 1));
    expect((await ask('lead', 'POST', `${CALL}/escalate`, { revision: 4, text: 'I heard it' })).body).toMatchObject({ status: 'arbitration', score: 0, disputes: 1, escalation: { text: 'I heard it', byName: 'lead' } });
    expect(await ask('lead', 'POST', `${CALL}/arbitrate`, { revision: 5, verdict: 'upheld', text: 'so' })).toMatchObject({ status: 409, body: { code: 'qa.own-review' } });
    expect((await ask('rita', 'POST', `${CALL}/arbitrate`, { revision: 5, verdict: 'upheld', text: 'so' })).status).toBe(403);
    expect((await ask('rita', 'POST', `${CALL}/save`, save(5, 1))).status).toBe(403);
    expect((await ask('root', 'POST', `${CALL}/save`, save(5, 1))).body).toMatchObject({ status: 'arbitration', reviewer: 'lead', score: 100 });
    expect((await ask('anna', 'GET', CALL)).body).toMatchObject({ review: { status: 'arbitration', score: 0 } });
    expect(await ask('root', 'POST', `${CALL}/arbitrate`, { revision: 6, verdict: 'changed', text: ' ' })).toMatchObject({ status: 400, body: { code: 'qa.reason-missing' } });
    expect((await ask('root', 'POST', `${CALL}/arbitrate`, { revision: 6, verdict: 'changed', text: 'No secret was asked for' })).body).toMatchObject({ status: 'final', score: 100, arbitration: { verdict: 'changed', byName: 'root' } });
    expect((await ask('anna', 'GET', CALL)).body).toMatchObject({ review: { status: 'final', score: 100 } });
    expect(await ask('anna', 'POST', `${CALL}/answer`, { kind: 'disputed', text: 'again' })).toMatchObject({ status: 409 });
    expect(log.filter((line) => /escalated|arbitrated/.test(line))).toEqual(['lead review-escalated c1', 'root review-arbitrated c1']);
  });
  it('goes to arbitration when it is disputed a second time', async () => {
    const { ask } = server();
    await ask('rita', 'POST', `${CALL}/save`, save(0, 0));
    await ask('rita', 'POST', `${CALL}/publish`, { revision: 1 });
    await ask('anna', 'POST', `${CALL}/answer`, { kind: 'disputed', text: 'no' });
    await ask('rita', 'POST', `${CALL}/publish`, { revision: 3 });
    expect((await ask('anna', 'POST', `${CALL}/answer`, { kind: 'disputed', text: 'still no' })).body).toMatchObject({ status: 'arbitration', disputes: 2 });
  });
});

describe('quality of a call', () => {
  it('is scored, summarised and drawn without a reviewer, and the same when it is done again', async () => {
    const { ask } = server();
    const before = await ask('rita', 'GET', `${CALL}/quality`);
    expect(before.body).toMatchObject({ automatic: { scorecard: 'card', score: 0, coverage: 1, answers: [{ question: 'secrets', points: 0, evidence: [{ from: 4.5, to: 5.5, text: '密码告诉' }] }] }, summary: { madeBy: 'rules' } });
    const queue = (await ask('rita', 'GET', '/api/review/queue?mine=true')).body as { items?: unknown };
    expect(queue).toMatchObject({ items: [{ plan: 'broken', call: { id: 'c1' }, reason: { because: ['rule:no-secrets'], quota: 2, period: '1970-W01' }, reviewer: 'rita', state: 'open' }] });
    expect((await ask('root', 'POST', '/api/review/analyse', {})).body).toEqual({ calls: 1 });
    expect((await ask('rita', 'GET', `${CALL}/quality`)).body).toEqual(before.body);
    expect((await ask('anna', 'GET', '/api/calls/c1/summary')).body).toMatchObject({ summary: { madeBy: 'rules' } });
    expect((await ask('bo', 'GET', '/api/calls/c1/summary')).status).toBe(403);
    expect((await ask('anna', 'GET', `${CALL}/quality`)).body).toMatchObject({ copies: [], history: [], mayArbitrate: false });
    expect((await ask('anna', 'GET', `${CALL}/quality`)).body.automatic).toBeUndefined();
  });
  it('may have several reviews, each by its own reviewer', async () => {
    const { ask } = server();
    await ask('rita', 'POST', `${CALL}/save`, save(0, 0));
    expect((await ask('lee', 'POST', `${CALL}/save?copy=2`, save(0, 1))).body).toMatchObject({ reviewer: 'lee', score: 100 });
    expect((await ask('rita', 'POST', `${CALL}/save?copy=2`, save(1, 0))).status).toBe(403);
    expect((await ask('rita', 'GET', `${CALL}?copy=2`)).body).toMatchObject({ writable: false, copy: '2', review: { reviewer: 'lee' } });
    expect((await ask('rita', 'GET', `${CALL}/quality`)).body).toMatchObject({ copies: [{ copy: '', reviewer: 'rita', score: 0 }, { copy: '2', reviewer: 'lee', score: 100 }] });
  });
  it('has coaching notes that its agent reads', async () => {
    const { ask } = server();
    const { body: note } = await ask('rita', 'POST', `${CALL}/notes`, { at: 4.5, text: ' 不要索要密码 ' });
    expect(note).toMatchObject({ agent: 'anna', at: 4.5, text: '不要索要密码', byName: 'rita' });
    expect((await ask('anna', 'GET', '/api/my-coaching')).body).toMatchObject({ notes: [{ text: '不要索要密码' }] });
    // The call can be opened by its agent for the note, without the draft.
    const opened = await ask('anna', 'GET', CALL);
    expect([opened.status, opened.body.review, opened.body.writable]).toEqual([200, undefined, false]);
    const { id } = note as { id?: string };
    expect((await ask('bo', 'POST', `${CALL}/notes/${id}/seen`)).status).toBe(404);
    expect((await ask('anna', 'POST', `${CALL}/notes/${id}/seen`)).status).toBe(200);
    expect((await ask('rita', 'GET', `${CALL}/quality`)).body).toMatchObject({ notes: [{ seenAt: 1_000 }] });
    expect((await ask('lee', 'POST', `${CALL}/notes/${id}/remove`)).status).toBe(403);
    expect((await ask('rita', 'POST', `${CALL}/notes/${id}/remove`)).status).toBe(200);
    expect((await ask('anna', 'POST', `${CALL}/notes`, { at: 1, text: 'x' })).status).toBe(403);
  });
});

describe('sampling plans', () => {
  const PLAN = { name: { zh: '抽检', en: 'Sample' }, rules: ['no-secrets'], reviewers: ['lee'] };
  const plans = async (ask: ReturnType<typeof server>['ask'], who = 'root') => ((await ask(who, 'GET', '/api/review/plans')).body as unknown as { plans: { id: string }[] }).plans;
  it('are made, changed and removed; calls of before are drawn when asked for', async () => {
    const { ask, log, settled } = server();
    const { status, body } = await ask('root', 'POST', '/api/review/plans', { ...PLAN, since: 0 });
    expect([status, body]).toMatchObject([200, { share: 1, per: 'week', alert: false, reviewers: ['lee'], ofFile: false, changeable: true }]);
    const { id = '' } = body as { id?: string };
    await settled();
    const drawn = async (plan: string) => ((await ask('lee', 'GET', '/api/review/queue')).body as unknown as { items: { plan: string }[] }).items.filter((item) => item.plan === plan);
    expect(await drawn(id)).toMatchObject([{ planName: PLAN.name, reviewer: 'lee', call: { id: 'c1' } }]);
    expect((await ask('root', 'POST', `/api/review/plans/${id}`, { ...PLAN, share: 0.5 })).body).toMatchObject({ id, share: 0.5 });
    expect(await plans(ask)).toMatchObject([{ id: 'broken', ofFile: true, changeable: false }, { id, share: 0.5 }]);
    expect((await ask('root', 'POST', `/api/review/plans/${id}/remove`)).status).toBe(200);
    expect([(await plans(ask)).length, await drawn(id)]).toEqual([1, []]);
    expect(await ask('root', 'POST', `/api/review/plans/${id}/remove`)).toMatchObject({ status: 404, body: { code: 'qa.unknown-plan' } });
    expect(await ask('root', 'POST', '/api/review/plans/broken', PLAN)).toMatchObject({ status: 409, body: { code: 'qa.plan-of-file' } });
    expect(log.filter((line) => line.includes('sampling plan'))).toEqual([`root settings-changed sampling plan ${id}`, `root settings-changed sampling plan ${id}`, `root settings-changed sampling plan ${id} removed`]);
  });
  it('name who and what is there, in reach of who makes them', async () => {
    const { ask } = server();
    const made = async (who: string, more: object) => (({ status, body }) => [status, (body as { code?: string }).code])(await ask(who, 'POST', '/api/review/plans', { ...PLAN, ...more }));
    expect(await made('root', { reviewers: ['lee', 'anna'] })).toEqual([400, 'qa.no-such-reviewer']);
    expect(await made('root', { agents: ['nobody'] })).toEqual([400, 'qa.bad-plan']);
    expect(await made('root', { share: 0 })).toEqual([400, 'api.bad-request']);
    expect(await made('rita', { agents: ['anna'] })).toEqual([403, 'qa.plan-of-others']);
    expect(await made('lead', {})).toEqual([403, 'qa.plan-of-others']);
    expect(await made('lead', { agents: ['anna', 'cy'] })).toEqual([403, 'qa.plan-of-others']);
    expect(await made('lead', { agents: ['anna'] })).toEqual([200, undefined]);
    const id = (await plans(ask)).at(-1)?.id ?? '';
    expect((await ask('other', 'POST', `/api/review/plans/${id}/remove`)).status).toBe(403);
    expect(await ask('root', 'POST', '/api/review/queue/give', { plan: 'broken', call: 'c1', reviewer: 'anna' })).toMatchObject({ status: 400, body: { code: 'qa.no-such-reviewer' } });
  });
});

describe('a blind calibration', () => {
  it('is chosen from people who may review and scorecards in force; an unknown scorecard is refused', async () => {
    const { ask } = server();
    const { body } = await ask('rita', 'GET', '/api/review/calibrations/choices');
    expect(body).toMatchObject({ scorecards: [{ id: 'card', version: 1, questions: 1 }] });
    const logins = (body as unknown as { people: { login: string }[] }).people.map(({ login }) => login);
    expect(logins).toContain('rita');
    expect(logins).not.toContain('anna');
    const order = { name: 'January', calls: ['c1'], people: ['rita', 'lee'] };
    expect(await ask('rita', 'POST', '/api/review/calibrations', { ...order, scorecard: 'cord' })).toMatchObject({ status: 400, body: { code: 'qa.no-scorecard' } });
    expect((await ask('rita', 'POST', '/api/review/calibrations', { ...order, scorecard: 'card' })).status).toBe(200);
  });
  it('hides reviewers from each other until it is closed, then tells how far they agree', async () => {
    const { ask } = server();
    await ask('lead', 'POST', `${CALL}/save`, save(0, 1));
    expect((await ask('rita', 'POST', '/api/review/calibrations', { name: 'January', calls: ['c1'], people: ['rita', 'anna'] })).body).toMatchObject({ code: 'qa.no-such-reviewer' });
    const { body: session } = await ask('root', 'POST', '/api/review/calibrations', { name: 'January', calls: ['c1'], people: ['rita', 'lee'] });
    const { id = '' } = session as { id?: string };
    const own = async (who: string) => ((await ask(who, 'GET', `/api/review/calibrations/${id}`)).body as { tasks?: { copy: string }[] }).tasks?.[0]?.copy ?? '';
    expect(await ask('rita', 'GET', CALL)).toMatchObject({ status: 409, body: { code: 'qa.blind' } });
    expect((await ask('rita', 'GET', `${CALL}/quality`)).body).toMatchObject({ copies: [], history: [] });
    const [rita, lee] = [await own('rita'), await own('lee')];
    // Nothing is answered beforehand: the rules would agree with themselves.
    expect((await ask('rita', 'GET', `${CALL}?copy=${rita}`)).body).toMatchObject({ writable: true, review: { answers: [] } });
    expect((await ask('rita', 'GET', `${CALL}?copy=${lee}`)).status).toBe(403);
    expect((await ask('rita', 'POST', `${CALL}/save?copy=${lee}`, save(0, 1))).status).toBe(403);
    expect(await ask('rita', 'POST', `${CALL}/hand-in?copy=${rita}`, { revision: 0 })).toMatchObject({ status: 409, body: { code: 'qa.review-incomplete' } });
    for (const [who, copy, points] of [['rita', rita, 0], ['lee', lee, 1]] as const) {
      await ask(who, 'POST', `${CALL}/save?copy=${copy}`, save(0, points));
      expect((await ask(who, 'POST', `${CALL}/publish?copy=${copy}`, { revision: 1 })).status).toBe(403);
      expect((await ask(who, 'POST', `${CALL}/hand-in?copy=${copy}`, { revision: 1 })).body).toMatchObject({ status: 'handed-in' });
    }
    const open = (await ask('root', 'GET', `/api/review/calibrations/${id}`)).body;
    expect(open).toMatchObject({ people: [{ login: 'rita', done: 1 }, { login: 'lee', done: 1 }] });
    expect(open.agreement).toBeUndefined();
    expect((open as { tasks?: { automatic?: unknown }[] }).tasks?.[0]?.automatic).toBeUndefined();
    expect((await ask('lead', 'GET', `/api/review/calibrations/${id}`)).status).toBe(404);
    expect((await ask('rita', 'POST', `/api/review/calibrations/${id}/close`)).status).toBe(403);
    expect((await ask('root', 'POST', `/api/review/calibrations/${id}/close`)).body).toMatchObject({ agreement: { percent: 0, questions: [{ answers: [0, 1], percent: 0, deviation: 0.5 }], reviewers: [{ login: 'rita', meanScore: 0, deviation: -50 }, { login: 'lee', meanScore: 100, deviation: 50 }] }, tasks: [{ automatic: { score: 0 } }] });
    expect((await ask('rita', 'GET', `${CALL}?copy=${lee}`)).body).toMatchObject({ writable: false, review: { answers: [{ points: 1 }] } });
    expect((await ask('rita', 'GET', CALL)).status).toBe(200);
    expect((await ask('anna', 'GET', '/api/my-reviews')).body).toEqual({ reviews: [] });
  });
});
