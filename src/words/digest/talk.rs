//! To talk about: one question, with the numbers that ask it and no cause that nobody gave.

use super::super::figures::{lower_first, ordinal, possessive, spelled};
use super::results::named;
use crate::domain::digest::{Digest, TeamPart, Topic, topic};
use crate::domain::id::CategoryId;
use crate::domain::insight::{FireWeek, Trend};
use crate::domain::organisation::Organisation;

/// "To talk about: is 35% still the right agreement for Payments …?"
pub(super) fn to_talk_about(digest: &Digest, org: &Organisation) -> Option<String> {
    let topic = topic(digest, org)?;
    Some(format!("To talk about: {}", asked(&topic, org)))
}

/// The question as a sentence, in small letters.
pub(super) fn asked(topic: &Topic<'_>, org: &Organisation) -> String {
    match topic {
        Topic::Agreement { part, weeks, fires } => agreement(part, *weeks, *fires, org),
        Topic::Drift(part, points) => drift(part, points),
        Topic::Fires(part, fires) => format!(
            "what would make the next weeks calmer in {}, where {}?",
            part.name,
            took(
                &fires.unusual.category,
                fires.unusual.percent,
                fires.unusual.normal,
                org
            )
        ),
        Topic::Break(part, unusual) => format!(
            "what is behind {}% on {} in {}, where {}% is normal?",
            unusual.percent,
            lower_first(org.category_name(&unusual.category)),
            part.name,
            unusual.normal
        ),
        Topic::Trend(part, trend) => self::trend(part, trend),
        Topic::OffTrack(change) => {
            let lasts = match change.weeks {
                0 | 1 => String::new(),
                weeks => format!(", off track for the {} week", ordinal(weeks)),
            };
            format!(
                "what would bring {} back on track{lasts}: more time, another way, or another aim?",
                named(change)
            )
        }
        Topic::Silent(change) => {
            let since = change
                .line
                .standing
                .latest
                .as_ref()
                .map(|it| it.week.number());
            let since = since.map_or(String::new(), |week| format!(" since week {week}"));
            format!(
                "is {} still worth measuring, without a reading{since}?",
                named(change)
            )
        }
        Topic::NextStages(waiting, begun) => next_stages(*waiting, *begun),
        Topic::PastDate(1) => {
            "what would it take to measure the iteration that is past its measure-by date?"
                .to_owned()
        }
        Topic::PastDate(many) => format!(
            "what would it take to measure the {} iterations that are past their measure-by date?",
            spelled(*many)
        ),
    }
}

/// "is 35% still the right agreement for Payments, outside its band for the second week, while fires took 45% and 22%
/// is normal?"
fn agreement(part: &TeamPart, weeks: u32, fires: Option<&FireWeek>, org: &Organisation) -> String {
    let agreed = part.against.map_or(0, |against| 100 - against.agreed);
    let fires = fires.map_or(String::new(), |fires| {
        let unusual = &fires.unusual;
        let took = took(&unusual.category, unusual.percent, unusual.normal, org);
        format!(", while {took}")
    });
    format!(
        "is {agreed}% non-elective work still the right agreement for {}, outside its band for the {} week{fires}?",
        part.name,
        ordinal(weeks)
    )
}

fn drift(part: &TeamPart, points: &[i32]) -> String {
    let weeks = ordinal(u32::try_from(points.len()).unwrap_or(u32::MAX));
    format!(
        "should {} work change, or its agreement, now that it is outside the band for the {weeks} week?",
        possessive(&part.name)
    )
}

/// "fires took 45% and 22% is normal".
fn took(category: &CategoryId, percent: u32, normal: u32, org: &Organisation) -> String {
    let category = lower_first(org.category_name(category));
    format!("{category} took {percent}% and {normal}% is normal")
}

fn trend(part: &TeamPart, trend: &Trend) -> String {
    let (now, before) = (trend.now, trend.before);
    let question = if now > before {
        format!("what is growing in {}", part.name)
    } else {
        format!("what made the room in {}, and will it last", part.name)
    };
    format!(
        "{question}, where non-elective work took {now}% over the last four weeks and {before}% over the four before?"
    )
}

fn next_stages(waiting: u32, begun: u32) -> String {
    let first = match waiting {
        1 => "the validated iteration that waits for its next stage".to_owned(),
        many => format!(
            "the {} validated iterations that wait for a next stage",
            spelled(many)
        ),
    };
    let new = match begun {
        1 => "the one that was begun this week".to_owned(),
        many => format!("the {} that were begun this week", spelled(many)),
    };
    format!("should {first} go before {new}?")
}
