-- Rolls, packed: one byte a mark. (F8, F9)

-- Who stands where on a roll; found by the hash of its content.
CREATE TABLE roster (
  school_id BIGINT NOT NULL,
  hash BYTEA NOT NULL,
  pupil_nos BYTEA NOT NULL,
  change_no BIGINT NOT NULL,
  PRIMARY KEY (school_id, hash)
);
GRANT SELECT, INSERT ON roster TO kehou_service;

-- One sheet of one slot of one day; a correction is the next revision.
CREATE TABLE roll (
  school_id BIGINT NOT NULL,
  service_date DATE NOT NULL,
  slot BIGINT NOT NULL,
  group_no BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  sheet BIGINT NOT NULL,
  roster_hash BYTEA NOT NULL,
  marks BYTEA NOT NULL,
  entered_at BIGINT,
  late_reason TEXT,
  change_no BIGINT NOT NULL,
  PRIMARY KEY (school_id, service_date, slot, group_no, revision, sheet),
  CHECK (slot BETWEEN 1 AND 8)
);
GRANT SELECT, INSERT ON roll TO kehou_service;

-- When a school locked or reopened a month; the item is the month. (F9)
CREATE TABLE month_lock (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  state TEXT NOT NULL,
  families_told_on DATE,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (state IN ('locked', 'reopened')),
  CHECK (pupil_no = 0)
);
GRANT SELECT, INSERT ON month_lock TO kehou_service;
