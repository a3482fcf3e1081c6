import { Fault } from '#core';
import { HttpFault, type Route, route } from '../../http/route.ts';
import { IdParams, NoQuery } from '../../http/schemas.ts';
import { Done } from '../../schemas/people.ts';
import type { Caller } from '../../who/caller.ts';
import { forbidden } from '../../who/gate.ts';
import { definedOf } from '../defined-of.ts';
import { AnalyseBody, AnalysedBody, GiveBody, QualityBody, QueueBody, QueueQuery, SummariesBody } from './quality-schemas.ts';
import { planRoutes, reviewersOf } from './plan-routes.ts';
import { done, type ReviewAccess, type ReviewRoutesParts, unknownCall, unseen } from './review-access.ts';
import { CopyQuery } from './review-schemas.ts';

/** What is known of calls without a reviewer, and the calls drawn for reviewers. */
export function qualityRoutes(parts: ReviewRoutesParts, access: ReviewAccess): Route[] {
  return [summary(access), quality(access), ...planRoutes(parts, access), queue(parts, access), give(parts, access), analyse(access)];
}

const summary = (access: ReviewAccess): Route =>
  route({
    method: 'GET',
    path: '/api/calls/{id}/summary',
    summary: 'What an ended call was about: reason, actions, promises, open ends, each with the turn it comes from',
    need: 'calls.read',
    params: IdParams,
    query: NoQuery,
    answers: { 200: { description: 'By rules; beside it by a language model where one is configured', schema: SummariesBody } },
    handle: async ({ params, caller }) => {
      await access.open(caller, params.id, 'calls.read');
      await access.record(caller, 'call-read', params.id);
      return access.quality.summaries(params.id);
    },
  });

const quality = (access: ReviewAccess): Route =>
  route({
    method: 'GET',
    path: '/api/review/calls/{id}/quality',
    summary: 'Automatic score, summaries, coaching notes, other reviews and history of a call; agents get summaries and notes of own calls',
    need: 'review.read',
    params: IdParams,
    query: CopyQuery,
    answers: { 200: { description: 'As far as it is there', schema: QualityBody } },
    handle: async ({ params: { id }, query: { copy = '' }, caller }) => {
      const opened = await access.open(caller, id, 'review.read');
      const reviews = access.may(caller, 'review.write', opened.agent);
      const all = await access.quality.ofCall(id, copy);
      const mayArbitrate = access.may(caller, 'review.arbitrate', opened.agent);
      if (reviews && !(await access.blindFor(caller)).has(id) && !copy.startsWith('c-')) return { ...all, mayArbitrate };
      const { automatic: _, ...known } = all;
      const own = opened.agent !== undefined && caller.person?.agent === opened.agent;
      if (!reviews && !own) throw unknownCall();
      // An agent has no history of drafts; a participant of a blind calibration nothing that others wrote.
      return { ...known, notes: own ? known.notes : [], copies: [], history: [], mayArbitrate: false };
    },
  });

const queue = ({ review, teams }: ReviewRoutesParts, access: ReviewAccess): Route =>
  route({
    method: 'GET',
    path: '/api/review/queue',
    summary: 'Calls drawn for review, with the reason',
    need: 'review.write',
    query: QueueQuery,
    answers: { 200: { description: 'The newest first', schema: QueueBody } },
    handle: async ({ query: { mine, ...query }, caller }) => {
      const far = caller.reach('review.write');
      const covered = far.kind === 'teams' ? { agents: review.choices().agents.map(({ id }) => id).filter((id) => teams.ofAgent(id).some((team) => far.teams.includes(team))) } : {};
      const items = await access.quality.queue({ ...definedOf(query), ...covered, ...(mine === 'true' ? { reviewer: loginOf(caller) } : {}) });
      const blind = await access.blindFor(caller);
      return { items: items.map((item) => ({ ...item, call: unseen(access.masked(caller, item.call), blind) })) };
    },
  });

const loginOf = (caller: Caller): string => caller.person?.login ?? caller.actor.id;

const give = (parts: ReviewRoutesParts, access: ReviewAccess): Route =>
  route({
    method: 'POST',
    path: '/api/review/queue/give',
    summary: 'Give a drawn call to a reviewer, or take it',
    need: 'review.write',
    query: NoQuery,
    body: GiveBody,
    answers: { 200: { description: 'Given', schema: Done } },
    handle: async ({ body: { plan, call, reviewer }, caller }) => {
      await access.open(caller, call, 'review.write');
      const login = reviewer ?? loginOf(caller);
      // Taking is everybody's; giving to others is for those who lead.
      if (login !== loginOf(caller) && !caller.may('review.arbitrate')) throw forbidden();
      if (login !== loginOf(caller) && !(await reviewersOf(parts)).has(login)) throw new HttpFault(400, new Fault('qa.no-such-reviewer', `Nobody who may review calls has the login "${login}".`));
      done(await access.quality.give(plan, call, login));
      await access.record(caller, 'sample-given', `${call} ${plan} ${login}`);
      return { done: true as const };
    },
  });

const analyse = (access: ReviewAccess): Route =>
  route({
    method: 'POST',
    path: '/api/review/analyse',
    summary: 'Delete what was derived from ended calls (automatic scores, summaries, samples not given by hand) and derive it again',
    need: 'settings.change',
    query: NoQuery,
    body: AnalyseBody,
    answers: { 200: { description: 'When all is done', schema: AnalysedBody } },
    handle: async ({ body, caller }) => {
      const { calls, from, until } = body;
      await access.record(caller, 'calls-analysed', (calls ?? ['*']).slice(0, 20).join(' '));
      return { calls: await access.quality.again(definedOf({ calls, from, until })) };
    },
  });
