//! What of a plan is still wanted at an instant, whatever happened before it: due-ness is computed from the plan and
//! from what the ledger says was done, so that downtime, restarts and a second instance all come out right.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, TimeDelta, Utc};

use super::plan::{Planned, PlannedKind, close_at};
use crate::domain::cadence::local;
use crate::domain::check_in::AskOutcome;
use crate::domain::id::{PersonId, TeamId};
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;

/// How long a reminder is wanted, unless the next one or the digest comes first.
pub const REMINDER_KEEPS: TimeDelta = TimeDelta::hours(4);

/// A team's ask of a person in a week.
pub type Asking = (Week, TeamId, PersonId);

/// What the ledger says was done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Done {
    /// When the company was first imported: a week whose digest was planned before that is none of ours.
    pub since: Option<DateTime<Utc>>,
    /// When teams that came later were: such a week is none of theirs.
    pub teams_since: BTreeMap<TeamId, DateTime<Utc>>,
    /// The asks that exist: when each was made (not when it was planned), and how it ended.
    pub asks: BTreeMap<Asking, (DateTime<Utc>, Option<AskOutcome>)>,
    /// The reminders that were made, by their number.
    pub reminders: BTreeSet<(Asking, u8)>,
    /// Who was asked for key results alone.
    pub results: BTreeSet<(Week, PersonId)>,
    /// Of these, who is there and has recorded nothing: since when each was asked.
    pub results_wait: BTreeMap<(Week, PersonId), DateTime<Utc>>,
    /// The reminders of these that were made, by their number.
    pub results_reminders: BTreeSet<((Week, PersonId), u8)>,
    /// The weeks whose digest was made.
    pub digested: BTreeSet<Week>,
    /// The weeks whose round is closed.
    pub closed: BTreeSet<Week>,
}

/// Something to do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// Ask.
    Ask {
        /// Whom, for which team, in which week.
        asking: Asking,
        /// Whether the answer stands for the whole team.
        estimate: bool,
    },
    /// Ask somebody who is in no team for key results alone.
    Results(Week, PersonId),
    /// Remind somebody of key results that are asked for alone.
    ResultsReminder(Week, PersonId, u8),
    /// Remind.
    Reminder {
        /// Of which ask.
        asking: Asking,
        /// The first or the second.
        number: u8,
    },
    /// Post the digest.
    Digest(Week),
    /// Close the round.
    Close(Week),
}

/// What is still wanted at an instant, in the order in which it was planned:
///
/// - an ask until its round closes, unless it exists;
/// - a reminder of an ask that was made before it and has no outcome: until the next reminder of that ask or for four
///   hours, whichever is first, and not once the digest's moment has come or the digest is out; so it is with those
///   who are asked for key results alone, as long as they have recorded nothing;
/// - digest and close always, once.
#[must_use]
pub fn due(now: DateTime<Utc>, planned: &[Planned], done: &Done) -> Vec<Due> {
    let ends = Ends::of(planned);
    let mut due: Vec<_> = planned
        .iter()
        .filter(|it| it.at <= now && ends.is_ours(it.week, done))
        .collect();
    // Stable, so that several weeks' plans can be given one after the other.
    due.sort_by_key(|it| (it.at, it.week));
    due.into_iter()
        .filter_map(|it| wanted(now, it, &ends, done))
        .collect()
}

/// The weeks of which something may be planned around an instant or still wanted at it: the last, the present and
/// the next one, because zones differ, and earlier ones whose round is not yet to be closed. After longer downtime
/// the weeks of rounds that were opened and never closed belong to them too; the store knows those.
#[must_use]
pub fn weeks_to_look_at(now: DateTime<Utc>, org: &Organisation) -> Vec<Week> {
    let present = Week::of(local(org.settings.time_zone, now).date_naive());
    let earlier = [present.back(3), present.back(2)];
    let mut weeks = earlier.to_vec();
    weeks.retain(|week| close_at(org, *week) > now);
    weeks.extend([present.previous(), present, present.next()]);
    weeks
}

/// The first instant after another at which something is planned.
#[must_use]
pub fn next_instant(now: DateTime<Utc>, planned: &[Planned]) -> Option<DateTime<Utc>> {
    planned.iter().map(|it| it.at).filter(|at| *at > now).min()
}

/// When things of a plan cease to be wanted.
struct Ends<'a> {
    digests: BTreeMap<Week, DateTime<Utc>>,
    closes: BTreeMap<Week, DateTime<Utc>>,
    reminders: HashMap<(Week, Option<&'a TeamId>, &'a PersonId, u8), DateTime<Utc>>,
}

impl<'a> Ends<'a> {
    fn of(planned: &'a [Planned]) -> Self {
        let mut ends = Self {
            digests: BTreeMap::new(),
            closes: BTreeMap::new(),
            reminders: HashMap::new(),
        };
        for it in planned {
            match (it.kind, &it.team, &it.person) {
                (PlannedKind::Digest, ..) => {
                    ends.digests.insert(it.week, it.at);
                }
                (PlannedKind::Close, ..) => {
                    ends.closes.insert(it.week, it.at);
                }
                (PlannedKind::Reminder(number), team, Some(person)) => {
                    ends.reminders
                        .insert((it.week, team.as_ref(), person, number), it.at);
                }
                _ => {}
            }
        }
        ends
    }

    fn is_ours(&self, week: Week, done: &Done) -> bool {
        done.since.is_none_or(|since| self.is_since(week, since))
    }

    /// Whether a week's digest is planned for this instant or later.
    fn is_since(&self, week: Week, since: DateTime<Utc>) -> bool {
        self.digests
            .get(&week)
            .is_none_or(|digest| *digest >= since)
    }
}

/// The same of somebody who is asked for key results alone.
fn results_reminder(it: &Planned, number: u8, done: &Done) -> Option<Due> {
    let asked = (it.week, it.person.clone()?);
    let waits = done
        .results_wait
        .get(&asked)
        .is_some_and(|made| *made < it.at);
    let reminder = (asked, number);
    if !waits || done.results_reminders.contains(&reminder) {
        return None;
    }
    let ((week, person), number) = reminder;
    Some(Due::ResultsReminder(week, person, number))
}

fn wanted(now: DateTime<Utc>, it: &Planned, ends: &Ends<'_>, done: &Done) -> Option<Due> {
    let before = |end: Option<&DateTime<Utc>>| end.is_none_or(|end| now < *end);
    let digested = done.digested.contains(&it.week);
    let closed = done.closed.contains(&it.week);
    let asking = || Some((it.week, it.team.clone()?, it.person.clone()?));
    match it.kind {
        PlannedKind::Ask => {
            let asking = asking()?;
            let since = done.teams_since.get(&asking.1);
            let theirs = since.is_none_or(|since| ends.is_since(it.week, *since));
            let open = theirs && !closed && before(ends.closes.get(&it.week));
            let estimate = it.estimate;
            (open && !done.asks.contains_key(&asking)).then_some(Due::Ask { asking, estimate })
        }
        PlannedKind::Results => {
            let asked = (it.week, it.person.clone()?);
            let open = !closed && before(ends.closes.get(&it.week));
            (open && !done.results.contains(&asked)).then_some(Due::Results(asked.0, asked.1))
        }
        PlannedKind::Reminder(number) => {
            let next = (it.week, it.team.as_ref(), it.person.as_ref()?, number + 1);
            let timely = now < it.at + REMINDER_KEEPS
                && before(ends.reminders.get(&next))
                && before(ends.digests.get(&it.week));
            if !timely || digested || closed {
                return None;
            }
            if it.team.is_none() {
                return results_reminder(it, number, done);
            }
            let asking = asking()?;
            let waits = matches!(done.asks.get(&asking), Some((made, None)) if *made < it.at);
            let reminder = (asking, number);
            if !waits || done.reminders.contains(&reminder) {
                return None;
            }
            let (asking, number) = reminder;
            Some(Due::Reminder { asking, number })
        }
        PlannedKind::Digest => (!digested).then_some(Due::Digest(it.week)),
        PlannedKind::Close => (!closed).then_some(Due::Close(it.week)),
        // Wanted for longer than its week is looked at: see `reviews_due`.
        PlannedKind::Review(_) => None,
    }
}
