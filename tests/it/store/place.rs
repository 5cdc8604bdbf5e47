//! A fresh database of either kind, and whatever another program could do to it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use headway::store::Store;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};
use tempfile::TempDir;

/// Runs behaviours, functions of a [`Place`], on both databases.
macro_rules! on_both {
    ($($behaviour:ident),+ $(,)?) => {
        mod on_sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
                async fn $behaviour() {
                    let place = crate::store::place::Place::sqlite();
                    super::$behaviour(&place).await;
                }
            )+
        }

        mod on_postgres {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
                async fn $behaviour() {
                    if let Some(place) = crate::store::place::Place::postgres().await {
                        super::$behaviour(&place).await;
                        place.clear().await;
                    }
                }
            )+
        }
    };
}
pub(crate) use on_both;

/// A database of its own for one test.
pub struct Place {
    /// What [`Store::open`] takes.
    pub address: String,
    schema: Option<String>,
    directory: Option<TempDir>,
}

impl Place {
    /// A file in a directory that goes away with this.
    pub fn sqlite() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("headway.db");
        Self {
            address: format!("sqlite:{}", path.display()),
            schema: None,
            directory: Some(directory),
        }
    }

    /// A schema of its own; none where there is no PostgreSQL.
    pub async fn postgres() -> Option<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let server = crate::require::postgres()?;
        sqlx::any::install_default_drivers();
        let schema = format!(
            "headway_test_{}_{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let mut connection = AnyConnection::connect(&server).await.unwrap();
        let fresh = format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
        connection.execute(AssertSqlSafe(fresh)).await.unwrap();
        connection.close().await.unwrap();
        let joint = if server.contains('?') { '&' } else { '?' };
        Some(Self {
            address: format!("{server}{joint}options[search_path]={schema}"),
            schema: Some(schema),
            directory: None,
        })
    }

    /// Opens a store; as often as one likes, as several instances would.
    pub async fn open(&self) -> Store {
        Store::open(&self.address).await.unwrap()
    }

    /// A connection that knows nothing of the store.
    pub async fn connect(&self) -> AnyConnection {
        sqlx::any::install_default_drivers();
        let address = match &self.directory {
            Some(_) => format!("{}?mode=rwc", self.address),
            None => self.address.clone(),
        };
        AnyConnection::connect(&address).await.unwrap()
    }

    /// Runs SQL behind the store's back.
    pub async fn run(&self, sql: &str) {
        let mut connection = self.connect().await;
        connection.execute(AssertSqlSafe(sql)).await.unwrap();
        connection.close().await.unwrap();
    }

    /// One number, asked behind the store's back.
    pub async fn number(&self, sql: &str) -> i64 {
        let mut connection = self.connect().await;
        let (number,): (i64,) = sqlx::query_as(AssertSqlSafe(sql.to_owned()))
            .fetch_one(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
        number
    }

    /// Takes every lock that keeps the store from writing, until the connection is dropped.
    pub async fn lock(&self) -> AnyConnection {
        let mut connection = self.connect().await;
        let sql = if self.is_sqlite() {
            "BEGIN IMMEDIATE"
        } else {
            "BEGIN; LOCK TABLE heartbeat, workspace, round, ask, check_in, delivery IN ACCESS EXCLUSIVE MODE"
        };
        connection.execute(sql).await.unwrap();
        connection
    }

    /// Whether this is a file.
    pub fn is_sqlite(&self) -> bool {
        self.directory.is_some()
    }

    /// The directory of the file.
    pub fn directory(&self) -> PathBuf {
        self.directory.as_ref().unwrap().path().to_owned()
    }

    /// Takes the schema away again.
    pub async fn clear(self) {
        if let Some(schema) = &self.schema {
            self.run(&format!("DROP SCHEMA {schema} CASCADE")).await;
        }
    }
}
