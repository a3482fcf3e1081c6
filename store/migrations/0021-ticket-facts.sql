-- What tickets are filtered and ordered by stands among the numbers of their words (store/tickets/search/ticket-facts.ts): one index answers any mixture of words and
-- filters, so that those of single columns go. What was derived before is made again at the next start.
TRUNCATE ticket_index, ticket_words;
DROP INDEX ticket_index_queue;
DROP INDEX ticket_index_state;
DROP INDEX ticket_index_assignee;
DROP INDEX ticket_index_requester;
DROP INDEX ticket_index_customer;
DROP INDEX ticket_index_urgency;
DROP INDEX ticket_words_created;
CREATE INDEX ticket_index_priority ON ticket_index (urgency, created_at, ticket);
