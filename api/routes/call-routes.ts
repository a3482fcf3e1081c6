import type { AccessPort, ApiPorts, FloorPort } from '../port.ts';
import { type Route, route } from '../http/route.ts';
import { CallDetail, CallList, CallsQuery, IdParams, LiveCallList, NoQuery } from '../http/schemas.ts';
import { TranscriptBody } from '../schemas/floor.ts';
import { alertsOf, transcriptOf } from '../transcript.ts';
import type { TeamMap } from '../who/team-map.ts';
import { callFor, heardCallFor, maskedUnless, shown } from './call-subject.ts';
import { callsExport } from './calls-export.ts';
import { transcriptFor } from './call-transcript.ts';
import { definedOf } from './defined-of.ts';
import { offersRoute } from './offers/offers-route.ts';

/** Pages of the store read at most for one page of a supervisor whose teams had few calls. */
const MOST_PAGES = 10;

export interface CallRoutesOptions {
  readonly ports: Pick<ApiPorts, 'store' | 'liveCalls'>;
  readonly teams: TeamMap;
  readonly floor?: FloorPort | undefined;
  readonly audit?: AccessPort['audit'] | undefined;
}

/** Calls as the timeline tells them; people see those of their teams, agents their own. */
export function callRoutes(options: CallRoutesOptions): Route[] {
  return [list(options), callsExport(options), detail(options), transcript(options), offersRoute(options), live(options)];
}

const list = ({ ports: { store }, teams }: CallRoutesOptions): Route =>
  route({
    method: 'GET',
    path: '/api/calls',
    summary: 'Calls, newest first, page by page; a page may be short before the last',
    need: 'calls.read',
    query: CallsQuery,
    answers: { 200: { description: 'One page', schema: CallList } },
    handle: async ({ query, caller }) => {
      const far = caller.reach('calls.read');
      if (far.kind === 'self' && query.agent !== undefined && query.agent !== far.agent) return { calls: [] };
      const asked = definedOf({ ...query, ...(far.kind === 'self' ? { agent: far.agent } : {}) });
      let cursor = asked.cursor;
      for (let page = 1; ; page++) {
        const { calls, next } = await store.calls({ ...asked, ...(cursor === undefined ? {} : { cursor }) });
        const seen = calls.filter((call) => caller.may('calls.read', teams.ofCall(call)));
        if (seen.length === 0 && next !== undefined && page < MOST_PAGES) cursor = next;
        else return { calls: seen.map((call) => shown(call, caller, teams)), ...(next === undefined ? {} : { next }) };
      }
    },
  });

const detail = ({ ports: { store }, teams, audit }: CallRoutesOptions): Route =>
  route({
    method: 'GET',
    path: '/api/calls/{id}',
    summary: 'One call: summary, timeline, transcript, alerts',
    need: 'calls.read',
    params: IdParams,
    query: NoQuery,
    answers: { 200: { description: 'The call', schema: CallDetail } },
    handle: async ({ params, caller }) => {
      const { summary, events, subject } = await callFor(caller, 'calls.read', params.id, { store, teams });
      await audit?.record(caller.actor, 'call-read', params.id);
      const masked = maskedUnless(caller, subject, { summary, events: [...events] });
      return { ...masked, transcript: transcriptOf(events), alerts: alertsOf(events) };
    },
  });

const transcript = ({ ports: { store }, teams, floor, audit }: CallRoutesOptions): Route =>
  route({
    method: 'GET',
    path: '/api/calls/{id}/transcript',
    summary: 'What was said so far, and its alerts; also while the call goes on',
    need: 'calls.read',
    params: IdParams,
    query: NoQuery,
    answers: { 200: { description: 'Turns in the order they were said', schema: TranscriptBody } },
    handle: async ({ params: { id }, caller }) => {
      const { events, summary, until } = await heardCallFor(caller, id, { store, teams });
      await audit?.record(caller.actor, 'call-read', id);
      const onFloor = floor?.floor().alerts.filter(({ callId, audioAt }) => callId === id && audioAt <= until) ?? [];
      return transcriptFor(id, events, onFloor, summary.agent);
    },
  });

const live = ({ ports: { liveCalls }, teams }: CallRoutesOptions): Route =>
  route({
    method: 'GET',
    path: '/api/live-calls',
    summary: 'Calls going on now',
    need: 'calls.read',
    query: NoQuery,
    answers: { 200: { description: 'The calls', schema: LiveCallList } },
    handle: async ({ caller }) => ({
      calls: liveCalls()
        .filter((call) => caller.may('calls.read', teams.ofCall(call)))
        .map((call) => shown(call, caller, teams)),
    }),
  });
