//! How long the roll-up of a company over two years takes, with every team's patterns, and how much memory: companies
//! of 250, 500 and 1,000 teams with ten respondents each over 104 weeks, in SQLite, from the rows that are kept.
//!
//! `cargo bench --bench allocation`. Each size is measured three times, each time in a process of its own that finds
//! its database written, so that its peak (VmHWM, known on Linux alone) is of the reading and nothing else.

#![expect(
use std::fmt::Write;
use std::process::Command;
use std::time::Instant;

use chrono::{DateTime, Utc};
use headway::app::import_organisation;
use headway::cli::org_file;
use headway::domain::allocation::{Group, History, Scope};
use headway::domain::id::WorkspaceId;
use headway::domain::insight::{patterns, series};
use headway::domain::week::Week;
use headway::store::Store;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

const WEEKS: u32 = 104;
const SIZES: [usize; 3] = [250, 500, 1_000];
const RESPONDENTS: usize = 10;
const RUNS: usize = 3;
/// Rows that one statement inserts.
const AT_ONCE: usize = 500;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let mut arguments = std::env::args().skip_while(|word| word != "--measure");
    if let Some(database) = arguments.nth(1) {
        runtime.block_on(measure(&database));
        return;
    }
    let me = std::env::current_exe().expect("its own path");
    for teams in SIZES {
        let folder = tempfile::tempdir().expect("a folder");
        let database = format!("sqlite:{}", folder.path().join("bench.db").display());
        runtime.block_on(write(&database, teams));
        for _ in 0..RUNS {
            let run = Command::new(&me)
                .args(["--measure", &database])
                .status()
                .expect("it runs");
            assert!(run.success(), "a measurement failed");
        }
    }
}

fn last_week() -> Week {
    "2026-W47".parse().expect("a week")
}

/// Reads all rows, adds the company up week by week, and looks for patterns in every team's newest week.
async fn measure(database: &str) {
    let store = Store::open(database).await.expect("a store");
    let workspace = WorkspaceId::new("main");
    let org = store
        .organisation(&workspace)
        .await
        .expect("it reads")
        .expect("a company");
    let before = peak();
    let begun = Instant::now();
    let rows = store
        .rollups(&workspace, last_week().back(WEEKS - 1), last_week())
        .await
        .expect("rows");
    let number = rows.len();
    let history = History::new(rows);
    let read = begun.elapsed();
    let company = Group::new(&org, &history, &Scope::Company);
    let weeks = (0..WEEKS).filter_map(|back| company.allocation(last_week().back(back)));
    let weeks = weeks.count();
    let rolled_up = begun.elapsed() - read;
    let found: usize = org
        .teams
        .iter()
        .map(|team| series(team, history.of(&team.id), &org.categories, last_week()))
        .map(|points| patterns(&points, &org.categories).len())
        .sum();
    let all = begun.elapsed();
    assert_eq!((weeks, number), (WEEKS as usize, org.teams.len() * weeks));
    println!(
        "{:>5} teams, {number:>6} rows: {:>4} ms (reading {}, {weeks} weeks of the company {}, {found} patterns {}); \
         peak {:.0} MiB, {before:.0} of it before",
        org.teams.len(),
        all.as_millis(),
        read.as_millis(),
        rolled_up.as_millis(),
        (all - read - rolled_up).as_millis(),
        peak(),
    );
}

/// The most memory that this process has held, in MiB.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kib.map_or(f64::NAN, |kib| kib / 1_024.0)
}

async fn write(database: &str, teams: usize) {
    let store = Store::open(database).await.expect("a store");
    let now: DateTime<Utc> = "2026-11-20T15:00:00Z".parse().expect("a time");
    let company = org_file::parse("bench.toml", &company(teams)).expect("it has no mistake");
    import_organisation::import(&store, &company, now)
        .await
        .expect("it is imported");
    let mut connection = SqliteConnection::connect(database)
        .await
        .expect("a connection");
    let rows: Vec<String> = (0..WEEKS)
        .flat_map(|back| (0..teams).map(move |team| row(team, last_week().back(back), back)))
        .collect();
    let mut all = connection.begin().await.expect("a transaction");
    for rows in rows.chunks(AT_ONCE) {
        let insert = format!(
            "INSERT INTO roll_up (workspace, week, team, split, estimate, weight, available, asked, answered,
                 repeated, seconds, counted, strength)
             VALUES {}",
            rows.join(", ")
        );
        sqlx::raw_sql(AssertSqlSafe(insert))
            .execute(&mut *all)
            .await
            .expect("rows are written");
    }
    all.commit().await.expect("they are kept");
}

/// A team of ten that answers by everyone, with a target for the quarter.
fn company(teams: usize) -> String {
    let mut text = String::from(
        "[workspace]\nname = \"Bench\"\ntime_zone = \"UTC\"\nleadership_channel = \"leadership\"\n",
    );
    for team in 0..teams {
        let members: Vec<String> = (0..RESPONDENTS)
            .map(|person| format!("\"U0BENCH{:06}\"", team * RESPONDENTS + person))
            .collect();
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

/// A week that differs from all others: every category moves at its own pace.
fn row(team: usize, week: Week, back: u32) -> String {
    let step = team + back as usize * 7;
    let shares = [step % 40, step % 7, step % 11, step % 17, step % 13];
    let [fires, security, support, new, tune_ups] = shares;
    let existing = 100 - shares.iter().sum::<usize>();
    format!(
        "('main', '{week}', 't{team}', '{{\"existing\":{existing},\"fires\":{fires},\"new\":{new},\
         \"security\":{security},\"support\":{support},\"tune-ups\":{tune_ups}}}', 0, 9.5, 10.0, 10, 10, 1,
         400, 10, 10.0)"
    )
}
