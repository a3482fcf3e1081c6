-- Resolutions of tickets and questions at the end of calls, with what customers said. Keyed by `<ticket>.<event>` and `<call>/<question>`: it shards
-- by hash, is written twice without harm, and can be made anew from the histories of tickets (answers apart).
CREATE TABLE surveys (
  id          text        PRIMARY KEY,
  kind        text        NOT NULL,
  subject     text        NOT NULL,
  resolution  int,
  question    text        NOT NULL,
  queue       text,
  agent       text,
  at          timestamptz NOT NULL,
  language    text        NOT NULL,
  contacts    int         NOT NULL,
  is_first    boolean     NOT NULL,
  reopened_at timestamptz,
  asked_at    timestamptz,
  expires_at  timestamptz,
  sent_at     timestamptz,
  answered_at timestamptz,
  score       float8,
  nps         int,
  comment     text
);
CREATE INDEX surveys_at      ON surveys (at DESC, id DESC);
CREATE INDEX surveys_queue   ON surveys (queue, at DESC, id DESC);
CREATE INDEX surveys_agent   ON surveys (agent, at DESC, id DESC);
CREATE INDEX surveys_subject ON surveys (subject);

-- What bad answers lead to, as tickets/satisfaction/model.ts has it (body).
CREATE TABLE improvement_tasks (
  id        text        PRIMARY KEY,
  version   int         NOT NULL,
  state     text        NOT NULL,
  assignee  text,
  queue     text,
  agent     text,
  due_at    timestamptz NOT NULL,
  opened_at timestamptz NOT NULL,
  body      jsonb       NOT NULL
);
CREATE INDEX improvement_tasks_due      ON improvement_tasks (state, due_at, id);
CREATE INDEX improvement_tasks_assignee ON improvement_tasks (assignee, state);
