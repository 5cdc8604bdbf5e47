//! Opening a database: its address, its file, its connections, its migrations.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::Migrator;
use sqlx::{AnyConnection, AnyPool, ConnectOptions, Connection, Executor};

use super::transaction::{PATIENCE, whole};
use super::{Backend, Result, Store, StoreError};

/// All migrations, compiled in. They only add, and are never edited once they have landed.
static MIGRATOR: Migrator = sqlx::migrate!();

/// How long a second process waits at start for the one that is migrating.
const MIGRATION_PATIENCE: Duration = Duration::from_secs(30);

/// Readers of SQLite: few, because each keeps a cache of pages.
const READERS: u32 = 3;

/// Connections to PostgreSQL.
const CONNECTIONS: u32 = 8;

impl Store {
    /// Opens `sqlite:path` or `postgres://…`, makes the file where there is none, and brings the tables up to date.
    ///
    /// # Errors
    /// When the address names no such database, it cannot be reached or written, or its tables are those of a
    /// newer Headway.
    pub async fn open(address: &str) -> Result<Self> {
        static DRIVERS: Once = Once::new();
        DRIVERS.call_once(sqlx::any::install_default_drivers);
        if let Some(path) = sqlite_path(address)? {
            Self::open_sqlite(&path).await
        } else {
            Self::open_postgres(address).await
        }
    }

    /// As [`Store::open`], of a database that is there: a file that is not is never made.
    ///
    /// # Errors
    /// When there is none, or as [`Store::open`].
    pub async fn open_existing(address: &str) -> Result<Self> {
        let missing = sqlite_path(address)?.filter(|path| !path.exists());
        match missing {
            Some(path) => Err(StoreError::Address(format!(
                "there is no database at {}",
                path.display()
            ))),
            None => Self::open(address).await,
        }
    }

    /// Whether the database can be written now, by writing to it.
    ///
    /// # Errors
    /// When it cannot, or not within two seconds.
    pub async fn writable(&self) -> Result<()> {
        whole!(self, tx => beat(tx))
    }

    /// Waits until every connection is closed; the last one of SQLite folds the write-ahead log into the file.
    pub async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }

    async fn open_sqlite(path: &Path) -> Result<Self> {
        let path = make_private(path)?;
        let options = sqlite_options(&path)?;
        migrate_sqlite(&options).await?;
        let one = AnyPoolOptions::new()
            .max_connections(1)
            .acquire_timeout(PATIENCE)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .after_connect(|connection, _| {
                Box::pin(async move {
                    pragmas(connection).await?;
                    connection.execute("PRAGMA synchronous = FULL").await?;
                    Ok(())
                })
            });
        let several = AnyPoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(PATIENCE)
            .idle_timeout(Duration::from_secs(60))
            .max_lifetime(None)
            .test_before_acquire(false)
            .after_connect(|connection, _| {
                Box::pin(async move {
                    pragmas(connection).await?;
                    connection.execute("PRAGMA query_only = ON").await?;
                    Ok(())
                })
            });
        Ok(Self {
            writer: one.connect_with(options.clone()).await?,
            reader: several.connect_lazy_with(options),
            backend: Backend::Sqlite,
            read: Arc::default(),
        })
    }

    async fn open_postgres(address: &str) -> Result<Self> {
        let options = AnyConnectOptions::from_str(address)?;
        let mut connection = tokio::time::timeout(PATIENCE * 5, options.connect())
            .await
            .map_err(|_| StoreError::Unavailable("PostgreSQL does not answer".to_owned()))??;
        // Waits for its own advisory lock.
        MIGRATOR.run_direct(None, &mut connection, false).await?;
        connection.close().await?;
        let pool: AnyPool = AnyPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .idle_timeout(Duration::from_secs(300))
            .after_connect(|connection, _| {
                Box::pin(async move {
                    connection.execute("SET lock_timeout = '2s'").await?;
                    connection.execute("SET statement_timeout = '10s'").await?;
                    Ok(())
                })
            })
            .connect_lazy_with(options);
        Ok(Self {
            writer: pool.clone(),
            reader: pool,
            backend: Backend::Postgres,
            read: Arc::default(),
        })
    }
}

async fn beat(tx: &mut AnyConnection) -> Result<()> {
    sqlx::query(
        "INSERT INTO heartbeat (workspace, beats) VALUES ('', 1)
         ON CONFLICT (workspace) DO UPDATE SET beats = heartbeat.beats + 1",
    )
    .execute(tx)
    .await?;
    Ok(())
}

async fn pragmas(connection: &mut AnyConnection) -> sqlx::Result<()> {
    connection.execute("PRAGMA busy_timeout = 2000").await?;
    connection.execute("PRAGMA foreign_keys = ON").await?;
    Ok(())
}

/// The path in `sqlite:headway.db` or `sqlite:///var/lib/headway.db`; none for PostgreSQL.
fn sqlite_path(address: &str) -> Result<Option<PathBuf>> {
    if address.starts_with("postgres://") || address.starts_with("postgresql://") {
        return Ok(None);
    }
    let Some(rest) = address.strip_prefix("sqlite:") else {
        // Not repeated in full: an address may carry a password.
        let scheme = address.split(':').next().unwrap_or_default();
        return Err(StoreError::Address(format!(
            "a database is `sqlite:<path>` or `postgres://…`, not `{scheme}:`"
        )));
    };
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let path = rest.split('?').next().unwrap_or_default();
    if path.is_empty() || path.contains(":memory:") || rest.contains("mode=memory") {
        return Err(StoreError::Address(
            "SQLite needs a file: `sqlite:headway.db`".to_owned(),
        ));
    }
    Ok(Some(PathBuf::from(path)))
}

/// Makes the file, for its owner's eyes alone, if there is none; its `-wal` and `-shm` get the same mode from SQLite.
fn make_private(path: &Path) -> Result<PathBuf> {
    // Closing any descriptor of a file drops all locks that this process has on it, SQLite's too. So a file that
    // exists is never opened here, and nobody else here opens one while it is being made.
    static MAKING: Mutex<()> = Mutex::new(());
    let unavailable =
        |error: std::io::Error| StoreError::Unavailable(format!("{}: {error}", path.display()));
    let making = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            return Err(unavailable(error));
        }
        _ => drop(making),
    }
    path.canonicalize().map_err(unavailable)
}

/// Through a URL, because that is all that `Any` takes; percent signs keep odd file names whole.
fn sqlite_options(path: &Path) -> Result<AnyConnectOptions> {
    let no = || StoreError::Address(format!("`{}` is no path of a file", path.display()));
    let file = url::Url::from_file_path(path).map_err(|()| no())?;
    let address = format!("sqlite://{}?mode=rwc", file.path());
    Ok(AnyConnectOptions::from_str(&address)?)
}

/// SQLite has no lock for migrations, so they run inside a transaction that is one; the second of two processes
/// then finds nothing left to do.
async fn migrate_sqlite(options: &AnyConnectOptions) -> Result<()> {
    let migrating = async {
        loop {
            match try_migrate_sqlite(options).await {
                Err(StoreError::Busy(_)) => tokio::time::sleep(Duration::from_millis(20)).await,
                done => return done,
            }
        }
    };
    tokio::time::timeout(MIGRATION_PATIENCE, migrating)
        .await
        .unwrap_or_else(|_| Err(StoreError::Busy("somebody else is migrating".to_owned())))
}

async fn try_migrate_sqlite(options: &AnyConnectOptions) -> Result<()> {
    let mut connection = options.connect().await?;
    pragmas(&mut connection).await?;
    // Stays with the file. Refused without waiting while another process does the same, hence the loop outside.
    let (mode,): (String,) = sqlx::query_as("PRAGMA journal_mode = WAL")
        .fetch_one(&mut connection)
        .await?;
    if mode != "wal" {
        return Err(StoreError::Unavailable(format!(
            "SQLite cannot keep a write-ahead log here (journal mode is {mode})"
        )));
    }
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    MIGRATOR.run_direct(None, &mut *transaction, false).await?;
    transaction.commit().await?;
    connection.close().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_file_or_a_server() {
        let path = |address| sqlite_path(address).unwrap();
        assert_eq!(path("sqlite:headway.db"), Some("headway.db".into()));
        assert_eq!(path("sqlite://a/b.db?mode=rwc"), Some("a/b.db".into()));
        assert_eq!(path("sqlite:///tmp/b.db"), Some("/tmp/b.db".into()));
        assert_eq!(path("postgres://u@h/d"), None);
        for wrong in ["sqlite:", "sqlite::memory:", "mysql://h", "headway.db"] {
            assert!(sqlite_path(wrong).is_err(), "{wrong}");
        }
    }

    #[tokio::test]
    async fn every_connection_of_sqlite_is_set_up() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("headway.db");
        let store = Store::open(&format!("sqlite:{}", path.display()))
            .await
            .unwrap();
        assert_eq!(pragma(&store.writer, "journal_mode").await, "wal");
        assert_eq!(pragma(&store.writer, "synchronous").await, "2");
        assert_eq!(pragma(&store.writer, "foreign_keys").await, "1");
        assert_eq!(pragma(&store.writer, "busy_timeout").await, "2000");
        assert_eq!(pragma(&store.writer, "query_only").await, "0");
        // All of the readers at once, so that each one is asked.
        let (a, b, c) = tokio::join!(
            store.reader.acquire(),
            store.reader.acquire(),
            store.reader.acquire()
        );
        for mut connection in [a.unwrap(), b.unwrap(), c.unwrap()] {
            assert_eq!(pragma(&mut *connection, "query_only").await, "1");
            assert_eq!(pragma(&mut *connection, "busy_timeout").await, "2000");
            let write = sqlx::query("DELETE FROM heartbeat");
            assert!(write.execute(&mut *connection).await.is_err());
        }
    }

    async fn pragma<'c>(
        connection: impl sqlx::Executor<'c, Database = sqlx::Any>,
        name: &str,
    ) -> String {
        use sqlx::Row;
        let row = sqlx::query(sqlx::AssertSqlSafe(format!("PRAGMA {name}")))
            .fetch_one(connection)
            .await
            .unwrap();
        row.try_get::<String, _>(0)
            .or_else(|_| row.try_get::<i64, _>(0).map(|number| number.to_string()))
            .unwrap()
    }

    #[test]
    fn a_wrong_address_does_not_print_its_password() {
        let error = sqlite_path("mysql://ana:secret@host/db").unwrap_err();
        assert!(!error.to_string().contains("secret"));
    }
}
