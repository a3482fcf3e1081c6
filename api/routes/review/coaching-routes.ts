import { Fault } from '#core';
import { HttpFault, type Route, route } from '../../http/route.ts';
import { IdParams, NoQuery } from '../../http/schemas.ts';
import { Done } from '../../schemas/people.ts';
import { forbidden } from '../../who/gate.ts';
import { NewNoteBody, NoteBody, NoteParams, NotesBody } from './quality-schemas.ts';
import { doerOf, type ReviewAccess } from './review-access.ts';

/** Notes for agents at a moment of a call. */
export const coachingRoutes = (access: ReviewAccess): Route[] => [write(access), remove(access), own(access), seen(access)];

const write = (access: ReviewAccess): Route =>
  route({
    method: 'POST',
    path: '/api/review/calls/{id}/notes',
    summary: 'Write a coaching note at a moment of a call; its agent sees it at once',
    need: 'review.write',
    params: IdParams,
    query: NoQuery,
    body: NewNoteBody,
    answers: { 200: { description: 'The note', schema: NoteBody } },
    handle: async ({ params, body, caller }) => {
      const { agent } = await access.open(caller, params.id, 'review.write');
      if (agent === undefined) throw new HttpFault(409, new Fault('qa.no-agent', 'Nobody spoke to this caller, so there is no agent to coach.'));
      const note = await access.quality.coach(doerOf(caller), { callId: params.id, agent, ...body });
      await access.record(caller, 'coaching-written', params.id);
      return note;
    },
  });

const remove = (access: ReviewAccess): Route =>
  route({
    method: 'POST',
    path: '/api/review/calls/{id}/notes/{note}/remove',
    summary: 'Take back an own coaching note',
    need: 'review.write',
    params: NoteParams,
    query: NoQuery,
    answers: { 200: { description: 'Removed', schema: Done } },
    handle: async ({ params: { id, note: noteId }, caller }) => {
      await access.open(caller, id, 'review.write');
      const note = await noteOf(access, id, noteId);
      if (note.by !== caller.actor.id && caller.reach('review.arbitrate').kind !== 'all') throw forbidden();
      await access.quality.removeNote(noteId);
      await access.record(caller, 'coaching-removed', id);
      return { done: true as const };
    },
  });

const own = (access: ReviewAccess): Route =>
  route({
    method: 'GET',
    path: '/api/my-coaching',
    summary: "Coaching notes on the asker's own calls",
    need: 'review.answer',
    query: NoQuery,
    answers: { 200: { description: 'The newest first', schema: NotesBody } },
    handle: async ({ caller: { person } }) => ({ notes: person?.agent === undefined ? [] : await access.quality.notes({ agent: person.agent }) }),
  });

const seen = (access: ReviewAccess): Route =>
  route({
    method: 'POST',
    path: '/api/review/calls/{id}/notes/{note}/seen',
    summary: 'The agent concerned has read a coaching note',
    need: 'review.answer',
    params: NoteParams,
    query: NoQuery,
    answers: { 200: { description: 'Noted; the first time counts', schema: Done } },
    handle: async ({ params: { id, note: noteId }, caller }) => {
      const note = await noteOf(access, id, noteId);
      if (caller.person?.agent !== note.agent) throw unknownNote();
      await access.quality.seeNote(noteId);
      await access.record(caller, 'coaching-seen', id);
      return { done: true as const };
    },
  });

async function noteOf(access: ReviewAccess, call: string, id: string) {
  const note = await access.quality.note(id);
  if (note?.callId !== call) throw unknownNote();
  return note;
}

const unknownNote = () => new HttpFault(404, new Fault('qa.unknown-note', 'There is no such coaching note; it may have been taken back.'));
