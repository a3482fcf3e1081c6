import type { MemoryTickets } from '../memory-tickets.ts';
import type { TicketTexts } from './port.ts';

/** Texts of tickets in memory, for tests. Twin of store/tickets/sql-ticket-texts.ts. */
export function memoryTexts({ tickets }: Pick<MemoryTickets, 'tickets'>): TicketTexts {
  const all = () => [...tickets.values()].map(({ id, createdAt, subject, text }) => ({ id, createdAt, subject, text })).toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  return {
    after: async ({ at, id }, limit) => all().filter((one) => one.createdAt > at || (one.createdAt === at && one.id > id)).slice(0, limit),
    newest: async (most) => {
      const first = all().at(-most);
      return first && { at: first.createdAt, id: first.id };
    },
  };
}
