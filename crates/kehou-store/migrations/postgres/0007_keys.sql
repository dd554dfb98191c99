-- A text sealed with the keys of this database: by it others are refused before anything is written with them.
CREATE TABLE key_check (
  check_no BIGINT NOT NULL,
  sealed BYTEA NOT NULL,
  PRIMARY KEY (check_no),
  CHECK (check_no = 1)
);
GRANT SELECT, INSERT ON key_check TO kehou_service;
