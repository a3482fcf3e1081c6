-- Callbacks as callbacks/model.ts has them (body); the columns are what they are found by. A change is taken only over the revision before it.
CREATE TABLE callbacks (
  id         text        PRIMARY KEY,
  queue      text        NOT NULL,
  state      text        NOT NULL,
  asked_at   timestamptz NOT NULL,
  not_before timestamptz NOT NULL,
  revision   int         NOT NULL,
  body       jsonb       NOT NULL
);
CREATE INDEX callbacks_asked ON callbacks (asked_at DESC, id DESC);
CREATE INDEX callbacks_open  ON callbacks (not_before) WHERE state IN ('open', 'attempting');
