/** PORT. Everything derived from ended calls, to be deleted and made again: embedded PostgreSQL / any PostgreSQL by `DATABASE_URL`. */
import type { CallId, EpochMillis } from '#core';
import type { MiningFilter, MiningRecords } from '#mining';
import type { AgitationStore } from '../agitation/port.ts';
import type { Store } from '../port.ts';
import type { QualityStore } from '../quality/port.ts';

/** Which ended calls are meant; all, when nothing narrows. */
export interface DerivedOf extends Pick<MiningFilter, 'from' | 'until' | 'queue' | 'agent'> {
  readonly ids?: readonly CallId[];
}

export interface DerivedStore {
  count(which: DerivedOf): Promise<number>;
  /** Up to 200 of them, the newest first; `next`: where the page after it begins. */
  page(which: DerivedOf, limit: number, cursor?: string): Promise<{ readonly calls: readonly CallId[]; readonly next?: string }>;
  /** Deletes what was derived from these calls: rows of the search, facts of mining, analyses, samples not given by hand. Curves of agitation stay until they are made again. */
  forget(calls: readonly CallId[]): Promise<void>;
  /** Adds words to the timeline of a call that has none: turns as `transcript.final` tells them. False when there are words by now, or the call ended less than an hour before `now`. */
  addWords(call: CallId, turns: readonly object[], now: EpochMillis): Promise<boolean>;
  /** Makes the words of these calls searchable. */
  makeSearchable(calls: readonly CallId[]): Promise<void>;
  readonly mining: Pick<MiningRecords, 'words' | 'keep'>;
  readonly quality: Pick<QualityStore, 'analysable' | 'keepAnalyses' | 'plans'>;
  readonly agitation: AgitationStore;
  readonly timeline: Pick<Store, 'call' | 'setting' | 'setSetting'>;
  close(): Promise<void>;
}
