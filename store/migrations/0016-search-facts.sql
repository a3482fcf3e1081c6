-- Search: with the numbers of its words a call has those of its facts (rules broken, queue, agent, language), and stands beside when it began, so
-- that one index answers a question and gives the newest first. No extension is needed any more. Calls of before are caught up with at the next start.
-- spoken: somebody said something; the others have nothing to mine.
ALTER TABLE searchable_calls ADD COLUMN started_at timestamptz, ADD COLUMN spoken boolean NOT NULL DEFAULT true;
-- made: a number of the words themselves, so that the same words have the same one when they are derived again.
DELETE FROM searchable_calls;
CREATE INDEX broken_rules_call ON broken_rules (call_id);
DROP INDEX IF EXISTS transcript_turns_coded;
ALTER TABLE transcript_turns DROP COLUMN coded;
