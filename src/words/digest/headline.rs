//! The headline: the week's one fact.

use super::silence::silence;
use crate::domain::digest::Digest;

pub(super) fn headline(digest: &Digest) -> String {
    let week = digest.week.number();
    let Some(time) = &digest.company.time else {
        return format!("Week {week}: {}", silence(digest));
    };
    let Some(against) = &time.against else {
        return format!("Week {week}: where the time went");
    };
    let points = against.points();
    let word = if points.abs() == 1 { "point" } else { "points" };
    match points {
        ..0 => format!(
            "Week {week}: {} {word} less elective work than agreed",
            points.abs()
        ),
        0 => format!("Week {week}: as much elective work as agreed"),
        _ => format!("Week {week}: {points} {word} more elective work than agreed"),
    }
}
