//! The database itself: opened, migrated, locked, lost.

use std::time::{Duration, Instant};

use headway::domain::delivery::{State, Subject};
use headway::domain::digest::Mover;
use headway::domain::id::{AskId, CategoryId, KeyResultCode, PersonId, TeamId};
use headway::store::Store;
use sqlx::migrate::Migrator;
use sqlx::{AssertSqlSafe, Connection, Executor};

use super::place::{Place, on_both};
use super::sample::{ask, asked, at, check_in, delivery, imported, organisation, week, workspace};

static MIGRATOR: Migrator = sqlx::migrate!();

on_both!(
    opening_again_keeps_what_is_there,
    several_that_open_at_once_migrate_once,
    every_migration_survives_sample_data,
    a_locked_database_is_said_to_be_busy_in_time,
    a_write_whose_caller_gave_up_is_undone,
);

async fn opening_again_keeps_what_is_there(place: &Place) {
    imported(place).await.close().await;
    let store = place.open().await;
    store.writable().await.unwrap();
    let read = store.organisation(&workspace()).await.unwrap();
    assert_eq!(read.as_deref(), Some(&organisation()));
}

async fn several_that_open_at_once_migrate_once(place: &Place) {
    let (a, b, c, d) = tokio::join!(place.open(), place.open(), place.open(), place.open());
    for store in [&a, &b, &c, &d] {
        store.writable().await.unwrap();
    }
    let migrations = i64::try_from(MIGRATOR.iter().count()).unwrap();
    let sql = "SELECT COUNT(*) FROM _sqlx_migrations";
    assert_eq!(place.number(sql).await, migrations);
    assert_eq!(place.number("SELECT beats FROM heartbeat").await, 4);
}

/// Each migration has a file of rows as its version of Headway wrote them, and all later ones must carry them along.
async fn every_migration_survives_sample_data(place: &Place) {
    let mut connection = place.connect().await;
    for migration in MIGRATOR.iter() {
        MIGRATOR
            .run_to(migration.version, &mut connection)
            .await
            .unwrap();
        let file = format!(
            "{}/tests/samples/{:04}.sql",
            env!("CARGO_MANIFEST_DIR"),
            migration.version
        );
        let rows = std::fs::read_to_string(&file)
            .unwrap_or_else(|error| panic!("a migration needs sample rows in {file}: {error}"));
        connection.execute(AssertSqlSafe(rows)).await.unwrap();
    }
    connection.close().await.unwrap();
    read_everything(&place.open().await).await;
}

async fn read_everything(store: &Store) {
    let (acme, ask) = (workspace(), AskId::new("ask-1"));
    let company = store.organisation(&acme).await.unwrap().unwrap();
    assert_eq!((company.teams.len(), company.people.len()), (1, 2));
    assert_eq!(company.objectives[0].key_results.len(), 1);
    let fires = |week: &str| {
        let target = company.teams[0].target(week.parse().unwrap());
        target.map(|target| target.split.percent(&CategoryId::new("fires")))
    };
    let weeks = ["2026-W40", "2026-W46", "2026-W47", "2026-W48", "2027-W01"];
    let held = [Some(35), Some(40), Some(80), Some(40), None];
    assert_eq!(weeks.map(fires), held);
    assert_eq!(store.agreements(&acme).await.unwrap().declared.len(), 1);
    assert_eq!(company.settings.results.judging.on_track, 85);
    assert_eq!(company.settings.cadence.review.word(), "quarterly");
    let slack_made = &company.objectives[1];
    assert_eq!(slack_made.closed.as_ref().unwrap().score.tenths(), 7);
    assert_eq!(slack_made.key_results[0].earlier.len(), 1);
    assert_eq!(slack_made.key_results.len(), 1);
    let gone = &slack_made.retired[0];
    assert_eq!(gone.reason, "the log was \"switched off\"");
    let alone = store.asked_alone(&acme, week()).await.unwrap();
    let away: Vec<bool> = alone.iter().map(|it| it.away).collect();
    assert_eq!(away, [false, true]);
    let later = KeyResultCode::new("SRC-2.1");
    let revisions = store.reading_revisions(&acme, &later).await.unwrap();
    assert_eq!(revisions.len(), 3);
    let matters = store.matters(&acme, at(0)).await.unwrap();
    assert_eq!(matters.requests.len(), 2);
    assert!(matters.questions[0].answer().is_some());
    assert_eq!(matters.decisions.len(), 2);
    assert_eq!(store.asks(&acme, week()).await.unwrap().len(), 2);
    assert_eq!(store.live_rounds(&acme).await.unwrap().len(), 1);
    let before = week().previous();
    let moved = store
        .moved_since(&acme, before, at(-999_999))
        .await
        .unwrap();
    assert_eq!(moved[0].by, Mover::Close);
    let carried = store.ask(&acme, &ask).await.unwrap().unwrap();
    assert!(carried.message.is_some());
    let answer = store.check_in(&acme, &ask).await.unwrap().unwrap();
    assert_eq!(answer.note.as_deref(), Some("it's \"done\""));
    assert_eq!(store.revisions(&acme, &ask).await.unwrap(), [answer]);
    let code = KeyResultCode::new("PAY-1.2");
    assert_eq!(store.readings_of(&acme, &[code]).await.unwrap().len(), 1);
    assert_eq!(store.rollups(&acme, week(), week()).await.unwrap().len(), 1);
    assert_eq!(store.deliveries(&acme, &State::ALL).await.unwrap().len(), 3);
    assert!(
        store
            .conversation(&acme, &PersonId::new("U1"))
            .await
            .unwrap()
            .is_some()
    );
    assert!(
        store
            .held(&acme, "chat.postMessage")
            .await
            .unwrap()
            .is_some()
    );
    assert!(!store.first_sight(&acme, "Ev1", at(0)).await.unwrap());
    let payments = TeamId::new("payments");
    let last = store
        .last_check_in(&acme, &payments, None, week().next())
        .await;
    assert!(last.unwrap().is_some());
}

async fn a_locked_database_is_said_to_be_busy_in_time(place: &Place) {
    let ask = ask("payments", "ana", week());
    let store = asked(place, std::slice::from_ref(&ask)).await;
    let (acme, lock) = (workspace(), place.lock().await);
    let began = Instant::now();
    let answer = check_in(&ask, 45);
    let (one, two, beat) = tokio::join!(
        store.record_check_in(&acme, &answer, &[]),
        store.record_check_in(&acme, &answer, &[]),
        store.writable(),
    );
    let waited = began.elapsed();
    assert!(one.unwrap_err().is_busy());
    assert!(two.unwrap_err().is_busy());
    assert!(beat.unwrap_err().is_busy());
    assert!(waited > Duration::from_millis(1500), "{waited:?}");
    assert!(waited < Duration::from_millis(2700), "{waited:?}");

    lock.close().await.unwrap();
    store
        .record_check_in(&workspace(), &answer, &[])
        .await
        .unwrap();
    store.writable().await.unwrap();
    assert_eq!(
        store.revisions(&workspace(), &ask.id).await.unwrap().len(),
        1
    );
}

async fn a_write_whose_caller_gave_up_is_undone(place: &Place) {
    let ask = ask("payments", "ana", week());
    let store = asked(place, std::slice::from_ref(&ask)).await;
    let answer = check_in(&ask, 45);
    let edit = [delivery(Subject::AskEdit(ask.id.clone()))];
    let acme = workspace();
    // Given up after every possible number of steps, until it is through.
    for steps in 0.. {
        let recording = store.record_check_in(&acme, &answer, &edit);
        if give_up_after(steps, recording).await.is_some() {
            break;
        }
        let kept = store.check_in(&workspace(), &ask.id).await.unwrap();
        let edits = store.deliveries(&workspace(), &State::ALL).await.unwrap();
        let revisions = store.revisions(&workspace(), &ask.id).await.unwrap();
        // The commit may have been on its way; then all of it is there.
        assert_eq!(kept.is_some(), !edits.is_empty());
        assert_eq!(kept.is_some(), !revisions.is_empty());
        if kept.is_some() {
            break;
        }
    }
    store.writable().await.unwrap();
}

/// Polls a future so many times, then drops it.
async fn give_up_after<T>(steps: u32, future: impl Future<Output = T>) -> Option<T> {
    let mut future = std::pin::pin!(future);
    let mut left = steps;
    std::future::poll_fn(|context| {
        use std::task::Poll;
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(context).map(Some)
    })
    .await
}

#[tokio::test]
async fn a_new_file_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::sqlite();
    let store = imported(&place).await;
    store.organisation(&workspace()).await.unwrap();
    let mut names = Vec::new();
    for entry in std::fs::read_dir(place.directory()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", entry.path());
        names.push(entry.file_name().into_string().unwrap());
    }
    names.sort();
    assert_eq!(names, ["headway.db", "headway.db-shm", "headway.db-wal"]);
}

#[tokio::test]
async fn an_odd_file_name_is_a_file_name() {
    let place = Place::sqlite();
    let path = place.directory().join("a b#c%20d'é.db");
    let store = Store::open(&format!("sqlite:{}", path.display()))
        .await
        .unwrap();
    store.writable().await.unwrap();
    assert!(path.is_file());
}

#[tokio::test]
async fn a_file_that_cannot_be_made_is_an_error_that_names_it() {
    let place = Place::sqlite();
    let path = place.directory().join("no/such/headway.db");
    let error = Store::open(&format!("sqlite:{}", path.display()))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("no/such/headway.db"), "{error}");
}
