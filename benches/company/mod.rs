//! A company for the benchmarks: so many teams, each answered by its lead, with three key results each.

use std::fmt::Write;

use chrono::{DateTime, TimeDelta, Utc};
use headway::app::import_organisation;
use headway::chance::SystemChance;
use headway::chance::{Chance, SeededChance};
use headway::cli::org_file;
use headway::domain::check_in::{Ask, CheckIn, Round};
use headway::domain::id::{AskId, CategoryId, KeyResultCode, WorkspaceId};
use headway::domain::okr::Reading;
use headway::domain::organisation::Organisation;
use headway::domain::time_split::TimeSplit;
use headway::domain::week::Week;
use headway::store::Store;

/// The workspace that an import makes.
pub fn workspace() -> WorkspaceId {
    WorkspaceId::new("main")
}

/// The Slack id of a team's lead.
pub fn lead(team: usize) -> String {
    format!("U0BENCH{team:05}")
}

/// The codes of a team's key results.
pub fn codes(team: usize) -> [String; 3] {
    [1, 2, 3].map(|number| format!("T{team}-1.{number}"))
}

/// Imports a company of so many teams.
pub async fn import(
    store: &Store,
    teams: usize,
    quarter: &str,
    now: DateTime<Utc>,
) -> Organisation {
    let mut text = String::from(
        "[workspace]\nname = \"Bench\"\ntime_zone = \"UTC\"\nleadership_channel = \"leadership\"\n",
    );
    for team in 0..teams {
        let lead = lead(team);
        let _ = write!(
            text,
            "[teams.t{team}]\nname = \"Team {team}\"\nkind = \"application\"\nlead = \"{lead}\"\nmembers = [\"{lead}\"]\n\
             [objectives.T{team}-1]\ntitle = \"Goal\"\naccountable = \"{lead}\"\nteams = [\"t{team}\"]\nquarter = \"{quarter}\"\n"
        );
        for code in codes(team) {
            let _ = write!(
                text,
                "[objectives.T{team}-1.key_results.\"{code}\"]\nmetric = \"Payers\"\nunit = \"number\"\nbaseline = 0\ntarget = 1000\nowner = \"{lead}\"\n"
            );
        }
    }
    let company = org_file::parse("bench.toml", &text).expect("the company has no mistake");
    import_organisation::import(store, &SystemChance, &company, now)
        .await
        .expect("it is imported");
    company
}

/// Opens a round and asks every team in it.
pub async fn ask(
    store: &Store,
    org: &Organisation,
    week: Week,
    now: DateTime<Utc>,
    chance: &SeededChance,
) -> Vec<Ask> {
    let round = Round {
        week,
        opened: now,
        digested: None,
        closed: None,
    };
    store
        .open_round(&workspace(), &round)
        .await
        .expect("a round opens");
    let asks: Vec<Ask> = org
        .teams
        .iter()
        .map(|team| Ask {
            id: AskId::new(chance.id(now)),
            week,
            team: team.id.clone(),
            person: team.members[0].person.clone(),
            due: now,
            estimate: true,
            outcome: None,
            message: None,
        })
        .collect();
    store
        .add_asks(&workspace(), &asks, &[])
        .await
        .expect("asks are added");
    asks
}

/// Answers a whole past week and closes it.
pub async fn answer_week(store: &Store, org: &Organisation, week: Week, chance: &SeededChance) {
    let at = week
        .monday()
        .and_hms_opt(15, 0, 0)
        .expect("a time")
        .and_utc();
    for (number, ask) in ask(store, org, week, at, chance).await.iter().enumerate() {
        store
            .record_check_in(&workspace(), &answer(ask, number), &[])
            .await
            .expect("it is recorded");
    }
    let close = at + TimeDelta::days(8);
    store
        .set_digested(&workspace(), week, at, &[])
        .await
        .expect("it is digested");
    store
        .close_round(&workspace(), week, close, &[])
        .await
        .expect("it closes");
}

fn answer(ask: &Ask, team: usize) -> CheckIn {
    let share = |(category, percent): (&str, u8)| (CategoryId::new(category), percent);
    let split = [
        ("fires", 20),
        ("security", 10),
        ("support", 5),
        ("new", 15),
        ("existing", 35),
        ("tune-ups", 15),
    ];
    let reading = |code: String| Reading {
        key_result: KeyResultCode::new(code),
        week: ask.week,
        value: 500.0,
        confidence: 7.try_into().expect("a confidence"),
        by: ask.person.clone(),
        note: None,
    };
    CheckIn {
        ask: ask.id.clone(),
        week: ask.week,
        team: ask.team.clone(),
        person: ask.person.clone(),
        estimate: true,
        split: TimeSplit::new(split.map(share)).expect("it adds up"),
        repeated: false,
        readings: codes(team).map(reading).to_vec(),
        results_asked: true,
        results_note: None,
        note: None,
        need: None,
        next_slice: None,
        form_opened: None,
        sent: ask.due,
        revision: 1,
    }
}

/// The part of a list, in order, below which so many of a hundred are.
pub fn percentile(sorted: &[f64], percent: usize) -> f64 {
    sorted[(sorted.len() * percent / 100).min(sorted.len() - 1)]
}
