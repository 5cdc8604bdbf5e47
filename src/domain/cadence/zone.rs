//! Local times as instants and back, for any zone and any year: the one place that reads the time-zone database.
//!
//! The database's table, as `chrono-tz` compiles it, ends with 2099 and would have everybody stay in winter (or
//! summer) for ever after. Each zone's last rules hold on, though, so a later year borrows the clock changes of a
//! year of the table: one in which 1 March falls on the same weekday. Clock changes follow weekdays, none of the
//! lasting rules has one in January or February, and the rest of a year is the same from 1 March on.

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset};
use chrono::{MappedLocalTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// The last year that the table knows.
const LAST_YEAR: i32 = 2099;

/// Between the last year for which a zone lists dates of its own (Morocco's Ramadan, 2087) and [`LAST_YEAR`] all
/// seven weekdays of 1 March occur.
const LENDING_YEARS: i32 = 12;

/// No offset was ever as large as this, on either side of Greenwich.
const MOST_OFFSET: TimeDelta = TimeDelta::hours(18);

/// The instant at which a zone's clocks first show a local time or, where a clock change skips it, a later one:
/// a skipped time happens at the first moment after the gap, a time that happens twice at the first.
#[must_use]
pub fn instant(zone: Tz, day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    let local = day.and_time(time);
    let lent = lent(local);
    let found = match zone.from_local_datetime(&lent) {
        MappedLocalTime::Single(at) | MappedLocalTime::Ambiguous(at, _) => at.to_utc(),
        MappedLocalTime::None => end_of_gap(zone, lent),
    };
    found
        .checked_add_signed(local - lent)
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// What a zone's clocks and calendar show at an instant, with the offset that holds there.
#[must_use]
pub fn local(zone: Tz, at: DateTime<Utc>) -> DateTime<FixedOffset> {
    let offset = zone.offset_from_utc_datetime(&lent(at.naive_utc())).fix();
    at.with_timezone(&offset)
}

/// The time itself, or the same day and time in the year that lends its clock changes.
fn lent(time: NaiveDateTime) -> NaiveDateTime {
    if time.year() <= LAST_YEAR {
        return time;
    }
    let march = |year| NaiveDate::from_ymd_opt(year, 3, 1).map(|day| day.weekday());
    let wanted = march(time.year());
    (0..LENDING_YEARS)
        .map(|back| LAST_YEAR - back)
        .find(|year| march(*year) == wanted)
        .and_then(|year| {
            // 29 February may not exist there, and no clock changes on it or the day before.
            let day = time.with_year(year);
            day.or_else(|| time.checked_sub_days(Days::new(1))?.with_year(year))
        })
        .unwrap_or(time)
}

/// The first instant after the gap that skips a local time, found to the second by halving.
fn end_of_gap(zone: Tz, skipped: NaiveDateTime) -> DateTime<Utc> {
    let shows_later = |at: i64| {
        DateTime::from_timestamp(at, 0)
            .is_some_and(|at| at.with_timezone(&zone).naive_local() > skipped)
    };
    let middle = skipped.and_utc();
    let mut before = (middle - MOST_OFFSET).timestamp();
    let mut after = (middle + MOST_OFFSET).timestamp();
    while after - before > 1 {
        let between = before + (after - before) / 2;
        if shows_later(between) {
            after = between;
        } else {
            before = between;
        }
    }
    DateTime::from_timestamp(after, 0).unwrap_or(middle)
}

#[cfg(test)]
mod tests;
