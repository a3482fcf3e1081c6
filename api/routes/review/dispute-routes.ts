import { type Route, route } from '../../http/route.ts';
import { ErrorBody, IdParams } from '../../http/schemas.ts';
import { forbidden } from '../../who/gate.ts';
import { done, doerOf, type ReviewAccess } from './review-access.ts';
import { ArbitrateBody, CopyQuery, EscalateBody, ReviewBody } from './review-schemas.ts';

const CONFLICT = { description: 'Not as things stand, or somebody saved in the meantime', schema: ErrorBody };

/** What comes after a dispute. */
export const disputeRoutes = (access: ReviewAccess): Route[] => [escalate(access), arbitrate(access)];

const escalate = (access: ReviewAccess): Route =>
  route({
    method: 'POST',
    path: '/api/review/calls/{id}/escalate',
    summary: 'Stand by a disputed review: somebody else decides; changes since the dispute are dropped',
    need: 'review.write',
    params: IdParams,
    query: CopyQuery,
    body: EscalateBody,
    answers: { 200: { description: 'The review afterwards', schema: ReviewBody }, 409: CONFLICT },
    handle: async ({ params, query: { copy }, body, caller }) => {
      const { opened, writable } = await access.openCopy(caller, params.id, copy, 'review.write');
      if (!writable) throw forbidden();
      const review = done(await opened.escalate(doerOf(caller), body.revision, body.text));
      await access.record(caller, 'review-escalated', params.id);
      return review;
    },
  });

const arbitrate = (access: ReviewAccess): Route =>
  route({
    method: 'POST',
    path: '/api/review/calls/{id}/arbitrate',
    summary: 'The last word on a disputed review, by somebody who did not write it; answers are changed by save before',
    need: 'review.arbitrate',
    params: IdParams,
    query: CopyQuery,
    body: ArbitrateBody,
    answers: { 200: { description: 'The review afterwards', schema: ReviewBody }, 409: CONFLICT },
    handle: async ({ params, query: { copy }, body, caller }) => {
      const { opened } = await access.openCopy(caller, params.id, copy, 'review.arbitrate');
      const review = done(await opened.arbitrate(doerOf(caller), body.revision, body.verdict, body.text));
      await access.record(caller, 'review-arbitrated', params.id);
      return review;
    },
  });
