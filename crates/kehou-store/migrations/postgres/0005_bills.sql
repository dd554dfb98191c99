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
);
GRANT SELECT, INSERT ON statement TO kehou_service;

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
  lines BYTEA NOT NULL,
  change_no BIGINT NOT NULL,
  PRIMARY KEY (school_id, month, pupil_no, revision),
  CHECK (due_fen = waived_fen + payable_fen)
);
GRANT SELECT, INSERT ON bill TO kehou_service;

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
);
GRANT SELECT, INSERT ON finding TO kehou_service;

-- The publication of a statement; after it a month is not made again.
CREATE TABLE publication (
  school_id BIGINT NOT NULL,
  month BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  published_on DATE NOT NULL,
  change_no BIGINT NOT NULL,
  PRIMARY KEY (school_id, month)
);
GRANT SELECT, INSERT ON publication TO kehou_service;
