/** PORT. What flows reach beyond the house: web servers, a speaking command, lists of customers; plain values in tests. */
import type { Language, Millis, Scope } from '#core';
import type { FlowCustomer } from '#ivr';
import type { PromptRef } from '#media';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as it is; with a content type in the headers. */
  readonly body?: string;
  readonly timeoutMs: Millis;
}

/** `why` names no part of the request: it may hold secrets. */
export type HttpAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'failed'; readonly why: string };

export interface Customer extends FlowCustomer {
  readonly lastAgent?: string;
}

/** A text as a sound. */
export interface Speech {
  /** Faults: calls.speech-failed. A `fleeting` sound is kept nowhere once the scope ends. */
  soundOf(text: string, language: Language, scope: Scope, options?: { readonly fleeting?: boolean }): Promise<PromptRef | undefined>;
}

export interface Outside {
  http(request: HttpRequest, scope: Scope): Promise<HttpAnswer>;
  /** Undefined: no command is configured. */
  readonly speech?: Speech;
  /** Who calls from this number; undefined when nobody knows. */
  customer(number: string): Promise<Customer | undefined>;
  /** Passes a message on to another system, in the background; false when there is no such hook, or too many wait. */
  hook(id: string, message: Readonly<Record<string, unknown>>): boolean;
}
