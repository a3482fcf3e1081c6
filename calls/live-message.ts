import type { TicketNews } from '#contract';
import type { CallId, Speaker } from '#core';
import type { Alert } from '#qa';
import type { TimelineEvent } from '#store';
import type { Word } from '#transcription';
import type { AgentStatus } from './agents/agent-status.ts';

/** What a console hears over `WS /api/live`. */
export type LiveMessage =
  | { readonly type: 'event'; readonly event: TimelineEvent }
  | {
      readonly type: 'words';
      readonly callId: CallId;
      readonly speaker: Speaker;
      readonly turn: number;
      readonly kind: 'partial' | 'final';
      readonly words: readonly Word[];
    }
  | { readonly type: 'alert'; readonly callId: CallId; readonly alert: Alert }
  | TicketNews
  | ({ readonly type: 'agent'; readonly agent: string } & AgentStatus);
