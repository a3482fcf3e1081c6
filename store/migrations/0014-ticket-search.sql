-- What lists of tickets are filtered and sorted by, derived from `tickets` behind it (store/tickets/search/ticket-index.ts): writing a ticket costs
-- none of these indexes. version: that of the ticket it was made from. urgency: 0 = urgent … 3 = low. May be deleted; the next start makes it again.
CREATE TABLE ticket_index (
  ticket     text        PRIMARY KEY,
  version    int         NOT NULL,
  state      text        NOT NULL,
  queue      text        NOT NULL,
  assignee   text,
  template   text        NOT NULL,
  urgency    smallint    NOT NULL,
  requester  text,
  customer   text,
  due_at     timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX ticket_index_newest   ON ticket_index (created_at DESC, ticket DESC);
CREATE INDEX ticket_index_updated  ON ticket_index (updated_at DESC, ticket DESC);
CREATE INDEX ticket_index_urgency  ON ticket_index (urgency, created_at, ticket) WHERE state IN ('new', 'open', 'pending', 'on-hold');
CREATE INDEX ticket_index_due      ON ticket_index (due_at, ticket) WHERE due_at IS NOT NULL;
CREATE INDEX ticket_index_queue    ON ticket_index (queue, state, created_at DESC, ticket DESC);
CREATE INDEX ticket_index_state    ON ticket_index (state, created_at DESC, ticket DESC);
CREATE INDEX ticket_index_assignee ON ticket_index (assignee, state, created_at DESC, ticket DESC) WHERE assignee IS NOT NULL;
CREATE INDEX ticket_index_requester ON ticket_index (requester, created_at DESC) WHERE requester IS NOT NULL;
CREATE INDEX ticket_index_customer ON ticket_index (customer, created_at DESC) WHERE customer IS NOT NULL;

-- What tickets say: numbers of words and pairs of characters, and the text they are checked against. Written only when the words change.
CREATE TABLE ticket_words (
  ticket     text        PRIMARY KEY,
  created_at timestamptz NOT NULL,
  body       text        NOT NULL,
  words      int[]       NOT NULL
);
CREATE INDEX ticket_words_words ON ticket_words USING gin (words);

-- Filters with names: of a person, or shared with everybody.
CREATE TABLE ticket_views (
  id      text        PRIMARY KEY,
  owner   text        NOT NULL,
  shared  boolean     NOT NULL,
  made_at timestamptz NOT NULL,
  body    jsonb       NOT NULL
);
CREATE INDEX ticket_views_owner ON ticket_views (owner);
