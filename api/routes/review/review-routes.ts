import { type Route, route } from '../../http/route.ts';
import { ErrorBody, IdParams, NoQuery } from '../../http/schemas.ts';
import type { Caller } from '../../who/caller.ts';
import { definedOf } from '../defined-of.ts';
import { done, doerOf, ReviewAccess, type ReviewRoutesParts, unknownCall } from './review-access.ts';
import { AnswerBody, ChoicesBody, CorrectBody, CorrectionBody, FindQuery, OwnReviewsBody, PublishBody, ReviewBody, ReviewCallBody, ReviewListBody, SaveBody } from './review-schemas.ts';

/** A review of a long call with evidence to every answer. */
const LARGEST_REVIEW_BYTES = 1_000_000;
const CONFLICT = { description: 'Not as things stand, or somebody saved in the meantime', schema: ErrorBody };

/** Quality review: finding calls, reading, scoring and publishing, and the agent's answer. */
export function reviewRoutes(parts: ReviewRoutesParts): Route[] {
  const access = new ReviewAccess(parts);
  return [list(parts, access), choices(parts), read(access), save(access), publish(access), correct(access), own(access), answer(access)];
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
      return { ...page, calls: page.calls.map((row) => access.masked(caller, row)) };
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
    query: NoQuery,
    answers: { 200: { description: 'Transcript, alerts, holds, corrections, scorecard and review', schema: ReviewCallBody } },
    handle: async ({ params, caller }) => {
      const opened = await access.open(caller, params.id, 'review.read');
      const shown = access.may(caller, 'review.write', opened.agent) ? opened.forReviewer() : opened.forAgent();
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
    query: NoQuery,
    body: SaveBody,
    answers: { 200: { description: 'The review afterwards, with its score', schema: ReviewBody }, 409: CONFLICT },
    handle: async ({ params, body, caller }) => {
      const opened = await access.open(caller, params.id, 'review.write');
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
    query: NoQuery,
    body: PublishBody,
    answers: { 200: { description: 'The review afterwards', schema: ReviewBody }, 409: CONFLICT },
    handle: async ({ params, body, caller }) => {
      const opened = await access.open(caller, params.id, 'review.write');
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
    query: NoQuery,
    body: AnswerBody,
    answers: { 200: { description: 'The review afterwards', schema: ReviewBody }, 409: CONFLICT },
    handle: async ({ params, body, caller }) => {
      const opened = await access.open(caller, params.id, 'review.answer');
      // The API token may do everything but be an agent.
      if (!opened.published || caller.person?.agent !== opened.agent) throw unknownCall();
      const review = done(await opened.answer(doerOf(caller), body.kind, body.text));
      await access.record(caller, 'review-answered', params.id);
      return review;
    },
  });
