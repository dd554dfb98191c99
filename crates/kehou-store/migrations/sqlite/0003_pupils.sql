-- What is true of pupils. Who they are stands apart, where it can be erased. (C5)

-- A pupil of a school; one child has one person id in all schools.
CREATE TABLE pupil (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  person_id BLOB NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no > 0)
) WITHOUT ROWID;
CREATE INDEX pupil_by_person ON pupil (person_id);
CREATE TRIGGER pupil_no_update BEFORE UPDATE ON pupil
  BEGIN SELECT RAISE(ABORT, 'rows of pupil are never changed'); END;
CREATE TRIGGER pupil_no_delete BEFORE DELETE ON pupil
  BEGIN SELECT RAISE(ABORT, 'rows of pupil are never changed'); END;

-- The name and the sealed numbers of a pupil; erasable.
CREATE TABLE person (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  name TEXT NOT NULL,
  student_number BLOB,
  student_number_hash BLOB,
  local_id TEXT,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no > 0)
) WITHOUT ROWID;
CREATE INDEX person_by_number ON person (school_id, student_number_hash);
CREATE TRIGGER person_no_update BEFORE UPDATE ON person
  BEGIN SELECT RAISE(ABORT, 'rows of person are never changed'); END;
CREATE TRIGGER person_no_replace BEFORE INSERT ON person
  WHEN EXISTS (SELECT 1 FROM person WHERE school_id = NEW.school_id AND pupil_no = NEW.pupil_no
    AND item_no = NEW.item_no AND change_no = NEW.change_no)
  BEGIN SELECT RAISE(ABORT, 'rows of person are never changed'); END;

-- A guardian; the phone is sealed; erasable.
CREATE TABLE guardian (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  name TEXT NOT NULL,
  phone BLOB,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no > 0)
) WITHOUT ROWID;
CREATE TRIGGER guardian_no_update BEFORE UPDATE ON guardian
  BEGIN SELECT RAISE(ABORT, 'rows of guardian are never changed'); END;
CREATE TRIGGER guardian_no_replace BEFORE INSERT ON guardian
  WHEN EXISTS (SELECT 1 FROM guardian WHERE school_id = NEW.school_id AND pupil_no = NEW.pupil_no
    AND item_no = NEW.item_no AND change_no = NEW.change_no)
  BEGIN SELECT RAISE(ABORT, 'rows of guardian are never changed'); END;

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
) WITHOUT ROWID;
CREATE TRIGGER placement_no_update BEFORE UPDATE ON placement
  BEGIN SELECT RAISE(ABORT, 'rows of placement are never changed'); END;
CREATE TRIGGER placement_no_delete BEFORE DELETE ON placement
  BEGIN SELECT RAISE(ABORT, 'rows of placement are never changed'); END;

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
) WITHOUT ROWID;
CREATE TRIGGER application_no_update BEFORE UPDATE ON application
  BEGIN SELECT RAISE(ABORT, 'rows of application are never changed'); END;
CREATE TRIGGER application_no_delete BEFORE DELETE ON application
  BEGIN SELECT RAISE(ABORT, 'rows of application are never changed'); END;

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
) WITHOUT ROWID;
CREATE TRIGGER waiver_no_update BEFORE UPDATE ON waiver
  BEGIN SELECT RAISE(ABORT, 'rows of waiver are never changed'); END;
CREATE TRIGGER waiver_no_delete BEFORE DELETE ON waiver
  BEGIN SELECT RAISE(ABORT, 'rows of waiver are never changed'); END;
