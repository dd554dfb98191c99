-- What is true of pupils. Who they are stands apart, where it can be erased. (C5)

-- A pupil of a school; one child has one person id in all schools.
CREATE TABLE pupil (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  person_id UUID NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no > 0)
);
CREATE INDEX pupil_by_person ON pupil (person_id);
GRANT SELECT, INSERT ON pupil TO kehou_service;

-- The name and the sealed numbers of a pupil; erasable.
CREATE TABLE person (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  name TEXT NOT NULL,
  student_number BYTEA,
  student_number_hash BYTEA,
  local_id TEXT,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no > 0)
);
CREATE INDEX person_by_number ON person (school_id, student_number_hash);
GRANT SELECT, INSERT, DELETE ON person TO kehou_service;

-- A guardian; the phone is sealed; erasable.
CREATE TABLE guardian (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  name TEXT NOT NULL,
  phone BYTEA,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no > 0)
);
GRANT SELECT, INSERT, DELETE ON guardian TO kehou_service;

-- Class and boarding during a period. (F18)
CREATE TABLE placement (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE,
  grade BIGINT NOT NULL,
  class_no BIGINT NOT NULL,
  boarding TEXT NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (valid_to IS NULL OR valid_to >= valid_from),
  CHECK (boarding IN ('day', 'boarder')),
  CHECK (pupil_no > 0)
);
GRANT SELECT, INSERT ON placement TO kehou_service;

-- A guardian's application. (F14)
CREATE TABLE application (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  applied_on DATE NOT NULL,
  withdrawn_on DATE,
  slots BIGINT NOT NULL,
  weekdays BIGINT NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (slots BETWEEN 0 AND 255),
  CHECK (weekdays BETWEEN 0 AND 127),
  CHECK (pupil_no > 0)
);
GRANT SELECT, INSERT ON application TO kehou_service;

-- A waiver of the whole fee. (F2, F11)
CREATE TABLE waiver (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  category TEXT NOT NULL,
  track TEXT NOT NULL,
  since DATE NOT NULL,
  decision TEXT,
  decided_on DATE,
  decision_reason TEXT,
  lost_on DATE,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (track IN ('list_match', 'application')),
  CHECK (decision IN ('pending', 'confirmed', 'rejected')),
  CHECK ((track = 'list_match') = (decision IS NOT NULL)),
  CHECK (pupil_no > 0)
);
GRANT SELECT, INSERT ON waiver TO kehou_service;
