import type { Language, Millis } from '#core';

/** A need for a skill, as the queue node states it. */
export interface FlowSkill {
  readonly skill: string;
  readonly level: number;
}

/** What the flow asks the world to do. Names of prompts are sounds of the media room. */
export type FlowEffect =
  /** A node was entered; goes to the timeline. */
  | { readonly type: 'enter'; readonly node: string }
  /** Play these sounds, then send `play-ended` with the same id. A new play replaces the running one. */
  | { readonly type: 'play'; readonly id: number; readonly prompts: readonly string[] }
  | { readonly type: 'stop-play' }
  /** Start (or restart) the one timer of the flow; send `timer` with the id when it is due. */
  | { readonly type: 'timer'; readonly id: number; readonly ms: Millis }
  | { readonly type: 'cancel-timer' }
  | { readonly type: 'language'; readonly language: Language }
  /** A fact for the timeline: digits chosen (never secret ones), no-input, no-match, notice played. */
  | { readonly type: 'note'; readonly note: string; readonly data: Readonly<Record<string, string | number>> }
  /** The flow is over: wait for an agent. */
  | {
      readonly type: 'queue';
      readonly queue: string;
      readonly skills: readonly FlowSkill[];
      readonly priority: number;
    }
  /** The flow is over: end the call with this SIP-free cause. */
  | { readonly type: 'hang-up'; readonly cause: 'normal' | 'closed' | 'no-choice' | 'fault' };

export type FlowInput =
  | { readonly type: 'start' }
  | { readonly type: 'key'; readonly digit: string }
  | { readonly type: 'play-ended'; readonly id: number }
  | { readonly type: 'timer'; readonly id: number };

/** Facts of the call a flow may look at. `wallClock` is the caller's arrival, used with the flow's time zone. */
export interface FlowFacts {
  readonly caller: string;
  readonly number: string;
  readonly wallClock: number;
}
