-- Requests that changed nothing, with what they were answered: asked again, they are answered the same, whatever was written since.
CREATE TABLE unchanged_request (
  school_id BIGINT NOT NULL,
  request_id TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  fingerprint BYTEA NOT NULL,
  change_no BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (school_id, request_id),
  CHECK (change_no >= 0)
);
GRANT SELECT, INSERT ON unchanged_request TO kehou_service;
