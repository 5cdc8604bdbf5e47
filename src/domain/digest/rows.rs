//! Which rows a number of the digest stands on, so that whoever doubts it can read them.

use chrono::NaiveDate;

use crate::domain::id::{KeyResultCode, TeamId};
use crate::domain::week::{Quarter, Week};

/// Rows of the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rows {
    /// What all teams published, from one week to another.
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
    /// The company's settings.
    Settings,
    /// What a week's digest said when it went out.
    ToldOf(Week),
    /// Requests that have no end, made up to the close of a week; of one team, or of all.
    Requests(Option<TeamId>, Week),
    /// Questions of weeks before one that have no end; of one team, or of all.
    Questions(Option<TeamId>, Week),
    /// One iteration, by its number.
    Iteration(u32),
    /// A key result's readings up to a week of its quarter.
    Readings(KeyResultCode, Week, Week),
    /// A key result, as it is declared.
    KeyResult(KeyResultCode),
    /// The key results of a quarter that a digest speaks of, each with its reading of a week where it has one.
    Measured(Quarter, Week),
    /// Iterations whose result was told between two days.
    Told(NaiveDate, NaiveDate),
    /// Iterations past their measure-by date on a day.
    PastDate(NaiveDate),
    /// Validated iterations that no slice follows.
    WaitingForNextStage,
    /// Iterations that were begun between two days and follow no other.
    Begun(NaiveDate, NaiveDate),
}
