//! Transactions: whole or not at all, and tried again whole where PostgreSQL found that two of them crossed.

use std::time::Duration;

use sqlx::{Any, Transaction};

use super::{Backend, Result, Store, StoreError};

/// How long anybody who waits for an answer may be kept by somebody else's lock.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);

/// How often a transaction that crossed another is tried again. One of any two that cross succeeds, so this is
/// more than the number of connections that all instances together are likely to hold.
pub(super) const TRIES: u32 = 40;

/// Runs a function on a write transaction, commits what it did, and tries all of it again where it crossed another:
/// `whole!(store, tx => work(tx, ..))`. A macro, because a closure that lends its argument to a future that others
/// may send between threads cannot be written down yet.
macro_rules! whole {
    ($store:expr, $tx:ident => $work:expr) => {{
        let mut tries = 0_u32;
        loop {
            let done = async {
                let mut begun = $store.begin().await?;
                let $tx = &mut *begun;
                let value = $work.await?;
                begun.commit().await?;
                Ok::<_, $crate::store::StoreError>(value)
            }
            .await;
            match done {
                Err($crate::store::StoreError::Crossed)
                    if tries < $crate::store::transaction::TRIES =>
                {
                    tries += 1;
                    tokio::task::yield_now().await;
                }
                Err($crate::store::StoreError::Crossed) => {
                    break Err($crate::store::StoreError::Busy(
                        "the transaction kept crossing others".to_owned(),
                    ));
                }
                done => break done,
            }
        }
    }};
}
pub(super) use whole;

impl Store {
    /// Begins to write. Waits [`PATIENCE`] at most, for a connection and for the database together.
    pub(super) async fn begin(&self) -> Result<Transaction<'static, Any>> {
        let statement = match self.backend {
            // A plain `BEGIN` would fail in the middle when a second process writes.
            Backend::Sqlite => "BEGIN IMMEDIATE",
            // Anything weaker lets an answer into a round that closed meanwhile.
            Backend::Postgres => "BEGIN ISOLATION LEVEL SERIALIZABLE",
        };
        match tokio::time::timeout(PATIENCE, self.writer.begin_with(statement)).await {
            Ok(begun) => Ok(begun?),
            Err(_) => Err(StoreError::Busy("somebody else is writing".to_owned())),
        }
    }

    /// Begins to read several things as they were at one instant.
    pub(super) async fn snapshot(&self) -> Result<Transaction<'static, Any>> {
        let statement = match self.backend {
            Backend::Sqlite => "BEGIN",
            Backend::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        Ok(self.reader.begin_with(statement).await?)
    }
}
