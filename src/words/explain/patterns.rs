//! The numbers of what a team's weeks show.

use super::super::figures::{counted, lower_first, people};
use super::{Explained, explained};
use crate::domain::digest::{Rows, TeamPart};
use crate::domain::id::CategoryId;
use crate::domain::insight::{Pattern, Unusual};
use crate::domain::organisation::Organisation;

/// What is agreed with the team, and the numbers of its patterns; each name begins with `whose`.
pub(super) fn patterns(part: &TeamPart, whose: &str, org: &Organisation) -> Vec<Explained> {
    let patterns = part.patterns.iter();
    let all = patterns.flat_map(|pattern| match pattern {
        Pattern::Chronic { weeks, points, .. } => {
            let mut all = vec![outside(part, *weeks)];
            all.push(mean_gap(part, *weeks, *points));
            all
        }
        Pattern::Drift { points } => {
            let weeks = u32::try_from(points.len()).unwrap_or(u32::MAX);
            vec![outside(part, weeks), gaps(part, points)]
        }
        Pattern::Back { weeks } => vec![explained(
            "weeks outside the band, before this one",
            weeks.to_string(),
            "the weeks in a row, up to and with the one before, whose split is further from what was agreed than the band",
            Rows::AgreedOver(part.team.clone(), part.week.back(*weeks), part.week.previous()),
        )],
        Pattern::FireWeek(fires) => {
            let mut all = of_category(part, &fires.unusual, org);
            all.push(explained(
                format!("{}, people's weeks", name(&fires.unusual.category, org)),
                people(fires.people),
                format!("{} × {} ÷ 100", fires.unusual.percent, super::exact(part.weight)),
                Rows::RollUpsOf(part.team.clone(), part.week, part.week),
            ));
            all
        }
        Pattern::Break(unusual) => of_category(part, unusual, org),
        Pattern::Trend(trend) => {
            let mean = |name: &str, percent: u32, from: u32, to: u32| {
                explained(
                    format!("non-elective, {name}"),
                    format!("{percent}%"),
                    "the mean of 100 − the elective lines of the weeks that have a number, halves up",
                    Rows::RollUpsOf(part.team.clone(), part.week.back(from), part.week.back(to)),
                )
            };
            vec![
                mean("mean of the last four weeks", trend.now, 3, 0),
                mean("mean of the four weeks before", trend.before, 7, 4),
            ]
        }
        Pattern::Repeated { weeks } => vec![explained(
            "weeks with the same split",
            weeks.to_string(),
            "the weeks in a row, up to and with this one, whose split is this one's",
            since(part, *weeks),
        )],
    });
    let named = |it: Explained| Explained {
        name: format!("{whose}{}", it.name),
        ..it
    };
    all.map(named).collect()
}

/// What was agreed; its name begins with `whose`.
pub(super) fn agreed(part: &TeamPart, whose: &str, org: &Organisation) -> Option<Explained> {
    let target = part.target.as_ref()?;
    let elective = target.split.elective(&org.categories, part.week);
    Some(explained(
        format!("{whose}agreed"),
        format!("{}% ± {}", 100 - elective, target.band),
        format!("100 − {elective}, the elective lines of what was agreed"),
        Rows::Agreed(part.week, Some(part.team.clone())),
    ))
}

fn name(category: &CategoryId, org: &Organisation) -> String {
    lower_first(org.category_name(category))
}

/// The team's rows of so many weeks.
fn since(part: &TeamPart, weeks: u32) -> Rows {
    Rows::RollUpsOf(
        part.team.clone(),
        part.week.back(weeks.saturating_sub(1)),
        part.week,
    )
}

/// The team's rows of so many weeks, each beside what was agreed for it.
fn agreed_since(part: &TeamPart, weeks: u32) -> Rows {
    Rows::AgreedOver(
        part.team.clone(),
        part.week.back(weeks.saturating_sub(1)),
        part.week,
    )
}

fn outside(part: &TeamPart, weeks: u32) -> Explained {
    explained(
        "weeks outside the band",
        weeks.to_string(),
        "the weeks in a row, up to and with this one, whose elective lines are further from the agreed ones than the band",
        agreed_since(part, weeks),
    )
}

fn gaps(part: &TeamPart, points: &[i32]) -> Explained {
    let gaps: Vec<String> = points.iter().map(|it| it.abs().to_string()).collect();
    let weeks = u32::try_from(points.len()).unwrap_or(u32::MAX);
    explained(
        "gap of each of these weeks",
        format!("{} points", gaps.join(", ")),
        "the elective lines of the week less the agreed ones, the oldest week first; fewer is more non-elective work",
        agreed_since(part, weeks),
    )
}

fn mean_gap(part: &TeamPart, weeks: u32, points: i32) -> Explained {
    explained(
        "mean gap of these weeks",
        counted(points.unsigned_abs(), "point", "points"),
        "the mean of the elective lines of each week less the agreed ones, halves away from nothing; fewer is more non-elective work",
        agreed_since(part, weeks),
    )
}

fn of_category(part: &TeamPart, unusual: &Unusual, org: &Organisation) -> Vec<Explained> {
    let name = name(&unusual.category, org);
    vec![
        explained(
            name.clone(),
            format!("{}%", unusual.percent),
            "a line of the split",
            Rows::RollUpsOf(part.team.clone(), part.week, part.week),
        ),
        explained(
            format!("{name}, normal"),
            format!("{}%", unusual.normal),
            format!(
                "the median of the {} that have a number, of the eight before this one, halves up",
                counted(unusual.weeks, "week", "weeks")
            ),
            Rows::RollUpsOf(part.team.clone(), part.week.back(8), part.week.previous()),
        ),
    ]
}
