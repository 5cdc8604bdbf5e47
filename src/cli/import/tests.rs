//! Imports without Slack, into a real database: what is said, what is written, what is not.

use std::path::PathBuf;

use std::path::Path;

use chrono::DateTime;

use super::*;
use crate::chance::SystemChance;
use crate::clock::SetClock;
use crate::domain::check_in::Round;
use crate::domain::id::WorkspaceId;
use crate::domain::target::Entered;

const EXAMPLE: &str = include_str!("../../../examples/org.toml");

/// A directory with an `org.toml` and perhaps a database in it.
struct Desk {
    dir: tempfile::TempDir,
}

/// What an import said and how it ended.
struct Said {
    out: String,
    err: String,
    ended: String,
}

impl Desk {
    fn with(text: &str) -> Self {
        let desk = Self {
            dir: tempfile::tempdir().unwrap(),
        };
        desk.write(text);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write(&self, text: &str) {
        std::fs::write(self.path("org.toml"), text).unwrap();
    }

    fn database(&self) -> String {
        format!("sqlite:{}", self.path("headway.db").display())
    }

    async fn import(&self, dry_run: bool) -> Said {
        let arguments = ImportArguments {
            file: self.path("org.toml"),
            dry_run,
            offline: true,
        };
        let clock = SetClock::at(DateTime::from_timestamp(1_790_000_000, 0).unwrap());
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let ended = run(
            &arguments,
            &self.database(),
            None,
            (&clock, &SystemChance),
            &mut out,
            &mut err,
        )
        .await
        .unwrap();
        Said {
            out: String::from_utf8(out).unwrap(),
            err: String::from_utf8(err).unwrap(),
            ended: format!("{ended:?}"),
        }
    }

    async fn stored(&self) -> Option<Organisation> {
        let store = Store::open(&self.database()).await.unwrap();
        let stored = store.organisation(&WorkspaceId::new("main")).await.unwrap();
        stored.map(|company| (*company).clone())
    }
}

/// The line above the example's first target.
const PAYMENTS: &str = "[teams.payments.targets.2026-Q4]";

fn succeeded() -> String {
    format!("{:?}", ExitCode::SUCCESS)
}

fn exists(path: &Path) -> bool {
    path.exists()
}

#[tokio::test]
async fn the_same_file_twice_changes_nothing() {
    let desk = Desk::with(EXAMPLE);
    let first = desk.import(false).await;
    assert!(
        first.out.contains("adds team payments (Payments)\n"),
        "{}",
        first.out
    );
    assert_eq!((first.err.as_str(), first.ended), ("", succeeded()));
    assert_eq!(desk.import(false).await.out, "nothing changes\n");
}

#[tokio::test]
async fn what_is_stored_is_what_was_read() {
    let desk = Desk::with(EXAMPLE);
    desk.import(false).await;
    let mut read = super::super::org_file::parse("org.toml", EXAMPLE).unwrap();
    for target in read.teams.iter_mut().flat_map(|team| &mut team.targets) {
        target.entered = Some(Entered {
            on: "2026-09-21".parse().unwrap(),
            by: None,
        });
    }
    assert_eq!(desk.stored().await, Some(read));
}

#[tokio::test]
async fn a_change_is_said_and_written() {
    let desk = Desk::with(EXAMPLE);
    desk.import(false).await;
    desk.write(&EXAMPLE.replace("\"Weekly active payers\"", "\"Active payers a week\""));
    let said = "changes key result PAY-1.2 of objective PAY-1: metric Weekly active payers → Active payers a week\n";
    assert_eq!(desk.import(true).await.out, said);
    assert_eq!(
        desk.import(false).await.out,
        said,
        "a dry run has written nothing"
    );
    assert_eq!(desk.import(false).await.out, "nothing changes\n");
}

#[tokio::test]
async fn a_changed_target_says_why_and_who_does_not_is_told_where() {
    let desk = Desk::with(EXAMPLE);
    desk.import(false).await;
    let changed = EXAMPLE.replace("fires = 20, security = 10", "fires = 25, security = 5");
    desk.write(&changed);
    let refused = desk.import(false).await;
    let line = 1 + changed.lines().position(|line| line == PAYMENTS).unwrap();
    let mistake = format!(
        "org.toml:{line}: teams.payments.targets.2026-Q4: is another than what was agreed; say why it changes: reason = \"the vault has settled\"\nnothing was imported\n"
    );
    assert!(refused.err.ends_with(&mistake), "{}", refused.err);
    assert_eq!(refused.out, "");
    let why = format!("{PAYMENTS}\nreason = \"the vault\"");
    desk.write(&changed.replace(PAYMENTS, &why));
    assert_eq!(
        desk.import(false).await.out,
        "changes target 2026-Q4 of team payments: split existing 35%, fires 20%, new 15%, security 10%, support 5%, tune-ups 15% → existing 35%, fires 25%, new 15%, security 5%, support 5%, tune-ups 15%\n\
         changes target 2026-Q4 of team payments: reason none → the vault\n"
    );
    assert_eq!(desk.import(false).await.out, "nothing changes\n");
    let payments = desk.stored().await.unwrap().teams.swap_remove(0);
    assert_eq!(payments.targets.len(), 2, "what was agreed first is kept");
}

#[tokio::test]
async fn a_dry_run_makes_no_database() {
    let desk = Desk::with(EXAMPLE);
    let said = desk.import(true).await;
    assert!(
        said.out.starts_with("adds workspace (Northwind)\n"),
        "{}",
        said.out
    );
    assert!(!exists(&desk.path("headway.db")));
}

#[tokio::test]
async fn with_a_mistake_nothing_is_written() {
    let desk = Desk::with(&EXAMPLE.replace("Europe/Berlin", "Europe/Berln"));
    let said = desk.import(false).await;
    let mistake = "org.toml:9: workspace.time_zone: \"Europe/Berln\" is not a time zone; did you mean \"Europe/Berlin\"?\n";
    assert!(said.err.contains(mistake), "{}", said.err);
    assert!(
        said.err.ends_with("\nnothing was imported\n"),
        "{}",
        said.err
    );
    assert_eq!(
        (said.out.as_str(), said.ended),
        ("", format!("{:?}", ExitCode::FAILURE))
    );
    assert!(!exists(&desk.path("headway.db")));
}

#[tokio::test]
async fn another_aim_needs_a_reason_of_its_own() {
    let aims = |target: &str, reason: &str| {
        EXAMPLE.replace("target = 6000", &format!("target = {target}{reason}"))
    };
    let desk = Desk::with(EXAMPLE);
    desk.import(false).await;
    desk.write(&aims("5000", ""));
    let refused = desk.import(false).await;
    assert_eq!(
        refused
            .err
            .lines()
            .next()
            .unwrap()
            .split_once(": ")
            .unwrap()
            .1,
        "objectives.PAY-1.key_results.\"PAY-1.2\": aims at something else than before; write why beside it: reason = \"…\". It is kept and marks the history"
    );
    assert_eq!(refused.out, "");
    let halved = "\nreason = \"the market halved\"";
    desk.write(&aims("5000", halved));
    let said = "changes key result PAY-1.2 of objective PAY-1: target 6,000 → 5,000\n";
    assert_eq!(desk.import(true).await.out, said);
    assert_eq!(desk.import(false).await.out, said);
    assert_eq!(desk.import(false).await.out, "nothing changes\n");
    desk.write(&aims("4000", halved));
    assert!(
        desk.import(false)
            .await
            .err
            .contains("still that of the last change")
    );
    let stored = desk.stored().await.unwrap();
    let (_, payers) = stored
        .key_result(&crate::domain::id::KeyResultCode::new("PAY-1.2"))
        .unwrap();
    assert_eq!((payers.target, payers.earlier.len()), (5000.0, 1));
    assert_eq!(payers.earlier[0].reason, "the market halved");
}

#[tokio::test]
async fn a_digest_that_is_out_is_said_to_be_edited() {
    let desk = Desk::with(EXAMPLE);
    desk.import(false).await;
    let store = Store::open(&desk.database()).await.unwrap();
    let at = |seconds| DateTime::from_timestamp(seconds, 0);
    let round = Round {
        week: "2026-W38".parse().unwrap(),
        opened: at(1_789_000_000).unwrap(),
        digested: at(1_789_900_000),
        closed: None,
    };
    let workspace = WorkspaceId::new("main");
    store.open_round(&workspace, &round).await.unwrap();
    store.close().await;
    assert_eq!(desk.import(true).await.out, "nothing changes\n");
    desk.write(&EXAMPLE.replacen("name = \"Payments\"", "name = \"Checkout\"", 1));
    let said = "changes team payments: name Payments → Checkout\n\
                edits the digest of week 38, which is out, where it says something else then\n";
    assert_eq!(desk.import(true).await.out, said);
    assert_eq!(desk.import(false).await.out, said);
}
