/** PORT. Messages of callers to queues: `SqlVoicemails` / in memory for tests. Rejects while the database is away. */
import type { CallId, EpochMillis, Language } from '#core';

export interface NewVoicemail {
  readonly id: string;
  /** The call it was left in. */
  readonly call: CallId;
  readonly queue: string;
  /** Personal data. */
  readonly from: string;
  readonly language: Language;
  readonly at: EpochMillis;
  readonly seconds: number;
  /** As recordings are named on the timeline. */
  readonly file: string;
  /** What was said, as far as it was understood. */
  readonly text?: string;
}

export interface StoredVoicemail extends NewVoicemail {
  /** Who has taken care of it, and when. */
  readonly done?: { readonly by: string; readonly at: EpochMillis };
  /** Who has heard it first, and when. */
  readonly heard?: { readonly by: string; readonly at: EpochMillis };
}

export interface VoicemailQuery {
  readonly limit: number;
  /** Only of these queues; undefined = all. */
  readonly queues?: readonly string[];
  readonly done?: boolean;
  /** Older than this one (its instant and id). */
  readonly before?: { readonly at: EpochMillis; readonly id: string };
}

export interface VoicemailStore {
  add(voicemail: NewVoicemail): Promise<void>;
  /** Newest first. */
  find(query: VoicemailQuery): Promise<readonly StoredVoicemail[]>;
  get(id: string): Promise<StoredVoicemail | undefined>;
  /** The first to hear it counts. */
  heard(id: string, by: string, at: EpochMillis): Promise<void>;
  /** Done by somebody, or open again (`undefined`). False when it is in that state already, or unknown. */
  mark(id: string, done: { readonly by: string; readonly at: EpochMillis } | undefined): Promise<boolean>;
}
