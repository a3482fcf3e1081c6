-- Several reviews of a call. copy: '' the main one, '2', '3' … further ones, 'c-…' one of a blind calibration.
ALTER TABLE reviews ADD COLUMN copy text NOT NULL DEFAULT '';
ALTER TABLE reviews DROP CONSTRAINT reviews_pkey;
ALTER TABLE reviews ADD PRIMARY KEY (call_id, copy);
ALTER TABLE review_history ADD COLUMN copy text NOT NULL DEFAULT '';
ALTER TABLE review_history DROP CONSTRAINT review_history_pkey;
ALTER TABLE review_history ADD PRIMARY KEY (call_id, copy, revision);

-- The scorecards that were in force from a moment on; a call is scored by those of its beginning, also when it is done again.
CREATE TABLE scorecard_sets (
  n     bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  since timestamptz NOT NULL,
  forms jsonb       NOT NULL
);

-- Derived from timeline and corrections; may be deleted and made again.
CREATE TABLE call_analyses (
  call_id text   PRIMARY KEY,
  score   float8,
  body    jsonb  NOT NULL
);
CREATE INDEX call_analyses_score ON call_analyses (score);

-- What a language model wrote; not derived again by itself.
CREATE TABLE model_summaries (
  call_id text  PRIMARY KEY,
  body    jsonb NOT NULL
);

-- Calls that a sampling plan asks for. lot orders those of a quota; taken_by: given to a reviewer by hand.
CREATE TABLE samples (
  plan     text        NOT NULL,
  call_id  text        NOT NULL,
  agent    text        NOT NULL,
  period   text        NOT NULL,
  lot      float8      NOT NULL,
  quota    int,
  reason   jsonb       NOT NULL,
  reviewer text,
  taken_by text,
  at       timestamptz NOT NULL,
  PRIMARY KEY (plan, call_id)
);
CREATE INDEX samples_call ON samples (call_id);
CREATE INDEX samples_at ON samples (at DESC);

CREATE TABLE calibrations (
  id         text        PRIMARY KEY,
  created_at timestamptz NOT NULL,
  closed_at  timestamptz,
  body       jsonb       NOT NULL
);

CREATE TABLE coaching_notes (
  id         text        PRIMARY KEY,
  call_id    text        NOT NULL,
  agent      text        NOT NULL,
  written_at timestamptz NOT NULL,
  seen_at    timestamptz,
  body       jsonb       NOT NULL
);
CREATE INDEX coaching_notes_call ON coaching_notes (call_id);
CREATE INDEX coaching_notes_agent ON coaching_notes (agent, written_at DESC);
