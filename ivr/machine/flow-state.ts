import type { Language, Millis } from '#core';
import type { AskingNode, Flow, NodeOf } from '../language/flow-schema.ts';
import type { FlowEffect, FlowFacts } from '../model.ts';

/** Failures at one menu so far, each kind counted for itself. */
export interface Tries {
  readonly noInput: number;
  readonly noMatch: number;
}

/**
 *             ┌────────── play node ──────────┐
 *             ▼                               │
 * new ─start─▶ announcing ──ended or key──▶ next node ◀──────────── giving-up
 *                                           │  ▲                     ▲ last try
 *                        menu or language   ▼  │ key with a choice   │
 *                                       prompting ──ended──▶ waiting ─┤
 *                                           ▲                 │ timer, wrong key
 *                                           └─── next try ────┘
 *   hangup node ─▶ parting ──ended──▶ ended ◀── queue node
 */
export type FlowPhase =
  | { readonly kind: 'new' }
  | { readonly kind: 'announcing'; readonly node: NodeOf<'play'>; readonly play: number }
  | { readonly kind: 'prompting'; readonly node: AskingNode; readonly play: number; readonly tries: Tries }
  | { readonly kind: 'waiting'; readonly node: AskingNode; readonly timer: number; readonly tries: Tries }
  | { readonly kind: 'giving-up'; readonly node: AskingNode; readonly play: number }
  | { readonly kind: 'parting'; readonly node: NodeOf<'hangup'>; readonly play: number }
  | { readonly kind: 'ended' };

/** One call in a flow: a value; nothing outside changes it. */
export interface FlowState {
  readonly flow: Flow;
  readonly facts: FlowFacts;
  readonly language: Language;
  /** Keys pressed ahead and not used yet. */
  readonly typed: string;
  /** The id of the next play or timer; ids are never used twice, so that late events are recognised. */
  readonly nextId: number;
  /** Name of the node the call is at, and since when. */
  readonly at: string;
  readonly since: Millis;
  readonly phase: FlowPhase;
}

export interface FlowTurn {
  readonly state: FlowState;
  readonly effects: readonly FlowEffect[];
}
