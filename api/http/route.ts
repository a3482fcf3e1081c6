import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Caller } from '../who/caller.ts';
import type { Client } from '../who/client.ts';
import type { Need } from '../who/gate.ts';

export { HttpFault } from './http-fault.ts';

export interface Answer {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** Other than application/json. */
  readonly content?: readonly string[];
}

/** What a handler gets: inputs already checked. */
export interface Call<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Who asks; allowed to use the route, but `caller.may(permission, subject)` is the handler's to ask. */
  readonly caller: Caller;
  /** Where it came from. */
  readonly client: Client;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** One route of the API: enough to check, to answer and to document it. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** With parameters in braces, as OpenAPI has them. */
  readonly path: string;
  readonly summary: string;
  /** Who may use it; told in the document as `x-huawu-permission`. */
  readonly need: Need;
  /** Largest body, bytes; default 16 KiB. */
  readonly largestBody?: number;
  /** Also takes `?token=`, for addresses that a browser opens itself (a page, an audio element). */
  readonly tokenInQuery?: boolean;
  /** Answers HEAD itself. */
  readonly ownHead?: boolean;
  readonly params?: z.ZodType;
  readonly query: z.ZodType;
  /** Headers it reads, for the document only: the handler checks them. */
  readonly headers?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Returns the JSON body, or the reply when it has sent it itself. */
  handle(call: Call<unknown, unknown, unknown>): Promise<unknown>;
}

interface RouteOf<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> extends Omit<Route, 'handle'> {
  readonly params?: P;
  readonly query: Q;
  readonly body?: B;
  readonly answers: { readonly 200: { readonly description: string; readonly schema?: A; readonly content?: readonly string[] } } & Readonly<Record<number, Answer>>;
  handle(call: Call<z.output<P>, z.output<Q>, z.output<B>>): Promise<z.input<A> | FastifyReply>;
}

/** Ties the types of a route's schemas to its handler. */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(definition: RouteOf<P, Q, B, A>): Route {
  return definition as unknown as Route;
}
