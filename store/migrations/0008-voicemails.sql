-- Messages of callers to queues. words: what was understood; heard: who listened first; done: who took care of it.
CREATE TABLE voicemails (
  id       text        PRIMARY KEY,
  call_id  text        NOT NULL,
  queue    text        NOT NULL,
  caller   text        NOT NULL,
  language text        NOT NULL,
  at       timestamptz NOT NULL,
  seconds  float8      NOT NULL,
  file     text        NOT NULL,
  words    text,
  heard_by text,
  heard_at timestamptz,
  done_by  text,
  done_at  timestamptz
);
CREATE INDEX voicemails_at   ON voicemails (at DESC, id DESC);
CREATE INDEX voicemails_open ON voicemails (queue, at DESC) WHERE done_at IS NULL;
