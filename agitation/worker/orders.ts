import type { Samples, Speaker } from '#core';
import type { SpeechWindow } from '../model.ts';

/** What the main thread sends: one message for all conversations, about twice a second. */
export type EarOrder =
  | { readonly type: 'open'; readonly id: number; readonly from: Samples }
  | { readonly type: 'audio'; readonly id: number; readonly speaker: Speaker; readonly at: Samples; readonly pcm: Int16Array }
  /** No more audio comes: tell what is under way. */
  | { readonly type: 'close'; readonly id: number };

export type EarReport =
  | { readonly type: 'window'; readonly id: number; readonly window: SpeechWindow }
  | { readonly type: 'closed'; readonly id: number };
