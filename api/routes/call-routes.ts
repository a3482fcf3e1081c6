import { Fault } from '#core';
import type { ApiPorts } from '../port.ts';
import { HttpFault, type Route, route } from '../http/route.ts';
import { CallDetail, CallList, CallsQuery, IdParams, LiveCallList, NoQuery } from '../http/schemas.ts';
import { alertsOf, transcriptOf } from '../transcript.ts';

/** Calls as the timeline tells them. */
export function callRoutes({ store, liveCalls }: Pick<ApiPorts, 'store' | 'liveCalls'>): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/calls',
      summary: 'Calls, newest first, page by page',
      query: CallsQuery,
      answers: { 200: { description: 'One page', schema: CallList } },
      handle: async ({ query }) => {
        const { calls, next } = await store.calls(definedOf(query));
        return { calls: [...calls], ...(next === undefined ? {} : { next }) };
      },
    }),
    route({
      method: 'GET',
      path: '/api/calls/{id}',
      summary: 'One call: summary, timeline, transcript, alerts',
      params: IdParams,
      query: NoQuery,
      answers: { 200: { description: 'The call', schema: CallDetail } },
      handle: async ({ params }) => {
        const call = await store.call(params.id);
        if (!call) throw new HttpFault(404, new Fault('api.unknown-call', 'There is no call with this id. GET /api/calls lists them.'));
        const { summary, events } = call;
        return { summary, events: [...events], transcript: transcriptOf(events), alerts: alertsOf(events) };
      },
    }),
    route({
      method: 'GET',
      path: '/api/live-calls',
      summary: 'Calls going on now',
      query: NoQuery,
      answers: { 200: { description: 'The calls', schema: LiveCallList } },
      handle: async () => ({ calls: [...liveCalls()] }),
    }),
  ];
}

/** Leaves out what was not asked for, so that optional means absent. */
function definedOf<T extends object>(query: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}
