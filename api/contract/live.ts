/** `WS /api/live`: the server tells, the client asks for topics; both in JSON. Works with the session cookie or the API token. */
import type { Desk } from './desk.ts';
import type { FloorAlert, FloorChanges } from './floor.ts';
import type { TicketNews } from './tickets/ticket-work.ts';

/** Client → server. Topics not allowed for the person are answered by `refused`. */
export type LiveOrder =
  | { readonly type: 'subscribe'; readonly topic: LiveTopic }
  | { readonly type: 'unsubscribe'; readonly topic: LiveTopic };

/** `desk`: own desktop, told at once; `floor`: wallboard, told whole at once, then what changes; `tickets`: changes of tickets one may handle; `call:<id>`: words and alerts of one call. */
export type LiveTopic = 'desk' | 'floor' | 'tickets' | `call:${string}`;

export interface LiveWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly confidence?: number;
  /** How it is read, where that differs: figures for number words, punctuation; empty where the word before holds it. */
  readonly written?: string;
}

/** Server → client. */
export type LiveNews =
  /** `startedAt`: when this server began to run, epoch ms; calls of an earlier one are over. */
  | { readonly type: 'hello'; readonly at: number; readonly startedAt?: number }
  | { readonly type: 'refused'; readonly topic: string; readonly code: string; readonly message: string }
  | { readonly type: 'desk'; readonly desk: Desk }
  | FloorChanges
  | TicketNews
  | {
      readonly type: 'words';
      readonly callId: string;
      readonly speaker: 'caller' | 'agent';
      readonly turn: number;
      readonly kind: 'partial' | 'final';
      readonly words: readonly LiveWord[];
    }
  | { readonly type: 'call-alert'; readonly callId: string; readonly alert: FloorAlert }
  /** The session ended (signed out elsewhere, expired): the call goes on, the page asks to sign in again. */
  | { readonly type: 'session-ended' };

/** `GET /api/calls/{id}/transcript`: what was said so far, for a page that opens in mid-call, and for reviews. */
export interface Transcript {
  readonly callId: string;
  readonly turns: readonly {
    readonly speaker: 'caller' | 'agent';
    readonly agent?: string;
    readonly turn: number;
    readonly words: readonly LiveWord[];
  }[];
  readonly alerts: readonly FloorAlert[];
}
