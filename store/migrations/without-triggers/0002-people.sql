-- Who may sign in. Never deleted, only disabled: the audit log and reviews name them. login is stored in one form (access/people/person-of.ts).
CREATE TABLE people (
  id              text        PRIMARY KEY,
  login           text        NOT NULL UNIQUE,
  name            text        NOT NULL,
  role            text        NOT NULL CHECK (role IN ('agent', 'supervisor', 'reviewer', 'administrator')),
  agent           text        UNIQUE,
  teams           jsonb       NOT NULL,
  language        text        NOT NULL,
  password_hash   text        NOT NULL,
  disabled        boolean     NOT NULL,
  created_at      timestamptz NOT NULL,
  last_sign_in_at timestamptz
);

-- Signed-in browsers; key is the SHA-256 of the token that only the browser has.
CREATE TABLE sessions (
  key        text        PRIMARY KEY,
  person     text        NOT NULL REFERENCES people (id),
  started_at timestamptz NOT NULL,
  used_at    timestamptz NOT NULL
);

CREATE INDEX sessions_person ON sessions (person);

-- Who did what, only ever inserted: no statement of the server does more, and docs/scale.md tells by which rights the database refuses the rest.
CREATE TABLE audit (
  id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at      timestamptz NOT NULL,
  person  text        NOT NULL,
  action  text        NOT NULL,
  subject text        NOT NULL,
  address text        NOT NULL
);

CREATE INDEX audit_person  ON audit (person, id DESC);
CREATE INDEX audit_subject ON audit (subject, id DESC);
CREATE INDEX audit_action  ON audit (action, id DESC);
