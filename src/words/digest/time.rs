//! The first line of the head: where the time went, against what was agreed.

use super::super::figures::{capitalised, in_mean, is_nobody, lower_first, people, people_counted};
use super::super::pattern::{company_fires, most_in};
use super::stands_on::by_whom;
use crate::domain::allocation::{Against, Allocation};
use crate::domain::digest::{Digest, Headline};
use crate::domain::insight::elective_categories;
use crate::domain::organisation::Organisation;

/// `headed` says what the headline tells already.
pub(super) fn time(digest: &Digest, org: &Organisation, headed: &Headline<'_>) -> String {
    let company = &digest.company;
    let Some(time) = &company.time else {
        // Why there is none heads the digest.
        return "Time: no number is filled in.".to_owned();
    };
    let mean = time.mean.map_or(String::new(), in_mean);
    let elective = time.elective;
    let lead = match &time.against {
        None => {
            format!("{elective}% elective{mean}; no team has agreed on a mix for this quarter.")
        }
        Some(against) if against.people < time.people => format!(
            "{elective}% elective{mean}; {}% in the teams that agreed on a mix, where {}% was agreed.",
            against.elective, against.agreed
        ),
        Some(against) => format!("{elective}% elective, {}% agreed{mean}.", against.agreed),
    };
    let fires = company.fires.as_ref();
    let fires = fires.filter(|_| !matches!(headed, Headline::Fires(_)));
    let fires = fires.map_or(String::new(), |fires| {
        format!(" {}", company_fires(fires, org))
    });
    let whom = by_whom(&digest.stands_on).map_or(String::new(), |whom| format!("by {whom}, "));
    format!(
        "Time: {whom}{lead} {}.{}{fires}",
        lines(time, org),
        gap(time)
    )
}

/// "New features 21%, existing features 25%, tune-ups 12%, non-elective 42%".
fn lines(time: &Allocation, org: &Organisation) -> String {
    let mut lines: Vec<String> = elective_categories(&org.categories, time.week)
        .map(|category| (category, time.split.percent(&category.id)))
        .filter(|(_, percent)| *percent > 0)
        .map(|(category, percent)| format!("{} {percent}%", lower_first(&category.name)))
        .collect();
    lines.push(format!("non-elective {}%", time.non_elective));
    capitalised(&lines.join(", "))
}

pub(super) fn gap(time: &Allocation) -> String {
    // A gap that rounds to nothing is not worth a sentence.
    let worth = |it: &&Against| it.points() != 0 && !is_nobody(it.gap_people);
    let Some(against) = time.against.as_ref().filter(worth) else {
        return String::new();
    };
    format!(
        " The gap is the week of {} of {}{}.",
        people_counted(against.gap_people.abs()),
        people(against.people),
        most_in(against.most_in.as_ref())
    )
}
