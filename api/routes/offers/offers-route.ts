import { IdParams, NoQuery } from '../../http/schemas.ts';
import { type Route, route } from '../../http/route.ts';
import { CallOffersBody } from '../../schemas/offers.ts';
import { callFor } from '../call-subject.ts';
import type { CallRoutesOptions } from '../call-routes.ts';
import { callOffers } from './call-offers.ts';

/** Why each agent was offered a call; for supervisors of its team and administrators. */
export const offersRoute = ({ ports: { store }, teams }: Pick<CallRoutesOptions, 'ports' | 'teams'>): Route =>
  route({
    method: 'GET',
    path: '/api/calls/{id}/offers',
    summary: 'Every phone that rang for a call, and why: candidates and scores, the step in force, who could not and why; also while the call goes on',
    need: 'floor.see',
    params: IdParams,
    query: NoQuery,
    answers: { 200: { description: 'In the order they were made', schema: CallOffersBody } },
    handle: async ({ params: { id }, caller }) => {
      const { events } = await callFor(caller, 'floor.see', id, { store, teams });
      return { callId: id, offers: callOffers(events) };
    },
  });
