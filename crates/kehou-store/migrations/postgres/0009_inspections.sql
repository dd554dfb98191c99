-- Papers of inspections: what somebody did or wrote, by what it says; who and when stand beside it. (I1-I16, O6, O8)

-- The checklists that were adopted, one version each.
CREATE TABLE checklist (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  about_no BIGINT NOT NULL,
  done_by TEXT NOT NULL,
  done_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no = 0)
);
GRANT SELECT, INSERT ON checklist TO kehou_service;

-- What was done to a campaign: opened, frame fixed, committed, seed revealed, plan changed, inspectors assigned.
CREATE TABLE campaign_act (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  about_no BIGINT NOT NULL,
  done_by TEXT NOT NULL,
  done_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no = 0)
);
GRANT SELECT, INSERT ON campaign_act TO kehou_service;

-- Who may be drawn as an inspector, and to which schools they are linked.
CREATE TABLE inspector (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  about_no BIGINT NOT NULL,
  done_by TEXT NOT NULL,
  done_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no = 0)
);
GRANT SELECT, INSERT ON inspector TO kehou_service;

-- Routine visits outside campaigns.
CREATE TABLE routine_visit (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  about_no BIGINT NOT NULL,
  done_by TEXT NOT NULL,
  done_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no = 0)
);
GRANT SELECT, INSERT ON routine_visit TO kehou_service;

-- Answers to a checklist: the self-check of a school, or what a visit found.
CREATE TABLE answer_sheet (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  about_no BIGINT NOT NULL,
  done_by TEXT NOT NULL,
  done_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no = 0)
);
GRANT SELECT, INSERT ON answer_sheet TO kehou_service;

-- Decisions about proposed vetoes.
CREATE TABLE veto_decision (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  about_no BIGINT NOT NULL,
  done_by TEXT NOT NULL,
  done_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no = 0)
);
GRANT SELECT, INSERT ON veto_decision TO kehou_service;

-- Entries of the safety register of a school.
CREATE TABLE safety_item (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  about_no BIGINT NOT NULL,
  done_by TEXT NOT NULL,
  done_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no = 0)
);
GRANT SELECT, INSERT ON safety_item TO kehou_service;

-- Files handed in as evidence, by the hash of their content.
CREATE TABLE attachment (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  about_no BIGINT NOT NULL,
  done_by TEXT NOT NULL,
  done_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no = 0)
);
GRANT SELECT, INSERT ON attachment TO kehou_service;

-- What was done to a finding, with the deadline that it set.
CREATE TABLE finding_act (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  about_no BIGINT NOT NULL,
  done_by TEXT NOT NULL,
  done_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no = 0)
);
GRANT SELECT, INSERT ON finding_act TO kehou_service;

-- What was done to a nomination of good practice.
CREATE TABLE practice_act (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  about_no BIGINT NOT NULL,
  done_by TEXT NOT NULL,
  done_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no = 0)
);
GRANT SELECT, INSERT ON practice_act TO kehou_service;

-- Who was principal of the school when.
CREATE TABLE principal_post (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  about_no BIGINT NOT NULL,
  done_by TEXT NOT NULL,
  done_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no = 0)
);
GRANT SELECT, INSERT ON principal_post TO kehou_service;

-- What was done to a case of the discipline office; sealed.
CREATE TABLE case_act (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  about_no BIGINT NOT NULL,
  done_by TEXT NOT NULL,
  done_at BIGINT NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no = 0)
);
GRANT SELECT, INSERT ON case_act TO kehou_service;

-- Who reported a case; sealed.
CREATE TABLE case_reporter (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  about_no BIGINT NOT NULL,
  done_by TEXT NOT NULL,
  done_at BIGINT NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no = 0)
);
GRANT SELECT, INSERT ON case_reporter TO kehou_service;

-- What was done to an entry of a principal's file; sealed.
CREATE TABLE entry_act (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  about_no BIGINT NOT NULL,
  done_by TEXT NOT NULL,
  done_at BIGINT NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no = 0)
);
GRANT SELECT, INSERT ON entry_act TO kehou_service;

-- The content of files handed in, in pieces.
CREATE TABLE attachment_piece (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  attachment_no BIGINT NOT NULL,
  piece_no BIGINT NOT NULL,
  content BYTEA NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no = 0)
);
CREATE INDEX attachment_piece_by_file ON attachment_piece (school_id, attachment_no, piece_no);
GRANT SELECT, INSERT ON attachment_piece TO kehou_service;
