//! The numbers of what lies open between teams and leadership.

use chrono::{DateTime, Utc};

use super::super::figures::{counted, day_seen_from};
use super::super::matters::value;
use super::{Explained, explained};
use crate::domain::decision::{Decision, Number, WEEKS_BEFORE};
use crate::domain::digest::{Effect, Rows, WeekMatters};
use crate::domain::id::TeamId;
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;

/// The head names so many requests, and counts the others.
const NAMED: usize = 3;

/// How many wait and how old each is, of one team or of all; `needs` are what a team wrote without an owner.
pub(super) fn waiting(
    matters: &WeekMatters,
    needs: usize,
    of: (Option<&TeamId>, Week, DateTime<Utc>),
    org: &Organisation,
) -> Vec<Explained> {
    let (team, week, at) = of;
    let zone = org.settings.time_zone;
    let requests = || Rows::Requests(team.cloned(), at);
    let questions = || Rows::Questions(team.cloned(), week, at);
    let mut all = Vec::new();
    let many = matters.requests.len() + needs;
    if many > 0 {
        let beside = match needs {
            0 => String::new(),
            needs => format!(", and {needs} that check-ins wrote as a note"),
        };
        all.push(explained(
            "requests that wait",
            many.to_string(),
            format!(
                "the requests of teams that are still there that had no end {}{beside}",
                then(at, org)
            ),
            requests(),
        ));
        if let Some(more) = many.checked_sub(NAMED).filter(|more| *more > 0) {
            all.push(explained(
                "requests that wait, beyond those named",
                more.to_string(),
                format!("{many} − {NAMED}"),
                requests(),
            ));
        }
    }
    all.extend(matters.requests.iter().map(|it| {
        let day = it.request.made.with_timezone(&zone).date_naive();
        let team = &it.request.team;
        age(
            format!("request of {team} from {day}, age"),
            it.age,
            Rows::Request(it.request.id.clone()),
        )
    }));
    if let Some(more) = matters.questions.len().checked_sub(1) {
        all.push(explained(
            "questions that are with teams",
            matters.questions.len().to_string(),
            format!(
                "the questions of earlier weeks to teams that are still there that had no end {}",
                then(at, org)
            ),
            questions(),
        ));
        if more > 0 {
            all.push(explained(
                "questions that are with teams, beyond the oldest",
                more.to_string(),
                format!("{} − 1", matters.questions.len()),
                questions(),
            ));
        }
    }
    all.extend(matters.questions.iter().map(|(it, days)| {
        let day = it.asked.with_timezone(&zone).date_naive();
        let team = &it.team;
        age(
            format!("question to {team} from {day}, age"),
            *days,
            Rows::Question(it.id.clone()),
        )
    }));
    all
}

/// "on 2026-11-24 at 12:00".
fn then(at: DateTime<Utc>, org: &Organisation) -> String {
    let at = at.with_timezone(&org.settings.time_zone);
    at.format("on %Y-%m-%d at %H:%M").to_string()
}

fn age(name: String, days: u32, rows: Rows) -> Explained {
    explained(
        name,
        counted(days, "day", "days"),
        "the days from the one on which it was made, by the company's clocks, to the digest's",
        rows,
    )
}

/// What the numbers of decisions did.
pub(super) fn effects(matters: &WeekMatters, week: Week, org: &Organisation) -> Vec<Explained> {
    let all = matters.effects.iter();
    all.flat_map(|it| effect(it, week, org)).collect()
}

fn effect(effect: &Effect, week: Week, org: &Organisation) -> Vec<Explained> {
    let Decision {
        team,
        number: Some(moved),
        until,
        ..
    } = &effect.decision
    else {
        return Vec::new();
    };
    let name = format!("decision until {}", day_seen_from(*until, week.monday()));
    let write = |of: Option<f64>| {
        let written = of.and_then(|of| value(org, &moved.number, of));
        written.unwrap_or_else(|| "no number".to_owned())
    };
    let stood = effect.decision.stood_in(org);
    let last = effect.decision.stands_in(org, *until);
    let (what, before, after) = match &moved.number {
        Number::KeyResult(code) => {
            let readings = |from, to| Rows::Readings(code.clone(), from, to);
            (
                format!("the newest reading of {code}"),
                readings(stood.back(WEEKS_BEFORE), stood),
                readings(stood.next(), last),
            )
        }
        Number::ElectiveShare => {
            let splits = |from, to| Rows::RollUpsOf(team.clone(), from, to);
            (
                "the elective lines of the team's newest split".to_owned(),
                splits(stood.back(WEEKS_BEFORE), stood),
                splits(stood.next(), last),
            )
        }
    };
    vec![
        explained(
            format!("{name}, number then"),
            write(effect.did.before),
            format!(
                "{what} up to and with week {}, the last that was told when the decision was recorded; as that week \
                 stands now{}",
                stood.number(),
                moved
                    .before
                    .and_then(|of| value(org, &moved.number, of))
                    .map_or(String::new(), |kept| {
                        format!("; without one, what was read when it was recorded: {kept}")
                    })
            ),
            before,
        ),
        explained(
            format!("{name}, number now"),
            write(effect.did.after),
            format!(
                "{what} after week {}, up to and with week {}, the last that was told when the decision's day came",
                stood.number(),
                last.number()
            ),
            after,
        ),
    ]
}
