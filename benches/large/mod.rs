//! A large company as it would stand after a year or two: teams of ten that answer by everyone, each with a target for
//! the quarter, and their kept roll-ups, written in bulk.

use std::fmt::Write;

use chrono::{DateTime, Utc};
use headway::app::import_organisation;
use headway::chance::SystemChance;
use headway::cli::org_file;
use headway::domain::week::Week;
use headway::store::Store;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

/// People in a team.
pub const RESPONDENTS: usize = 10;
/// Rows that one statement inserts.
const AT_ONCE: usize = 500;

/// The newest week of all.
pub fn last_week() -> Week {
    "2026-W47".parse().expect("a week")
}

/// When the company is imported.
pub fn friday() -> DateTime<Utc> {
    "2026-11-20T15:00:00Z".parse().expect("a time")
}

/// A person of a team.
pub fn person(team: usize, number: usize) -> String {
    format!("U0BENCH{:06}", team * RESPONDENTS + number)
}

/// Imports a company of so many teams; `more` is what else stands in its file.
pub async fn import(store: &Store, teams: usize, more: &str) {
    let text = company(teams) + more;
    let company = org_file::parse("bench.toml", &text).expect("it has no mistake");
    import_organisation::import(store, &SystemChance, &company, friday())
        .await
        .expect("it is imported");
}

fn company(teams: usize) -> String {
    let mut text = String::from(
        "[workspace]\nname = \"Bench\"\ntime_zone = \"UTC\"\nleadership_channel = \"leadership\"\n",
    );
    for team in 0..teams {
        let members = (0..RESPONDENTS).map(|number| format!("\"{}\"", person(team, number)));
        let members: Vec<String> = members.collect();
        let _ = write!(
            text,
            "[teams.t{team}]\nname = \"Team {team}\"\nkind = \"application\"\nanswers = \"everyone\"\n\
             members = [{}]\n[teams.t{team}.targets.2026-Q4]\n\
             split = {{ fires = 20, security = 10, support = 5, new = 15, existing = 35, tune-ups = 15 }}\n",
            members.join(", ")
        );
    }
    text
}

/// Writes the roll-ups of so many weeks up to the newest.
pub async fn write_roll_ups(connection: &mut SqliteConnection, teams: usize, weeks: u32) {
    let rows: Vec<String> = (0..weeks)
        .flat_map(|back| (0..teams).map(move |team| roll_up(team, last_week().back(back), back)))
        .collect();
    insert(
        connection,
        "roll_up (workspace, week, team, split, estimate, weight, available, asked, answered, repeated, seconds,
             counted, strength)",
        &rows,
    )
    .await;
}

/// Inserts rows, written as SQL, into a table, named with its columns.
pub async fn insert(connection: &mut SqliteConnection, table: &str, rows: &[String]) {
    let mut all = connection.begin().await.expect("a transaction");
    for rows in rows.chunks(AT_ONCE) {
        let insert = format!("INSERT INTO {table} VALUES {}", rows.join(", "));
        sqlx::raw_sql(AssertSqlSafe(insert))
            .execute(&mut *all)
            .await
            .expect("rows are written");
    }
    all.commit().await.expect("they are kept");
}

fn roll_up(team: usize, week: Week, back: u32) -> String {
    let split = split(team, back);
    format!("('main', '{week}', 't{team}', '{split}', 0, 9.5, 10.0, 10, 10, 1, 400, 10, 10.0)")
}

/// A week that differs from all others: every category moves at its own pace.
pub fn split(team: usize, back: u32) -> String {
    let step = team + back as usize * 7;
    let shares = [step % 40, step % 7, step % 11, step % 17, step % 13];
    let existing = 100 - shares.iter().sum::<usize>();
    let keys = ["fires", "new", "security", "support", "tune-ups"].iter();
    let moving = keys.zip(shares).filter(|(_, share)| *share > 0);
    let lines = moving.map(|(key, share)| format!(",\"{key}\":{share}"));
    format!("{{\"existing\":{existing}{}}}", lines.collect::<String>())
}

/// The most memory that this process has held, in MiB; known on Linux alone.
pub fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kib.map_or(f64::NAN, |kib| kib / 1_024.0)
}

/// Writes a database for each size and measures each three times, in a process of its own that finds it written, so
/// that its peak is of the measuring and nothing else. `--measure <database>` is such a process.
pub fn main_of<W, M>(write: impl Fn(String, usize) -> W, measure: impl FnOnce(String) -> M)
where
    W: Future<Output = ()>,
    M: Future<Output = ()>,
{
    const SIZES: [usize; 3] = [250, 500, 1_000];
    const RUNS: usize = 3;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    let mut arguments = std::env::args().skip_while(|word| word != "--measure");
    if let Some(database) = arguments.nth(1) {
        runtime.block_on(measure(database));
        return;
    }
    let me = std::env::current_exe().expect("its own path");
    for teams in SIZES {
        let folder = tempfile::tempdir().expect("a folder");
        let database = format!("sqlite:{}", folder.path().join("bench.db").display());
        runtime.block_on(write(database.clone(), teams));
        for _ in 0..RUNS {
            let run = std::process::Command::new(&me)
                .args(["--measure", &database])
                .status()
                .expect("it runs");
            assert!(run.success(), "a measurement failed");
        }
    }
}
