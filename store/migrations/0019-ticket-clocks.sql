-- Clocks of tickets: when somebody must look whether one is due, and when the first that is not met runs out (or did).
ALTER TABLE tickets ADD COLUMN look_at timestamptz;
ALTER TABLE tickets ADD COLUMN due_at timestamptz;
CREATE INDEX tickets_look ON tickets (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX tickets_due ON tickets (due_at) WHERE due_at IS NOT NULL;
