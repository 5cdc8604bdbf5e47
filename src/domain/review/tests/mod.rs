//! Reviews of small companies.

mod results;
mod times;

use chrono::Days;

use super::*;
use crate::domain::cadence::{Cadence, TeamCadence};
use crate::domain::category::defaults;
use crate::domain::check_in::RollUp;
use crate::domain::id::{CategoryId, ChannelId, TeamId, WorkspaceId};
use crate::domain::okr::ResultsSettings;
use crate::domain::organisation::{Answers, Settings, Team, TeamKind};
use crate::domain::target::TargetSplit;
use crate::domain::time_split::TimeSplit;

const LINES: [&str; 6] = [
    "fires", "security", "support", "new", "existing", "tune-ups",
];

fn split(shares: [u8; 6]) -> TimeSplit {
    TimeSplit::new(LINES.map(CategoryId::new).into_iter().zip(shares)).unwrap()
}

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

fn week(text: &str) -> Week {
    text.parse().unwrap()
}

/// Teams of all kinds in turn, every other one of a product line; each with what it agreed for the fourth quarter.
fn company(targets: &[Option<TimeSplit>]) -> Organisation {
    let quarter = "2026-Q4".parse().unwrap();
    let team = |(at, target): (usize, &Option<TimeSplit>)| Team {
        id: TeamId::new(format!("t{at}")),
        name: format!("Team {at}"),
        kind: TeamKind::ALL[at % 3],
        product_line: (at % 2 == 0).then(|| "Checkout".to_owned()),
        channel: None,
        tell_channel: true,
        time_zone: None,
        answers: Answers::Lead,
        lead_sees_answers: false,
        cadence: TeamCadence::default(),
        members: Vec::new(),
        targets: target
            .iter()
            .map(|split| TargetSplit::for_quarter(quarter, split.clone(), 10))
            .collect(),
    };
    Organisation {
        settings: Settings {
            workspace: WorkspaceId::new("main"),
            slack_team: None,
            name: "Northwind".to_owned(),
            time_zone: chrono_tz::Europe::Berlin,
            leadership_channel: ChannelId::new("C1"),
            cadence: Cadence::default(),
            remainder: None,
            enough_answers: 3,
            keep_single_splits_weeks: 26,
            results: ResultsSettings::default(),
        },
        categories: defaults(),
        people: Vec::new(),
        teams: targets.iter().enumerate().map(team).collect(),
        objectives: Vec::new(),
    }
}

fn row(at: usize, week: Week, split: TimeSplit, weight: f64) -> RollUp {
    RollUp {
        week,
        team: TeamId::new(format!("t{at}")),
        split: Some(split),
        estimate: true,
        weight,
        available: weight,
        strength: weight,
        asked: 1,
        answered: 1,
        counted: 1,
        repeated: 0,
        seconds: 60,
    }
}

/// What a review is computed from, where a test says no more.
struct Given {
    org: Organisation,
    period: Period,
    history: History,
    objectives: Vec<Declared>,
    readings: Vec<Reading>,
    decisions: Vec<Decision>,
    iterations: Vec<Iteration>,
    /// Some days after the period, unless it is read at another time.
    today: Option<NaiveDate>,
}

impl Given {
    fn of(org: Organisation, rows: Vec<RollUp>) -> Self {
        Self {
            org,
            period: period("2026-11"),
            history: History::new(rows),
            objectives: Vec::new(),
            readings: Vec::new(),
            decisions: Vec::new(),
            iterations: Vec::new(),
            today: None,
        }
    }

    fn told(&self) -> Review {
        let rounds = time::weeks_of(self.period);
        let day = self.period.last_week().sunday().min(self.period.last_day());
        let sources = Sources {
            org: &self.org,
            period: self.period,
            day,
            today: self.today.unwrap_or(day + Days::new(3)),
            rounds: &rounds,
            history: &self.history,
            objectives: &self.objectives,
            readings: &self.readings,
            decisions: &self.decisions,
            iterations: &self.iterations,
        };
        review(&sources, true)
    }
}
