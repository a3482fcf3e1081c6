import type { Ticket } from '#tickets';
import type { Row } from '../sql/sql.ts';

/** The column of a ticket that is read as one; what was written before there was `content` stands in `body`. */
export const CONTENT = 'coalesce(content, body::text) AS content';

export const ticketOf = ({ content }: Row): Ticket => JSON.parse(String(content)) as Ticket;
