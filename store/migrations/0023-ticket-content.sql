-- Tickets and what their events tell are read whole, by the server alone: as text they are written for a third less of the database's work than as jsonb, whose keys it
-- sorts and stores anew. What is there stays as it is; a ticket goes to `content` when it is next written.
ALTER TABLE tickets ADD COLUMN content text;
ALTER TABLE tickets ALTER COLUMN body DROP NOT NULL;
ALTER TABLE ticket_events ADD COLUMN content text;
ALTER TABLE ticket_events ALTER COLUMN data DROP NOT NULL;
