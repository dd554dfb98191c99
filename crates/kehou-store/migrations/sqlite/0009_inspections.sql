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
) WITHOUT ROWID;
CREATE TRIGGER checklist_no_update BEFORE UPDATE ON checklist
  BEGIN SELECT RAISE(ABORT, 'rows of checklist are never changed'); END;
CREATE TRIGGER checklist_no_delete BEFORE DELETE ON checklist
  BEGIN SELECT RAISE(ABORT, 'rows of checklist are never changed'); END;

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
) WITHOUT ROWID;
CREATE TRIGGER campaign_act_no_update BEFORE UPDATE ON campaign_act
  BEGIN SELECT RAISE(ABORT, 'rows of campaign_act are never changed'); END;
CREATE TRIGGER campaign_act_no_delete BEFORE DELETE ON campaign_act
  BEGIN SELECT RAISE(ABORT, 'rows of campaign_act are never changed'); END;

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
) WITHOUT ROWID;
CREATE TRIGGER inspector_no_update BEFORE UPDATE ON inspector
  BEGIN SELECT RAISE(ABORT, 'rows of inspector are never changed'); END;
CREATE TRIGGER inspector_no_delete BEFORE DELETE ON inspector
  BEGIN SELECT RAISE(ABORT, 'rows of inspector are never changed'); END;

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
) WITHOUT ROWID;
CREATE TRIGGER routine_visit_no_update BEFORE UPDATE ON routine_visit
  BEGIN SELECT RAISE(ABORT, 'rows of routine_visit are never changed'); END;
CREATE TRIGGER routine_visit_no_delete BEFORE DELETE ON routine_visit
  BEGIN SELECT RAISE(ABORT, 'rows of routine_visit are never changed'); END;

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
) WITHOUT ROWID;
CREATE TRIGGER answer_sheet_no_update BEFORE UPDATE ON answer_sheet
  BEGIN SELECT RAISE(ABORT, 'rows of answer_sheet are never changed'); END;
CREATE TRIGGER answer_sheet_no_delete BEFORE DELETE ON answer_sheet
  BEGIN SELECT RAISE(ABORT, 'rows of answer_sheet are never changed'); END;

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
) WITHOUT ROWID;
CREATE TRIGGER veto_decision_no_update BEFORE UPDATE ON veto_decision
  BEGIN SELECT RAISE(ABORT, 'rows of veto_decision are never changed'); END;
CREATE TRIGGER veto_decision_no_delete BEFORE DELETE ON veto_decision
  BEGIN SELECT RAISE(ABORT, 'rows of veto_decision are never changed'); END;

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
) WITHOUT ROWID;
CREATE TRIGGER safety_item_no_update BEFORE UPDATE ON safety_item
  BEGIN SELECT RAISE(ABORT, 'rows of safety_item are never changed'); END;
CREATE TRIGGER safety_item_no_delete BEFORE DELETE ON safety_item
  BEGIN SELECT RAISE(ABORT, 'rows of safety_item are never changed'); END;

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
) WITHOUT ROWID;
CREATE TRIGGER attachment_no_update BEFORE UPDATE ON attachment
  BEGIN SELECT RAISE(ABORT, 'rows of attachment are never changed'); END;
CREATE TRIGGER attachment_no_delete BEFORE DELETE ON attachment
  BEGIN SELECT RAISE(ABORT, 'rows of attachment are never changed'); END;

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
) WITHOUT ROWID;
CREATE TRIGGER finding_act_no_update BEFORE UPDATE ON finding_act
  BEGIN SELECT RAISE(ABORT, 'rows of finding_act are never changed'); END;
CREATE TRIGGER finding_act_no_delete BEFORE DELETE ON finding_act
  BEGIN SELECT RAISE(ABORT, 'rows of finding_act are never changed'); END;

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
) WITHOUT ROWID;
CREATE TRIGGER practice_act_no_update BEFORE UPDATE ON practice_act
  BEGIN SELECT RAISE(ABORT, 'rows of practice_act are never changed'); END;
CREATE TRIGGER practice_act_no_delete BEFORE DELETE ON practice_act
  BEGIN SELECT RAISE(ABORT, 'rows of practice_act are never changed'); END;

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
) WITHOUT ROWID;
CREATE TRIGGER principal_post_no_update BEFORE UPDATE ON principal_post
  BEGIN SELECT RAISE(ABORT, 'rows of principal_post are never changed'); END;
CREATE TRIGGER principal_post_no_delete BEFORE DELETE ON principal_post
  BEGIN SELECT RAISE(ABORT, 'rows of principal_post are never changed'); END;

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
  body BLOB NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no = 0)
) WITHOUT ROWID;
CREATE TRIGGER case_act_no_update BEFORE UPDATE ON case_act
  BEGIN SELECT RAISE(ABORT, 'rows of case_act are never changed'); END;
CREATE TRIGGER case_act_no_delete BEFORE DELETE ON case_act
  BEGIN SELECT RAISE(ABORT, 'rows of case_act are never changed'); END;

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
  body BLOB NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no = 0)
) WITHOUT ROWID;
CREATE TRIGGER case_reporter_no_update BEFORE UPDATE ON case_reporter
  BEGIN SELECT RAISE(ABORT, 'rows of case_reporter are never changed'); END;
CREATE TRIGGER case_reporter_no_delete BEFORE DELETE ON case_reporter
  BEGIN SELECT RAISE(ABORT, 'rows of case_reporter are never changed'); END;

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
  body BLOB NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no = 0)
) WITHOUT ROWID;
CREATE TRIGGER entry_act_no_update BEFORE UPDATE ON entry_act
  BEGIN SELECT RAISE(ABORT, 'rows of entry_act are never changed'); END;
CREATE TRIGGER entry_act_no_delete BEFORE DELETE ON entry_act
  BEGIN SELECT RAISE(ABORT, 'rows of entry_act are never changed'); END;

-- The content of files handed in, in pieces.
CREATE TABLE attachment_piece (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  attachment_no BIGINT NOT NULL,
  piece_no BIGINT NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no = 0)
);
CREATE INDEX attachment_piece_by_file ON attachment_piece (school_id, attachment_no, piece_no);
CREATE TRIGGER attachment_piece_no_update BEFORE UPDATE ON attachment_piece
  BEGIN SELECT RAISE(ABORT, 'rows of attachment_piece are never changed'); END;
CREATE TRIGGER attachment_piece_no_delete BEFORE DELETE ON attachment_piece
  BEGIN SELECT RAISE(ABORT, 'rows of attachment_piece are never changed'); END;
