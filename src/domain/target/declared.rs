//! `org.toml` and Slack both say what was agreed. An import holds three against each other: what the file said last,
//! what it says now, and what stands. What the file does not change is left as Slack changed it.

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::{Entered, TargetSplit, last_week, standing};
use crate::domain::week::Week;

/// What the file said last of one target, and which agreement that became or was found to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// As the file said it.
    pub target: TargetSplit,
    /// Its place among the team's agreements.
    pub became: usize,
}

/// What a team's targets are after an import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settled {
    /// All agreements, earlier ones first.
    pub targets: Vec<TargetSplit>,
    /// What the next import compares with.
    pub declared: Vec<Declared>,
    /// What Slack changed and the file did not.
    pub kept: Vec<Kept>,
    /// What is wrong, by the place among those that the file declares.
    pub wrong: Vec<(usize, Wrong)>,
}

/// Something that stays as it was changed in Slack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What the file said last.
    pub said: TargetSplit,
    /// Whether it still says so; else it is silent now.
    pub still: bool,
    /// What stands; none where it was ended in Slack.
    pub stands: Option<TargetSplit>,
}

/// Why a declared target cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// It changes what was agreed and does not say why.
    NoReason,
    /// It changes what was agreed, and its reason is that of the change before.
    OldReason,
    /// Its time is over: what was agreed then is history.
    Over,
}

/// Settles what the file declares with what stands, on a day.
#[must_use]
pub fn settle(
    current: &[TargetSplit],
    last: &[Declared],
    file: &[TargetSplit],
    today: NaiveDate,
) -> Settled {
    let mut settling = Settling {
        settled: Settled {
            targets: current.to_vec(),
            ..Settled::default()
        },
        today,
        week: Week::of(today),
    };
    for (at, target) in file.iter().enumerate() {
        let said = last.iter().find(|last| same_key(&last.target, target));
        settling.declare(at, target, said);
    }
    for gone in last {
        if !file.iter().any(|target| same_key(target, &gone.target)) {
            settling.retire(gone);
        }
    }
    settling.settled
}

/// Whether both are one entry of the file: one quarter's, or what is agreed for a while from one week on.
fn same_key(a: &TargetSplit, b: &TargetSplit) -> bool {
    match (a.until, b.until) {
        (None, None) => a.quarter == b.quarter,
        (Some(_), Some(_)) => a.since == b.since,
        _ => false,
    }
}

struct Settling {
    settled: Settled,
    today: NaiveDate,
    week: Week,
}

impl Settling {
    fn declare(&mut self, at: usize, target: &TargetSplit, said: Option<&Declared>) {
        let stands = self.stands(target, said);
        let targets = &self.settled.targets;
        let as_it_stands = stands.is_some_and(|stands| targets[stands].says_the_same(target));
        let unchanged = said.is_some_and(|said| said.target == *target);
        let became = if as_it_stands {
            stands.unwrap_or_default()
        } else if let (true, Some(said)) = (unchanged, said) {
            // What was changed or ended in Slack is not agreed again by a file that still says it.
            let kept = Kept {
                said: target.clone(),
                still: true,
                stands: stands.map(|stands| targets[stands].clone()),
            };
            self.settled.kept.push(kept);
            said.became
        } else {
            match self.agree(target, said, stands) {
                Ok(became) => became,
                Err(wrong) => return self.settled.wrong.push((at, wrong)),
            }
        };
        self.settled.declared.push(Declared {
            target: target.clone(),
            became,
        });
    }

    /// The agreement that the entry is about and that is not over.
    fn stands(&self, target: &TargetSplit, said: Option<&Declared>) -> Option<usize> {
        let targets = &self.settled.targets;
        if target.until.is_none() {
            return standing(targets, target.quarter);
        }
        let Some(said) = said else {
            return targets.iter().rposition(|other| {
                other.until.is_some() && other.ended.is_none() && other.since == target.since
            });
        };
        // Whatever took its place began when it ended, and stands for it.
        let mut at = said.became;
        while let Some(ended) = targets.get(at)?.ended {
            let later = &targets[at + 1..];
            let successor = |other: &TargetSplit| other.until.is_some() && other.since == ended;
            at += 1 + later.iter().position(successor)?;
        }
        Some(at)
    }

    fn agree(
        &mut self,
        target: &TargetSplit,
        said: Option<&Declared>,
        stands: Option<usize>,
    ) -> Result<usize, Wrong> {
        let entered = Some(Entered {
            on: self.today,
            by: None,
        });
        let of_quarter = |other: &TargetSplit| {
            target.until.is_none() && other.until.is_none() && other.quarter == target.quarter
        };
        let seen_before =
            said.is_some() || stands.is_some() || self.settled.targets.iter().any(of_quarter);
        let since = if seen_before {
            target.since.max(self.week)
        } else {
            target.since
        };
        let new = TargetSplit {
            since,
            entered,
            ..target.clone()
        };
        if let Some(stands) = stands {
            let old = &self.settled.targets[stands];
            if !old.same_mix(&new) {
                check_reason(&new, said, old)?;
            }
            if is_over(old, self.week) {
                return Err(Wrong::Over);
            }
            if old.until.is_some() {
                self.settled.targets[stands].ended = Some(since);
            }
        }
        self.settled.targets.push(new);
        Ok(self.settled.targets.len() - 1)
    }

    fn retire(&mut self, gone: &Declared) {
        let Some(stands) = self.stands(&gone.target, Some(gone)) else {
            return;
        };
        let target = &mut self.settled.targets[stands];
        if is_over(target, self.week) {
            return;
        }
        if stands == gone.became {
            target.ended = Some(self.week.max(target.since));
            // Those that it took the place of do not come back.
            let quarter = target.quarter;
            let ended = target.ended;
            let earlier = self.settled.targets.iter_mut().filter(|earlier| {
                gone.target.until.is_none() && earlier.until.is_none() && earlier.quarter == quarter
            });
            for earlier in earlier.filter(|earlier| earlier.ended.is_none()) {
                earlier.ended = ended;
            }
        } else {
            let kept = Kept {
                said: gone.target.clone(),
                still: false,
                stands: Some(target.clone()),
            };
            self.settled.kept.push(kept);
        }
    }
}

fn check_reason(
    new: &TargetSplit,
    said: Option<&Declared>,
    old: &TargetSplit,
) -> Result<(), Wrong> {
    let Some(reason) = &new.reason else {
        return Err(Wrong::NoReason);
    };
    let before = said.and_then(|said| said.target.reason.as_ref());
    if before == Some(reason) || old.reason.as_ref() == Some(reason) {
        return Err(Wrong::OldReason);
    }
    Ok(())
}

/// Whether its weeks are all past.
fn is_over(target: &TargetSplit, week: Week) -> bool {
    match target.until {
        None => last_week(target.quarter) < week,
        Some(until) => until < week.day(Weekday::Thu),
    }
}
