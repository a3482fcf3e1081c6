/** PORT. Texts of tickets, oldest first, to be compared: `SqlTicketTexts` of the store / `memoryTexts` for tests. */
import type { EpochMillis } from '#core';

export interface TicketText {
  readonly id: string;
  readonly createdAt: EpochMillis;
  readonly subject: string;
  /** Its beginning. */
  readonly text: string;
}

export interface TicketTexts {
  /** Those made behind this place, oldest first. */
  after(place: { readonly at: EpochMillis; readonly id: string }, limit: number): Promise<readonly TicketText[]>;
  /** Where the newest `most` begin; undefined = there are fewer. */
  newest(most: number): Promise<{ readonly at: EpochMillis; readonly id: string } | undefined>;
}
