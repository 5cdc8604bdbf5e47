//! `ask`, `reminders`, `digest`, `close`, `review`: the moments of the week, that they come in an order that works,
//! and how often a review looks back.

use chrono::{NaiveDate, TimeZone};
use chrono_tz::Tz;

use super::entry::{Entry, Section};
use super::reader::Reader;
use crate::domain::cadence::{Cadence, Moment, Reviews, TeamCadence};
use crate::domain::week::Week;

/// The most reminders that one ask may have.
const MOST_REMINDERS: usize = 2;

/// When the digest goes out, and where that is counted.
#[derive(Clone, Copy)]
pub(super) struct Digest {
    pub(super) moment: Moment,
    pub(super) zone: Tz,
}

/// The moments of the workspace; what is not written is as usual.
pub(super) fn of_workspace(reader: &mut Reader, section: &Section, zone: Tz) -> Cadence {
    let usual = Cadence::default();
    let ask_entry = section.get("ask");
    let digest_entry = section.get("digest");
    let mut moment = |entry: Option<&Entry>| entry.map(|entry| reader.moment(entry));
    let ask = moment(ask_entry.as_ref());
    let digest = moment(digest_entry.as_ref());
    let close = moment(section.get("close").as_ref());
    let reminders = section
        .get("reminders")
        .map(|entry| moments(reader, &entry));

    // A moment that could not be read has been reported; it is not held against the others.
    let readable = ask != Some(None) && digest != Some(None);
    let ask = ask.flatten().unwrap_or(usual.ask);
    let digest = digest.flatten().unwrap_or(usual.digest);
    let times = Digest {
        moment: digest,
        zone,
    };
    if readable && is_after(ask, zone, times) {
        match (ask_entry, digest_entry) {
            (Some(entry), _) => say_late(reader, &entry, ask, digest),
            (None, Some(entry)) => {
                let what = format!("{digest} is not after the ask ({ask}); ask earlier");
                reader.mistake(&entry, what);
            }
            (None, None) => {}
        }
    }
    let known_digest = readable.then_some(times);
    let reminders = check_reminders(
        reader,
        reminders,
        readable.then_some(ask),
        zone,
        known_digest,
    );
    let review = section.get("review");
    let words = Reviews::ALL.map(Reviews::word);
    let review = review.and_then(|entry| reader.word(&entry, &words, Reviews::from_word));
    Cadence {
        ask,
        reminders: reminders.unwrap_or(usual.reminders),
        digest,
        close: close.flatten().unwrap_or(usual.close),
        review: review.unwrap_or(usual.review),
    }
}

/// The moments that a team has of its own.
pub(super) fn of_team(
    reader: &mut Reader,
    section: &Section,
    workspace: &Cadence,
    zone: Tz,
    digest: Option<Digest>,
) -> TeamCadence {
    let ask_entry = section.get("ask");
    let ask = ask_entry.as_ref().map(|entry| reader.moment(entry));
    if let (Some(entry), Some(Some(ask)), Some(digest)) = (&ask_entry, ask, digest)
        && is_after(ask, zone, digest)
    {
        say_late(reader, entry, ask, digest.moment);
    }
    let reminders = section
        .get("reminders")
        .map(|entry| moments(reader, &entry));
    let effective = ask.unwrap_or(Some(workspace.ask));
    TeamCadence {
        ask: ask.flatten(),
        reminders: check_reminders(reader, reminders, effective, zone, digest),
    }
}

fn say_late(reader: &mut Reader, entry: &Entry, ask: Moment, digest: Moment) {
    let what =
        format!("{ask} is not before the digest ({digest}); ask earlier, or move the digest");
    reader.mistake(entry, what);
}

fn moments<'a>(reader: &mut Reader, entry: &Entry<'a>) -> Vec<(Entry<'a>, Moment)> {
    let list = reader.list(entry, "moments").unwrap_or_default();
    if list.len() > MOST_REMINDERS {
        let count = list.len();
        reader.mistake(entry, format!("has {count} reminders; two are the most"));
    }
    list.into_iter()
        .take(MOST_REMINDERS)
        .filter_map(|element| {
            let moment = reader.moment(&element)?;
            Some((element, moment))
        })
        .collect()
}

/// Reminders as they will be sent: after the ask, before the digest, each once, in order.
fn check_reminders(
    reader: &mut Reader,
    reminders: Option<Vec<(Entry, Moment)>>,
    ask: Option<Moment>,
    zone: Tz,
    digest: Option<Digest>,
) -> Option<Vec<Moment>> {
    let mut kept = Vec::new();
    for (entry, moment) in reminders? {
        if kept.contains(&moment) {
            reader.mistake(&entry, format!("{moment} stands here twice"));
        } else if let Some(ask) = ask.filter(|ask| of_week(moment) <= of_week(*ask)) {
            let what = format!("{moment} is not after the ask ({ask}); remind later");
            reader.mistake(&entry, what);
        } else if let Some(digest) = digest.filter(|digest| is_after(moment, zone, *digest)) {
            let digest = digest.moment;
            let what = format!("{moment} is not before the digest ({digest}); remind earlier");
            reader.mistake(&entry, what);
        }
        kept.push(moment);
    }
    kept.sort_by_key(|moment| of_week(*moment));
    Some(kept)
}

/// How far into the week a moment is.
fn of_week(moment: Moment) -> (u32, chrono::NaiveTime) {
    (moment.weekday.num_days_from_monday(), moment.time)
}

/// Whether a moment in a zone comes no earlier than the digest, in winter as in summer. A zone east of the
/// workspace's may well have a later time on its clocks than the digest has on its own.
fn is_after(moment: Moment, zone: Tz, digest: Digest) -> bool {
    [(2026, 1, 15), (2026, 7, 16)]
        .into_iter()
        .filter_map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day))
        .all(|day| {
            let week = Week::of(day);
            let instant = |moment: Moment, zone: Tz| {
                let local = week.day(moment.weekday).and_time(moment.time);
                // Neither week has a clock change on our clocks; elsewhere an hour's slip changes nothing here.
                let found = zone.from_local_datetime(&local).earliest();
                found.map_or_else(|| local.and_utc(), |instant| instant.to_utc())
            };
            instant(moment, zone) >= instant(digest.moment, digest.zone)
        })
}
