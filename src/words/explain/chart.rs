//! The earlier weeks that the head's chart draws.

use super::super::figures::split;
use super::{Explained, exact, explained};
use crate::domain::digest::{Digest, Rows};
use crate::domain::organisation::Organisation;

/// Each week before this one: its elective part with its split, and what was agreed.
pub(super) fn earlier_weeks(digest: &Digest, org: &Organisation) -> Vec<Explained> {
    let earlier = digest.company.weeks.iter();
    let earlier = earlier.filter(|it| it.week < digest.week);
    let all = earlier.flat_map(|time| {
        let name = format!("week {}", time.week.number());
        let drawn = explained(
            format!("{name}, elective"),
            format!("{}%", time.elective),
            format!(
                "percents × people, over the {} people that the splits of that week stand for",
                exact(time.people)
            ),
            Rows::RollUps(time.week, time.week),
        );
        let lines = explained(
            format!("{name}, lines"),
            split(&time.split, org),
            "each line so, given out in whole percents, so that they add up to 100",
            Rows::RollUps(time.week, time.week),
        );
        let agreed = time.against.as_ref().map(|against| {
            explained(
                format!("{name}, agreed"),
                format!("{}%", against.agreed),
                "agreed percents × people, over the people of the teams that agreed on a mix",
                Rows::Agreed(time.week, None),
            )
        });
        [drawn, lines].into_iter().chain(agreed)
    });
    all.collect()
}
