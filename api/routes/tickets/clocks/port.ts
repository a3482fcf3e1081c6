/** PORT. Clocks, rules and the line of tickets. */
import type { ClockState, RuleWorld, TicketClock, TicketRecords, dryRun } from '#tickets';

export interface TicketWorkPort extends Pick<TicketRecords, 'dueBefore' | 'unassigned'> {
  stateOf(clock: TicketClock): ClockState;
  /** As the configuration is now. */
  rules(): RuleWorld;
  dryRun(given: Parameters<typeof dryRun>[0]): ReturnType<typeof dryRun>;
}
