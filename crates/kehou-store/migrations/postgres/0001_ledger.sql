-- Who did what, when and why: one row a write. Ledger 0 is the county itself.

-- The service acts as this role: it reads and adds, and changes nothing that was written.
-- Where it was made beforehand, the owner of the tables needs no right to make roles.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kehou_service') THEN
    CREATE ROLE kehou_service NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

-- By the list of migrations, made before the first of them, the service knows whether any is pending.
GRANT SELECT ON _sqlx_migrations TO kehou_service;

-- A school's number, assigned once and never used again.
CREATE TABLE school (
  school_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  change_no BIGINT NOT NULL,
  PRIMARY KEY (school_id),
  UNIQUE (code),
  CHECK (school_id > 0)
);
GRANT SELECT, INSERT ON school TO kehou_service;

-- The last change of each ledger; locked first by every write. An import that is not complete hides its change.
CREATE TABLE school_head (
  school_id BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  import_id BIGINT,
  PRIMARY KEY (school_id),
  CHECK (change_no >= 0)
);
GRANT SELECT, INSERT, UPDATE ON school_head TO kehou_service;

-- One row a write; the answer is kept, so that a retry is given it again.
CREATE TABLE change (
  school_id BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  reason TEXT NOT NULL,
  request_id TEXT NOT NULL,
  fingerprint BYTEA NOT NULL,
  answer TEXT NOT NULL,
  import_id BIGINT,
  PRIMARY KEY (school_id, change_no),
  UNIQUE (school_id, request_id)
);
GRANT SELECT, INSERT ON change TO kehou_service;

-- Where an import stands; its rows show once it is complete.
CREATE TABLE import (
  import_id BIGINT NOT NULL,
  request_id TEXT NOT NULL,
  fingerprint BYTEA NOT NULL,
  month BIGINT NOT NULL,
  state TEXT NOT NULL,
  staged_by TEXT NOT NULL,
  staged_at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  files TEXT NOT NULL,
  preview TEXT NOT NULL,
  needs_confirmation BOOLEAN NOT NULL,
  confirmed_by TEXT,
  completed_at BIGINT,
  PRIMARY KEY (import_id),
  UNIQUE (request_id),
  CHECK (state IN ('staged', 'storing', 'complete', 'cancelled'))
);
GRANT SELECT, INSERT, UPDATE ON import TO kehou_service;

-- The county's own ledger.
INSERT INTO school_head (school_id, change_no, recorded_at, import_id) VALUES (0, 0, 0, NULL);
