import { z } from 'zod';
import type { Permission } from '#access';
import type { Voicemail } from '#contract';
import { type Clock, Fault, type Millis } from '#core';
import type { StoredVoicemail } from '#store';
import { HttpFault, type Route, route } from '../../http/route.ts';
import { ErrorBody, IdParams, NoQuery } from '../../http/schemas.ts';
import type { AccessPort } from '../../port.ts';
import { sendWav } from '../../recording/send-wav.ts';
import { wavBody } from '../../recording/wav-body.ts';
import { epoch, name } from '../../schemas/fields.ts';
import type { Caller } from '../../who/caller.ts';
import { forbidden } from '../../who/gate.ts';
import { OnceInAWhile } from '../../who/once-in-a-while.ts';
import { namesOf } from '../../who/person-names.ts';
import type { QueueAccess } from '../../who/queue-access.ts';
import type { VoicemailPort } from './port.ts';

export interface VoicemailRoutesParts {
  readonly voicemails: VoicemailPort;
  readonly access: QueueAccess;
  readonly audit: AccessPort['audit'] | undefined;
  /** Who took care is told by name. */
  readonly people?: AccessPort['people'] | undefined;
  readonly clock: Clock;
}

const HEARD_AGAIN_AFTER_MS: Millis = 600_000;
const SOUND = {
  200: { description: 'The whole message', content: ['audio/wav'] },
  206: { description: 'The range asked for', content: ['audio/wav'] },
  416: { description: 'No such range', schema: ErrorBody },
};
const who = z.object({ by: z.string().describe('Id of the person.'), name: z.string().optional(), at: epoch });
const VoicemailBody: z.ZodType<Voicemail, Voicemail> = z.object({
  id: z.string(),
  call: z.string().describe('The call it was left in.'),
  queue: z.string(),
  from: z.string(),
  language: z.enum(['zh', 'en']),
  at: epoch,
  seconds: z.number(),
  text: z.string().optional().describe('What was said, as far as it was understood.'),
  heard: who.optional().describe('Who listened first.'),
  done: who.optional().describe('Who has taken care of it.'),
});
const Cursor = /^(\d{1,16})~([\w-]{1,64})$/;
const ListQuery = z.strictObject({
  queue: name.optional(),
  done: z.enum(['true', 'false']).transform((text) => text === 'true').optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().regex(Cursor).optional().describe('`next` of the page before.'),
});

/** Messages that callers left for queues. */
export function voicemailRoutes(parts: VoicemailRoutesParts): Route[] {
  return [list(parts), one(parts), audio(parts), original(parts), mark(parts)];
}

const list = ({ voicemails, access, people }: VoicemailRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/voicemails',
    summary: 'Messages to queues, newest first',
    need: 'voicemail.handle',
    query: ListQuery,
    answers: { 200: { description: 'Those of queues the asker serves or watches over', schema: z.object({ voicemails: z.array(VoicemailBody), next: z.string().optional() }) } },
    handle: async ({ query: { queue, done, limit, cursor }, caller }) => {
      const queues = access.queues(caller, 'voicemail.handle', queue);
      const [, at, id] = Cursor.exec(cursor ?? '') ?? [];
      const found = await voicemails.find({ limit: limit + 1, ...(queues ? { queues } : {}), ...(done === undefined ? {} : { done }), ...(at === undefined || id === undefined ? {} : { before: { at: Number(at), id } }) });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return { voicemails: await shown(page, people), ...(found.length > limit && last ? { next: `${last.at}~${last.id}` } : {}) };
    },
  });

const one = ({ voicemails, access, people }: VoicemailRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/voicemails/{id}',
    summary: 'One message',
    need: 'voicemail.handle',
    params: IdParams,
    query: NoQuery,
    answers: { 200: { description: 'The message', schema: VoicemailBody } },
    handle: async ({ params: { id }, caller }) => shownAlone(await handled(voicemails, access, caller, id), people),
  });

const audio = ({ voicemails, access, audit, clock }: VoicemailRoutesParts): Route => {
  // Players fetch a sound in many ranges: hearing it once is written down once.
  const once = new OnceInAWhile(clock, HEARD_AGAIN_AFTER_MS);
  return route({
    method: 'GET',
    path: '/api/voicemails/{id}/audio',
    summary: 'The message as WAV; ranges allowed',
    need: 'voicemail.handle',
    tokenInQuery: true,
    ownHead: true,
    params: IdParams,
    query: NoQuery,
    answers: SOUND,
    handle: async ({ params: { id }, caller, request, reply }) => {
      const found = await handled(voicemails, access, caller, id);
      const body = await wavBody({ file: voicemails.file(found), open: false });
      if (!body) throw new HttpFault(404, new Fault('api.no-voicemail-audio', 'The sound of this message is not there any more: its file was removed.'));
      if (request.method === 'GET') {
        await once.do(`${caller.actor.id} ${id}`, async () => {
          await audit?.record(caller.actor, 'voicemail-heard', id);
          await voicemails.heard(id, caller.actor.id, clock.wall());
        });
      }
      return sendWav(body, { request, reply });
    },
  });
};

const original = ({ voicemails, access, audit, clock }: VoicemailRoutesParts): Route => {
  const once = new OnceInAWhile(clock, HEARD_AGAIN_AFTER_MS);
  return route({
    method: 'GET',
    path: '/api/voicemails/{id}/audio/original',
    summary: 'A message with its secrets, where it is kept encrypted: WAV (ranges allowed)',
    need: 'recording.original',
    ownHead: true,
    params: IdParams,
    query: NoQuery,
    answers: SOUND,
    handle: async ({ params: { id }, caller, request, reply }) => {
      const found = await handled(voicemails, access, caller, id, 'recording.original');
      const kept = await voicemails.original(found);
      if (!kept) throw new HttpFault(404, new Fault('api.no-original', 'There is no other recording of this message: its sound is as it was, or the original was not kept (redaction.original).'));
      if (request.method === 'GET') await once.do(`${caller.actor.id} ${id}`, async () => audit?.record(caller.actor, 'original-heard', id));
      const { size, modified } = kept;
      return sendWav({ size, modified, etag: `"${size.toString(16)}-o"`, stream: (range) => kept.stream(range) }, { request, reply });
    },
  });
};

const mark = ({ voicemails, access, audit, people, clock }: VoicemailRoutesParts): Route =>
  route({
    method: 'POST',
    path: '/api/voicemails/{id}/done',
    summary: 'Say that somebody has taken care of a message, or that nobody has after all',
    need: 'voicemail.handle',
    params: IdParams,
    query: NoQuery,
    body: z.strictObject({ done: z.boolean().default(true) }).prefault({}),
    answers: { 200: { description: 'The message afterwards', schema: VoicemailBody }, 409: { description: 'Somebody was faster', schema: ErrorBody } },
    handle: async ({ params: { id }, body: { done }, caller }) => {
      await handled(voicemails, access, caller, id);
      const marked = await voicemails.mark(id, done ? { by: caller.actor.id, at: clock.wall() } : undefined);
      if (!marked) throw new HttpFault(409, new Fault('api.voicemail-already', done ? 'Somebody has taken care of this message already.' : 'This message is open already.'));
      await audit?.record(caller.actor, done ? 'voicemail-done' : 'voicemail-reopened', id);
      return shownAlone(await handled(voicemails, access, caller, id), people);
    },
  });

/** The message, when the caller may handle those of its queue; 404 or 403. */
async function handled(voicemails: VoicemailPort, access: QueueAccess, caller: Caller, id: string, permission: Permission = 'voicemail.handle'): Promise<StoredVoicemail> {
  const found = await voicemails.get(id);
  if (!found) throw new HttpFault(404, new Fault('api.unknown-voicemail', 'There is no message with this id. GET /api/voicemails lists them.'));
  if (!access.may(caller, permission, found.queue)) throw forbidden();
  return found;
}

/** Whoever takes care of them needs the numbers in full. */
async function shown(page: readonly StoredVoicemail[], people: VoicemailRoutesParts['people']): Promise<Voicemail[]> {
  const names = await namesOf(people, page.flatMap(({ heard, done }) => [heard?.by, done?.by]));
  return page.map((one) => shownOne(one, names));
}

const shownAlone = async (one: StoredVoicemail, people: VoicemailRoutesParts['people']): Promise<Voicemail> => shownOne(one, await namesOf(people, [one.heard?.by, one.done?.by]));

function shownOne({ file: _, heard, done, ...told }: StoredVoicemail, names: ReadonlyMap<string, string>): Voicemail {
  const named = (who: { readonly by: string; readonly at: number }) => {
    const name = names.get(who.by);
    return { ...who, ...(name === undefined ? {} : { name }) };
  };
  return { ...told, ...(heard ? { heard: named(heard) } : {}), ...(done ? { done: named(done) } : {}) };
}
