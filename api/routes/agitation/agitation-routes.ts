import { z } from 'zod';
import type { Agitation } from '#contract';
import { HttpFault, type Route, route } from '../../http/route.ts';
import { ErrorBody, IdParams, NoQuery } from '../../http/schemas.ts';
import type { AccessPort, ApiPorts } from '../../port.ts';
import type { TeamMap } from '../../who/team-map.ts';
import { callFor } from '../call-subject.ts';
import type { AgitationPort } from './port.ts';

const seconds = z.number();
const share = z.number().min(0).max(1);
const point = z.object({
  speaker: z.enum(['caller', 'agent']),
  from: seconds,
  to: seconds,
  prosody: share.optional().describe('From the voice; absent while the usual voice of the speaker is learnt.'),
  words: share,
  raw: share,
  value: share.describe('The curve: moving average of raw.'),
  by: z.enum(['prosody', 'words', 'both']),
});
const curve = z.object({ from: seconds, until: seconds, agent: z.string(), method: z.string(), points: z.array(point).readonly() });
const AgitationBody: z.ZodType<Agitation, Agitation> = z.object({ curves: z.array(curve).readonly() });

interface Parts {
  readonly agitation: AgitationPort;
  readonly ports: Pick<ApiPorts, 'store'>;
  readonly teams: TeamMap;
  readonly audit?: AccessPort['audit'] | undefined;
}

/** Curves of one call. */
export function agitationRoutes({ agitation, ports: { store }, teams, audit }: Parts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/calls/{id}/agitation',
      summary: 'How excited the speakers of a call were; not validated, see docs/agitation.md',
      need: 'calls.read',
      params: IdParams,
      query: NoQuery,
      answers: { 200: { description: 'A curve for each conversation', schema: AgitationBody } },
      handle: async ({ params: { id }, caller }) => {
        await callFor(caller, 'calls.read', id, { store, teams });
        await audit?.record(caller.actor, 'call-read', id);
        return { curves: await agitation.of(id) };
      },
    }),
    route({
      method: 'POST',
      path: '/api/calls/{id}/agitation/redo',
      summary: 'Delete the curves of an ended call and make them again from its recording and words, as agitation is set now',
      need: 'review.write',
      params: IdParams,
      query: NoQuery,
      answers: { 200: { description: 'The new curves', schema: AgitationBody }, 409: { description: 'There is nothing to make them of', schema: ErrorBody } },
      handle: async ({ params: { id }, caller }) => {
        await callFor(caller, 'review.write', id, { store, teams });
        const done = await agitation.redo(id);
        if (!done.ok) throw new HttpFault(409, done.fault);
        return { curves: done.value };
      },
    }),
  ];
}
