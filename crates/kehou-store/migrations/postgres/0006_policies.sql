-- Policies that were adopted. (F1, F4)

-- An adopted policy; immutable.
CREATE TABLE policy_version (
  school_id BIGINT NOT NULL,
  pupil_no BIGINT NOT NULL,
  item_no BIGINT NOT NULL,
  change_no BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  division TEXT NOT NULL,
  policy_id TEXT NOT NULL,
  adopted_at BIGINT NOT NULL,
  texts TEXT NOT NULL,
  PRIMARY KEY (school_id, pupil_no, item_no, change_no),
  CHECK (pupil_no = 0)
);
GRANT SELECT, INSERT ON policy_version TO kehou_service;
