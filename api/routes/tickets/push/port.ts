/** PORT. Answers to offers of tickets: `TicketPush` of the tickets. */
import type { TicketPush } from '#tickets';

export type TicketPushPort = Pick<TicketPush, 'accept' | 'decline'>;
