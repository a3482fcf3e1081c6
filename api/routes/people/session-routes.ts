import type { FastifyReply } from 'fastify';
import { Fault } from '#core';
import type { Session, SignedIn } from '#access';
import type { Me } from '#contract';
import { granted } from '../../http/refusal.ts';
import { HttpFault, type Route, route } from '../../http/route.ts';
import { ErrorBody, NoQuery } from '../../http/schemas.ts';
import type { AccessPort } from '../../port.ts';
import { Done, FirstAdministratorBody, MeBody, OwnPasswordBody, PersonBody, PreferencesBody, SignInBody } from '../../schemas/people.ts';
import type { Caller } from '../../who/caller.ts';
import { definedOf } from '../defined-of.ts';
import type { Client } from '../../who/client.ts';
import { noSessionCookie, sessionCookie } from '../../who/session-cookie.ts';

/** Signing in and out, and what a person may ask about themselves. */
export function sessionRoutes(access: AccessPort): Route[] {
  return [signIn(access), firstAdministrator(access), signOut(access), me(), preferences(access), ownPassword(access)];
}

const LATER = { 429: { description: 'Too many attempts; Retry-After says when again', schema: ErrorBody } };

const signIn = ({ sessions }: AccessPort): Route =>
  route({
    method: 'POST',
    path: '/api/sign-in',
    summary: 'Sign in by name and password',
    need: 'anybody',
    query: NoQuery,
    body: SignInBody,
    answers: { 200: { description: 'The person; the cookie huawu-session is set', schema: MeBody }, 401: { description: 'Wrong name or password', schema: ErrorBody }, ...LATER },
    handle: async ({ body, caller, client, reply }) => welcome(granted(await sessions.signIn(body, caller.actor.address)), client, reply),
  });

const firstAdministrator = ({ firstStart }: AccessPort): Route =>
  route({
    method: 'POST',
    path: '/api/first-administrator',
    summary: 'Make the first administrator, with the token printed at first start',
    need: 'anybody',
    query: NoQuery,
    body: FirstAdministratorBody,
    answers: { 200: { description: 'Made, and signed in', schema: MeBody }, 403: { description: 'Wrong token', schema: ErrorBody }, 409: { description: 'There is an administrator already', schema: ErrorBody }, ...LATER },
    handle: async ({ body, caller, client, reply }) => welcome(granted(await firstStart.administrator(definedOf(body), caller.actor.address)), client, reply),
  });

const signOut = ({ sessions }: AccessPort): Route =>
  route({
    method: 'POST',
    path: '/api/sign-out',
    summary: 'End this session',
    need: 'signed-in',
    query: NoQuery,
    answers: { 200: { description: 'Ended', schema: Done } },
    handle: async ({ caller, client, reply }) => {
      await sessions.signOut(sessionOf(caller), caller.actor.address);
      void reply.header('set-cookie', noSessionCookie(client.secure));
      return { done: true as const };
    },
  });

const me = (): Route =>
  route({
    method: 'GET',
    path: '/api/me',
    summary: 'Who is signed in',
    need: 'signed-in',
    query: NoQuery,
    answers: { 200: { description: 'The person', schema: MeBody } },
    handle: async ({ caller }): Promise<Me> => {
      const { person, csrf, expiresAt } = sessionOf(caller);
      return { person, csrf, expiresAt };
    },
  });

const preferences = ({ people }: AccessPort): Route =>
  route({
    method: 'POST',
    path: '/api/me/preferences',
    summary: 'Language and theme of the console, kept with the account',
    need: 'signed-in',
    query: NoQuery,
    body: PreferencesBody,
    answers: { 200: { description: 'The person afterwards', schema: PersonBody } },
    handle: async ({ body, caller }) => granted(await people.prefer(sessionOf(caller).person.id, definedOf(body))),
  });

const ownPassword = ({ people }: AccessPort): Route =>
  route({
    method: 'POST',
    path: '/api/me/password',
    summary: 'Change own password; other sessions of the person end',
    need: 'signed-in',
    query: NoQuery,
    body: OwnPasswordBody,
    answers: { 200: { description: 'Changed', schema: Done }, ...LATER },
    handle: async ({ body, caller }) => {
      granted(await people.changeOwnPassword(sessionOf(caller), body.old, body.wanted, caller.actor.address));
      return { done: true as const };
    },
  });

function welcome({ token, me: person }: SignedIn, { secure }: Client, reply: FastifyReply): Me {
  void reply.header('set-cookie', sessionCookie(token, secure));
  return person;
}

function sessionOf({ session }: Caller): Session {
  if (session) return session;
  throw new HttpFault(403, new Fault('api.no-person', 'The API token is no person: sign in with a name and password.'));
}
