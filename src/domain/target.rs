//! Target splits: the mix that a team agreed, for a quarter or for a while. What was agreed once is never changed: a
//! new agreement stands behind it, so that each week is compared with what held in it.
//!
//! A week belongs to the days that hold its Thursday, as with years and quarters.

pub mod agreement;
pub mod declared;

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::id::PersonId;
use super::organisation::Team;
use super::time_split::TimeSplit;
use super::week::{Quarter, Week};

/// One mix that a team agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetSplit {
    /// When it holds; a temporary one holds wherever its days are, and was agreed for this quarter.
    pub quarter: Quarter,
    /// The mix.
    pub split: TimeSplit,
    /// How many points either way are still as agreed.
    pub band: u8,
    /// Why this mix: the phase, the kind of team; or what a temporary one is for.
    pub why: Option<String>,
    /// Who agreed it: one from product, one from engineering.
    pub agreed_by: Option<(PersonId, PersonId)>,
    /// The first week in which it holds; the first agreed of a quarter holds from the quarter's first week.
    pub since: Week,
    /// A temporary one's last day; it ends by itself.
    pub until: Option<NaiveDate>,
    /// What gives way while it lasts.
    pub gives_way: Option<String>,
    /// Why it was changed, where it took the place of another.
    pub reason: Option<String>,
    /// When it was agreed anew and by whom it was entered, where Headway saw that.
    pub entered: Option<Entered>,
    /// The first week in which it holds no more, where another took its place before its time was over.
    pub ended: Option<Week>,
}

/// How an agreement came to be known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    /// The day, by the workspace's clocks.
    pub on: NaiveDate,
    /// Who entered it in Slack; none where it came with an import.
    pub by: Option<PersonId>,
}

impl TargetSplit {
    /// A mix for a whole quarter, and no more said about it.
    #[must_use]
    pub fn for_quarter(quarter: Quarter, split: TimeSplit, band: u8) -> Self {
        Self {
            quarter,
            split,
            band,
            why: None,
            agreed_by: None,
            since: first_week(quarter),
            until: None,
            gives_way: None,
            reason: None,
            entered: None,
            ended: None,
        }
    }

    /// Whether it holds in a week, as far as it knows; a temporary one wins over one for the quarter.
    #[must_use]
    pub fn holds(&self, week: Week) -> bool {
        self.ended.is_none_or(|ended| week < ended) && self.covers(week)
    }

    /// Whether a week is among those for which it was agreed.
    fn covers(&self, week: Week) -> bool {
        self.since <= week
            && match self.until {
                None => Quarter::of_week(week) == self.quarter,
                Some(until) => week.day(Weekday::Thu) <= until,
            }
    }

    /// Whether both say the same, whenever and however they came to be.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.same_mix(other)
            && self.why == other.why
            && self.agreed_by == other.agreed_by
            && self.gives_way == other.gives_way
    }

    /// Whether both were agreed on one day, for weeks that begin alike.
    fn is_on_the_day_of(&self, other: &Self) -> bool {
        let on = |target: &Self| target.entered.as_ref().map(|entered| entered.on);
        on(self) == on(other)
            && self.quarter == other.quarter
            && self.since == other.since
            && self.until.is_some() == other.until.is_some()
    }

    /// Whether both ask for the same: what may differ is only what is said about it.
    #[must_use]
    pub fn same_mix(&self, other: &Self) -> bool {
        self.quarter == other.quarter
            && self.split == other.split
            && self.band == other.band
            && self.until == other.until
    }
}

/// The first week of a quarter.
#[must_use]
pub fn first_week(quarter: Quarter) -> Week {
    let week = Week::of(quarter.first_day());
    if Quarter::of_week(week) == quarter {
        week
    } else {
        week.next()
    }
}

/// The last week of a quarter.
#[must_use]
pub fn last_week(quarter: Quarter) -> Week {
    let week = Week::of(quarter.last_day());
    if Quarter::of_week(week) == quarter {
        week
    } else {
        week.previous()
    }
}

/// The first week that counts among the days from this one on.
#[must_use]
pub fn first_week_from(day: NaiveDate) -> Week {
    let week = Week::of(day);
    if week.day(Weekday::Thu) >= day {
        week
    } else {
        week.next()
    }
}

/// Which of several agreements, in the order in which they were made, holds in a week.
#[must_use]
pub fn holding(targets: &[TargetSplit], week: Week) -> Option<usize> {
    let last = |temporary: bool| {
        targets
            .iter()
            .rposition(|target| target.until.is_some() == temporary && target.holds(week))
    };
    last(true).or_else(|| last(false))
}

/// The agreement for a whole quarter that stands at last, whatever is agreed for a while.
#[must_use]
pub fn standing(targets: &[TargetSplit], quarter: Quarter) -> Option<usize> {
    targets.iter().rposition(|target| {
        target.until.is_none() && target.quarter == quarter && target.ended.is_none()
    })
}

/// An agreement that took the place of another, or stands beside it for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anew {
    /// What is agreed now.
    pub now: TargetSplit,
    /// What was agreed before it for the same weeks.
    pub before: TargetSplit,
}

impl Team {
    /// What it agreed for a week.
    #[must_use]
    pub fn target(&self, week: Week) -> Option<&TargetSplit> {
        holding(&self.targets, week).map(|at| &self.targets[at])
    }

    /// What was agreed anew on one of these days, both included, in order; not where only what is said of it changed.
    #[must_use]
    pub fn agreed_anew(&self, first: NaiveDate, last: NaiveDate) -> Vec<Anew> {
        let entered = |target: &TargetSplit| {
            let on = target.entered.as_ref().map(|entered| entered.on);
            on.is_some_and(|on| first <= on && on <= last)
        };
        let all = self.targets.iter().enumerate();
        all.filter(|(_, target)| entered(target))
            .filter_map(|(at, now)| {
                let before = before(&self.targets[..at], now.since)?;
                if before.same_mix(now) {
                    return None;
                }
                Some(Anew {
                    now: now.clone(),
                    before: before.clone(),
                })
            })
            .collect()
    }
}

/// What was agreed several times on one day for the same weeks is told once: the last, and what it came to replace.
#[must_use]
pub fn once_a_day(agreed_anew: Vec<Anew>) -> Vec<Anew> {
    let mut told: Vec<Anew> = Vec::new();
    for Anew { now, before } in agreed_anew {
        let earlier = told.pop_if(|earlier| earlier.now.is_on_the_day_of(&now));
        let before = earlier.map_or(before, |earlier| earlier.before);
        if !before.same_mix(&now) {
            told.push(Anew { now, before });
        }
    }
    told
}

/// What held in a week before a new agreement began in it: also what ended in that week.
fn before(earlier: &[TargetSplit], week: Week) -> Option<&TargetSplit> {
    let held = |target: &&TargetSplit| {
        target.covers(week) && target.ended.is_none_or(|ended| week <= ended)
    };
    let last = |temporary: bool| {
        let all = earlier.iter().rev();
        all.filter(|target| target.until.is_some() == temporary)
            .find(held)
    };
    last(true).or_else(|| last(false))
}

#[cfg(test)]
mod tests;
