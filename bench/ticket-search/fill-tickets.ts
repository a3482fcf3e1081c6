import type { Ticket } from '#tickets';
import type { Sql } from '../../store/sql/sql.ts';
import { indexRow, wordsRow } from '../../store/tickets/search/ticket-index.ts';
import { Copier } from './copy-in.ts';
import type { TicketMaker } from './made-tickets.ts';

const AT_ONCE = 5_000;
const WRITERS = 2;
const TABLES = ['tickets', 'ticket_index', 'ticket_words', 'ticket_marks'] as const;
const iso = (at: number) => new Date(at).toISOString();

/** Tickets as the server keeps them, without their histories; the indexes are made at the end, as a restore makes them. */
export async function fillTickets(sql: Sql, { url, schema }: { readonly url: string; readonly schema: string }, maker: TicketMaker, tickets: number): Promise<void> {
  const indexes = await sql.query("SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = ANY($1) AND indexname NOT LIKE '%_pkey'", [TABLES]);
  for (const { indexname } of indexes) await sql.query(`DROP INDEX ${String(indexname)}`);
  let left = tickets;
  const writer = async () => {
    const copier = await Copier.open(url, schema);
    while (left > 0) {
      const some = Array.from({ length: Math.min(AT_ONCE, left) }, () => maker.next());
      left -= some.length;
      await write(copier, some);
    }
    await copier.close();
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  const copier = await Copier.open(url, schema);
  for (const { indexdef } of indexes) await copier.order(`SET maintenance_work_mem = '512MB'; ${String(indexdef)}`);
  for (const table of TABLES) await copier.order(`VACUUM ANALYZE ${table}`);
  await copier.close();
}

async function write(copier: Copier, tickets: readonly Ticket[]): Promise<void> {
  const rows = tickets.map((ticket) => {
    const { id, version, state, queue, assignee, template, priority, requester, createdAt, updatedAt } = ticket;
    return [id, version, version - 1, state, queue, assignee, template, priority, requester.number, iso(createdAt), iso(updatedAt), ticket];
  });
  await copier.copy('tickets', ['id', 'version', 'previous', 'state', 'queue', 'assignee', 'template', 'priority', 'requester', 'created_at', 'updated_at', 'content'], rows);
  const index = tickets.map(indexRow);
  await copier.copy('ticket_index', Object.keys(index[0] ?? {}), index.map((row) => Object.values(row)));
  const words = tickets.map(wordsRow);
  await copier.copy('ticket_words', Object.keys(words[0] ?? {}), words.map((row) => Object.values(row)));
  await copier.copy('ticket_marks', ['mark', 'ticket', 'present'], tickets.flatMap(({ id, tags }) => tags.map((tag) => [`tag:${tag}`, id, true])));
}
