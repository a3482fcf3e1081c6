-- Words of a stretch of time are looked at alone.
CREATE INDEX ticket_words_created ON ticket_words (created_at);
