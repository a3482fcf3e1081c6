import type { Clock } from '#core';
import type { Text } from '#contract';
import type { ReviewStore, Store } from '#store';
import type { ScorecardForm } from '../scorecard/load-scorecards.ts';

/** What the reviewing of calls is made of. */
export interface ReviewParts {
  readonly timeline: Pick<Store, 'call'>;
  readonly reviews: ReviewStore;
  readonly scorecards: readonly ScorecardForm[];
  /** What an alert of a rule says; undefined for a rule that is gone. */
  readonly titleOf: (rule: string) => Text | undefined;
  readonly agentName: (agent: string) => string | undefined;
  readonly queueName: (queue: string) => string | undefined;
  readonly clock: Pick<Clock, 'wall'>;
}

/** A call with its timeline, as the store gives it. */
export type CallRead = NonNullable<Awaited<ReturnType<Store['call']>>>;
