//! How long Friday's digest of a company takes to compose, its blocks too, how much memory that needs, and how many
//! posts it makes; then how long the review of the quarter so far takes. Companies of 250, 500 and 1,000 teams with ten
//! respondents each after 52 weeks, in SQLite. Everybody has answered; one in ten wrote a note, one in fifty a request;
//! every team has an objective with two or three key results that were measured every week of the quarter, and every
//! other team an iteration.
//!
//! `cargo bench --bench digest`. Each size is measured three times.

use std::fmt::Write;
use std::time::Instant;

use headway::app::compose_digest::{Composed, compose_digest};
use headway::app::compose_review::compose_review;
use headway::domain::id::WorkspaceId;
use headway::domain::shape::Shape;
use headway::slack::view;
use headway::store::Store;
use sqlx::{Connection, SqliteConnection};

mod large;

use large::{RESPONDENTS, friday, last_week, peak, person};

const WEEKS: u32 = 52;
/// Weeks of the quarter with readings, up to the newest.
const MEASURED: u32 = 8;

fn main() {
    large::main_of(write, measure);
}

/// Composes the digest as `headway digest` does, and the blocks as they would go out.
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
    let composed = compose_digest(&store, &workspace, &org, last_week(), friday())
        .await
        .expect("a digest");
    let words = begun.elapsed();
    let Composed {
        head,
        tables,
        replies,
    } = &composed;
    let messages = std::iter::once(head).chain(tables).chain(replies);
    let (mut posts, mut bytes) = (0, 0);
    for message in messages {
        let blocks = view::blocks(message, Shape::Native);
        bytes += serde_json::to_string(&blocks).expect("JSON").len() + view::text(message).len();
        posts += 1;
    }
    let all = begun.elapsed();
    println!(
        "{:>5} teams: {:>4} ms (messages {}, blocks {}); peak {:.0} MiB, {before:.0} of it before; \
         {posts} posts (head, {} tables, {} replies), {} KiB",
        org.teams.len(),
        all.as_millis(),
        words.as_millis(),
        (all - words).as_millis(),
        peak(),
        tables.len(),
        replies.len(),
        bytes / 1_024,
    );
    let begun = Instant::now();
    let quarter = "2026-Q4".parse().expect("a quarter");
    let review = compose_review(&store, &workspace, &org, quarter, friday())
        .await
        .expect("a review");
    println!(
        "            the review of the quarter so far: {:>4} ms, {} posts",
        begun.elapsed().as_millis(),
        1 + review.parts.len(),
    );
}

async fn write(database: String, teams: usize) {
    let store = Store::open(&database).await.expect("a store");
    large::import(&store, teams, &objectives(teams)).await;
    let mut connection = SqliteConnection::connect(&database)
        .await
        .expect("a connection");
    large::write_roll_ups(&mut connection, teams, WEEKS).await;
    let week = last_week();
    let round = |back| format!("('main', '{}', 1795012200, NULL, NULL)", week.back(back));
    let rounds: Vec<String> = (0..MEASURED).map(round).collect();
    let table = "round (workspace, week, opened, digested, closed)";
    large::insert(&mut connection, table, &rounds).await;
    let everybody =
        || (0..teams).flat_map(|team| (0..RESPONDENTS).map(move |number| (team, number)));
    let asks: Vec<String> = everybody().map(ask).collect();
    let table = "ask (workspace, ask, week, team, person, due, estimate, outcome, settled)";
    large::insert(&mut connection, table, &asks).await;
    let check_ins: Vec<String> = everybody().map(check_in).collect();
    let table = "check_in (workspace, ask, week, team, person, estimate, split, repeated, readings, results_asked,
         results_note, note, need, next_slice, form_opened, sent, revision)";
    large::insert(&mut connection, table, &check_ins).await;
    let readings: Vec<String> = (0..teams).flat_map(readings).collect();
    let table = "reading (workspace, key_result, week, ask, value, confidence, person)";
    large::insert(&mut connection, table, &readings).await;
    let iterations: Vec<String> = (0..teams).step_by(2).map(iteration).collect();
    let table = "iteration (workspace, iteration, number, feature, title, team, owner, key_result, hypothesis, test,
         stage, gates, metric, side, threshold, unit, impact, impact_sentence, started, measure_by)";
    large::insert(&mut connection, table, &iterations).await;
}

fn codes(team: usize) -> Vec<String> {
    let many = 2 + team % 2;
    (1..=many)
        .map(|number| format!("T{team}-1.{number}"))
        .collect()
}

fn objectives(teams: usize) -> String {
    let mut text = String::new();
    for team in 0..teams {
        let owner = person(team, 0);
        let _ = write!(
            text,
            "[objectives.T{team}-1]\ntitle = \"Goal\"\naccountable = \"{owner}\"\nteams = [\"t{team}\"]\n\
             quarter = \"2026-Q4\"\n"
        );
        for code in codes(team) {
            let _ = write!(
                text,
                "[objectives.T{team}-1.key_results.\"{code}\"]\nmetric = \"Weekly active payers\"\nunit = \"number\"\n\
                 baseline = 0\ntarget = 1000\nowner = \"{owner}\"\n"
            );
        }
    }
    text
}

fn ask((team, number): (usize, usize)) -> String {
    let (week, person) = (last_week(), person(team, number));
    format!(
        "('main', 'a{team}-{number}', '{week}', 't{team}', '{person}', 1795012200, 0, 'answered', 1795015800)"
    )
}

fn check_in((team, number): (usize, usize)) -> String {
    let (week, person) = (last_week(), person(team, number));
    let split = large::split(team + number, 0);
    let one_in = |many: usize, text: &str| match (team * RESPONDENTS + number) % many {
        0 => format!("'{text}'"),
        _ => "NULL".to_owned(),
    };
    let note = one_in(
        10,
        "The vault settles; we expect fires to fall from Monday.",
    );
    let need = one_in(
        50,
        "A week of a database engineer, from Platform, by 4 December",
    );
    format!(
        "('main', 'a{team}-{number}', '{week}', 't{team}', '{person}', 0, '{split}', 0, '[]', 1, NULL, {note}, {need},
         NULL, 1795015740, 1795015800, 1)"
    )
}

fn readings(team: usize) -> Vec<String> {
    let of = |(back, code): (u32, String)| {
        let (week, value) = (last_week().back(back), 600 + team % 90 * 4);
        let value = value - back as usize * 40;
        let person = person(team, 0);
        format!(
            "('main', '{code}', '{week}', '', {value}.0, {}, '{person}')",
            4 + team % 5
        )
    };
    let weeks =
        (0..MEASURED).flat_map(|back| codes(team).into_iter().map(move |code| (back, code)));
    weeks.map(of).collect()
}

/// Some are past their measure-by date.
fn iteration(team: usize) -> String {
    let owner = person(team, 0);
    let by = if team.is_multiple_of(8) {
        "2026-11-16"
    } else {
        "2026-12-01"
    };
    format!(
        "('main', 'i{team}', {}, 'Insights', 'Insights by e-mail', 't{team}', '{owner}', 'T{team}-1.1', 'Readers click',
         'Send it by hand', 'sketch', '[]', 'clicks', 'at least', 8.0, 'percent', 'customer', 'They read it',
         '2026-11-02', '{by}')",
        team + 1
    )
}
