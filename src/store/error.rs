//! What can go wrong between us and the database. No error carries a row's content: an answer is never logged.

use sqlx::migrate::MigrateError;

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else kept the database, or its connections, for longer than an answer can wait.
    #[error("the database was busy for too long ({0})")]
    Busy(String),
    /// The database cannot be reached, read or written.
    #[error("the database cannot be used: {0}")]
    Unavailable(String),
    /// A row that no version of Headway writes.
    #[error("the database holds something unreadable: {0}")]
    Corrupt(String),
    /// A value that the database must not be given.
    #[error("refused to write {0}")]
    Refused(&'static str),
    /// A `DATABASE_URL` that names no database that Headway knows.
    #[error("{0}")]
    Address(String),
    /// The tables could not be brought up to date.
    #[error("the tables cannot be brought up to date: {0}")]
    Migration(#[from] MigrateError),
    /// The transaction crossed another one and can be tried again whole; ends as [`StoreError::Busy`] when it keeps
    /// on happening.
    #[error("the transaction crossed another one")]
    Crossed,
}

impl StoreError {
    /// Whether the same may well work in a moment.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Busy(_) | Self::Crossed)
    }

    /// A column, named `table.column`, that does not say what it should.
    pub(super) fn corrupt(column: &'static str) -> Self {
        Self::Corrupt(column.to_owned())
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            // Their sources would print the value, which may be somebody's answer.
            sqlx::Error::ColumnDecode { index, .. } => Self::Corrupt(format!("column {index}")),
            sqlx::Error::Decode(_) => Self::Corrupt("a column".to_owned()),
            sqlx::Error::PoolTimedOut => Self::Busy("no connection came free".to_owned()),
            sqlx::Error::Database(database) => {
                let message = database.message().to_owned();
                match database.code().as_deref() {
                    // serialization_failure, deadlock_detected
                    Some("40001" | "40P01") => Self::Crossed,
                    // lock_not_available, query_canceled (by the statement time-out)
                    Some("55P03" | "57014") => Self::Busy(message),
                    Some(code) if sqlite_is_busy(code) => Self::Busy(message),
                    _ => Self::Unavailable(message),
                }
            }
            _ => Self::Unavailable(error.to_string()),
        }
    }
}

/// SQLITE_BUSY (5) and SQLITE_LOCKED (6), plain or extended. PostgreSQL's codes have five characters.
fn sqlite_is_busy(code: &str) -> bool {
    code.len() < 5
        && code
            .parse::<u32>()
            .is_ok_and(|code| matches!(code & 0xff, 5 | 6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_that_does_not_decode_keeps_its_content_to_itself() {
        let error = StoreError::from(sqlx::Error::ColumnDecode {
            index: "note".to_owned(),
            source: "expected BIGINT, got Text(\"we lost the customer\")".into(),
        });
        assert!(!error.to_string().contains("customer"));
        assert!(matches!(error, StoreError::Corrupt(_)));
    }

    #[test]
    fn sqlite_says_busy_in_several_ways() {
        assert!(sqlite_is_busy("5"));
        assert!(sqlite_is_busy("517"));
        assert!(sqlite_is_busy("262"));
        assert!(!sqlite_is_busy("8"));
        assert!(!sqlite_is_busy("40005"));
    }
}
