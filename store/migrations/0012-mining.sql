-- When a turn ended, for shares of talk and silence; what is missing is made again from the timeline (below).
ALTER TABLE transcript_turns ADD COLUMN end_s float8 NOT NULL DEFAULT 0;

-- grams: numbers of the characters, pairs of characters and words of a call, so that a phrase leads to its calls without an extension
-- (store/reviews/search-grams.ts). made counts how often they were made. Calls of before are caught up with at the next start.
ALTER TABLE searchable_calls ADD COLUMN grams int[], ADD COLUMN made int NOT NULL DEFAULT 1;
DELETE FROM searchable_calls;
CREATE INDEX searchable_calls_grams ON searchable_calls USING gin (grams);

-- What mining found in a call, derived from transcript_turns; may be deleted, the next start makes it again. version: of the rules it was
-- made by (lexicon, keyword groups); made: that of searchable_calls it was made from.
CREATE TABLE mined_calls (
  call_id              text   PRIMARY KEY,
  version              text   NOT NULL,
  made                 int    NOT NULL,
  terms                text[] NOT NULL,
  groups               text[] NOT NULL,
  seconds              float8 NOT NULL,
  caller_seconds       float8 NOT NULL,
  agent_seconds        float8 NOT NULL,
  silence_seconds      float8 NOT NULL,
  longest_silence      float8 NOT NULL,
  caller_interruptions int    NOT NULL,
  agent_interruptions  int    NOT NULL,
  caller_syllables     int    NOT NULL,
  agent_syllables      int    NOT NULL
);
CREATE INDEX mined_calls_terms  ON mined_calls USING gin (terms);
CREATE INDEX mined_calls_groups ON mined_calls USING gin (groups);
