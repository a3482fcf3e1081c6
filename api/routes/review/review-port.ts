/** PORT. Quality review: the review desk of #qa, and what its list can be filtered by. */
import type { ReviewChoices } from '#contract';
import type { QualityDesk, ReviewDesk, ScorecardForm } from '#qa';

export interface ReviewPort {
  readonly desk: ReviewDesk;
  readonly quality: QualityDesk;
  /** All of them; the API shows each person those of own teams. */
  choices(): ReviewChoices;
  /** Those in force, in the order of their file. */
  readonly scorecards: readonly ScorecardForm[];
}
