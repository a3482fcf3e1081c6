/** What a supervisor sees of the floor: own teams' agents, the queues they serve, and their calls. */
import type { AgentStateName } from './desk.ts';

export interface FloorQueue {
  readonly id: string;
  readonly name: string;
  readonly waiting: number;
  /** When the longest waiting caller came, epoch ms. */
  readonly waitingSince?: number;
  /** Calls answered within the target ÷ calls offered, 0–1; undefined before the first. */
  readonly serviceLevel?: number;
  /** What the service level is a share of. Offered: answered, or abandoned after a wait longer than the target; who gives up earlier says nothing about the service. */
  readonly levelToday?: { readonly inTime: number; readonly offered: number };
  readonly target: { readonly share: number; readonly seconds: number };
  readonly answeredToday: number;
  readonly abandonedToday: number;
  readonly agentsReady: number;
}

export interface FloorAgent {
  readonly id: string;
  readonly name: string;
  readonly teams: readonly string[];
  readonly state: AgentStateName;
  readonly reason?: string;
  readonly since: number;
  readonly callId?: string;
  readonly callsToday: number;
  /** Queues this agent serves. */
  readonly queues?: readonly string[];
}

export interface FloorCall {
  readonly id: string;
  /** Masked for those without the right. */
  readonly from: string;
  readonly to: string;
  readonly stage: 'flow' | 'queue' | 'talk' | 'ending';
  readonly since: number;
  readonly language: 'zh' | 'en';
  readonly queue?: string;
  /** Stage `flow`: the queues it can still reach from where it is in the menu. */
  readonly queues?: readonly string[];
  /** Stage `queue`: since when it waits, epoch ms. */
  readonly waitingSince?: number;
  readonly agent?: string;
  readonly held: boolean;
  readonly alerts: number;
  /** Given by rules; absent while there are none. */
  readonly tags?: readonly string[];
}

export interface FloorAlert {
  /** Of the call and of the alert in it: `<call>/<rule>/<n>`. */
  readonly id: string;
  readonly callId: string;
  readonly rule: string;
  readonly severity: string;
  readonly title: { readonly zh: string; readonly en: string };
  /** What the agent should say now. */
  readonly hint?: { readonly zh: string; readonly en: string };
  /** The rule, or the agent (then `rule` is empty), asks for a supervisor, with these words. */
  readonly request?: { readonly zh: string; readonly en: string };
  /** Whose words caused it; undefined when it is about something missing. */
  readonly speaker?: 'caller' | 'agent';
  readonly agent?: string;
  readonly at: number;
  /** Position on the call's audio clock, s. */
  readonly audioAt: number;
  readonly evidence: string;
  readonly acknowledgedBy?: string;
}

/** One call behind a number of today. */
export interface ServedCall {
  readonly id: string;
  readonly startedAt: number;
  /** Masked for those without the right. */
  readonly from: string;
  /** Of the call: `answered`, `abandoned` …; `open` while it goes on. */
  readonly outcome: string;
  readonly queue?: string;
  readonly agent?: string;
  /** How its wait in this queue ended, after so long, and whether that was within the target. */
  readonly as?: 'answered' | 'abandoned';
  readonly waitSeconds?: number;
  readonly inTime?: boolean;
  readonly talkSeconds?: number;
  readonly alerts: number;
}

/**
 * `GET /api/floor/served?queue=&agent=&as=&cursor=&limit=`: exactly the calls that a number of today counts, newest first. Of a queue, of an
 * agent, or of all queues the asker sees. `as`: `answered`, `abandoned`, or `offered` (those the service level is a share of).
 */
export interface ServedCalls {
  /** The number. */
  readonly total: number;
  /** How many of them people of other teams served: counted in the queue, not shown. */
  readonly elsewhere: number;
  readonly calls: readonly ServedCall[];
  readonly next?: string;
}

/** `GET /api/floor` */
export interface Floor {
  readonly at: number;
  readonly queues: readonly FloorQueue[];
  readonly agents: readonly FloorAgent[];
  readonly calls: readonly FloorCall[];
  readonly alerts: readonly FloorAlert[];
}

/** Over the live socket, at most seven times a second (alerts at once): rows that changed, and the ids of calls that are over. */
export interface FloorChanges {
  readonly type: 'floor';
  readonly at: number;
  readonly queues?: readonly FloorQueue[];
  readonly agents?: readonly FloorAgent[];
  readonly calls?: readonly FloorCall[];
  readonly gone?: readonly string[];
  readonly alerts?: readonly FloorAlert[];
}

/*
 * Orders: `POST /api/agents/{id}/state {state, reason}` · `POST /api/alerts/acknowledge {id}`
 * Listening: `WS /api/calls/{id}/audio` sends binary messages of 20–100 ms, 16-bit little-endian PCM, 8 kHz, both sides mixed.
 */
