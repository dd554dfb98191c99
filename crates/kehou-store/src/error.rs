//! What can go wrong with the books themselves.

use std::fmt;

use kehou_units::{Fault, Instant};
use sea_orm::{DbErr, RuntimeErr};

/// The books can't do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or failed.
    #[error("the database failed: {0}")]
    Database(#[source] DbErr),
    /// The database can't be reached, or others keep it busy; trying again may succeed.
    #[error("the database is busy: {0}")]
    Busy(#[source] DbErr),
    /// A stored row can't be read.
    #[error("a row of `{table}` can't be read: {what}")]
    BadRow {
        /// The table.
        table: &'static str,
        /// Which column, and what stands there.
        what: String,
    },
    /// A sealed value can't be opened: the keys are others, or the value was moved or changed.
    #[error("a sealed value of `{table}` can't be opened; are these the keys of this database?")]
    Sealed {
        /// The table.
        table: &'static str,
    },
    /// There is no such ledger.
    #[error("the books have no school number {number}")]
    NoLedger {
        /// The number asked for.
        number: i64,
    },
    /// The request id was used for something else.
    #[error(
        "request id `{request_id}` was used at {recorded_at} for another request; send a new id"
    )]
    RequestIdUsed {
        /// The id.
        request_id: String,
        /// When it was used.
        recorded_at: Instant,
    },
    /// An import is being stored; until it is complete nothing else is written.
    #[error("import {import} is being stored; try again when it is complete, or resume it")]
    ImportUnfinished {
        /// The import.
        import: i64,
    },
}

impl StoreError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Database(_) => "STORE_DATABASE",
            Self::Busy(_) => "STORE_BUSY",
            Self::BadRow { .. } => "STORE_BAD_ROW",
            Self::Sealed { .. } => "STORE_SEALED",
            Self::NoLedger { .. } => "STORE_NO_LEDGER",
            Self::RequestIdUsed { .. } => "REQUEST_ID_USED",
            Self::ImportUnfinished { .. } => "IMPORT_UNFINISHED",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::Database(_) | Self::BadRow { .. } | Self::Sealed { .. } => Fault::Internal,
            Self::Busy(_) | Self::ImportUnfinished { .. } => Fault::Busy,
            Self::NoLedger { .. } => Fault::NotFound,
            Self::RequestIdUsed { .. } => Fault::Exists,
        }
    }

    /// A row that can't be read.
    /// A stored row of a table that can't be read, with what is wrong.
    pub fn bad_row(table: &'static str, what: impl fmt::Display) -> Self {
        Self::BadRow { table, what: format!("{what}") }
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        if is_busy(&error) { Self::Busy(error) } else { Self::Database(error) }
    }
}

/// Whether SQLite says that others hold the file, whatever they do with it.
pub(crate) fn is_locked(error: &DbErr) -> bool {
    /// The primary code of `SQLITE_BUSY`; extended codes have it in their lowest byte.
    const BUSY: u32 = 5;
    let (DbErr::Conn(inner) | DbErr::Exec(inner) | DbErr::Query(inner)) = error else {
        return false;
    };
    let RuntimeErr::SqlxError(error) = inner else { return false };
    let code = error.as_database_error().and_then(|error| error.code()?.parse::<u32>().ok());
    code.is_some_and(|code| code & 0xff == BUSY)
}

/// Whether a failure goes away by itself: a lock, a lost connection, a full pool.
fn is_busy(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(inner) | DbErr::Query(inner) => match inner {
            RuntimeErr::SqlxError(error) => match &**error {
                sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => true,
                sqlx::Error::Database(error) => error.code().is_some_and(|code| {
                    // serialization failure, deadlock, too many connections, shutting down; SQLITE_BUSY
                    matches!(&*code, "40001" | "40P01" | "53300" | "57P01" | "5" | "261" | "517")
                }),
                _ => false,
            },
            RuntimeErr::Internal(_) => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use kehou_words::{Lang, placeholders, render};

    use super::*;
    use crate::{KeyError, OpenError};

    fn assert_said(code: &str, given: &[&str]) {
        for lang in Lang::ALL {
            assert!(render(code, lang, &[]).is_some(), "{code} has no text");
            for taken in placeholders(code, lang) {
                assert!(given.contains(&taken), "{code} takes `{taken}`, which nobody gives");
            }
        }
    }

    #[test]
    fn every_code_is_said_in_both_languages() {
        let what = || DbErr::Custom(String::new());
        let at = Instant::from_micros(0);
        for (error, given) in [
            (StoreError::Database(what()), &[][..]),
            (StoreError::Busy(what()), &[]),
            (StoreError::bad_row("roll", ""), &["table"]),
            (StoreError::Sealed { table: "person" }, &["table"]),
            (StoreError::NoLedger { number: 1 }, &["number"]),
            (
                StoreError::RequestIdUsed { request_id: String::new(), recorded_at: at },
                &["request_id", "recorded_at"],
            ),
            (StoreError::ImportUnfinished { import: 1 }, &["import"]),
        ] {
            assert_said(error.code(), given);
        }
        for (error, given) in [
            (OpenError::Address { given: String::new() }, &["given"][..]),
            (OpenError::Database(what()), &[]),
            (OpenError::Pending { pending: 1 }, &["pending"]),
            (OpenError::Migration { what: String::new() }, &["what"]),
            (OpenError::Keys, &[]),
        ] {
            assert_said(error.code(), given);
        }
        assert_said(KeyError { line: 1, what: "" }.code(), &["line", "what"]);
    }
}
