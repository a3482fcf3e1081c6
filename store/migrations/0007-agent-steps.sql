-- What agents did, one row per change of state, only ever inserted: today's figures are made of it again after a restart.
-- data: reason, end of wrap-up, and the call a wrap-up is about.
CREATE TABLE agent_steps (
  n     bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  agent text        NOT NULL,
  at    timestamptz NOT NULL,
  state text        NOT NULL,
  data  jsonb       NOT NULL
);
CREATE INDEX agent_steps_at    ON agent_steps (at);
CREATE INDEX agent_steps_agent ON agent_steps (agent, at DESC, n DESC);
