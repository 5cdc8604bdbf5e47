//! Which rows a number of the digest stands on, so that whoever doubts it can read them.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::domain::id::{KeyResultCode, QuestionId, RequestId, TeamId};
use crate::domain::iteration::Verdict;
use crate::domain::week::{Quarter, Week};

/// Rows of the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rows {
    /// What all teams that are still there published, from one week to another.
    RollUps(Week, Week),
    /// The same of one team.
    RollUpsOf(TeamId, Week, Week),
    /// What was agreed for a week, beside what the teams published in it; of one team, or of all.
    Agreed(Week, Option<TeamId>),
    /// The same of one team, from one week to another.
    AgreedOver(TeamId, Week, Week),
    /// All that one team ever agreed.
    Agreements(TeamId),
    /// The teams.
    Teams,
    /// The teams, each with what it published of a week, or, where that is nothing, with how many people it is.
    Available(Week),
    /// The company's settings.
    Settings,
    /// What a week's digest said when it went out.
    ToldOf(Week),
    /// Requests that were open at an instant; of one team, or of all that are still there.
    Requests(Option<TeamId>, DateTime<Utc>),
    /// One request.
    Request(RequestId),
    /// Questions of weeks before one that were open at an instant; of one team, or of all that are still there.
    Questions(Option<TeamId>, Week, DateTime<Utc>),
    /// One question.
    Question(QuestionId),
    /// One iteration, by its number, with what had been told of it.
    Iteration(u32, Then),
    /// A key result's readings up to a week of its quarter.
    Readings(KeyResultCode, Week, Week),
    /// A key result, as it is declared.
    KeyResult(KeyResultCode),
    /// The key results of a quarter that a digest speaks of, each with its reading of a week where it has one.
    Measured(Quarter, Week),
    /// The same key results, each with its reading and its aim of every week up to one; that one's look is on this day.
    Looks(Quarter, Week, NaiveDate),
    /// Iterations that everybody may read whose result was told between two days, with this verdict.
    Told(NaiveDate, NaiveDate, Verdict, Then),
    /// Those of them past their measure-by date on a day.
    PastDate(NaiveDate, Then),
    /// Those of them that are validated and to go on, and that no slice follows; where a day is named, those told before
    /// it.
    WaitingForNextStage(Option<NaiveDate>, Then),
    /// Those of them that were begun between two days and follow no other.
    Begun(NaiveDate, NaiveDate, Then),
}

/// An instant as of which rows are read, and its day by the company's clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Then {
    /// The instant.
    pub at: DateTime<Utc>,
    /// Its day.
    pub day: NaiveDate,
}

impl Then {
    /// In the company's zone.
    #[must_use]
    pub fn new(at: DateTime<Utc>, zone: Tz) -> Self {
        let day = at.with_timezone(&zone).date_naive();
        Self { at, day }
    }
}
