import type { TicketPriority } from '#tickets';

const ORDER: readonly TicketPriority[] = ['urgent', 'high', 'normal', 'low'];

/** 0 = urgent … 3 = low, as `ticket_index` has it: the smallest first. */
export const urgencyOf = (priority: TicketPriority): number => ORDER.indexOf(priority);
