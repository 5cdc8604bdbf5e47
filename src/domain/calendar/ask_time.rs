//! When one person is asked and reminded: at the agreed moment, earlier where the zone or days off would leave too
//! little working time before the digest, and never on a day off.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;

use crate::domain::cadence::{Moment, instant, local};
use crate::domain::week::Week;

/// The working time that an ask leaves a person before the digest, wherever it can be had.
pub const ENOUGH: TimeDelta = TimeDelta::hours(8);

/// Reminders to one ask.
const MOST_REMINDERS: usize = 2;

/// One person's week: where they are and when they do not work.
#[derive(Debug, Clone, Copy)]
pub struct PersonWeek<'a> {
    /// Which week.
    pub week: Week,
    /// The zone that holds for the person.
    pub zone: Tz,
    /// When nobody asks them anything.
    pub days_off: &'a BTreeSet<NaiveDate>,
    /// When the week's digest is posted.
    pub digest: DateTime<Utc>,
}

/// When a person is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskTime {
    /// The instant.
    pub at: DateTime<Utc>,
    /// The working time from then to the digest, counted up to [`ENOUGH`].
    pub leaves: TimeDelta,
}

impl PersonWeek<'_> {
    /// When to ask: at the moment, or at the latest instant that leaves [`ENOUGH`] where that is earlier, or, where
    /// so much cannot be had, at the latest that leaves as much as the week has. Never before the week's Monday.
    /// None when the whole working week is off, and when no day is left on which to ask before the digest.
    #[must_use]
    pub fn ask(&self, moment: Moment) -> Option<AskTime> {
        let agreed = instant(self.zone, self.day_to_ask(moment)?, moment.time);
        let mut lacking = ENOUGH;
        let mut latest = None;
        for (start, end) in self.working_hours_before_the_digest() {
            let taken = lacking.min(end - start);
            lacking -= taken;
            latest = Some(if lacking.is_zero() {
                end - taken
            } else {
                start
            });
            if lacking.is_zero() {
                break;
            }
        }
        let at = match latest {
            Some(latest) => agreed.min(latest),
            None if agreed < self.digest => agreed,
            None => instant(self.zone, self.week.monday(), NaiveTime::MIN),
        };
        let leaves = ENOUGH - lacking;
        (at < self.digest && !self.is_off_at(at)).then_some(AskTime { at, leaves })
    }

    /// When to remind: the first occurrence of each moment after that of the ask, in order; only before the digest,
    /// after the ask, and not on a day off.
    #[must_use]
    pub fn reminders(&self, ask: Moment, asked: AskTime, moments: &[Moment]) -> Vec<DateTime<Utc>> {
        let agreed = ask.in_week(self.week, self.zone);
        let mut reminders: Vec<_> = moments
            .iter()
            .map(|moment| moment.first_after(agreed, self.zone))
            .filter(|at| *at > asked.at && *at < self.digest && !self.is_off_at(*at))
            .collect();
        reminders.sort_unstable();
        reminders.dedup();
        reminders.truncate(MOST_REMINDERS);
        reminders
    }

    /// The moment's day; where that is off, the nearest working day before it in the week, else the nearest after.
    fn day_to_ask(&self, moment: Moment) -> Option<NaiveDate> {
        let day = self.week.day(moment.weekday);
        let monday = self.week.monday();
        let weekdays = || monday.iter_days().take(5);
        let works = |day: &NaiveDate| self.works_on(*day);
        if !weekdays().any(|day| self.works_on(day)) {
            return None;
        }
        if !self.is_off_at(moment.in_week(self.week, self.zone)) {
            return Some(day);
        }
        let earlier = weekdays().take_while(|it| *it < day).filter(works).last();
        earlier.or_else(|| weekdays().skip_while(|it| *it <= day).find(works))
    }

    /// Stretches of working time, the latest first, back to the week's Monday.
    fn working_hours_before_the_digest(
        &self,
    ) -> impl Iterator<Item = (DateTime<Utc>, DateTime<Utc>)> {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        let last = local(self.zone, self.digest).date_naive();
        std::iter::successors(Some(last), |day| day.checked_sub_days(Days::new(1)))
            .take_while(|day| *day >= self.week.monday())
            .filter(|day| self.works_on(*day))
            .map(move |day| {
                let start = instant(self.zone, day, hour(9));
                let end = instant(self.zone, day, hour(17));
                (start, end.min(self.digest))
            })
            .filter(|(start, end)| start < end)
    }

    fn works_on(&self, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        !weekend && !self.days_off.contains(&day)
    }

    fn is_off_at(&self, at: DateTime<Utc>) -> bool {
        !self.days_off.is_empty() && self.days_off.contains(&local(self.zone, at).date_naive())
    }
}
