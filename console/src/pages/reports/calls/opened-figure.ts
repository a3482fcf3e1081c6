import type { CountedAs } from '#contract';

/** What a figure counts. */
export interface OpenedFigure {
  readonly of: 'queues' | 'agents';
  readonly as: CountedAs;
  readonly from: number;
  readonly until: number;
  readonly id: string | undefined;
  readonly team: string | undefined;
}
