/** PORT. Quality review: the review desk of #qa, and what its list can be filtered by. */
import type { ReviewChoices } from '#contract';
import type { ReviewDesk } from '#qa';

export interface ReviewPort {
  readonly desk: ReviewDesk;
  /** All of them; the API shows each person those of own teams. */
  choices(): ReviewChoices;
}
