/** PORT. Tickets: the ticket desk, and what people choose from. */
import type { TicketPushPort } from './push/port.ts';
import type { TicketWorkPort } from './clocks/port.ts';
import type { FormPort } from './form/form-routes.ts';
import type { IncidentDesk, MergeDesk, SimilarDesk, TicketDesk, TicketFiles, TicketPriority, TicketProblem, TicketSearch, TicketState, TicketTemplate, TicketViews, TicketWish } from '#tickets';

export interface TicketChoices {
  readonly templates: readonly TicketTemplate[];
  /** Severity → impact → priority. */
  readonly priorities: Readonly<Record<string, Readonly<Record<string, TicketPriority>>>>;
  /** State → states it can become. */
  readonly moves: Readonly<Record<TicketState, readonly TicketState[]>>;
}

export interface TicketPort extends Pick<TicketDesk, 'create' | 'change' | 'get' | 'find' | 'history'> {
  /** Tickets that live on in others. */
  readonly merging: Pick<MergeDesk, 'merge' | 'unmerge' | 'familyOf' | 'timeline'>;
  /** Many tickets under one cause. */
  readonly incidents: Pick<IncidentDesk, 'attach' | 'detach' | 'answer' | 'resolve'>;
  /** Tickets that say the same. */
  readonly similar: Pick<SimilarDesk, 'of' | 'to'>;
  choices(): TicketChoices;
  /** Contents of attachments; without it there are none. */
  readonly files?: TicketFiles;
  /** Words, orders, counts; without it lists are the newest first. */
  /** What would be wrong with a wish. */
  check?(wish: TicketWish): readonly TicketProblem[];
  readonly search?: TicketSearch;
  /** Clocks, rules, the line. */
  readonly work?: TicketWorkPort;
  /** Offers at the desk; without it there are none. */
  readonly push?: TicketPushPort;
  /** A form for visitors. */
  readonly form?: FormPort;
  readonly views?: TicketViews & { newId(): string };
}
