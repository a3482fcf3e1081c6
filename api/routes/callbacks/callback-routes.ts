import type { Callback, RefusedWhy } from '#callbacks';
import type { CallbackRow } from '#contract';
import { Fault, type Result } from '#core';
import { HttpFault, type Route, route } from '../../http/route.ts';
import { ErrorBody, IdParams, NoQuery } from '../../http/schemas.ts';
import type { AccessPort } from '../../port.ts';
import type { Caller } from '../../who/caller.ts';
import { forbidden } from '../../who/gate.ts';
import { namesOf } from '../../who/person-names.ts';
import type { QueueAccess } from '../../who/queue-access.ts';
import { CallbackBody, CallbackCursor, CallbackListBody, CallbackListQuery, MoveBody, NewCallbackBody } from './callback-schemas.ts';
import type { CallbackPort } from './port.ts';

export interface CallbackRoutesParts {
  readonly callbacks: CallbackPort;
  readonly access: QueueAccess;
  readonly audit: AccessPort['audit'] | undefined;
  /** Who made or cancelled one is told by name. */
  readonly people?: AccessPort['people'] | undefined;
}

/** Customers who are to be called back. */
export function callbackRoutes(parts: CallbackRoutesParts): Route[] {
  return [list(parts), one(parts), make(parts), cancel(parts), move(parts)];
}

const list = ({ callbacks, access, people }: CallbackRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/callbacks',
    summary: 'Callbacks, newest first, with the calls of their attempts',
    need: 'callback.manage',
    query: CallbackListQuery,
    answers: { 200: { description: 'Those of queues the asker serves or watches over', schema: CallbackListBody } },
    handle: async ({ query: { queue, state, limit, cursor }, caller }) => {
      const queues = access.queues(caller, 'callback.manage', queue);
      const [, at, id] = CallbackCursor.exec(cursor ?? '') ?? [];
      const found = await callbacks.find({ limit: limit + 1, ...(queues ? { queues } : {}), ...(state ? { states: state } : {}), ...(at === undefined || id === undefined ? {} : { before: { at: Number(at), id } }) });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return { callbacks: await shown(page, people), ...(found.length > limit && last ? { next: `${last.askedAt}~${last.id}` } : {}) };
    },
  });

const one = ({ callbacks, access, people }: CallbackRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/callbacks/{id}',
    summary: 'One callback',
    need: 'callback.manage',
    params: IdParams,
    query: NoQuery,
    answers: { 200: { description: 'The callback', schema: CallbackBody } },
    handle: async ({ params: { id }, caller }) => shownAlone(await managed(callbacks, access, caller, id), people),
  });

const make = ({ callbacks, access, audit, people }: CallbackRoutesParts): Route =>
  route({
    method: 'POST',
    path: '/api/callbacks',
    summary: 'Have a customer called back, now or later',
    need: 'callback.manage',
    query: NoQuery,
    body: NewCallbackBody,
    answers: { 200: { description: 'The callback', schema: CallbackBody }, 409: { description: 'Not possible; the code tells why', schema: ErrorBody } },
    handle: async ({ body: { order, notBefore, until, ...wanted }, caller }) => {
      if (!access.may(caller, 'callback.manage', wanted.queue)) throw forbidden();
      const given = { ...(order ? { order } : {}), ...(notBefore === undefined ? {} : { notBefore }), ...(until === undefined ? {} : { until }) };
      const booking = await callbacks.book({ ...wanted, ...given, by: caller.actor.id });
      if (!booking) throw new HttpFault(409, new Fault('api.callback-no-way', 'There is no such queue, or no way to call this number: no phone is registered under it and no trunk is configured (sip.trunk).'));
      if (!booking.ok) throw new HttpFault(409, refusal(booking.why));
      await audit?.record(caller.actor, 'callback-made', booking.callback.id);
      return shownAlone(booking.callback, people);
    },
  });

const cancel = ({ callbacks, access, audit, people }: CallbackRoutesParts): Route =>
  route({
    method: 'POST',
    path: '/api/callbacks/{id}/cancel',
    summary: 'Cancel a callback; one that is being made is ended, unless they talk already',
    need: 'callback.manage',
    params: IdParams,
    query: NoQuery,
    answers: { 200: { description: 'The callback afterwards', schema: CallbackBody }, 409: { description: 'It is over', schema: ErrorBody } },
    handle: async ({ params: { id }, caller }) => {
      await managed(callbacks, access, caller, id);
      const cancelled = done(await callbacks.cancel(id, caller.actor.id));
      await audit?.record(caller.actor, 'callback-cancelled', id);
      return shownAlone(cancelled, people);
    },
  });

const move = ({ callbacks, access, audit, people }: CallbackRoutesParts): Route =>
  route({
    method: 'POST',
    path: '/api/callbacks/{id}/move',
    summary: 'Give a callback another time',
    need: 'callback.manage',
    params: IdParams,
    query: NoQuery,
    body: MoveBody,
    answers: { 200: { description: 'The callback afterwards', schema: CallbackBody }, 409: { description: 'It is over or being made', schema: ErrorBody } },
    handle: async ({ params: { id }, body: { notBefore, until }, caller }) => {
      await managed(callbacks, access, caller, id);
      const moved = done(await callbacks.move(id, notBefore, until));
      await audit?.record(caller.actor, 'callback-moved', id);
      return shownAlone(moved, people);
    },
  });

async function managed(callbacks: CallbackPort, access: QueueAccess, caller: Caller, id: string): Promise<Callback> {
  const found = await callbacks.get(id);
  if (!found) throw new HttpFault(404, new Fault('api.unknown-callback', 'There is no callback with this id. GET /api/callbacks lists them.'));
  if (!access.may(caller, 'callback.manage', found.queue)) throw forbidden();
  return found;
}

function done(changed: Result<Callback>): Callback {
  if (!changed.ok) throw new HttpFault(409, changed.fault);
  return changed.value;
}

const WHY: Readonly<Record<RefusedWhy, string>> = {
  duplicate: 'A callback of this queue to this number is open already.',
  limit: 'This number has had as many callbacks in 24 hours as are allowed.',
  full: 'The queue has as many open callbacks as are allowed.',
  'bad-number': 'This is no number that can be called.',
  'bad-window': 'The callback would end before it begins.',
  closed: 'Customers are never called at the configured hours.',
};
const refusal = (why: RefusedWhy) => new Fault('api.callback-refused', WHY[why]);

async function shown(page: readonly Callback[], people: CallbackRoutesParts['people']): Promise<CallbackRow[]> {
  const names = await namesOf(people, page.flatMap(({ by, cancelledBy }) => [by, cancelledBy]));
  return page.map((each) => shownOne(each, names));
}

const shownAlone = async (each: Callback, people: CallbackRoutesParts['people']): Promise<CallbackRow> => shownOne(each, await namesOf(people, [each.by, each.cancelledBy]));

function shownOne({ skills: _skills, priority: _priority, revision: _revision, attempts, ...told }: Callback, names: ReadonlyMap<string, string>): CallbackRow {
  const [byName, cancelledByName] = [names.get(told.by ?? ''), names.get(told.cancelledBy ?? '')];
  return { ...told, attempts: attempts.map((attempt) => ({ ...attempt })), ...(byName === undefined ? {} : { byName }), ...(cancelledByName === undefined ? {} : { cancelledByName }) };
}
