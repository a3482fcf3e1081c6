/** What waits for an agent without a caller on the line: messages to queues, and customers who are to be called back. */

/** A person who did something, and when (epoch ms). */
export interface DoneBy {
  /** Id of the person. */
  readonly by: string;
  /** Absent where the person is gone, or was a program. */
  readonly name?: string;
  readonly at: number;
}

/** A message that a caller left for a queue. `GET /api/voicemails/{id}`; its sound is `GET /api/voicemails/{id}/audio`. */
export interface Voicemail {
  readonly id: string;
  /** The call it was left in. */
  readonly call: string;
  readonly queue: string;
  /** In full: whoever takes care of it calls back. */
  readonly from: string;
  readonly language: 'zh' | 'en';
  readonly at: number;
  readonly seconds: number;
  /** What was said, as far as it was understood. */
  readonly text?: string;
  readonly heard?: DoneBy;
  readonly done?: DoneBy;
}

/** `GET /api/voicemails?queue=&done=&cursor=&limit=`, newest first. `POST /api/voicemails/{id}/done {done}` → Voicemail */
export interface VoicemailList {
  readonly voicemails: readonly Voicemail[];
  readonly next?: string;
}

export type CallbackStateName = 'open' | 'attempting' | 'done' | 'given-up' | 'cancelled' | 'expired';
export type CallbackEnd = 'talked' | 'busy' | 'no-answer' | 'unreachable' | 'no-agent' | 'interrupted';

/** A customer who is to be called back. `GET /api/callbacks/{id}` */
export interface CallbackRow {
  readonly id: string;
  readonly number: string;
  readonly queue: string;
  readonly language: 'zh' | 'en';
  /** `keep-place`: stands in the queue as if the caller waited; `scheduled`: nothing happens before its time. */
  readonly kind: 'keep-place' | 'scheduled';
  readonly order: 'agent-first' | 'customer-first';
  readonly state: CallbackStateName;
  readonly askedAt: number;
  readonly waitingSince: number;
  /** The window of the next attempt, epoch ms. */
  readonly notBefore: number;
  readonly until: number;
  /** The call it was asked for in. */
  readonly call?: string;
  /** Person who made it, when it was not the caller. */
  readonly by?: string;
  readonly byName?: string;
  readonly cancelledBy?: string;
  readonly cancelledByName?: string;
  readonly attempts: readonly { readonly at: number; readonly call?: string; readonly end?: CallbackEnd }[];
}

/** `GET /api/callbacks?queue=&state=&cursor=&limit=`, newest first; `state`: one or several, by commas. */
export interface CallbackList {
  readonly callbacks: readonly CallbackRow[];
  readonly next?: string;
}

/*
 * Orders: `POST /api/callbacks {number, queue, language, order, notBefore, until}` · `…/{id}/cancel` · `…/{id}/move {notBefore, until}`, each → CallbackRow
 */
