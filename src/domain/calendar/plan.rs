//! One week's plan: every ask, reminder, digest and close, with its instant.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::draft::Planner;
use crate::domain::id::{PersonId, TeamId};
use crate::domain::organisation::Organisation;
use crate::domain::period::Period;
use crate::domain::week::Week;

/// Something that a week's plan holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// When.
    pub at: DateTime<Utc>,
    /// By whose clocks.
    pub zone: Tz,
    /// What.
    pub kind: PlannedKind,
    /// Of which week.
    pub week: Week,
    /// For which team; none for digest, close, and who is asked for key results alone.
    pub team: Option<TeamId>,
    /// To whom; none for digest and close.
    pub person: Option<PersonId>,
    /// Whether the answer stands for the whole team.
    pub estimate: bool,
}

/// What a plan can hold, in the order in which things of one instant happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlannedKind {
    /// An ask goes out.
    Ask,
    /// An owner in no team is asked for key results alone.
    Results,
    /// Its first or second reminder.
    Reminder(u8),
    /// The digest is posted.
    Digest,
    /// The round closes.
    Close,
    /// A review of the period that ended with the week is posted; no part of the week's own plan.
    Review(Period),
}

/// When a week's digest is posted: the first digest moment after the ask moment, both in the workspace's zone.
#[must_use]
pub fn digest_at(org: &Organisation, week: Week) -> DateTime<Utc> {
    let zone = org.settings.time_zone;
    let cadence = &org.settings.cadence;
    cadence
        .digest
        .first_after(cadence.ask.in_week(week, zone), zone)
}

/// When a week's round closes: the first close moment after the digest, in the workspace's zone.
#[must_use]
pub fn close_at(org: &Organisation, week: Week) -> DateTime<Utc> {
    let zone = org.settings.time_zone;
    let digest = digest_at(org, week);
    org.settings.cadence.close.first_after(digest, zone)
}

/// A week's plan, by time and then in the order in which teams and people were declared. `away` names those who
/// pressed *Away*, and for which team; days off are known from the organisation.
#[must_use]
pub fn plan(org: &Organisation, week: Week, away: &BTreeSet<(TeamId, PersonId)>) -> Vec<Planned> {
    Planner::new(org).week(week, away).planned
}
