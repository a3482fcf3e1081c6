import { Fault } from '#core';
import type { Calibration } from '#contract';
import type { CalibrationSession } from '#qa';
import { HttpFault, type Route, route } from '../../http/route.ts';
import { ErrorBody, IdParams, NoQuery } from '../../http/schemas.ts';
import type { Caller } from '../../who/caller.ts';
import { forbidden } from '../../who/gate.ts';
import { definedOf } from '../defined-of.ts';
import { BeginBody, CalibrationBody, CalibrationChoicesBody, CalibrationsBody } from './quality-schemas.ts';
import { done, doerOf, type ReviewAccess, type ReviewRoutesParts, unknownCall } from './review-access.ts';
import { CopyQuery, PublishBody, ReviewBody } from './review-schemas.ts';

const CONFLICT = { description: 'Not as things stand', schema: ErrorBody };

/** Blind calibrations: several reviewers score the same calls without seeing each other. */
export function calibrationRoutes(parts: ReviewRoutesParts, access: ReviewAccess): Route[] {
  return [list(access), choices(parts), begin(parts, access), read(access), close(access), handIn(access)];
}

/** Its participants, who began it, and who leads everybody. */
const concerns = (caller: Caller, { by, people }: CalibrationSession): boolean => by.id === caller.actor.id || people.some(({ id }) => id === caller.actor.id) || caller.reach('review.arbitrate').kind === 'all';

const list = (access: ReviewAccess): Route =>
  route({
    method: 'GET',
    path: '/api/review/calibrations',
    summary: 'Blind calibrations that concern the asker',
    need: 'review.write',
    query: NoQuery,
    answers: { 200: { description: 'The newest first', schema: CalibrationsBody } },
    handle: async ({ caller }) => {
      const { calibrations } = access.quality;
      const sessions = (await calibrations.list()).filter((session) => concerns(caller, session));
      return { calibrations: await Promise.all(sessions.map((session) => calibrations.row(session))) };
    },
  });

const choices = ({ people, may, review }: ReviewRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/review/calibrations/choices',
    summary: 'Who may take part in a calibration, and the scorecards in force',
    need: 'review.write',
    query: NoQuery,
    answers: { 200: { description: 'People and scorecards', schema: CalibrationChoicesBody } },
    handle: async () => ({
      people: ((await people?.list()) ?? []).filter((person) => !person.disabled && may?.(person, 'review.write') === true).map(({ login, name }) => ({ login, name })),
      scorecards: review.scorecards.map(({ scorecard: { id, version, name, sections } }) => ({ id, version, name, questions: sections.reduce((sum, { questions }) => sum + questions.length, 0) })),
    }),
  });

const begin = ({ people, may, review }: ReviewRoutesParts, access: ReviewAccess): Route =>
  route({
    method: 'POST',
    path: '/api/review/calibrations',
    summary: 'Begin a blind calibration of calls by reviewers',
    need: 'review.write',
    query: NoQuery,
    body: BeginBody,
    answers: { 200: { description: 'The calibration', schema: CalibrationBody } },
    handle: async ({ body, caller }) => {
      const found = await Promise.all([...new Set(body.people)].map(async (login) => people?.find(login)));
      const chosen = found.flatMap((person) => (person && !person.disabled && may?.(person, 'review.write') === true ? [{ id: person.id, login: person.login, name: person.name }] : []));
      if (chosen.length !== new Set(body.people).size || chosen.length < 2) throw new HttpFault(400, new Fault('qa.no-such-reviewer', 'Not every login is of somebody who may review calls; name at least two.'));
      const asked = body.scorecard === undefined ? undefined : review.scorecards.find(({ scorecard }) => scorecard.id === body.scorecard)?.scorecard;
      if (body.scorecard !== undefined && !asked) throw new HttpFault(400, new Fault('qa.no-scorecard', `There is no scorecard "${body.scorecard}". GET /api/review/calibrations/choices lists them.`));
      const calls = await Promise.all([...new Set(body.calls)].map(async (call) => {
        const { scorecard } = await access.open(caller, call, 'review.write');
        return { call, scorecard: asked ?? scorecard };
      }));
      if (calls.some(({ scorecard }) => scorecard.sections.length === 0)) throw new HttpFault(400, new Fault('qa.no-scorecard', 'There is no scorecard for one of the calls, so there is nothing to compare.'));
      const by = { id: caller.actor.id, login: caller.person?.login ?? caller.actor.id, name: doerOf(caller).name };
      const session = await access.quality.calibrations.begin({ name: body.name, by, people: chosen, calls });
      await access.record(caller, 'calibration-begun', session.id);
      return shown(access, caller, session);
    },
  });

const read = (access: ReviewAccess): Route =>
  route({
    method: 'GET',
    path: '/api/review/calibrations/{id}',
    summary: 'A blind calibration: own tasks while it is open, figures of agreement once it is closed',
    need: 'review.write',
    params: IdParams,
    query: NoQuery,
    answers: { 200: { description: 'The calibration', schema: CalibrationBody } },
    handle: async ({ params, caller }) => shown(access, caller, await find(access, caller, params.id)),
  });

const close = (access: ReviewAccess): Route =>
  route({
    method: 'POST',
    path: '/api/review/calibrations/{id}/close',
    summary: 'Close a blind calibration: who began it, or an administrator',
    need: 'review.write',
    params: IdParams,
    query: NoQuery,
    answers: { 200: { description: 'With the figures of agreement', schema: CalibrationBody }, 409: CONFLICT },
    handle: async ({ params, caller }) => {
      const session = await find(access, caller, params.id);
      if (session.by.id !== caller.actor.id && caller.reach('review.arbitrate').kind !== 'all') throw forbidden();
      done(await access.quality.calibrations.close(session.id));
      await access.record(caller, 'calibration-closed', session.id);
      return shown(access, caller, await find(access, caller, params.id));
    },
  });

const handIn = (access: ReviewAccess): Route =>
  route({
    method: 'POST',
    path: '/api/review/calls/{id}/hand-in',
    summary: "Hand in the asker's complete review of a blind calibration; it cannot be changed afterwards",
    need: 'review.write',
    params: IdParams,
    query: CopyQuery,
    body: PublishBody,
    answers: { 200: { description: 'The review afterwards', schema: ReviewBody }, 409: CONFLICT },
    handle: async ({ params, query: { copy = '' }, body, caller }) => {
      if (!copy.startsWith('c-')) throw new HttpFault(400, new Fault('qa.no-calibration', 'Only reviews of a blind calibration are handed in; name it as ?copy=c-…. Others are published.'));
      const { opened, writable } = await access.openCopy(caller, params.id, copy, 'review.write');
      if (!writable) throw forbidden();
      const review = done(await opened.handIn(doerOf(caller), body.revision));
      await access.record(caller, 'calibration-handed-in', `${params.id} ${copy}`);
      return review;
    },
  });

async function find(access: ReviewAccess, caller: Caller, id: string): Promise<CalibrationSession> {
  const session = await access.quality.calibrations.find(id);
  if (!session || !concerns(caller, session)) throw new HttpFault(404, new Fault('qa.unknown-calibration', 'There is no calibration with this id that concerns you. GET /api/review/calibrations lists them.'));
  return session;
}

async function shown(access: ReviewAccess, caller: Caller, session: CalibrationSession): Promise<Calibration> {
  const { calibrations } = access.quality;
  const index = session.people.findIndex(({ id }) => id === caller.actor.id);
  const [row, handed] = await Promise.all([calibrations.row(session), calibrations.handedIn(session, caller.actor.id)]);
  const tasks = await Promise.all(session.calls.map(async ({ call }) => {
    const opened = await access.desk.open(call);
    if (!opened) throw unknownCall();
    const { review: _review, automatic: _score, ...known } = access.masked(caller, opened.forReviewer().call);
    const rules = session.closedAt === undefined ? undefined : (await access.quality.ofCall(call, '')).automatic;
    const automatic = rules && definedOf({ score: rules.score, judgedAfterwards: rules.judgedAfterwards });
    return { call: known, ...(automatic ? { automatic } : {}), done: handed.has(call), ...(index < 0 ? {} : { copy: calibrations.copyOf(session, index) }) };
  }));
  return { ...row, tasks, ...(session.closedAt === undefined ? {} : { agreement: await calibrations.agreement(session) }) };
}
