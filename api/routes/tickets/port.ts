/** PORT. Tickets: the ticket desk, and what people choose from. */
import type { TicketDesk, TicketPriority, TicketState, TicketTemplate } from '#tickets';

export interface TicketChoices {
  readonly templates: readonly TicketTemplate[];
  /** Severity → impact → priority. */
  readonly priorities: Readonly<Record<string, Readonly<Record<string, TicketPriority>>>>;
  /** State → states it can become. */
  readonly moves: Readonly<Record<TicketState, readonly TicketState[]>>;
}

export interface TicketPort extends Pick<TicketDesk, 'create' | 'change' | 'get' | 'find' | 'history'> {
  choices(): TicketChoices;
}
