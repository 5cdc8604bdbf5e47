//! The weekly loop over PostgreSQL: asks, an answer, the digest, a late answer.

use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};

use crate::house::{COMPANY, House};
use crate::require;

/// A database of its own for one test.
struct Database {
    server: String,
    name: String,
}

impl Database {
    /// An empty one.
    async fn new(server: String) -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("headway_week_{}_{number}", std::process::id());
        let database = Self { server, name };
        database.forget().await;
        let create = format!("CREATE DATABASE {}", database.name);
        database.tell(&create).await;
        database
    }

    /// Its address.
    fn url(&self) -> String {
        let mut url: url::Url = self.server.parse().unwrap();
        url.set_path(&self.name);
        url.into()
    }

    async fn forget(&self) {
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        self.tell(&drop).await;
    }

    async fn tell(&self, sql: &str) {
        let mut connection = PgConnection::connect(&self.server).await.unwrap();
        connection
            .execute(AssertSqlSafe(sql.to_owned()))
            .await
            .unwrap();
        connection.close().await.unwrap();
    }
}

#[tokio::test]
async fn a_week_over_postgresql() {
    let Some(server) = require::postgres() else {
        return;
    };
    let database = Database::new(server).await;
    let folder = tempfile::tempdir().unwrap();
    let mut house = House::over(database.url(), folder, COMPANY).await;
    house.person("ana").opens("/checkin target").await;
    let (mara, ana) = (house.person("mara").user, house.person("ana").user);
    let target = [
        ("Fires", "25"),
        ("Tune-ups", "10"),
        ("Why this mix?", "a launch year"),
        ("Who agreed it from product?", mara.as_str()),
        ("And from engineering?", ana.as_str()),
        ("Why does it change?", "the vault"),
    ];
    let outcome = house.person("ana").submits(&target).await;
    assert_eq!(outcome.errors, None);
    house.walks_to("2026-11-19T14:01:00Z").await;
    assert_eq!(house.person("ana").messages().len(), 1);
    house.person("ana").presses("Check in").await;
    let answer = [("Fires", "45"), ("Security", "5"), ("PAY-1.2", "4,420")];
    let outcome = house.person("ana").submits(&answer).await;
    assert_eq!(outcome.errors, None);
    let receipt = house.person("ana").ask();
    assert!(receipt.contains("Payments, week 47: recorded"), "{receipt}");
    house.hears_one_of_platform().await;
    house.restarts().await;
    house.walks_to("2026-11-20T15:01:00Z").await;
    let before = house.thread();
    assert_eq!(before.heads(), 1);
    let replies = before.replies("Payments");
    assert!(replies[0].contains("45% fires"), "{replies:?}");
    let anew = "Agreed anew on Monday: 40% non-elective instead of 35%, because “the vault”.";
    assert!(replies[0].contains(anew), "{replies:?}");
    house.walks_to("2026-11-23T09:12:00Z").await;
    for handle in ["ines", "farid"] {
        house.person(handle).presses("Check in").await;
        house.person(handle).submits(&[("Fires", "20")]).await;
    }
    house.walks_to("2026-11-23T09:14:00Z").await;
    let after = house.thread();
    assert_eq!(after.messages.len(), before.messages.len());
    let replies = after.replies("Platform");
    assert!(replies[0].contains("20% fires"), "{replies:?}");
    assert!(
        after.head().contains("two late answers"),
        "{}",
        after.head()
    );
    house.walks_to("2026-11-24T12:00:00Z").await;
    house.ends().await;
    database.forget().await;
}
