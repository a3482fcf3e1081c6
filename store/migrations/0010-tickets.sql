-- Tickets as tickets/model.ts has them (body); the columns are what they are found by. Every table is keyed by the ticket, a random number:
-- it shards by hash. version: the number of the last event; previous: the version it was written over, a change is taken only over that one.
CREATE TABLE tickets (
  id         text        PRIMARY KEY,
  version    int         NOT NULL,
  previous   int         NOT NULL,
  state      text        NOT NULL,
  queue      text        NOT NULL,
  assignee   text,
  template   text        NOT NULL,
  priority   text        NOT NULL,
  requester  text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  body       jsonb       NOT NULL
);
CREATE INDEX tickets_newest    ON tickets (created_at DESC, id DESC);
CREATE INDEX tickets_queue     ON tickets (queue, created_at DESC, id DESC);
CREATE INDEX tickets_state     ON tickets (state, created_at DESC, id DESC);
CREATE INDEX tickets_assignee  ON tickets (assignee, created_at DESC, id DESC) WHERE assignee IS NOT NULL;
CREATE INDEX tickets_requester ON tickets (requester, created_at DESC, id DESC) WHERE requester IS NOT NULL;

-- The history: only ever inserted.
CREATE TABLE ticket_events (
  ticket text        NOT NULL,
  seq    int         NOT NULL,
  at     timestamptz NOT NULL,
  type   text        NOT NULL,
  actor  text        NOT NULL,
  data   jsonb       NOT NULL,
  PRIMARY KEY (ticket, seq)
);

-- Tags, watchers, calls, parents: what a ticket is found by besides. Never deleted, so that one statement writes them.
CREATE TABLE ticket_marks (
  mark    text    NOT NULL,
  ticket  text    NOT NULL,
  present boolean NOT NULL,
  PRIMARY KEY (mark, ticket)
);
