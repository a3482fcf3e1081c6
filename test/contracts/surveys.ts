import { Scope, seededRandom, silentLog, systemClock, systemRandom } from '#core';
import { COUNTED, figuresOf, MemorySatisfaction, type SatisfactionFigures, type SatisfactionRecords, SatisfactionDesk, STANDARD_TEMPLATES, type Survey, TicketDesk } from '#tickets';
import { describe, expect, test } from 'vitest';
import type { OpenedStore } from '#store';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Begin of 1 November 2026 in Berlin: summer time ended a week before. */
const T0 = Date.UTC(2026, 9, 31, 23);
/** Ten days of resolutions and calls, as a seed has it. */
function surveys(): (Survey & { readonly said?: { score?: number; nps?: number } })[] {
  const random = seededRandom(11);
  const maybe = (percent: number) => random.int(100) < percent;
  return Array.from({ length: 600 }, (_, n) => {
    const at = T0 + random.int(10 * 24) * HOUR + n;
    const common = { id: `s${n}`, subject: `s${n}`, at, language: 'zh' as const, ...(maybe(90) ? { queue: `q${random.int(3)}` } : {}), ...(maybe(80) ? { agent: `a${random.int(4)}` } : {}), ...(maybe(85) ? { askedAt: at, expiresAt: at + 14 * DAY } : {}) };
    const said = maybe(60) ? { ...(maybe(90) ? { score: 1 + random.int(5) } : {}), ...(maybe(70) ? { nps: random.int(11) } : {}) } : undefined;
    const more = said === undefined ? {} : { said };
    if (maybe(30)) return { ...common, kind: 'call', question: 'satisfaction', contacts: 0, first: false, ...more };
    return { ...common, kind: 'ticket', resolution: 3, question: 'resolution', contacts: random.int(3), first: maybe(80), ...(maybe(30) ? { reopenedAt: at + random.int(14) * DAY } : {}), ...more };
  });
}

/** docs/tickets.md, "What the figures mean", said once more. */
function byHand(all: readonly ReturnType<typeof surveys>[number][]): SatisfactionFigures {
  let [resolved, firstContact, asked, answered, scored, sum, satisfied, low, npsAnswers, promoters, detractors] = Array.from({ length: 11 }, () => 0) as [number, number, number, number, number, number, number, number, number, number, number];
  for (const one of all) {
    if (one.kind === 'ticket') {
      resolved++;
      const again = one.reopenedAt === undefined ? Infinity : (one.reopenedAt - one.at) / DAY;
      if (one.first && one.contacts === 0 && again > 7) firstContact++;
    }
    if (one.askedAt !== undefined) {
      asked++;
      if (one.said) answered++;
    }
    const { score, nps } = one.said ?? {};
    if (score !== undefined) {
      scored++;
      sum += score;
      if (score > 3) satisfied++;
      if (score <= 2) low++;
    }
    if (nps !== undefined) {
      npsAnswers++;
      if (nps > 8) promoters++;
      if (nps < 7) detractors++;
    }
  }
  const share = (key: string, part: number, whole: number) => (whole === 0 ? {} : { [key]: Number((part / whole).toFixed(4)) });
  return {
    resolved, firstContact, asked, answered, scored, satisfied, low, npsAnswers, promoters, detractors,
    ...share('fcr', firstContact, resolved), ...share('responseRate', answered, asked), ...share('csat', satisfied, scored), ...share('averageScore', sum, scored),
    ...(npsAnswers === 0 ? {} : { nps: Number(((promoters / npsAnswers - detractors / npsAnswers) * 100).toFixed(1)) }),
  };
}

/** Surveys, figures, improvement tasks. */
export function surveyCases(opened: () => OpenedStore): void {
  const inMemory = new MemorySatisfaction();
  describe.each([['memory', () => inMemory], ['the database', () => opened().satisfaction]] as [string, () => SatisfactionRecords][])('surveys in %s', (name, records) => {
  const all = surveys();
  const period = { from: T0, until: T0 + 10 * DAY };
  test('every figure is what an independent count says, and opens to exactly what it counts', async () => {
    await records().put(all.map(({ said: _, ...survey }) => survey));
    // Written again, as after a crash, nothing changes.
    await records().put(all.slice(0, 50).map(({ said: _, ...survey }) => survey));
    for (const { id, at, said } of all) if (said) expect(await records().answer(id, { ...said, at: at + HOUR })).toBe(true);
    const figures = async (...asked: Parameters<SatisfactionRecords['figures']>) => (await records().figures(...asked)).map(figuresOf);
    const [total] = await figures(period, 'total', 'Europe/Berlin');
    expect(total).toEqual(byHand(all));
    const day = (at: number) => new Date(at + HOUR).toISOString().slice(0, 10);
    for (const [by, keyOf] of [['queue', (one: Survey) => one.queue], ['agent', (one: Survey) => one.agent], ['day', (one: Survey) => day(one.at)]] as const) {
      const rows = await figures(period, by, 'Europe/Berlin');
      const groups = Map.groupBy(all, keyOf);
      expect(rows.length).toBe(groups.size);
      for (const { key, ...row } of rows) expect([name, by, key, row]).toEqual([name, by, key, byHand(groups.get(key) ?? [])]);
    }
    const few = { ...period, queues: ['q1'], agent: 'a2', kind: 'ticket' as const };
    const [narrow] = await figures(few, 'total', 'UTC');
    expect(narrow).toEqual(byHand(all.filter(({ queue, agent, kind }) => queue === 'q1' && agent === 'a2' && kind === 'ticket')));
    const counts = Object.fromEntries(await Promise.all(COUNTED.map(async (as) => [as, (await records().list({ ...period, as, limit: 1_000 })).length])));
    expect(counts).toEqual({
      resolved: total?.resolved, 'first-contact': total?.firstContact, 'not-first-contact': (total?.resolved ?? 0) - (total?.firstContact ?? 0), asked: total?.asked, answered: total?.answered,
      unanswered: (total?.asked ?? 0) - (total?.answered ?? 0), satisfied: total?.satisfied, low: total?.low, promoter: total?.promoters, detractor: total?.detractors,
    });
    const first = await records().list({ ...period, limit: 2 });
    const [, last] = first;
    expect((await records().list({ ...period, limit: 1, before: { at: last?.at ?? 0, id: last?.id ?? '' } }))[0]?.at).toBeLessThan(last?.at ?? 0);
  }, 30_000);

  test('an answer is kept once, its task with it, and tasks are changed over the version before only', async () => {
    const survey: Survey = { id: 'late', kind: 'ticket', subject: '1234567890', resolution: 2, question: 'resolution', queue: 'q1', at: T0 - DAY, askedAt: T0 - DAY, expiresAt: T0, language: 'zh', contacts: 0, first: true };
    await records().put([survey]);
    const task = { id: 'late', version: 1, state: 'open' as const, assignee: 'sue', kind: 'ticket' as const, subject: survey.subject, queue: 'q1', score: 1, comment: '太慢', openedAt: T0, dueAt: T0 + 3 * DAY, steps: [] };
    const answers = await Promise.all([1, 2].map(async (score) => [score, await records().answer('late', { score, at: T0 }, { ...task, score })] as const));
    const [[score], none] = answers.filter(([, kept]) => kept) as [readonly [number, boolean], undefined];
    expect(none).toBeUndefined();
    expect(await records().answer('none', { score: 1, at: T0 }, { ...task, id: 'none' })).toBe(false);
    expect(await records().get('late')).toEqual({ ...survey, score, answeredAt: T0 });
    expect([await records().tasks({ limit: 5 }), await records().task('late')]).toEqual([[{ ...task, score }], { ...task, score }]);
    expect([await records().changeTask({ ...task, version: 3 }), await records().changeTask({ ...task, version: 2, state: 'in-progress' }), await records().changeTask({ ...task, version: 2 })]).toEqual([false, true, false]);
    const found = async (query: object) => (await records().tasks({ limit: 5, ...query })).length;
    expect(await Promise.all([{ states: ['open'] }, { states: ['in-progress'] }, { assignee: 'sue' }, { unassigned: true }, { queue: 'q2' }, { agent: 'x' }, { dueBefore: T0 + 3 * DAY }, { dueBefore: T0 + 4 * DAY }].map(found))).toEqual([0, 1, 1, 0, 0, 0, 0, 1]);
    expect(await Promise.all([{ seenBy: { queues: ['q1'], person: 'x' } }, { seenBy: { queues: [], person: 'sue' } }, { seenBy: { queues: [], person: 'x' } }, { after: { at: T0, id: '' } }, { after: { at: T0 + 3 * DAY, id: 'late' } }].map(found))).toEqual([1, 1, 0, 1, 0]);
    expect(await records().openTasks(['sue', 'tom'])).toEqual(new Map([['sue', 1]]));
  });
});

test('from resolution to closed task: asked once each time it is resolved, by a link that is good for this one only', async () => {
  const store = opened();
  const scope = new Scope();
  const world = () => ({ templates: STANDARD_TEMPLATES, queue: 'support', queues: ['support'], agents: ['anna'] });
  const desk = new TicketDesk({ records: store.tickets, world, clock: systemClock, random: systemRandom });
  const sent: { key: string; url: string }[] = [];
  const open = () => {
    const made = new SatisfactionDesk({ desk, records: store.satisfaction, policy: () => ({ ask: true, validMs: 14 * DAY, dueMs: 3 * DAY, publicUrl: 'https://example.com/' }), key: 'secret', responsible: async () => ['sue', 'tom'], clock: systemClock, log: silentLog }, scope);
    made.sendBy({ send: async (message) => (sent.push(message), true) });
    return made;
  };
  // While nobody listens, as when a server dies right after a ticket was resolved.
  const [id, other] = await Promise.all([1, 2].map(async () => {
    const created = await desk.create({ template: 'consultation', subject: 'Help', fields: { severity: 'minor', impact: 'one', product: 'App', contact: '1' } }, { by: 'p1' });
    if (!created.ok) throw created.fault;
    await desk.change(created.value.ticket.id, { type: 'assign', assignee: 'anna' }, { by: 'p1' });
    await desk.change(created.value.ticket.id, { type: 'move', to: 'resolved' }, { by: 'p1' });
    return created.value.ticket.id;
  }));
  if (id === undefined || other === undefined) throw new Error('no tickets');
  expect((await store.satisfaction.behind(10)).toSorted()).toEqual([id, other].toSorted());
  const satisfaction = open();
  const [survey] = await satisfaction.ofTicket(id);
  expect(survey).toMatchObject({ id: `${id}.4`, queue: 'support', agent: 'anna', first: true, contacts: 0 });
  await satisfaction.ofTicket(id);
  expect(sent.map(({ key }) => key)).toEqual([`survey/${id}.4`]);
  const tokenOf = (url: string | undefined) => url?.split('/survey/')[1] ?? '';
  const token = tokenOf(sent[0]?.url);
  expect(sent[0]?.url).toBe(`https://example.com/survey/${token}`);
  expect(await satisfaction.open(token)).toMatchObject({ value: { ticket: { id }, answered: false } });
  // One sign changed anywhere, and it is nobody's link.
  for (const at of [0, 11, 15, token.length - 1]) {
    const forged = token.slice(0, at) + (token[at] === '1' ? '2' : '1') + token.slice(at + 1);
    expect(await satisfaction.open(forged)).toMatchObject({ ok: false, fault: { code: 'tickets.survey-unknown' } });
  }
  expect(await satisfaction.answer(token, { score: 6 })).toMatchObject({ fault: { code: 'tickets.invalid', problems: [{ field: 'score' }] } });
  const answers = await Promise.all([1, 2].map(() => satisfaction.answer(token, { score: 2, nps: 3, comment: '太慢了' })));
  expect(answers.filter(({ ok }) => ok).length).toBe(1);
  expect((await desk.history(id, 4, 10)).map(({ type, by, data }) => [type, by, data])).toEqual([['judged', 'customer', { resolution: 4, score: 2, nps: 3, comment: '太慢了' }]]);
  // The first of those with the fewest open tasks: one has one already, from the test before.
  const [task] = await store.satisfaction.tasks({ limit: 5, queue: 'support' });
  expect(task).toMatchObject({ id: `${id}.4`, state: 'open', assignee: 'tom', agent: 'anna', score: 2, comment: '太慢了' });
  const change = (version: number, given: Parameters<SatisfactionDesk['changeTask']>[1]) => satisfaction.changeTask(`${id}.4`, given, { by: 'tom', version });
  expect(await change(1, { type: 'start' })).toMatchObject({ value: { state: 'in-progress', version: 2 } });
  expect(await change(1, { type: 'start' })).toMatchObject({ fault: { code: 'tickets.changed' } });
  expect(await change(2, { type: 'close', cause: '', measure: 'x' })).toMatchObject({ fault: { code: 'tickets.invalid', problems: [{ field: 'cause' }] } });
  expect(await change(2, { type: 'close', cause: '排班不足', measure: '增加一名坐席' })).toMatchObject({ value: { state: 'done', cause: '排班不足' } });
  // Opened again and resolved again, the customer is asked again; the first answer stays.
  await desk.change(id, { type: 'reply', from: 'customer', text: 'No' }, { by: 'p1' });
  await desk.change(id, { type: 'move', to: 'resolved' }, { by: 'p1' });
  await expect.poll(() => sent.length).toBe(2);
  const both = await satisfaction.ofTicket(id);
  expect(both.map(({ score, first, contacts, reopenedAt }) => ({ score, first, contacts, reopened: reopenedAt !== undefined }))).toEqual([{ score: 2, first: true, contacts: 0, reopened: true }, { score: undefined, first: false, contacts: 1, reopened: false }]);
  expect(await store.satisfaction.behind(10)).toEqual([other]);
  // After a call: a mark of 1 to 9 is stretched to 1 to 5.
  const question = { call: 'c-1', question: 'satisfaction', language: 'zh' as const, queue: 'support', agent: 'anna' };
  satisfaction.asked(question);
  satisfaction.answeredCall(question, { mark: 3, from: 1, to: 9 });
  await expect.poll(() => store.satisfaction.get('c-1/satisfaction')).toMatchObject({ kind: 'call', score: 2 });
  expect(await store.satisfaction.task('c-1/satisfaction')).toMatchObject({ kind: 'call', subject: 'c-1', state: 'open' });
  scope.end('done');
}, 30_000);
}
