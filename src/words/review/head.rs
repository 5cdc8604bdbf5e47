//! The head of a review: the period's one fact, then a line each for what was agreed, what became of it and what to
//! talk about, and what all of it stands on.

use super::{align, iterations, prioritise, results, time, told_name};
use crate::domain::organisation::Organisation;
use crate::domain::review::{Review, StandsOn};
use crate::words::digest::labelled;
use crate::words::figures::{counted, day_and_month, spelled};
use crate::words::message::{Line, Message, Part};
use crate::words::weeks::without_number;

/// The head.
#[must_use]
pub fn head(review: &Review, org: &Organisation) -> Message {
    let points = [
        format!("Align: {}", align::in_the_head(&review.align)),
        format!("Time: {}", time::in_the_head(review, org)),
        format!("Results: {}", results::in_the_head(review)),
        format!(
            "Iterations: {}",
            iterations::in_the_head(&review.iterations)
        ),
        format!("Prioritise: {}", prioritise::in_the_head(review)),
    ];
    let mut small = vec![stands_on(&review.stands_on)];
    small.extend(missing(&review.stands_on));
    if !review.over {
        let day = day_and_month(review.day);
        small.push(format!("As of {} {day}.", review.day.format("%A")));
    }
    Message {
        parts: vec![
            Part::Paragraph(vec![Line::bold(headline(review))]),
            Part::Bullets(points.into_iter().map(labelled).collect()),
            Part::Small(small.into_iter().map(Line::plain).collect()),
        ],
    }
}

/// "November 2026: 7 points less elective work than agreed".
fn headline(review: &Review) -> String {
    let name = told_name(review);
    let Some(span) = &review.time.company else {
        let yet = if review.over { "" } else { " yet" };
        return format!("{name}: no answers{yet}");
    };
    let Some(against) = &span.against else {
        return format!("{name}: {}% elective work, no mix agreed", span.elective);
    };
    let points = against.points();
    let word = counted(points.unsigned_abs(), "point", "points");
    match points {
        ..0 => format!("{name}: {word} less elective work than agreed"),
        0 => format!("{name}: as much elective work as agreed"),
        _ => format!("{name}: {word} more elective work than agreed"),
    }
}

/// "Stands on four weeks, 36 of 37 teams, 91% of available time: 112 leads' estimates, 24 totals by everyone."
pub(super) fn stands_on(stands_on: &StandsOn) -> String {
    let missing = u32::try_from(stands_on.missing.len()).unwrap_or(u32::MAX);
    let weeks = stands_on.weeks.saturating_sub(missing);
    if weeks == 0 {
        return match stands_on.weeks {
            0 => "Nobody was asked in these weeks; no number is filled in.".to_owned(),
            _ => "Stands on no answer; no number is filled in.".to_owned(),
        };
    }
    let how: Vec<String> = [
        (stands_on.estimates > 0)
            .then(|| counted(stands_on.estimates, "lead's estimate", "leads' estimates")),
        (stands_on.everyone > 0).then(|| {
            counted(
                stands_on.everyone,
                "total by everyone",
                "totals by everyone",
            )
        }),
    ]
    .into_iter()
    .flatten()
    .collect();
    let cost = match stands_on.minutes {
        0 => String::new(),
        minutes => format!(
            "; it cost {} of answering",
            counted(minutes, "minute", "minutes")
        ),
    };
    let all = counted_in_words(stands_on.weeks);
    let of = if missing > 0 {
        format!("{} of {all}", spelled(weeks))
    } else {
        all
    };
    format!(
        "Stands on {of}, {} of {}, {}% of available time: {}{cost}.",
        stands_on.teams_in,
        counted(stands_on.teams, "team", "teams"),
        stands_on.available,
        how.join(", "),
    )
}

/// "one week", "four weeks".
fn counted_in_words(weeks: u32) -> String {
    let word = if weeks == 1 { "week" } else { "weeks" };
    format!("{} {word}", spelled(weeks))
}

/// "No number for weeks 46 and 47; none is filled in."
pub(super) fn missing(stands_on: &StandsOn) -> Option<String> {
    let missing = &stands_on.missing;
    let all = u32::try_from(missing.len()).ok() == Some(stands_on.weeks);
    without_number(missing).filter(|_| !all)
}
