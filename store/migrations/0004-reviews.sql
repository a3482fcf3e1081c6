-- Reviews of calls. review: as reviewers see it; published: as the agent does (the last published state);
-- scorecard: the questions as they were when the review began.
CREATE TABLE reviews (
  call_id    text        PRIMARY KEY,
  agent      text,
  status     text        NOT NULL,
  score      float8,
  revision   int         NOT NULL,
  scorecard  jsonb       NOT NULL,
  review     jsonb       NOT NULL,
  published  jsonb,
  updated_at timestamptz NOT NULL
);
CREATE INDEX reviews_status ON reviews (status);
CREATE INDEX reviews_agent  ON reviews (agent, updated_at DESC) WHERE published IS NOT NULL;

-- Every state a review was in, only ever inserted.
CREATE TABLE review_history (
  call_id  text        NOT NULL,
  revision int         NOT NULL,
  at       timestamptz NOT NULL,
  by       text        NOT NULL,
  what     text        NOT NULL,
  review   jsonb       NOT NULL,
  PRIMARY KEY (call_id, revision)
);

-- Words corrected by people, only ever inserted; the newest of a word counts. The recognised word stays in the timeline.
CREATE TABLE corrections (
  n       bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  call_id text        NOT NULL,
  speaker text        NOT NULL,
  turn    int         NOT NULL,
  word    int         NOT NULL,
  was     text        NOT NULL,
  text    text        NOT NULL,
  by      text        NOT NULL,
  at      timestamptz NOT NULL
);
CREATE INDEX corrections_call ON corrections (call_id, n);
