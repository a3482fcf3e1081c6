-- Words have the number of their month from now on; what was derived before is made again at the next start.
TRUNCATE ticket_index, ticket_words;
