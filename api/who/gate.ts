import type { IncomingHttpHeaders } from 'node:http';
import { Fault } from '#core';
import type { Permission, Session } from '#access';
import { HttpFault } from '../http/http-fault.ts';
import type { AccessPort } from '../port.ts';
import { tokenCheck } from '../token.ts';
import { type Caller, personCaller, stranger, tokenCaller } from './caller.ts';
import { fromOwnPage } from './same-origin.ts';
import { sessionTokenOf } from './session-cookie.ts';

/** Who may use a route: everybody, whoever is signed in, or those with a permission (which the handler may narrow to subjects). */
export type Need = 'anybody' | 'signed-in' | Permission;

export interface Knock {
  readonly headers: IncomingHttpHeaders;
  readonly address: string;
  /** Host and port as the browser asked for them, where a proxy in front asks us for another. */
  readonly host?: string | undefined;
  /** The API token, wherever it was found. */
  readonly token: string | undefined;
}

/** The one place that decides who comes in. */
export class Gate {
  readonly #fits: (token: string | undefined) => boolean;
  readonly #access: AccessPort | undefined;

  constructor(token: string, access: AccessPort | undefined) {
    this.#fits = tokenCheck(token);
    this.#access = access;
  }

  /** For requests; throws an `HttpFault` 401 or 403. `changes` is true for everything but GET and HEAD. */
  async request(knock: Knock, need: Need, changes: boolean): Promise<Caller> {
    const caller = await this.#identify(knock);
    if (need === 'anybody') {
      // Signing somebody in from another site is an attack, too.
      if (changes && caller.actor.id !== 'token') ownPage(knock, false);
      return caller;
    }
    if (caller.session && changes) this.#noForgery(knock, caller.session);
    return allowed(caller, need);
  }

  /** For WebSockets: browsers send cookies with those of any site, so the Origin must be there and ours. */
  async socket(knock: Knock, need: Need): Promise<Caller> {
    const caller = await this.#identify(knock);
    if (caller.session) ownPage(knock, true);
    return allowed(caller, need);
  }

  /** For visitors, whose ticket is asked for elsewhere: a page of ours must have opened the socket. */
  ownPage(knock: Knock): void {
    ownPage(knock, true);
  }

  /** The session as it is now, without counting as use. */
  async again(headers: IncomingHttpHeaders, address: string): Promise<Caller | undefined> {
    const session = await this.#session(headers, false);
    return session && this.#access ? personCaller(session, address, this.#access) : undefined;
  }

  async #identify({ headers, address, token }: Knock): Promise<Caller> {
    if (this.#fits(token)) return tokenCaller(address);
    // A wrong token is not made good by a cookie.
    const session = token === undefined ? await this.#session(headers, true) : undefined;
    return session && this.#access ? personCaller(session, address, this.#access) : stranger(address);
  }

  async #session(headers: IncomingHttpHeaders, use: boolean): Promise<Session | undefined> {
    const token = sessionTokenOf(headers.cookie);
    return token === undefined ? undefined : this.#access?.sessions.find(token, { use });
  }

  #noForgery(knock: Knock, session: Session): void {
    ownPage(knock, false);
    const given = knock.headers['x-huawu-csrf'];
    if (!this.#access?.sessions.csrfFits(session, typeof given === 'string' ? given : undefined)) {
      throw new HttpFault(403, new Fault('api.no-csrf', 'Send the "csrf" of GET /api/me in the header X-Huawu-Csrf.'));
    }
  }
}

function allowed(caller: Caller, need: Need): Caller {
  if (caller.actor.id === '') throw new HttpFault(401, new Fault('api.no-token', 'Sign in, or send the token printed at start in the header "Authorization: Bearer …".'));
  if (need !== 'signed-in' && need !== 'anybody' && !caller.may(need)) throw forbidden();
  return caller;
}

function ownPage({ headers, host }: Knock, mustSay: boolean): void {
  const own = fromOwnPage(host === undefined ? headers : { ...headers, host });
  if (own === false || (own === undefined && mustSay)) throw new HttpFault(403, new Fault('api.foreign-page', 'This may only be asked by pages of this server; other programs use the API token.'));
}

export const forbidden = (): HttpFault => new HttpFault(403, new Fault('api.forbidden', 'This account has no right to this. An administrator can change its role or teams.'));
