//! How long `/okr` takes on the server with 10,000 key results and two years of weekly readings in SQLite, and how
//! much memory it holds: for a person, for the first page of everything, and for the lists by status.
//! `cargo bench --bench okr`; the memory is read from `/proc` and only known on Linux.

#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark lives by the system's time"
)]

use std::fmt::Write;
use std::sync::Arc;
use std::time::Instant;

use chrono::{SubsecRound, Utc};
use headway::app::App;
use headway::chance::SeededChance;
use headway::clock::SystemClock;
use headway::domain::cadence::{Cadence, TeamCadence};
use headway::domain::category;
use headway::domain::id::{ChannelId, KeyResultCode, ObjectiveCode, PersonId, TeamId, WorkspaceId};
use headway::domain::okr::{KeyResult, Objective, ResultsSettings, Unit};
use headway::domain::organisation::{
    Answers, Member, Organisation, Person, Role, Settings, Team, TeamKind,
};
use headway::domain::week::{Quarter, Week};
use headway::slack::Client;
use headway::store::Store;
use secrecy::SecretString;
use sqlx::{AssertSqlSafe, Connection, Executor, SqliteConnection};

const TEAMS: usize = 1_000;
const OBJECTIVES: usize = 2;
const KEY_RESULTS: usize = 5;
const WEEKS: u32 = 104;
const CALLS: usize = 2_000;
const ANSWERS: usize = 20_000;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(measure());
}

async fn measure() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bench.db").display().to_string();
    let store = Store::open(&format!("sqlite:{path}"))
        .await
        .expect("a store");
    let now = Utc::now().trunc_subsecs(0);
    let this = Week::of(now.date_naive());
    store
        .replace_organisation(&company(Quarter::of(now.date_naive())), now)
        .await
        .expect("it is imported");
    write_readings(&path, this).await;
    let token = SecretString::from("xoxb-bench".to_owned());
    let address = "http://127.0.0.1:9/".parse().expect("a URL");
    let slack = Client::new(Some(&address), &token).expect("a client");
    let chance = Arc::new(SeededChance::new(1));
    let app = App::new(store, slack, Arc::new(SystemClock), chance, workspace());
    let said = app.show_okrs(&lead(0), "").await.expect("an answer");
    assert!(format!("{said:?}").contains("T0-1.5"), "{said:?}");
    println!(
        "{} key results, {WEEKS} weeks of readings; resident {:.0} MiB",
        TEAMS * OBJECTIVES * KEY_RESULTS,
        resident()
    );
    for (text, calls) in [
        ("", CALLS),
        ("all", CALLS),
        ("T7-1.2", CALLS / 4),
        ("at risk", 20),
        ("changed", 20),
    ] {
        report(&app, text, calls).await;
    }
    remember(&app).await;
}

/// Whether memory grows with answers: the same mix of commands again and again.
async fn remember(app: &App) {
    for call in 0..=ANSWERS {
        if call % (ANSWERS / 10) == 0 {
            println!("after {call} answers resident {:.1} MiB", resident());
        }
        let texts = [
            "",
            "all",
            "all page 7",
            "T7-1.2",
            "team t9",
            "T3-1",
            "help",
            "stael",
        ];
        let person = lead(call * 7 % TEAMS);
        let text = texts[call % texts.len()];
        app.show_okrs(&person, text).await.expect("an answer");
    }
}

async fn report(app: &App, text: &str, calls: usize) {
    let mut millis = Vec::new();
    for call in 0..calls {
        let person = lead(call * 7 % TEAMS);
        let begun = Instant::now();
        app.show_okrs(&person, text).await.expect("an answer");
        millis.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    millis.sort_by(f64::total_cmp);
    let at = |percent: usize| millis[(millis.len() * percent / 100).min(millis.len() - 1)];
    println!(
        "/okr {text}: {calls} calls, p50 {:.2} ms, p99 {:.2} ms, worst {:.2} ms",
        at(50),
        at(99),
        at(100)
    );
}

fn workspace() -> WorkspaceId {
    WorkspaceId::new("main")
}

fn lead(team: usize) -> PersonId {
    PersonId::new(format!("U0BENCH{team:05}"))
}

fn company(quarter: Quarter) -> Organisation {
    let teams = (0..TEAMS).map(team).collect();
    let objectives = (0..TEAMS)
        .flat_map(|team| (1..=OBJECTIVES).map(move |number| objective(team, number, quarter)))
        .collect();
    Organisation {
        settings: Settings {
            workspace: workspace(),
            slack_team: None,
            name: "Bench".to_owned(),
            time_zone: chrono_tz::UTC,
            leadership_channel: ChannelId::new("leadership"),
            cadence: Cadence::default(),
            remainder: None,
            results: ResultsSettings::default(),
            enough_answers: 3,
            keep_single_splits_weeks: 26,
        },
        categories: category::defaults(),
        people: (0..TEAMS).map(person).collect(),
        teams,
        objectives,
    }
}

fn person(team: usize) -> Person {
    Person {
        id: lead(team),
        name: format!("Lead of {team}"),
        time_zone: None,
        days_off: [].into(),
        leader: false,
        admin: false,
    }
}

fn team(number: usize) -> Team {
    Team {
        id: TeamId::new(format!("t{number}")),
        name: format!("Team {number}"),
        kind: TeamKind::Application,
        product_line: None,
        channel: None,
        tell_channel: true,
        time_zone: None,
        answers: Answers::Lead,
        lead_sees_answers: false,
        cadence: TeamCadence::default(),
        members: vec![Member {
            person: lead(number),
            role: Role::Lead,
            share: 1.0,
            from: None,
            until: None,
        }],
        targets: Vec::new(),
    }
}

fn objective(team: usize, number: usize, quarter: Quarter) -> Objective {
    let code = format!("T{team}-{number}");
    let key_results = (1..=KEY_RESULTS).map(|place| {
        KeyResult::new(
            KeyResultCode::new(format!("{code}.{place}")),
            "Weekly active payers",
            Unit::Number,
            (0.0, 1000.0),
            lead(team),
        )
    });
    Objective::new(
        ObjectiveCode::new(code.as_str()),
        "Paying is the easy part",
        lead(team),
        vec![TeamId::new(format!("t{team}"))],
        quarter,
    )
    .with(key_results.collect())
}

/// In bulk, as two years of answers would have left them.
async fn write_readings(path: &str, this: Week) {
    let mut database = SqliteConnection::connect(&format!("sqlite:{path}"))
        .await
        .expect("the database");
    database.execute("BEGIN").await.expect("a transaction");
    for back in (0..WEEKS).rev() {
        let week = this.back(back).to_string();
        for team in 0..TEAMS {
            let mut sql = String::from(
                "INSERT INTO reading (workspace, key_result, week, ask, value, confidence, person) VALUES ",
            );
            for number in 1..=OBJECTIVES {
                for place in 1..=KEY_RESULTS {
                    let comma = if (number, place) == (1, 1) { "" } else { ", " };
                    let value = (WEEKS - back) as usize * 9 + team % 60;
                    let _ = write!(
                        sql,
                        "{comma}('main', 'T{team}-{number}.{place}', '{week}', '', {value}.0, {}, '{}')",
                        5 + team % 5,
                        lead(team)
                    );
                }
            }
            database
                .execute(AssertSqlSafe(sql))
                .await
                .expect("readings");
        }
    }
    database.execute("COMMIT").await.expect("it is written");
}

/// How much memory this process holds, in MiB.
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1024.0
}
