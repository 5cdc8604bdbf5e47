//! What lies open between teams and leadership in one week: requests that wait and that were answered, questions and
//! their answers, decisions whose day came.

use chrono::NaiveDate;

use super::Sources;
use crate::domain::calendar::digest_at;
use crate::domain::decision::{Decision, Did, Number, weeks_of_readings, weeks_of_share};
use crate::domain::id::{PersonId, TeamId};
use crate::domain::matters::age;
use crate::domain::organisation::Organisation;
use crate::domain::question::Question;
use crate::domain::request::{Request, RequestEnd};
use crate::domain::week::Week;

/// What a digest says of it, of one team or of all.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WeekMatters {
    /// Requests that wait for leadership: those with a day by the day, the soonest first, then the others, the oldest
    /// first.
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
    /// Where its number stood, and where it stands on its day.
    pub did: Did,
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
    let mut open: Vec<&Request> = requests.clone();
    open.retain(|it| it.ended.is_none());
    open.sort_by_key(|it| (it.needed_by.is_none(), it.needed_by));
    let questions = sources.matters.questions.iter();
    let questions: Vec<&Question> = questions.filter(|it| theirs(&it.team)).collect();
    let waits = |it: &&&Question| it.ended.is_none() && it.week < sources.week;
    WeekMatters {
        requests: open
            .into_iter()
            .map(|it| OpenRequest {
                owner: it.owner_in(org).map(|owner| owner.id.clone()),
                age: age(it.made, sources.day, zone),
                new: it.week == sources.week,
                late: it.needed_by.is_some_and(|day| day < sources.day),
                request: it.clone(),
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
        effects: decisions_due(&sources.matters.decisions, org, sources.week)
            .filter(|it| theirs(&it.team))
            .map(|it| effect(sources, it))
            .collect(),
    }
}

/// The decisions whose day came since the digest before.
pub fn decisions_due<'a>(
    decisions: &'a [Decision],
    org: &Organisation,
    week: Week,
) -> impl Iterator<Item = &'a Decision> {
    let (after, until) = days(org, week);
    decisions
        .iter()
        .filter(move |it| it.withdrawn.is_none() && after < it.until && it.until <= until)
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

/// What the number did up to the decision's day.
fn effect(sources: &Sources<'_>, decision: &Decision) -> Effect {
    let weeks = match decision.number.as_ref().map(|moved| &moved.number) {
        None => Vec::new(),
        Some(Number::KeyResult(code)) => weeks_of_readings(code, sources.decided),
        Some(Number::ElectiveShare) => {
            let rows = sources.history.of(&decision.team);
            weeks_of_share(rows, &sources.org.categories)
        }
    };
    Effect {
        did: decision.did(sources.org, &weeks, decision.until),
        decision: decision.clone(),
    }
}
