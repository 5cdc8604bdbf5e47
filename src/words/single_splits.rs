//! Single answers, for the eyes of whoever gave them and of a lead who may read them.

use super::figures::split;
use super::message::{Line, Part};
use crate::domain::check_in::CheckIn;
use crate::domain::organisation::{Organisation, Team};

/// "Your own week 47 for Platform: 40% fires, 60% tune-ups."
#[must_use]
pub fn own(org: &Organisation, team: &Team, own: &CheckIn) -> Part {
    let week = own.week.number();
    let (name, split) = (&team.name, split(&own.split, org));
    Part::Paragraph(vec![Line::plain(format!(
        "Your own week {week} for {name}: {split}."
    ))])
}

/// What each one answered in a team's newest week; nothing where nobody has since the team allows it.
#[must_use]
pub fn of_team(org: &Organisation, team: &Team, answers: &[CheckIn]) -> Vec<Part> {
    let Some(first) = answers.first() else {
        return Vec::new();
    };
    let lines = answers.iter().map(|answer| {
        let name = org.name_of(&answer.person);
        Line::plain(format!("{name}: {}", split(&answer.split, org)))
    });
    let head = format!(
        "{}, week {}, one by one; you read this as the lead, and everybody was told so in the form:",
        team.name,
        first.week.number()
    );
    vec![
        Part::Paragraph(vec![Line::plain(head)]),
        Part::Bullets(lines.collect()),
    ]
}
