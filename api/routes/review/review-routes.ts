import { type Route, route } from '../../http/route.ts';
import { ErrorBody, IdParams, NoQuery } from '../../http/schemas.ts';
import type { Caller } from '../../who/caller.ts';
import { forbidden } from '../../who/gate.ts';
import { definedOf } from '../defined-of.ts';
import { calibrationRoutes } from './calibration-routes.ts';
import { coachingRoutes } from './coaching-routes.ts';
import { disputeRoutes } from './dispute-routes.ts';
import { qualityRoutes } from './quality-routes.ts';
import { done, doerOf, ReviewAccess, type ReviewRoutesParts, unknownCall, unseen } from './review-access.ts';
import { AnswerBody, ChoicesBody, CopyQuery, CorrectBody, CorrectionBody, FindQuery, OwnReviewsBody, PublishBody, ReviewBody, ReviewCallBody, ReviewListBody, SaveBody } from './review-schemas.ts';

/** A review of a long call with evidence to every answer. */
const LARGEST_REVIEW_BYTES = 1_000_000;
const CONFLICT = { description: 'Not as things stand, or somebody saved in the meantime', schema: ErrorBody };

/** Quality review: finding calls, reading, scoring and publishing, and the agent's answer. */
export function reviewRoutes(parts: ReviewRoutesParts): Route[] {
  const access = new ReviewAccess(parts);
  return [
    list(parts, access), choices(parts), read(access), save(access), publish(access), correct(access), own(access), answer(access),
    ...disputeRoutes(access), ...qualityRoutes(parts, access), ...calibrationRoutes(parts, access), ...coachingRoutes(access),
  ];
}

const list = ({ review, teams }: ReviewRoutesParts, access: ReviewAccess): Route =>
  route({
    method: 'GET',
    path: '/api/review/calls',
    summary: 'Ended calls to review, found by words said in them, agent, queue, rule, time and status',
    need: 'review.write',
    query: FindQuery,
    answers: { 200: { description: 'One page, newest first', schema: ReviewListBody } },
    handle: async ({ query, caller }) => {
      const far = caller.reach('review.write');
      const covered = far.kind === 'teams' ? review.choices().agents.filter(({ id }) => teams.ofAgent(id).some((team) => far.teams.includes(team))) : undefined;
      const page = await access.desk.find({ ...definedOf(query), ...(covered ? { agents: covered.map(({ id }) => id) } : {}) });
      const blind = await access.blindFor(caller);
      return { ...page, calls: page.calls.map((row) => unseen(access.masked(caller, row), blind)) };
    },
  });

const choices = ({ review, teams }: ReviewRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/review/choices',
    summary: 'What the list of calls can be filtered by',
    need: 'review.read',
    query: NoQuery,
    answers: { 200: { description: 'Agents, queues, rules, dispositions', schema: ChoicesBody } },
    handle: async ({ caller }) => {
      const { agents, ...rest } = review.choices();
      return { ...rest, agents: agents.filter(({ id }) => caller.may('review.read', { agent: id, teams: teams.ofAgent(id) })) };
    },
  });

const read = (access: ReviewAccess): Route =>
  route({
    method: 'GET',
    path: '/api/review/calls/{id}',
    summary: 'One call for its review; for the agent concerned, as it was published',
    need: 'review.read',
    params: IdParams,
    query: CopyQuery,
    answers: { 409: CONFLICT, 200: { description: 'Transcript, alerts, holds, corrections, scorecard and review', schema: ReviewCallBody } },
    handle: async ({ params, query: { copy }, caller }) => {
      const { opened, writable } = await access.openCopy(caller, params.id, copy, 'review.read');
      const reviews = access.may(caller, 'review.write', opened.agent);
      const shown = reviews ? opened.forReviewer(writable) : opened.forAgent((await access.quality.notes({ call: params.id })).length > 0);
      if (!shown) throw unknownCall();
      await access.record(caller, 'call-read', params.id);
      return { ...shown, call: access.masked(caller, shown.call) };
    },
  });

const save = (access: ReviewAccess): Route =>
  route({
    method: 'POST',
    path: '/api/review/calls/{id}/save',
    summary: 'Save the draft of a review',
    need: 'review.write',
    largestBody: LARGEST_REVIEW_BYTES,
    params: IdParams,
    query: CopyQuery,
    body: SaveBody,
    answers: { 200: { description: 'The review afterwards, with its score', schema: ReviewBody }, 409: CONFLICT },
    handle: async ({ params, query: { copy }, body, caller }) => {
      const { opened, writable } = await access.openCopy(caller, params.id, copy, 'review.write');
      // What is changed while an arbiter decides is the arbiter's.
      if (!writable || (opened.status === 'arbitration' && !access.may(caller, 'review.arbitrate', opened.agent))) throw forbidden();
      const answers = body.answers.map(({ points, note, ...each }) => ({ ...each, ...(points === undefined ? {} : { points }), ...(note === undefined ? {} : { note }) }));
      const review = done(await opened.save(doerOf(caller), { ...body, answers }));
      await access.record(caller, 'review-written', params.id);
      return review;
    },
  });

const publish = (access: ReviewAccess): Route =>
  route({
    method: 'POST',
    path: '/api/review/calls/{id}/publish',
    summary: 'Publish a complete review to the agent concerned',
    need: 'review.write',
    params: IdParams,
    query: CopyQuery,
    body: PublishBody,
    answers: { 200: { description: 'The review afterwards', schema: ReviewBody }, 409: CONFLICT },
    handle: async ({ params, query: { copy }, body, caller }) => {
      const { opened, writable } = await access.openCopy(caller, params.id, copy, 'review.write');
      if (!writable || copy?.startsWith('c-') === true) throw forbidden();
      const review = done(await opened.publish(doerOf(caller), body.revision));
      await access.record(caller, 'review-published', params.id);
      return review;
    },
  });

const correct = (access: ReviewAccess): Route =>
  route({
    method: 'POST',
    path: '/api/review/calls/{id}/correct',
    summary: 'Correct a word of the transcript; the recognised word stays beside it',
    need: 'word.correct',
    params: IdParams,
    query: NoQuery,
    body: CorrectBody,
    answers: { 200: { description: 'The correction', schema: CorrectionBody } },
    handle: async ({ params, body, caller }) => {
      const opened = await access.open(caller, params.id, 'word.correct');
      const correction = done(await opened.correct(doerOf(caller), body));
      await access.record(caller, 'word-corrected', params.id);
      access.quality.changed(params.id);
      return correction;
    },
  });

const own = (access: ReviewAccess): Route =>
  route({
    method: 'GET',
    path: '/api/my-reviews',
    summary: "Published reviews of the asker's own calls",
    need: 'review.answer',
    query: NoQuery,
    answers: { 200: { description: 'The newest first', schema: OwnReviewsBody } },
    handle: async ({ caller }) => ({ reviews: (await ownReviews(access, caller)).map((row) => access.masked(caller, row)) }),
  });

const ownReviews = async (access: ReviewAccess, { person }: Caller) => (person?.agent === undefined ? [] : access.desk.own(person.agent));

const answer = (access: ReviewAccess): Route =>
  route({
    method: 'POST',
    path: '/api/review/calls/{id}/answer',
    summary: 'Acknowledge or dispute a published review of an own call',
    need: 'review.answer',
    params: IdParams,
    query: CopyQuery,
    body: AnswerBody,
    answers: { 200: { description: 'The review afterwards', schema: ReviewBody }, 409: CONFLICT },
    handle: async ({ params, query: { copy }, body, caller }) => {
      const opened = await access.open(caller, params.id, 'review.answer', copy === undefined ? undefined : { copy });
      // The API token may do everything but be an agent.
      if (!opened.published || caller.person?.agent !== opened.agent) throw unknownCall();
      const review = done(await opened.answer(doerOf(caller), body.kind, body.text));
      await access.record(caller, 'review-answered', params.id);
      return review;
    },
  });
