import { Fault } from '#core';
import type { TicketWrite } from '#tickets';
import type { Prepared } from '../sql/sql.ts';
import { ArrayColumn } from './array-column.ts';

/**
 * A batch in one statement, which is its own transaction: one way to the server and back, one flush of its log. Nothing in it that
 * distributed databases with PostgreSQL's language lack: no sequences, no locks, each table written once, rows found by their key.
 * Rows come as one array for each column, in the binary format: the database takes nothing apart, neither rows nor what is in a ticket.
 */
export const COMMIT: Prepared = {
  name: 'tickets-commit',
  text: `WITH kept AS (
  INSERT INTO tickets AS t (id, version, previous, state, queue, assignee, template, priority, requester, created_at, updated_at, look_at, due_at, content)
  SELECT * FROM unnest($1::text[], $2::int[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[], $13::timestamptz[], $14::text[])
  ON CONFLICT (id) DO UPDATE SET version = excluded.version, previous = excluded.previous, state = excluded.state, queue = excluded.queue, assignee = excluded.assignee,
    priority = excluded.priority, requester = excluded.requester, updated_at = excluded.updated_at, look_at = excluded.look_at, due_at = excluded.due_at, body = NULL, content = excluded.content
  WHERE t.version = excluded.previous
  RETURNING t.id
), told AS (
  INSERT INTO ticket_events (ticket, seq, at, type, actor, content)
  SELECT e.ticket, e.seq, e.at, e.type, e.actor, e.content
  FROM unnest($15::text[], $16::int[], $17::timestamptz[], $18::text[], $19::text[], $20::text[]) AS e (ticket, seq, at, type, actor, content)
  JOIN kept ON kept.id = e.ticket
), marked AS (
  INSERT INTO ticket_marks (mark, ticket, present)
  SELECT m.mark, m.ticket, m.present FROM unnest($21::text[], $22::text[], $23::boolean[]) AS m (mark, ticket, present)
  JOIN kept ON kept.id = m.ticket
  ON CONFLICT (mark, ticket) DO UPDATE SET present = excluded.present
)
SELECT id FROM kept`,
};

/** The values of `COMMIT`. */
export const batchValues = (writes: readonly TicketWrite[]): unknown[] => [...ticketColumns(writes), ...eventColumns(writes), ...markColumns(writes)];

/** About how long values are, in bytes; more is made room for. */
const NUMBER = 16;
const WORDS = 32;
const CONTENT = 1_024;

function ticketColumns(writes: readonly TicketWrite[]): Buffer[] {
  const text = (bytes: number) => new ArrayColumn('text', bytes * writes.length);
  const [ids, states, queues, assignees, templates, priorities, requesters, contents] = [text(NUMBER), text(NUMBER), text(WORDS), text(NUMBER), text(WORDS), text(NUMBER), text(WORDS), text(CONTENT)];
  const [versions, befores] = [new ArrayColumn('int', NUMBER * writes.length), new ArrayColumn('int', NUMBER * writes.length)];
  const [created, updated, looks, dues] = [0, 0, 0, 0].map(() => new ArrayColumn('timestamptz', NUMBER * writes.length)) as [ArrayColumn, ArrayColumn, ArrayColumn, ArrayColumn];
  for (const { ticket, before, due } of writes) {
    ids.text(ticket.id);
    versions.int(ticket.version);
    befores.int(before);
    states.text(ticket.state);
    queues.text(ticket.queue);
    assignees.text(ticket.assignee);
    templates.text(ticket.template);
    priorities.text(ticket.priority);
    requesters.text(ticket.requester.number);
    created.moment(ticket.createdAt);
    updated.moment(ticket.updatedAt);
    looks.moment(ticket.lookAt);
    dues.moment(due);
    contents.text(contentOf(ticket));
  }
  return [ids, versions, befores, states, queues, assignees, templates, priorities, requesters, created, updated, looks, dues, contents].map((column) => column.done());
}

function eventColumns(writes: readonly TicketWrite[]): Buffer[] {
  const text = (bytes: number) => new ArrayColumn('text', bytes * writes.length);
  const [tickets, types, actors, contents] = [text(NUMBER), text(NUMBER), text(WORDS), text(CONTENT)];
  const [numbers, moments] = [new ArrayColumn('int', NUMBER * writes.length), new ArrayColumn('timestamptz', NUMBER * writes.length)];
  for (const { ticket, events } of writes) {
    for (const { seq, at, type, by, data } of events) {
      tickets.text(ticket.id);
      numbers.int(seq);
      moments.moment(at);
      types.text(type);
      actors.text(by);
      contents.text(contentOf(data));
    }
  }
  return [tickets, numbers, moments, types, actors, contents].map((column) => column.done());
}

/** U+0000 and halves of characters, as JSON.stringify writes them; a backslash that is itself escaped begins nothing. */
const UNKEPT = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;

/** As text that the database can also read as jsonb. */
function contentOf(value: object): string {
  const text = JSON.stringify(value);
  if (text.includes(String.raw`\u`) && UNKEPT.test(text)) throw new Fault('store.query', 'A ticket with U+0000 or half a character in it cannot be kept; this is a defect, please report it.');
  return text;
}

function markColumns(writes: readonly TicketWrite[]): unknown[][] {
  const all = writes.flatMap(({ ticket: { id }, marks: { now, lost } }) => [...now.map((mark) => ({ id, mark, present: true })), ...lost.map((mark) => ({ id, mark, present: false }))]);
  return [all.map(({ mark }) => mark), all.map(({ id }) => id), all.map(({ present }) => present)];
}
