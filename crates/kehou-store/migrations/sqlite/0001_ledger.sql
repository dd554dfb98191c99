-- Who did what, when and why: one row a write. Ledger 0 is the county itself.

-- A school's number, assigned once and never used again.
CREATE TABLE school (
  school_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  change_no BIGINT NOT NULL,
  PRIMARY KEY (school_id),
  UNIQUE (code),
  CHECK (school_id > 0)
) WITHOUT ROWID;
CREATE TRIGGER school_no_update BEFORE UPDATE ON school
  BEGIN SELECT RAISE(ABORT, 'rows of school are never changed'); END;
CREATE TRIGGER school_no_delete BEFORE DELETE ON school
  BEGIN SELECT RAISE(ABORT, 'rows of school are never changed'); END;

-- The last change of each ledger; locked first by every write. An import that is not complete hides its change.
CREATE TABLE school_head (
  school_id BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  import_id BIGINT,
  PRIMARY KEY (school_id),
  CHECK (change_no >= 0)
) WITHOUT ROWID;

-- One row a write; the answer is kept, so that a retry is given it again.
CREATE TABLE change (
  school_id BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  reason TEXT NOT NULL,
  request_id TEXT NOT NULL,
  fingerprint BLOB NOT NULL,
  answer TEXT NOT NULL,
  import_id BIGINT,
  PRIMARY KEY (school_id, change_no),
  UNIQUE (school_id, request_id)
) WITHOUT ROWID;
CREATE TRIGGER change_no_update BEFORE UPDATE ON change
  BEGIN SELECT RAISE(ABORT, 'rows of change are never changed'); END;
CREATE TRIGGER change_no_delete BEFORE DELETE ON change
  BEGIN SELECT RAISE(ABORT, 'rows of change are never changed'); END;

-- Where an import stands; its rows show once it is complete.
CREATE TABLE import (
  import_id BIGINT NOT NULL,
  request_id TEXT NOT NULL,
  fingerprint BLOB NOT NULL,
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
) WITHOUT ROWID;

-- The county's own ledger.
INSERT INTO school_head (school_id, change_no, recorded_at, import_id) VALUES (0, 0, 0, NULL);
