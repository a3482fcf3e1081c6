-- What was said in ended calls, one row per turn, derived from the timeline (store/reviews/transcript-text.ts).
-- body: for people, Chinese without spaces; coded: the same in ASCII letters, so that trigrams work in every locale.
CREATE TABLE transcript_turns (
  call_id text   NOT NULL,
  speaker text   NOT NULL,
  turn    int    NOT NULL,
  start_s float8 NOT NULL,
  body    text   NOT NULL,
  coded   text   NOT NULL,
  PRIMARY KEY (call_id, speaker, turn)
);

-- Rules broken in a call, for the filter of the review list.
CREATE TABLE broken_rules (
  rule    text NOT NULL,
  call_id text NOT NULL,
  PRIMARY KEY (rule, call_id)
);

-- Calls whose transcript is in the tables above; calls that are not are caught up with at start.
CREATE TABLE searchable_calls (
  call_id text PRIMARY KEY
);
