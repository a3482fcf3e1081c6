import type { Language, Millis } from '#core';
import type { Value } from '../expression/tree.ts';
import type { Flow, FlowNode, NodeOf } from '../language/flow-schema.ts';
import type { FlowCustomer, FlowEffect, FlowFacts, FlowQueueState } from '../model.ts';

/** Failures at one question so far, each kind counted for itself. */
export interface Tries {
  readonly noInput: number;
  readonly noMatch: number;
  /** Entries the caller called wrong. */
  readonly refused: number;
  /** Times the caller was heard but not understood. */
  readonly unclear: number;
}

/** “Is this right?” after an entry: a question of its own, made of its gather node. */
export interface ConfirmNode extends Pick<NodeOf<'gather'>, 'prompts' | 'firstDigitSeconds' | 'maxTries' | 'noInput' | 'noMatch' | 'bargeIn' | 'speech'> {
  readonly type: 'confirm';
  readonly gather: NodeOf<'gather'>;
  readonly yes: string;
  readonly no: string;
  /** Of the entry before it was confirmed. */
  readonly before: Tries;
}

/** The nodes that wait for keys or words. */
export type AskingNode = NodeOf<'menu'> | NodeOf<'language'> | NodeOf<'survey'> | NodeOf<'gather'> | ConfirmNode;
/** The nodes that ask something outside and go on by the answer. */
export type WorldNode = Extract<FlowNode, { type: 'http' | 'customer' | 'voicemail' | 'callback' | 'ticket' | 'transfer' }>;

/**
 *             ┌─────── play, say ─────────────┐
 *             ▼                               │
 * new ─start─▶ announcing ──ended or key──▶ next node ◀──────────── giving-up
 *                                           │  ▲  ▲                  ▲ last try
 *     menu, language, gather, survey        ▼  │  │ key, words       │
 *                                       prompting ──ended──▶ waiting ─┤
 *                                           ▲                 │ timer, wrong key
 *                                           └─── next try ────┘
 *   http, customer, callback … ─▶ asking ──outcome or time-out──▶ next node      voicemail ─▶ introducing ─▶ asking
 *   queue with ways on ─▶ queueing ──outcome, key, time──▶ next node             queue(…) in expressions ─▶ looking ─▶ the node itself
 *   hangup node ─▶ parting ──ended──▶ ended ◀── queue node without ways on
 */
export type FlowPhase =
  | { readonly kind: 'new' }
  | { readonly kind: 'announcing'; readonly node: NodeOf<'play'> | NodeOf<'say'>; readonly play: number }
  | { readonly kind: 'prompting'; readonly node: AskingNode; readonly play: number; readonly tries: Tries; readonly listen: number | undefined }
  | {
      readonly kind: 'waiting';
      readonly node: AskingNode;
      readonly timer: number;
      readonly tries: Tries;
      readonly listen: number | undefined;
      /** Digits of a gather so far. */
      readonly digits: string;
      /** The caller has begun to speak. */
      readonly speaking: boolean;
    }
  | { readonly kind: 'giving-up'; readonly to: string; readonly play: number }
  | { readonly kind: 'introducing'; readonly node: NodeOf<'voicemail'>; readonly play: number }
  | {
      readonly kind: 'asking';
      readonly node: WorldNode;
      readonly question: number;
      /** Undefined where the world alone decides how long it takes. */
      readonly timer: number | undefined;
      /** Time until it is given up, when the timer is the one of the hold action. */
      readonly left: Millis | undefined;
      readonly holding: boolean;
    }
  | {
      readonly kind: 'queueing';
      readonly node: NodeOf<'queue'>;
      readonly wait: number;
      readonly timer: number | undefined;
      /** Index of the offer the timer is for. */
      readonly offer: number | undefined;
      readonly talking: boolean;
    }
  | { readonly kind: 'looking'; readonly node: FlowNode; readonly question: number; readonly timer: number }
  | { readonly kind: 'parting'; readonly node: NodeOf<'hangup'>; readonly play: number }
  | { readonly kind: 'ended' };

/** A flow that waits for the return of a sub-flow. */
export interface Frame {
  readonly flow: Flow;
  readonly variables: Readonly<Record<string, Value>>;
  readonly node: NodeOf<'call'>;
}

/** One call in a flow: a value; nothing outside changes it. */
export interface FlowState {
  /** The flow or sub-flow the call is in. */
  readonly flow: Flow;
  /** The flows around it, the outermost first. */
  readonly frames: readonly Frame[];
  readonly facts: FlowFacts;
  readonly startedAt: Millis;
  readonly language: Language;
  /** Of the flow the call is in; what is not in it is not known. */
  readonly variables: Readonly<Record<string, Value>>;
  readonly customer: FlowCustomer | undefined;
  /** As told last; `looked` = which were asked for, and when. */
  readonly queues: Readonly<Record<string, FlowQueueState>>;
  readonly looked: { readonly at: Millis; readonly queues: readonly string[] } | undefined;
  /** Queue → since when the caller has waited for it. */
  readonly waits: Readonly<Record<string, Millis>>;
  /** Offers of queue nodes that were made, as `node/index`. */
  readonly offered: readonly string[];
  /** There is no recogniser for this call: keys alone count. */
  readonly deaf: boolean;
  /** Keys pressed ahead and not used yet. */
  readonly typed: string;
  /** The terminator of an entry that was whole without it; when it still comes, until then, it means nothing. */
  readonly late?: { readonly key: string; readonly until: Millis };
  /** The id of the next play, timer or question; ids are never used twice, so that late events are recognised. */
  readonly nextId: number;
  /** Name of the node the call is at (`sub-flow/node` inside one), and since when. */
  readonly at: string;
  readonly since: Millis;
  readonly phase: FlowPhase;
}

export interface FlowTurn {
  readonly state: FlowState;
  readonly effects: readonly FlowEffect[];
}
