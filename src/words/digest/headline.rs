//! The headline: the week's one fact.

use super::super::figures::{lower_first, ordinal, people_counted};
use super::results::{became_what, named};
use super::silence::silence;
use super::stands_on::of_whom;
use crate::domain::digest::{Digest, Headline};
use crate::domain::organisation::Organisation;

pub(super) fn headline(digest: &Digest, fact: &Headline<'_>, org: &Organisation) -> String {
    let week = digest.week.number();
    let said = match fact {
        Headline::NoNumber => silence(digest).to_owned(),
        Headline::Gap(points) => {
            format!("{} than agreed{}", more_or_less(*points), in_some(digest))
        }
        Headline::Changed(change) => format!("{} {}", named(change), became_what(change)),
        Headline::Fires(fires) => format!(
            "{} took the week of {}, {}% where {}% is normal",
            lower_first(org.category_name(&fires.unusual.category)),
            people_counted(fires.people),
            fires.unusual.percent,
            fires.unusual.normal
        ),
        Headline::Outside {
            part,
            weeks,
            points,
        } => {
            let (name, weeks) = (&part.name, ordinal(*weeks));
            let by = match points {
                0 => "now above and now below what was agreed".to_owned(),
                points => format!("in the mean {} than agreed", more_or_less(*points)),
            };
            format!("{name} is outside its band for the {weeks} week, {by}")
        }
        Headline::Reached(change) => format!("{} has come to its aim", named(change)),
        Headline::OffTrack(change) => {
            let (name, weeks) = (named(change), ordinal(change.weeks));
            format!("{name} is off track for the {weeks} week")
        }
        Headline::AsAgreed => {
            format!("as much elective work as agreed{}", in_some(digest))
        }
        Headline::NothingAgreed(elective) => {
            format!("{elective}% elective work; nothing was agreed to compare it with")
        }
    };
    let stands_on_few = matches!(
        fact,
        Headline::Gap(_) | Headline::Fires(_) | Headline::AsAgreed | Headline::NothingAgreed(_)
    );
    let whom = of_whom(&digest.stands_on).filter(|_| stands_on_few);
    let whom = whom.map_or(String::new(), |whom| format!(", {whom}"));
    format!("Week {week}: {said}{whom}")
}

/// Which teams a gap is of, where not all of those with a number agreed on a mix.
fn in_some(digest: &Digest) -> &'static str {
    let time = digest.company.time.as_ref();
    let some = time.is_some_and(|time| {
        let against = time.against.as_ref();
        against.is_some_and(|against| against.people < time.people)
    });
    if some {
        " in the teams with an agreement"
    } else {
        ""
    }
}

/// "7 points less elective work".
pub(super) fn more_or_less(points: i32) -> String {
    let word = if points.abs() == 1 { "point" } else { "points" };
    let way = if points < 0 { "less" } else { "more" };
    format!("{} {word} {way} elective work", points.abs())
}
