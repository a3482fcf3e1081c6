-- Sampling plans made on the console, beside those of the scorecards file. A plan that was removed keeps its name for what it drew.
CREATE TABLE sampling_plans (
  id         text        PRIMARY KEY,
  body       jsonb       NOT NULL,
  removed_at timestamptz
);

-- Tags that rules gave to ended calls, for the list of reviews; derived from the timeline.
CREATE TABLE call_tags (
  tag     text NOT NULL,
  call_id text NOT NULL,
  PRIMARY KEY (tag, call_id)
);
CREATE INDEX call_tags_call ON call_tags (call_id);
INSERT INTO call_tags (tag, call_id)
  SELECT DISTINCT e.data->>'tag', e.call_id FROM events e JOIN calls c ON c.id = e.call_id
  WHERE e.type = 'call.tagged' AND c.ended_at IS NOT NULL AND e.data->>'tag' IS NOT NULL;
