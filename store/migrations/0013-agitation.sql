-- Curves of agitation, one for each conversation of a call. Derived from recording, words and settings; may be deleted and made again.
CREATE TABLE call_agitation (
  call_id text  NOT NULL,
  from_ms int   NOT NULL,
  curve   jsonb NOT NULL,
  PRIMARY KEY (call_id, from_ms)
);
