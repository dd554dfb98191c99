-- What is true of schools.

-- What is true of a school during a period. (C2, C3, C4)
CREATE TABLE school_profile (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE,
  name TEXT NOT NULL,
  affiliation TEXT NOT NULL,
  town TEXT,
  stage TEXT NOT NULL,
  centrality TEXT NOT NULL,
  fee_place TEXT NOT NULL,
  counts_with TEXT,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (valid_to IS NULL OR valid_to >= valid_from),
  CHECK (affiliation IN ('county_direct', 'town', 'private')),
  CHECK (stage IN ('primary', 'junior', 'nine_year', 'complete_middle', 'twelve_year', 'special')),
  CHECK (centrality IN ('central', 'ordinary')),
  CHECK (fee_place IN ('rural', 'elsewhere')),
  CHECK (pupil_no = 0)
) WITHOUT ROWID;
CREATE TRIGGER school_profile_no_update BEFORE UPDATE ON school_profile
  BEGIN SELECT RAISE(ABORT, 'rows of school_profile are never changed'); END;
CREATE TRIGGER school_profile_no_delete BEFORE DELETE ON school_profile
  BEGIN SELECT RAISE(ABORT, 'rows of school_profile are never changed'); END;

-- The end of a school. (C2)
CREATE TABLE school_closure (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  last_day DATE NOT NULL,
  successor TEXT,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no = 0)
) WITHOUT ROWID;
CREATE TRIGGER school_closure_no_update BEFORE UPDATE ON school_closure
  BEGIN SELECT RAISE(ABORT, 'rows of school_closure are never changed'); END;
CREATE TRIGGER school_closure_no_delete BEFORE DELETE ON school_closure
  BEGIN SELECT RAISE(ABORT, 'rows of school_closure are never changed'); END;

-- A school term.
CREATE TABLE term (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE,
  name TEXT NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (valid_to IS NULL OR valid_to >= valid_from),
  CHECK (pupil_no = 0)
) WITHOUT ROWID;
CREATE TRIGGER term_no_update BEFORE UPDATE ON term
  BEGIN SELECT RAISE(ABORT, 'rows of term are never changed'); END;
CREATE TRIGGER term_no_delete BEFORE DELETE ON term
  BEGIN SELECT RAISE(ABORT, 'rows of term are never changed'); END;

-- What some days are for some classes. (C8)
CREATE TABLE calendar_entry (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE,
  scope TEXT NOT NULL,
  grades BIGINT,
  grade BIGINT,
  class_no BIGINT,
  kind TEXT NOT NULL,
  follows BIGINT,
  closure_reason TEXT,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (valid_to IS NULL OR valid_to >= valid_from),
  CHECK (scope IN ('county', 'school', 'grades', 'class')),
  CHECK (kind IN ('teaching', 'make_up', 'holiday', 'closed')),
  CHECK (pupil_no = 0)
) WITHOUT ROWID;
CREATE TRIGGER calendar_entry_no_update BEFORE UPDATE ON calendar_entry
  BEGIN SELECT RAISE(ABORT, 'rows of calendar_entry are never changed'); END;
CREATE TRIGGER calendar_entry_no_delete BEFORE DELETE ON calendar_entry
  BEGIN SELECT RAISE(ABORT, 'rows of calendar_entry are never changed'); END;

-- One slot of a service plan. (F6, F19, P2)
CREATE TABLE planned_slot (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE,
  slot BIGINT NOT NULL,
  kind TEXT NOT NULL,
  weekdays BIGINT NOT NULL,
  grades BIGINT NOT NULL,
  starts TEXT NOT NULL,
  ends TEXT NOT NULL,
  charging TEXT NOT NULL,
  price_fen BIGINT,
  cancelled TEXT NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (valid_to IS NULL OR valid_to >= valid_from),
  CHECK (slot BETWEEN 1 AND 8),
  CHECK (kind IN ('regular', 'early', 'noon', 'evening', 'late_care')),
  CHECK (charging IN ('free', 'county_rate', 'priced')),
  CHECK (price_fen >= 0),
  CHECK ((charging = 'priced') = (price_fen IS NOT NULL)),
  CHECK (pupil_no = 0)
) WITHOUT ROWID;
CREATE TRIGGER planned_slot_no_update BEFORE UPDATE ON planned_slot
  BEGIN SELECT RAISE(ABORT, 'rows of planned_slot are never changed'); END;
CREATE TRIGGER planned_slot_no_delete BEFORE DELETE ON planned_slot
  BEGIN SELECT RAISE(ABORT, 'rows of planned_slot are never changed'); END;

-- A published fee notice. (F15)
CREATE TABLE fee_notice (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE,
  published_on DATE NOT NULL,
  rate_fen BIGINT NOT NULL,
  item TEXT NOT NULL,
  basis_issuer TEXT NOT NULL,
  basis_document TEXT NOT NULL,
  unit TEXT NOT NULL,
  scope TEXT NOT NULL,
  waiver_policy TEXT NOT NULL,
  complaint_phone TEXT NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (valid_to IS NULL OR valid_to >= valid_from),
  CHECK (rate_fen >= 0),
  CHECK (pupil_no = 0)
) WITHOUT ROWID;
CREATE TRIGGER fee_notice_no_update BEFORE UPDATE ON fee_notice
  BEGIN SELECT RAISE(ABORT, 'rows of fee_notice are never changed'); END;
CREATE TRIGGER fee_notice_no_delete BEFORE DELETE ON fee_notice
  BEGIN SELECT RAISE(ABORT, 'rows of fee_notice are never changed'); END;

-- Whom families pay. (F17)
CREATE TABLE payee (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  account TEXT NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (valid_to IS NULL OR valid_to >= valid_from),
  CHECK (kind IN ('treasury', 'unit_account', 'school_account', 'nontax_platform', 'parents_committee', 'agency', 'person')),
  CHECK (pupil_no = 0)
) WITHOUT ROWID;
CREATE TRIGGER payee_no_update BEFORE UPDATE ON payee
  BEGIN SELECT RAISE(ABORT, 'rows of payee are never changed'); END;
CREATE TRIGGER payee_no_delete BEFORE DELETE ON payee
  BEGIN SELECT RAISE(ABORT, 'rows of payee are never changed'); END;

-- A day of the public working-day calendar that is not as its weekday says. (C9)
CREATE TABLE working_day (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  on_date DATE NOT NULL,
  kind TEXT NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (kind IN ('holiday', 'make_up')),
  CHECK (school_id = 0),
  CHECK (pupil_no = 0)
) WITHOUT ROWID;
CREATE TRIGGER working_day_no_update BEFORE UPDATE ON working_day
  BEGIN SELECT RAISE(ABORT, 'rows of working_day are never changed'); END;
CREATE TRIGGER working_day_no_delete BEFORE DELETE ON working_day
  BEGIN SELECT RAISE(ABORT, 'rows of working_day are never changed'); END;
