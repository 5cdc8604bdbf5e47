//! How long the roll-up of a company over two years takes, with every team's patterns, and how much memory: companies
//! of 250, 500 and 1,000 teams with ten respondents each over 104 weeks, in SQLite, from the rows that are kept.
//!
//! `cargo bench --bench allocation`. Each size is measured three times.

use std::time::Instant;

use headway::domain::allocation::{Group, History, Scope};
use headway::domain::id::WorkspaceId;
use headway::domain::insight::{patterns, series};
use headway::store::Store;
use sqlx::{Connection, SqliteConnection};

mod large;

use large::{last_week, peak};

const WEEKS: u32 = 104;

fn main() {
    large::main_of(write, measure);
}

async fn write(database: String, teams: usize) {
    let store = Store::open(&database).await.expect("a store");
    large::import(&store, teams, "").await;
    let mut connection = SqliteConnection::connect(&database)
        .await
        .expect("a connection");
    large::write_roll_ups(&mut connection, teams, WEEKS).await;
}

/// Reads all rows, adds the company up week by week, and looks for patterns in every team's newest week.
async fn measure(database: String) {
    let store = Store::open(&database).await.expect("a store");
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
