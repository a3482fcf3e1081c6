import { Readable } from 'node:stream';
import type { CallQuery } from '#store';
import type { CallRoutesOptions } from './call-routes.ts';
import { type Route, route } from '../http/route.ts';
import { CallsQuery } from '../http/schemas.ts';
import type { Caller } from '../who/caller.ts';
import { shown } from './call-subject.ts';
import { definedOf } from './defined-of.ts';
import { heading, tableLine } from './table.ts';

/** A year of a mid-sized center is more than a spreadsheet takes; dates narrow it down. */
const MOST_ROWS = 100_000;
const PAGE = 500;
const COLUMNS = ['id', 'startedAt', 'endedAt', 'from', 'to', 'language', 'queue', 'agent', 'outcome', 'waitSeconds', 'talkSeconds', 'alerts', 'recording'] as const;

type Page = Awaited<ReturnType<CallRoutesOptions['ports']['store']['calls']>>;

/** Calls as a table for spreadsheets, of own teams, written down in the audit log before the first row. */
export function callsExport({ ports: { store }, teams, audit }: CallRoutesOptions): Route {
  const page = (query: CallQuery, cursor = query.cursor) => store.calls({ ...query, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
  const rows = async function* (query: CallQuery, first: Page, caller: Caller) {
    yield heading(COLUMNS);
    let told = 0;
    for (let { calls, next } = first; ; { calls, next } = await page(query, next)) {
      const seen = calls.filter((call) => caller.may('calls.export', teams.ofCall(call))).map((call) => tableLine({ ...shown(call, caller, teams) }, COLUMNS));
      told += seen.length;
      if (seen.length > 0) yield seen.join('');
      if (next === undefined || told >= MOST_ROWS) return;
    }
  };
  return route({
    method: 'GET',
    path: '/api/calls/export',
    summary: 'Calls as CSV (RFC 4180), newest first, at most 100,000; the filters of GET /api/calls',
    need: 'calls.export',
    query: CallsQuery,
    answers: { 200: { description: 'The table', content: ['text/csv'] } },
    handle: async ({ query, caller, reply }) => {
      const asked = definedOf(query);
      // While an answer with a status is still possible: later the table can only break off.
      const first = await page(asked);
      await audit?.record(caller.actor, 'calls-exported', filtersOf(query));
      return reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="calls.csv"').send(Readable.from(rows(asked, first, caller)));
    },
  });
}

const filtersOf = ({ limit: _, cursor: __, ...filters }: Record<string, unknown>) =>
  Object.entries(filters).filter(([, value]) => value !== undefined).map(([key, value]) => `${key}=${String(value)}`).join(' ') || 'all';
