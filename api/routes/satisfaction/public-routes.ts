import { type Route, route } from '../../http/route.ts';
import { ErrorBody, NoQuery } from '../../http/schemas.ts';
import { definedOf } from '../defined-of.ts';
import { done } from '../tickets/ticket-access.ts';
import type { SatisfactionRoutesParts } from './satisfaction-routes.ts';
import { AnswerBody, PublicSurveyBody, ThanksBody, TokenParams } from './satisfaction-schemas.ts';

/** For customers with a link; the page /survey/{token} asks the same without a script. */
export const publicSurveyRoutes = (parts: SatisfactionRoutesParts): Route[] => [open(parts), answer(parts)];

const GONE = { description: 'The time for the survey is over', schema: ErrorBody };

const open = ({ satisfaction }: SatisfactionRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/survey/{token}',
    summary: 'What a survey link is about',
    need: 'anybody',
    params: TokenParams,
    query: NoQuery,
    answers: { 200: { description: 'The subject of the ticket, and whether it was answered', schema: PublicSurveyBody }, 410: GONE },
    handle: async ({ params: { token } }) => {
      const { ticket, answered, expiresAt } = done(await satisfaction.open(token));
      return { company: satisfaction.company(), ticket: ticket.id, subject: ticket.subject, language: ticket.language, answered, expiresAt };
    },
  });

const answer = ({ satisfaction }: SatisfactionRoutesParts): Route =>
  route({
    method: 'POST',
    path: '/api/survey/{token}',
    summary: 'Answer a survey, once',
    need: 'anybody',
    params: TokenParams,
    query: NoQuery,
    body: AnswerBody,
    answers: { 200: { description: 'Kept', schema: ThanksBody }, 409: { description: 'It was answered already', schema: ErrorBody }, 410: GONE, 422: { description: 'Something is wrong', schema: ErrorBody } },
    handle: async ({ params: { token }, body: { score, ...more } }) => {
      done(await satisfaction.answer(token, { score, ...definedOf(more) }));
      return { thanks: true as const };
    },
  });
