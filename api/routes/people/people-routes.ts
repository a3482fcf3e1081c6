import type { PersonEntry } from '#access';
import { granted } from '../../http/refusal.ts';
import { type Route, route } from '../../http/route.ts';
import { ErrorBody, IdParams, NoQuery } from '../../http/schemas.ts';
import type { AccessPort } from '../../port.ts';
import { AuditList, AuditQueryParams, MadePerson, NewPersonBody, PersonChangeBody, PersonEntryBody, PersonList, ResetBody, ResetDone } from '../../schemas/people.ts';
import { definedOf } from '../defined-of.ts';

/** What administrators do with accounts, and who did what. */
export function peopleRoutes(access: AccessPort): Route[] {
  return [list(access), add(access), change(access), reset(access), audit(access)];
}

const list = ({ people }: AccessPort): Route =>
  route({
    method: 'GET',
    path: '/api/people',
    summary: 'People with an account',
    need: 'people.manage',
    query: NoQuery,
    answers: { 200: { description: 'All of them', schema: PersonList } },
    handle: async () => ({ people: (await people.list()).map(copied) }),
  });

const add = ({ people }: AccessPort): Route =>
  route({
    method: 'POST',
    path: '/api/people',
    summary: 'Add a person',
    need: 'people.manage',
    query: NoQuery,
    body: NewPersonBody,
    answers: { 200: { description: 'The person, and the password to hand over', schema: MadePerson }, 409: { description: 'The name or the agent is taken', schema: ErrorBody } },
    handle: async ({ body, caller }) => {
      const { person, password } = granted(await people.add(definedOf(body), caller.actor));
      return { person: copied(person), password };
    },
  });

const change = ({ people }: AccessPort): Route =>
  route({
    method: 'POST',
    path: '/api/people/{id}',
    summary: 'Change a person, by id or login; disabling ends all sessions',
    need: 'people.manage',
    params: IdParams,
    query: NoQuery,
    body: PersonChangeBody,
    answers: { 200: { description: 'The person afterwards', schema: PersonEntryBody }, 409: { description: 'Not possible: the last administrator, an agent that is taken', schema: ErrorBody } },
    handle: async ({ params, body, caller }) => copied(granted(await people.change(params.id, definedOf(body), caller.actor))),
  });

const reset = ({ people }: AccessPort): Route =>
  route({
    method: 'POST',
    path: '/api/people/{id}/reset',
    summary: 'Give a person another password; ends all sessions',
    need: 'people.manage',
    params: IdParams,
    query: NoQuery,
    body: ResetBody,
    answers: { 200: { description: 'The password to hand over', schema: ResetDone } },
    handle: async ({ params, body, caller }) => granted(await people.resetPassword(params.id, body.password, caller.actor)),
  });

const audit = (access: AccessPort): Route =>
  route({
    method: 'GET',
    path: '/api/audit',
    summary: 'Who signed in, read, listened, changed: newest first',
    need: 'audit.read',
    query: AuditQueryParams,
    answers: { 200: { description: 'Entries', schema: AuditList } },
    handle: async ({ query }) => ({ entries: [...(await access.audit.find(definedOf(query)))] }),
  });

const copied = (person: PersonEntry) => ({ ...person, teams: [...person.teams] });
