-- Months that were closed. A statement, its bills and its findings share the change that made them. (F1, F2, F9)

-- The sums of a school's month and what they were made from.
CREATE TABLE statement (
  school_id BIGINT NOT NULL,
  month BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  pupils BIGINT NOT NULL,
  due_fen BIGINT NOT NULL,
  waived_fen BIGINT NOT NULL,
  payable_fen BIGINT NOT NULL,
  held_fen BIGINT NOT NULL,
  class_hours BIGINT NOT NULL,
  billed_on DATE NOT NULL,
  policy_id TEXT NOT NULL,
  attendance_change_no BIGINT NOT NULL,
  payee_item BIGINT,
  change_no BIGINT NOT NULL,
  PRIMARY KEY (school_id, month, revision),
  CHECK (due_fen = waived_fen + payable_fen)
) WITHOUT ROWID;
CREATE TRIGGER statement_no_update BEFORE UPDATE ON statement
  BEGIN SELECT RAISE(ABORT, 'rows of statement are never changed'); END;
CREATE TRIGGER statement_no_delete BEFORE DELETE ON statement
  BEGIN SELECT RAISE(ABORT, 'rows of statement are never changed'); END;

-- One pupil's month; the lines are packed.
CREATE TABLE bill (
  school_id BIGINT NOT NULL,
  month BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  due_fen BIGINT NOT NULL,
  waived_fen BIGINT NOT NULL,
  payable_fen BIGINT NOT NULL,
  held_fen BIGINT NOT NULL,
  class_hours BIGINT NOT NULL,
  lines BLOB NOT NULL,
  change_no BIGINT NOT NULL,
  PRIMARY KEY (school_id, month, pupil_no, revision),
  CHECK (due_fen = waived_fen + payable_fen)
) WITHOUT ROWID;
CREATE TRIGGER bill_no_update BEFORE UPDATE ON bill
  BEGIN SELECT RAISE(ABORT, 'rows of bill are never changed'); END;
CREATE TRIGGER bill_no_delete BEFORE DELETE ON bill
  BEGIN SELECT RAISE(ABORT, 'rows of bill are never changed'); END;

-- What checks found when a month was closed.
CREATE TABLE finding (
  school_id BIGINT NOT NULL,
  month BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  finding_no BIGINT NOT NULL,
  code TEXT NOT NULL,
  grade BIGINT,
  class_no BIGINT,
  pupil_no BIGINT,
  on_date DATE,
  slot BIGINT,
  marks BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  PRIMARY KEY (school_id, month, revision, finding_no)
) WITHOUT ROWID;
CREATE TRIGGER finding_no_update BEFORE UPDATE ON finding
  BEGIN SELECT RAISE(ABORT, 'rows of finding are never changed'); END;
CREATE TRIGGER finding_no_delete BEFORE DELETE ON finding
  BEGIN SELECT RAISE(ABORT, 'rows of finding are never changed'); END;

-- The publication of a statement; after it a month is not made again.
CREATE TABLE publication (
  school_id BIGINT NOT NULL,
  month BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  published_on DATE NOT NULL,
  change_no BIGINT NOT NULL,
  PRIMARY KEY (school_id, month)
) WITHOUT ROWID;
CREATE TRIGGER publication_no_update BEFORE UPDATE ON publication
  BEGIN SELECT RAISE(ABORT, 'rows of publication are never changed'); END;
CREATE TRIGGER publication_no_delete BEFORE DELETE ON publication
  BEGIN SELECT RAISE(ABORT, 'rows of publication are never changed'); END;
