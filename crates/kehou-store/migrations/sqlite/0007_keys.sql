-- A text sealed with the keys of this database: by it others are refused before anything is written with them.
CREATE TABLE key_check (
  check_no BIGINT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (check_no),
  CHECK (check_no = 1)
) WITHOUT ROWID;
CREATE TRIGGER key_check_no_update BEFORE UPDATE ON key_check
  BEGIN SELECT RAISE(ABORT, 'rows of key_check are never changed'); END;
CREATE TRIGGER key_check_no_delete BEFORE DELETE ON key_check
  BEGIN SELECT RAISE(ABORT, 'rows of key_check are never changed'); END;
