//! When a review looks back: at 09:00 on the day after the round of a period's last week closes, so that its numbers
//! are final; on Monday where that is a weekend. At a quarter's end the quarter's review takes the place of the
//! month's. One that is due for two weeks is not wanted any more, and none is of a time before Headway was there.

use chrono::{DateTime, Datelike, Days, NaiveTime, TimeDelta, Utc, Weekday};

use super::plan::{Planned, PlannedKind, close_at, digest_at};
use crate::domain::cadence::{Reviews, instant, local};
use crate::domain::organisation::Organisation;
use crate::domain::period::{Month, Period};
use crate::domain::week::{Quarter, Week};

/// For so long after its moment a review is still wanted.
pub const REVIEW_KEEPS: TimeDelta = TimeDelta::weeks(2);

/// A round closes at the latest so many weeks after its own; then comes the weekend.
const LONGEST_ROUND: u32 = 4;

/// The hour at which a review is posted.
const HOUR: u32 = 9;

/// When a period's review is posted, in the workspace's zone.
#[must_use]
pub fn review_at(org: &Organisation, period: Period) -> DateTime<Utc> {
    let zone = org.settings.time_zone;
    let closed = local(zone, close_at(org, period.last_week())).date_naive();
    let ahead = match closed.weekday() {
        Weekday::Fri => 3,
        Weekday::Sat => 2,
        _ => 1,
    };
    let day = closed.checked_add_days(Days::new(ahead)).unwrap_or(closed);
    let time = NaiveTime::from_hms_opt(HOUR, 0, 0).unwrap_or_default();
    instant(zone, day, time)
}

/// Which period's review follows the round of a week, if one does.
#[must_use]
pub fn review_of(org: &Organisation, week: Week) -> Option<Period> {
    let quarter = Period::Quarter(Quarter::of_week(week));
    let month = Period::Month(Month::of_week(week));
    let ends = |period: &Period| period.last_week() == week;
    match org.settings.cadence.review {
        Reviews::Off => None,
        Reviews::Quarterly => Some(quarter).filter(ends),
        Reviews::Monthly => [quarter, month].into_iter().find(ends),
    }
}

/// The review that follows the round of a week, as a plan has it.
pub(super) fn planned(org: &Organisation, week: Week) -> Option<Planned> {
    review_of(org, week).map(|period| Planned {
        at: review_at(org, period),
        zone: org.settings.time_zone,
        kind: PlannedKind::Review(period),
        week,
        team: None,
        person: None,
        estimate: false,
    })
}

/// The reviews that are wanted at an instant, the oldest first, made or not. `since` is when the company was
/// first imported: of a period whose last digest was planned before that there is no review.
#[must_use]
pub fn reviews_due(
    now: DateTime<Utc>,
    org: &Organisation,
    since: Option<DateTime<Utc>>,
) -> Vec<Period> {
    let wanted = |period: &Period| {
        let at = review_at(org, *period);
        let ours = since.is_none_or(|since| digest_at(org, period.last_week()) >= since);
        at <= now && now < at + REVIEW_KEEPS && ours
    };
    around(now, org).filter(wanted).collect()
}

/// The first instant after another at which a review is planned, of those near it.
#[must_use]
pub fn next_review(after: DateTime<Utc>, org: &Organisation) -> Option<DateTime<Utc>> {
    let planned = around(after, org).map(|period| review_at(org, period));
    planned.filter(|at| *at > after).min()
}

/// What may be planned or wanted around an instant.
fn around(now: DateTime<Utc>, org: &Organisation) -> impl Iterator<Item = Period> {
    let present = Week::of(local(org.settings.time_zone, now).date_naive());
    let keeps = u32::try_from(REVIEW_KEEPS.num_weeks()).unwrap_or(0);
    let first = present.back(LONGEST_ROUND + keeps);
    let weeks = (0..=LONGEST_ROUND + keeps).map(move |ahead| first.ahead(ahead));
    weeks.filter_map(|week| review_of(org, week))
}
