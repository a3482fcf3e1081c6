-- Mails as mail/model.ts has them (body); the columns are what they are found by. The id of a mail that came is a hash of what it is, that of one that goes out
-- the reply it was made of: neither is there twice, however often it is delivered or begun.
CREATE TABLE mail_in (
  id         text        PRIMARY KEY,
  mailbox    text        NOT NULL,
  state      text        NOT NULL,
  ticket     text,
  message_id text,
  sender     text,
  arrived_at timestamptz NOT NULL,
  body       jsonb       NOT NULL
);
CREATE INDEX mail_in_newest  ON mail_in (state, arrived_at DESC, id DESC);
CREATE INDEX mail_in_ticket  ON mail_in (ticket) WHERE ticket IS NOT NULL;
CREATE INDEX mail_in_message ON mail_in (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX mail_in_sender  ON mail_in (sender, arrived_at) WHERE sender IS NOT NULL;

-- due_at: the next try of one that waits, the end of the lease of one that is being sent.
CREATE TABLE mail_out (
  id         text        PRIMARY KEY,
  state      text        NOT NULL,
  ticket     text        NOT NULL,
  message_id text        NOT NULL,
  due_at     timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  body       jsonb       NOT NULL
);
CREATE INDEX mail_out_due     ON mail_out (due_at, id) WHERE state IN ('waiting', 'sending');
CREATE INDEX mail_out_failed  ON mail_out (created_at DESC) WHERE state = 'failed';
CREATE INDEX mail_out_ticket  ON mail_out (ticket);
CREATE INDEX mail_out_message ON mail_out (message_id);

-- How far each mailbox was read, and by which server just now.
CREATE TABLE mail_boxes (
  id         text        PRIMARY KEY,
  holder     text        NOT NULL,
  held_until timestamptz NOT NULL,
  cursor     jsonb
);

-- Replies that no mail was made of are looked for by their time.
CREATE INDEX ticket_events_replied ON ticket_events (at) WHERE type = 'replied';
