import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { Fault } from '#core';
import type { Ticket, TicketProblem, TicketWish } from '#tickets';
import { HttpFault, type Route, route } from '../../../http/route.ts';
import { ErrorBody } from '../../../http/schemas.ts';
import { name } from '../../../schemas/fields.ts';
import type { Caller } from '../../../who/caller.ts';
import { forbidden } from '../../../who/gate.ts';
import { heading, tableLine } from '../../table.ts';
import { filterOf, whoOf } from '../lists/list-route.ts';
import { TicketListQuery } from '../lists/list-schemas.ts';
import type { TicketRoutesParts } from '../ticket-routes.ts';
import { columnOf, columnsOf, rowOf, wishOf } from './columns.ts';
import { type CsvRow, readCsv } from './read-csv.ts';

/** A year of a mid-sized center is more than a spreadsheet takes; filters narrow it down. */
const MOST_ROWS = 100_000;
const PAGE = 200;
/** Rows written at once: they share one durable step. */
const AT_ONCE = 200;
/** More mistakes are of one kind. */
const MOST_MISTAKES = 500;
const LARGEST = 200 * 1_048_576;

/** Tickets as tables for spreadsheets, out and in. */
export const tableRoutes = (parts: TicketRoutesParts): Route[] => [exportRoute(parts), importRoute(parts)];

function exportRoute({ tickets, access, audit }: TicketRoutesParts): Route {
  const page = async (query: z.output<typeof TicketListQuery>, caller: Caller, cursor?: string) => {
    const found = (await tickets.search?.search({ filter: filterOf(query), sort: query.sort ?? 'newest', limit: PAGE, ...whoOf(caller, access), ...(cursor === undefined ? {} : { cursor }) })) ?? { ids: [] };
    const all = await Promise.all(found.ids.map((id) => tickets.get(id)));
    return { tickets: all.filter((ticket): ticket is Ticket => ticket !== undefined), next: found.next };
  };
  return route({
    method: 'GET',
    path: '/api/ticket-table',
    summary: 'Tickets as CSV (RFC 4180), at most 100,000; the filters of GET /api/tickets',
    need: 'calls.export',
    query: TicketListQuery.omit({ limit: true, cursor: true }),
    answers: { 200: { description: 'The table; what a spreadsheet would take for a formula is text', content: ['text/csv'] } },
    handle: async ({ query, caller, reply }) => {
      const columns = columnsOf(tickets.choices().templates);
      const asked = { ...query, limit: PAGE, cursor: undefined };
      const first = await page(asked, caller);
      await audit?.record(caller.actor, 'calls-exported', 'tickets');
      const rows = async function* () {
        yield heading(columns);
        let told = 0;
        for (let { tickets: some, next } = first; ; { tickets: some, next } = await page(asked, caller, next)) {
          told += some.length;
          if (some.length > 0) yield some.map((ticket) => tableLine(rowOf(ticket), columns)).join('');
          if (next === undefined || told >= MOST_ROWS) return;
        }
      };
      return reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="tickets.csv"').send(Readable.from(rows()));
    },
  });
}

const Mistake = z.object({ line: z.number().int().describe('Line of the file, from 1.'), column: z.string().describe('The heading, or its column’s name.'), zh: z.string(), en: z.string() });
const ImportBody = z.object({
  rows: z.number().int(), made: z.number().int(), known: z.number().int().describe('Made before, by an earlier import of the same rows.'), wrong: z.number().int(),
  ignored: z.array(z.string()).readonly().describe('Headings that mean nothing here.'),
  mistakes: z.array(Mistake).readonly().describe('The first 500.'),
});
type Mistaken = z.output<typeof Mistake>;

const importRoute = ({ tickets, audit }: TicketRoutesParts): Route =>
  route({
    method: 'POST',
    path: '/api/ticket-table',
    summary: 'Tickets from CSV (UTF-8 or GBK), as application/octet-stream; the same rows again make nothing twice',
    need: 'ticket.handle',
    largestBody: LARGEST,
    query: z.strictObject({
      dry: z.enum(['true', 'false']).default('true').describe('Only tell what would be wrong; the default.'),
      template: name.optional().describe('Of rows that name none.'),
      queue: name.optional().describe('Of rows that name none.'),
    }),
    answers: { 200: { description: 'What was made, and what is wrong where', schema: ImportBody }, 422: { description: 'It is no table, or has no column for the subject', schema: ErrorBody } },
    handle: async ({ query, caller, request }) => {
      if (!caller.may('floor.see')) throw forbidden();
      const body = request.body;
      if (body === null || typeof body !== 'object' || !('pipe' in body)) throw new HttpFault(400, new Fault('api.bad-request', 'Send the table with "Content-Type: application/octet-stream". GET /api/openapi.json says what is allowed.'));
      const dry = query.dry === 'true';
      const done = await new Importing(tickets, { ...query, dry, by: caller.actor.id }).read(body as Readable);
      if (!dry) await audit?.record(caller.actor, 'ticket-created', `${done.made} from a table`);
      return done;
    },
  });

interface Asked {
  readonly dry: boolean;
  readonly by: string;
  readonly template?: string | undefined;
  readonly queue?: string | undefined;
}

interface Row {
  readonly line: number;
  readonly id: string | undefined;
  readonly key: string;
  readonly wish: TicketWish;
  /** What is wrong before anybody looks at the wish. */
  readonly problems: readonly TicketProblem[];
}

/** A table on its way in: rows are checked, and written some hundred at a time. */
class Importing {
  readonly #tickets: TicketRoutesParts['tickets'];
  readonly #asked: Asked;
  readonly #mistakes: Mistaken[] = [];
  readonly #seen = new Map<string, number>();
  readonly #sum = { rows: 0, made: 0, known: 0, wrong: 0 };

  constructor(tickets: TicketRoutesParts['tickets'], asked: Asked) {
    this.#tickets = tickets;
    this.#asked = asked;
  }

  async read(content: Readable): Promise<z.input<typeof ImportBody>> {
    let headings: readonly string[] | undefined;
    let columns: readonly (string | undefined)[] = [];
    let some: Row[] = [];
    const broken = (line: number) => {
      this.#sum.wrong += 1;
      this.#wrong({ line, column: '', zh: '引号未闭合或位置不对，此行未读取', en: 'A quote is wrong here; this row was not read' });
    };
    for await (const row of readCsv(content, broken)) {
      if (!headings) {
        headings = row.cells;
        columns = this.#columns(headings);
        continue;
      }
      some.push(this.#row(row, columns));
      if (some.length >= AT_ONCE) await this.#write(some.splice(0));
      if (this.#sum.rows > MOST_ROWS) throw new HttpFault(422, new Fault('tickets.bad-table', `The table has more than ${MOST_ROWS} rows; part it.`));
    }
    await this.#write(some.splice(0));
    return { ...this.#sum, ignored: (headings ?? []).filter((_, at) => columns[at] === undefined), mistakes: this.#mistakes.toSorted((a, b) => a.line - b.line) };
  }

  #columns(headings: readonly string[]): readonly (string | undefined)[] {
    const columns = headings.map((heading_) => columnOf(heading_, this.#tickets.choices().templates));
    if (!columns.includes('subject')) throw new HttpFault(422, new Fault('tickets.bad-table', `The first line must name the columns, one of them "subject" (主题); it has: ${headings.slice(0, 20).join(', ').slice(0, 300)}.`));
    return columns;
  }

  /** Rows without a key of their own have that of what they say, and which of the same they are. */
  #row({ line, cells }: CsvRow, columns: readonly (string | undefined)[]): Row {
    this.#sum.rows += 1;
    const { id, key, wish, problems } = wishOf(Object.fromEntries(columns.flatMap((column, at) => (column === undefined ? [] : [[column, cells[at] ?? '']]))), this.#tickets.choices().templates, this.#asked);
    const own = key ?? id ?? createHash('sha256').update(JSON.stringify(wish)).digest('hex').slice(0, 32);
    const nth = key === undefined && id === undefined ? (this.#seen.get(own) ?? 0) : 0;
    this.#seen.set(own, nth + 1);
    return { line, id, key: `${this.#asked.by}/table/${own}${nth === 0 ? '' : `~${nth}`}`.slice(0, 300), wish, problems };
  }

  async #write(rows: readonly Row[]): Promise<void> {
    await Promise.all(rows.map((row) => this.#one(row)));
  }

  async #one({ line, id, key, wish, problems: before }: Row): Promise<void> {
    if (id !== undefined && (await this.#tickets.get(id))) {
      this.#sum.known += 1;
      return;
    }
    const problems = [...before, ...(this.#tickets.check?.(wish) ?? [])];
    if (problems.length > 0) return this.#refused(line, problems);
    if (this.#asked.dry) {
      this.#sum.made += 1;
      return;
    }
    const done = await this.#tickets.create(wish, { by: this.#asked.by, key });
    if (done.ok) {
      this.#sum[done.value.known ? 'known' : 'made'] += 1;
      return;
    }
    if (done.fault.retryable) throw new HttpFault(503, done.fault, 2);
    const told = 'problems' in done.fault && Array.isArray(done.fault.problems) ? (done.fault.problems as TicketProblem[]) : [];
    this.#refused(line, told.length > 0 ? told : [{ field: '', zh: done.fault.message, en: done.fault.message }]);
  }

  #refused(line: number, problems: readonly TicketProblem[]): void {
    this.#sum.wrong += 1;
    for (const { field, zh, en } of problems) this.#wrong({ line, column: field, zh, en });
  }

  #wrong(mistake: Mistaken): void {
    if (this.#mistakes.length < MOST_MISTAKES) this.#mistakes.push(mistake);
  }
}
