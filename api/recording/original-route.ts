import { type Clock, Fault, type Millis } from '#core';
import type { AccessPort, ApiPorts } from '../port.ts';
import { ErrorBody, IdParams, NoQuery } from '../http/schemas.ts';
import { HttpFault, type Route, route } from '../http/route.ts';
import { forbidden } from '../who/gate.ts';
import { OnceInAWhile } from '../who/once-in-a-while.ts';
import type { TeamMap } from '../who/team-map.ts';
import { sendWav } from './send-wav.ts';

/** Players fetch a recording in many ranges: hearing it once is written down once. */
const HEARD_AGAIN_AFTER_MS: Millis = 600_000;

export interface OriginalRouteOptions {
  readonly ports: Pick<ApiPorts, 'original' | 'store'>;
  readonly teams: Pick<TeamMap, 'ofCall'>;
  readonly audit?: AccessPort['audit'] | undefined;
  readonly clock: Clock;
}

/** What was said in full: for few, and each hearing is on record. */
export function originalRoute({ ports, teams, audit, clock }: OriginalRouteOptions): Route {
  const once = new OnceInAWhile(clock, HEARD_AGAIN_AFTER_MS);
  return route({
    method: 'GET',
    path: '/api/calls/{id}/recording/original',
    summary: 'The recording of a call with its secrets, where it is kept encrypted: WAV (ranges allowed)',
    need: 'recording.original',
    ownHead: true,
    params: IdParams,
    query: NoQuery,
    answers: {
      200: { description: 'The whole recording', content: ['audio/wav'] },
      206: { description: 'The range asked for', content: ['audio/wav'] },
      416: { description: 'No such range', schema: ErrorBody },
    },
    handle: async ({ params, request, reply, caller }) => {
      const call = await ports.store.call(params.id);
      if (call && !caller.may('recording.original', teams.ofCall(call.summary))) throw forbidden();
      const original = call && (await ports.original?.(params.id));
      if (!original) throw new HttpFault(404, new Fault('api.no-original', 'There is no other recording of this call: its recording is as it was, or the original was not kept (redaction.original).'));
      if (request.method === 'GET') await once.do(`${caller.actor.id} ${params.id}`, async () => audit?.record(caller.actor, 'original-heard', params.id));
      const { size, modified } = original;
      const etag = call.summary.endedAt === undefined ? undefined : `"${size.toString(16)}-o"`;
      return sendWav({ size, modified, etag, stream: (range) => original.stream(range) }, { request, reply });
    },
  });
}
