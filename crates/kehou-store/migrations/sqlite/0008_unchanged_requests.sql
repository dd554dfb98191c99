-- Requests that changed nothing, with what they were answered: asked again, they are answered the same, whatever was written since.
CREATE TABLE unchanged_request (
  school_id BIGINT NOT NULL,
  request_id TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  fingerprint BLOB NOT NULL,
  change_no BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (school_id, request_id),
  CHECK (change_no >= 0)
) WITHOUT ROWID;
CREATE TRIGGER unchanged_request_no_update BEFORE UPDATE ON unchanged_request
  BEGIN SELECT RAISE(ABORT, 'rows of unchanged_request are never changed'); END;
CREATE TRIGGER unchanged_request_no_delete BEFORE DELETE ON unchanged_request
  BEGIN SELECT RAISE(ABORT, 'rows of unchanged_request are never changed'); END;
