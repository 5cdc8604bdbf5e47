//! What lies open between teams and leadership in one week: requests that wait and that were answered, questions and
//! their answers, decisions whose day came.

use chrono::NaiveDate;

use super::Sources;
use crate::domain::calendar::digest_at;
use crate::domain::category::Category;
use crate::domain::check_in::RollUp;
use crate::domain::decision::{Decision, Number, value_on};
use crate::domain::id::{PersonId, TeamId};
use crate::domain::insight::shown;
use crate::domain::matters::age;
use crate::domain::organisation::Organisation;
use crate::domain::question::Question;
use crate::domain::request::{Request, RequestEnd};
use crate::domain::week::Week;

/// What a digest says of it, of one team or of all.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WeekMatters {
    /// Requests that wait for leadership, the oldest first.
    pub requests: Vec<OpenRequest>,
    /// Requests that were answered or declined since the digest before.
    pub replies: Vec<Request>,
    /// Questions of earlier digests that wait for the team, with their age in days, the oldest first.
    pub questions: Vec<(Question, u32)>,
    /// Questions that were answered in this week.
    pub answers: Vec<Question>,
    /// Decisions whose day came since the digest before.
    pub effects: Vec<Effect>,
}

/// A request that waits.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenRequest {
    /// The request.
    pub request: Request,
    /// Who is to decide; none where nobody leads the company.
    pub owner: Option<PersonId>,
    /// How many days old it is.
    pub age: u32,
    /// Whether it was made in this very week.
    pub new: bool,
    /// Whether the day by which it was needed is over.
    pub late: bool,
}

/// What the number of a decision did.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// The decision.
    pub decision: Decision,
    /// Where its number stands on its day; none where it has none, or nothing was measured.
    pub after: Option<f64>,
}

impl WeekMatters {
    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.requests.is_empty()
            && self.replies.is_empty()
            && self.questions.is_empty()
            && self.answers.is_empty()
            && self.effects.is_empty()
    }
}

/// What lies open in a week, of one team or of all that are still there.
#[must_use]
pub fn matters(sources: &Sources<'_>, team: Option<&TeamId>) -> WeekMatters {
    let org = sources.org;
    let zone = org.settings.time_zone;
    let theirs = |of: &TeamId| match team {
        Some(team) => of == team,
        None => org.team(of).is_some(),
    };
    let requests = sources.matters.requests.iter();
    let requests: Vec<&Request> = requests.filter(|it| theirs(&it.team)).collect();
    let open = requests.iter().filter(|it| it.ended.is_none());
    let questions = sources.matters.questions.iter();
    let questions: Vec<&Question> = questions.filter(|it| theirs(&it.team)).collect();
    let waits = |it: &&&Question| it.ended.is_none() && it.week < sources.week;
    let (after, until) = days(org, sources.week);
    let told = |it: &&Decision| {
        theirs(&it.team) && it.withdrawn.is_none() && after < it.until && it.until <= until
    };
    WeekMatters {
        requests: open
            .map(|it| OpenRequest {
                owner: it.owner_in(org).map(|owner| owner.id.clone()),
                age: age(it.made, sources.day, zone),
                new: it.week == sources.week,
                late: it.needed_by.is_some_and(|day| day < sources.day),
                request: (*it).clone(),
            })
            .collect(),
        replies: requests
            .iter()
            .filter(|it| replied_since(it, org, sources.week))
            .map(|it| (*it).clone())
            .collect(),
        questions: questions
            .iter()
            .filter(waits)
            .map(|it| ((*it).clone(), age(it.asked, sources.day, zone)))
            .collect(),
        answers: questions
            .iter()
            .filter(|it| it.answer().is_some_and(|it| it.week == sources.week))
            .map(|it| (*it).clone())
            .collect(),
        effects: sources
            .matters
            .decisions
            .iter()
            .filter(told)
            .map(|it| effect(sources, it))
            .collect(),
    }
}

/// The day of the digest before, and of this one: what happened after the one and up to the other is told now.
fn days(org: &Organisation, week: Week) -> (NaiveDate, NaiveDate) {
    let day = |week| {
        let at = digest_at(org, week);
        at.with_timezone(&org.settings.time_zone).date_naive()
    };
    (day(week.previous()), day(week))
}

fn replied_since(request: &Request, org: &Organisation, week: Week) -> bool {
    let ended = request.ended.as_ref();
    ended.is_some_and(|ended| {
        ended.how != RequestEnd::Withdrawn && ended.at > digest_at(org, week.previous())
    })
}

/// What the number did after the week on which it was decided: that week itself says nothing of it.
fn effect(sources: &Sources<'_>, decision: &Decision) -> Effect {
    let after = decision
        .number
        .as_ref()
        .and_then(|moved| match &moved.number {
            Number::KeyResult(code) => {
                let newer = sources.readings.iter().filter(|it| it.week > decision.week);
                let newer: Vec<_> = newer.cloned().collect();
                value_on(code, &newer, decision.until)
            }
            Number::ElectiveShare => {
                let rows = sources.history.of(&decision.team);
                let newer = rows.partition_point(|row| row.week <= decision.week);
                let rows = rows.get(newer..).unwrap_or_default();
                elective_share(rows, &sources.org.categories, Week::of(decision.until))
            }
        });
    Effect {
        decision: decision.clone(),
        after,
    }
}

/// The elective share of a team's newest published week up to and with another; its rows in order of weeks.
#[must_use]
pub fn elective_share(rows: &[RollUp], categories: &[Category], last: Week) -> Option<f64> {
    let known = rows.iter().rev();
    let row = known
        .filter(|row| row.week <= last && shown(row))
        .find_map(|row| {
            let split = row.split.as_ref()?;
            Some(split.elective(categories, row.week))
        });
    row.map(f64::from)
}
