//! Friday's thread: the head, a line of it a file, and one reply for each team.

mod chart;
mod forward;
mod headline;
mod late;
mod results;
mod silence;
mod stands_on;
mod talk;
mod time;

use super::figures::{day_and_time, listed, spelled};
use super::message::{Button, Line, Message, Part, Press};
use super::pages::paged;
use super::team::{forecasts, heading, in_their_words, sentences};
use super::waiting::waiting;
use crate::domain;
use crate::domain::calendar;
use crate::domain::digest::{CameLate, Digest, Mover, TeamPart};
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;
pub use forward::forward;
use headline::headline;
pub use late::late;
use late::late_line;
use results::results;
use stands_on::stands_on;
use talk::to_talk_about;
use time::time;

/// A list in the head names so many; the thread has the rest.
const IN_THE_HEAD: usize = 5;

/// The head of the thread. `updated` says when late answers changed it: "Monday 10:12, two late answers".
#[must_use]
pub fn head(digest: &Digest, org: &Organisation, updated: Option<&str>) -> Message {
    let fact = domain::digest::headline(digest, org);
    let mut points = vec![time(digest, org, &fact)];
    points.push(results(digest, org));
    points.extend(super::iteration::in_the_head(&digest.iterations));
    points.extend(waiting(digest, org));
    points.extend(to_talk_about(digest, org));
    let mut small = vec![Line::plain(stands_on(&digest.stands_on))];
    small.extend(digest.late.as_ref().map(late_line).map(Line::plain));
    small.extend(chart::without(digest).map(Line::plain));
    small.extend(updated.map(|updated| Line::plain(format!("Updated {updated}."))));
    let mut parts = vec![
        Part::Paragraph(vec![Line::bold(headline(digest, &fact, org))]),
        Part::Bullets(points.into_iter().map(labelled).collect()),
    ];
    parts.extend(chart::chart(digest, org).map(Part::Chart));
    parts.push(Part::Small(small));
    parts.push(Part::Buttons(vec![Button {
        label: "Copy to forward".to_owned(),
        press: Press::CopyDigest(digest.week.to_string()),
        primary: false,
    }]));
    Message { parts }
}

/// "Time: …" with its label standing out, so that the eye finds the line it wants.
pub(super) fn labelled(point: String) -> Line {
    match point.split_once(": ") {
        Some((label, said)) => Line::bold(format!("{label}:")).and(format!(" {said}")),
        None => Line::plain(point),
    }
}

/// One team's reply, in as many messages as it needs. `posted` says how many of them stand there already.
#[must_use]
pub fn replies(part: &TeamPart, org: &Organisation, posted: Option<usize>) -> Vec<Message> {
    let mut parts = vec![Part::Paragraph(vec![heading(part)])];
    parts.extend(said(part, org));
    paged(parts, &part.name, posted)
}

/// A team's own part, as its channel reads it before leadership does: the sentences are the digest's.
#[must_use]
pub fn team_parts(
    part: &TeamPart,
    org: &Organisation,
    week: Week,
    posted: Option<usize>,
) -> Vec<Message> {
    let zone = org.settings.time_zone;
    let small = format!(
        "Leadership reads no more than this in the digest. Late answers change both until {}.",
        day_and_time(calendar::close_at(org, week), zone)
    );
    let head = Line::bold(format!("Week {}. ", week.number())).followed_by(heading(part));
    let mut parts = vec![Part::Paragraph(vec![head])];
    parts.extend(said(part, org));
    parts.push(Part::Small(vec![small.into()]));
    paged(parts, &part.name, posted)
}

/// What is said of a team, to leadership and to itself.
fn said(part: &TeamPart, org: &Organisation) -> Vec<Part> {
    let mut lines = sentences(part, org);
    lines.extend(forecasts(part));
    let mut parts = vec![Part::Bullets(lines)];
    parts.extend(in_their_words(part, org));
    parts
}

/// "Monday 10:12, two late answers and one reading", "Tuesday 12:00, when the week closed": what an updated digest says
/// of itself. `at` is when the last came.
#[must_use]
pub fn updated(at: &str, came: &CameLate) -> String {
    let number = |of: usize| u32::try_from(of).unwrap_or(u32::MAX);
    let counted = [
        (came.answers, "late answer"),
        (came.edits, "edit"),
        (number(came.readings.len()), "reading"),
        (number(came.results.len()), "iteration result"),
    ];
    let counted = counted.into_iter().filter_map(|(count, what)| match count {
        0 => None,
        1 => Some(format!("one {what}")),
        count => Some(format!("{} {what}s", spelled(count))),
    });
    let mut came_before: Vec<String> = counted.collect();
    if came.moved.iter().any(|it| it.by == Mover::Import) {
        came_before.push("a change of teams or people".to_owned());
    }
    let mut moved = came.moved.iter();
    match moved.find(|it| it.by == Mover::Close) {
        Some(close) if close.at < came.last => came_before.push("the week's close".to_owned()),
        Some(_) if came_before.is_empty() => return format!("{at}, when the week closed"),
        Some(_) => return format!("{at}, when the week closed, after {}", listed(&came_before)),
        None => {}
    }
    format!("{at}, {}", listed(&came_before))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::{DateTime, Utc};

    use super::*;
    use crate::domain::digest::Moved;
    use crate::domain::id::{KeyResultCode, TeamId};

    #[test]
    fn the_close_is_named_as_the_last_or_among_what_came() {
        let at = |seconds| DateTime::<Utc>::from_timestamp(seconds, 0).unwrap();
        let close = Moved {
            team: TeamId::new("platform"),
            by: Mover::Close,
            at: at(20),
        };
        let came = |last, answers, moved: &[Moved]| CameLate {
            last: at(last),
            answers,
            edits: 0,
            readings: BTreeSet::from([KeyResultCode::new("PAY-1.1")]),
            results: BTreeSet::new(),
            moved: moved.to_vec(),
        };
        let closed = [close];
        let imported = [Moved {
            team: TeamId::new("platform"),
            by: Mover::Import,
            at: at(15),
        }];
        let said = |came: &CameLate| updated("Tuesday 12:00", came);
        assert_eq!(
            said(&came(10, 2, &[])),
            "Tuesday 12:00, two late answers and one reading"
        );
        assert_eq!(
            said(&came(20, 0, &closed)),
            "Tuesday 12:00, when the week closed, after one reading"
        );
        assert_eq!(
            said(&came(15, 1, &imported)),
            "Tuesday 12:00, one late answer, one reading and a change of teams or people"
        );
        assert_eq!(
            said(&came(30, 0, &closed)),
            "Tuesday 12:00, one reading and the week's close"
        );
    }
}
