/** PORT. Clocks, rules and the line of tickets. */
import type { ClockState, RuleWorld, Ticket, TicketClock, TicketMacro, TicketRecords, dryRun } from '#tickets';

export interface TicketWorkPort extends Pick<TicketRecords, 'dueBefore' | 'unassigned'> {
  stateOf(clock: TicketClock): ClockState;
  /** As the configuration is now. */
  rules(): RuleWorld;
  /** Macros as `writer` would send them to the customer of this ticket. */
  filledMacros(ticket: Ticket, writer: string | undefined): readonly TicketMacro[];
  dryRun(given: Parameters<typeof dryRun>[0]): ReturnType<typeof dryRun>;
}
