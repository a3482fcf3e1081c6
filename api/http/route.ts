import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Fault } from '#core';

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
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** One route of the API: enough to check, to answer and to document it. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** With parameters in braces, as OpenAPI has them. */
  readonly path: string;
  readonly summary: string;
  /** Answered without a token. */
  readonly open?: boolean;
  /** Also takes `?token=`, for addresses that a browser opens itself (a page, an audio element). */
  readonly tokenInQuery?: boolean;
  /** Answers HEAD itself. */
  readonly ownHead?: boolean;
  readonly params?: z.ZodType;
  readonly query: z.ZodType;
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

/** Thrown by a handler: a fault with the HTTP status that fits. */
export class HttpFault extends Error {
  readonly status: number;
  readonly fault: Fault;

  constructor(status: number, fault: Fault) {
    super(fault.message);
    this.status = status;
    this.fault = fault;
  }
}
