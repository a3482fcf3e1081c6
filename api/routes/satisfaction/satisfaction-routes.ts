import type { Survey } from '#tickets';
import { type Route, route } from '../../http/route.ts';
import { NoQuery } from '../../http/schemas.ts';
import type { AccessPort } from '../../port.ts';
import type { QueueAccess } from '../../who/queue-access.ts';
import { definedOf } from '../defined-of.ts';
import type { TicketPort } from '../tickets/port.ts';
import { handled } from '../tickets/ticket-access.ts';
import { NumberParams } from '../tickets/ticket-schemas.ts';
import { dayOf } from './day-of.ts';
import type { SatisfactionPort } from './port.ts';
import { publicSurveyRoutes } from './public-routes.ts';
import { FiguresBody, FiguresQuery, SurveyCursor, SurveyListBody, SurveyListQuery, TicketSurveysBody } from './satisfaction-schemas.ts';
import { narrowed } from './satisfaction-access.ts';
import { taskRoutes } from './task-routes.ts';

export interface SatisfactionRoutesParts {
  readonly satisfaction: SatisfactionPort;
  readonly tickets: TicketPort;
  readonly access: QueueAccess;
  readonly audit: AccessPort['audit'] | undefined;
  readonly people: Pick<AccessPort['people'], 'find'> | undefined;
  /** Epoch ms now. */
  readonly now: () => number;
}

/** What customers say, and what becomes of it. */
export const satisfactionRoutes = (parts: SatisfactionRoutesParts): Route[] => [figures(parts), surveys(parts), ofTicket(parts), ...taskRoutes(parts), ...publicSurveyRoutes(parts)];

const figures = ({ satisfaction, access }: SatisfactionRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/satisfaction/figures',
    summary: 'CSAT, NPS, first-contact resolution and response rate of a period, by queue, agent or day',
    need: 'floor.see',
    query: FiguresQuery,
    answers: { 200: { description: 'Those of queues the asker watches over', schema: FiguresBody } },
    handle: async ({ query: { by, queue, ...rest }, caller }) => {
      const asked = { ...definedOf(rest), ...narrowed(caller, access, queue) };
      const timeZone = satisfaction.timeZone();
      const [totals, rows] = await Promise.all([satisfaction.figures(asked, 'total', timeZone), by === 'total' ? [] : satisfaction.figures(asked, by, timeZone)]);
      return { by, timeZone, total: totals[0] ?? NOTHING, rows };
    },
  });

const NOTHING = { resolved: 0, firstContact: 0, asked: 0, answered: 0, scored: 0, satisfied: 0, low: 0, npsAnswers: 0, promoters: 0, detractors: 0 };

const surveys = ({ satisfaction, access }: SatisfactionRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/satisfaction/surveys',
    summary: 'Exactly what a figure counts: resolutions and calls with what customers said, newest first',
    need: 'floor.see',
    query: SurveyListQuery,
    answers: { 200: { description: 'Those of queues the asker watches over', schema: SurveyListBody } },
    handle: async ({ query: { cursor, limit, queue, day, ...rest }, caller }) => {
      const [, at, id] = SurveyCursor.exec(cursor ?? '') ?? [];
      const span = day === undefined ? undefined : dayOf(day, satisfaction.timeZone());
      const within = span ? { from: Math.max(rest.from, span.from), until: Math.min(rest.until, span.until) } : {};
      const found = await satisfaction.list({ ...definedOf(rest), ...within, ...narrowed(caller, access, queue), limit: limit + 1, ...(at === undefined || id === undefined ? {} : { before: { at: Number(at), id } }) });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return { surveys: page.map(shownSurvey), ...(found.length > limit && last ? { next: `${last.at}~${last.id}` } : {}) };
    },
  });

const ofTicket = ({ satisfaction, tickets, access, now }: SatisfactionRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/tickets/{id}/surveys',
    summary: 'Each resolution of a ticket with its survey: the link while it can be answered, then the answer',
    need: 'ticket.handle',
    params: NumberParams,
    query: NoQuery,
    answers: { 200: { description: 'Oldest first', schema: TicketSurveysBody } },
    handle: async ({ params: { id }, caller }) => {
      await handled(tickets, access, caller, id);
      const found = await satisfaction.ofTicket(id);
      return { surveys: found.map((survey) => ({ ...shownSurvey(survey), ...definedOf({ url: isOpen(survey, now()) ? satisfaction.urlOf(survey) : undefined }) })) };
    },
  });

const isOpen = ({ askedAt, answeredAt, expiresAt = 0 }: Survey, now: number) => askedAt !== undefined && answeredAt === undefined && expiresAt > now;
const shownSurvey = ({ resolution: _, ...survey }: Survey) => survey;
