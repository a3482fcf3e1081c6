-- The timeline: one row per fact, only ever inserted. (call_id, seq) makes a repeated insert harmless.
CREATE TABLE events (
  call_id  text        NOT NULL,
  seq      int         NOT NULL,
  at       timestamptz NOT NULL,
  type     text        NOT NULL,
  audio_at float8,
  data     jsonb       NOT NULL,
  PRIMARY KEY (call_id, seq)
);

-- What lists show of a call: the fold of its events (store/timeline/summarise.ts), written in the same statement.
-- last_seq is the newest event folded in.
CREATE TABLE calls (
  id           text        PRIMARY KEY,
  last_seq     int         NOT NULL,
  started_at   timestamptz NOT NULL,
  ended_at     timestamptz,
  caller       text        NOT NULL,
  dialled      text        NOT NULL,
  language     text,
  queue        text,
  agent        text,
  outcome      text        NOT NULL,
  wait_seconds float8,
  talk_seconds float8,
  alerts       int         NOT NULL,
  recording    boolean     NOT NULL
);

CREATE INDEX calls_newest  ON calls (started_at DESC, id DESC);
CREATE INDEX calls_agent   ON calls (agent, started_at DESC, id DESC);
CREATE INDEX calls_queue   ON calls (queue, started_at DESC, id DESC);
CREATE INDEX calls_outcome ON calls (outcome, started_at DESC, id DESC);
CREATE INDEX calls_open    ON calls (id) WHERE ended_at IS NULL;

CREATE TABLE settings (
  key        text        PRIMARY KEY,
  value      text        NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);
