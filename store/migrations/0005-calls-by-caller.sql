-- A customer's earlier contacts, newest first, while the phone rings.
CREATE INDEX calls_caller ON calls (caller, started_at DESC, id DESC);
