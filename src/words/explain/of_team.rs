//! The numbers of one team's reply, and of its row in the table.

use chrono::{DateTime, Utc};

use super::super::figures::{counted, lower_first, people, people_counted};
use super::patterns::{agreed, patterns};
use super::{Explained, counts, exact, explained, matters, result};
use crate::domain::digest::{Rows, Silence, TeamPart, Then};
use crate::domain::organisation::Organisation;
use crate::domain::target::{Anew, TargetSplit};
use crate::domain::time_split::TimeSplit;

/// All numbers of a team's reply, in its order; `at` is the instant as of which it is told.
#[must_use]
pub fn of_team(part: &TeamPart, org: &Organisation, at: DateTime<Utc>) -> Vec<Explained> {
    let week = part.week;
    let mut all = answers(part, org);
    if let Ok(split) = &part.time {
        all.extend(time(part, split, org));
    }
    all.extend(agreed(part, "", org));
    all.extend(gap(part));
    all.extend(normal(part, org));
    // The line of a category stands with the split already.
    let known = |it: &Explained| all.iter().any(|other| other.name == it.name);
    let more: Vec<Explained> = patterns(part, "", org)
        .into_iter()
        .filter(|it| !known(it))
        .collect();
    all.extend(more);
    let anew = part.agreed_anew.iter();
    all.extend(anew.flat_map(|anew| agreed_anew(part, anew, org)));
    let key_results = part.key_results.iter();
    all.extend(key_results.flat_map(|line| result::of_team(line, week)));
    all.extend(counts::measured(
        &part.iterations,
        Then::new(at, org.settings.time_zone),
    ));
    let needs = part.needs.len();
    all.extend(matters::waiting(
        &part.matters,
        needs,
        (Some(&part.team), week, at),
        org,
    ));
    all.extend(matters::effects(&part.matters, week, org));
    all
}

fn own(part: &TeamPart) -> Rows {
    Rows::RollUpsOf(part.team.clone(), part.week, part.week)
}

/// Who answered, of whom, and for how many people.
fn answers(part: &TeamPart, org: &Organisation) -> Vec<Explained> {
    let (answered, asked) = part.answered;
    let counted_in = match part.time {
        Ok(_) => "the answers that stand in the split",
        Err(_) => "the answers that have come",
    };
    let mut all = vec![
        explained("answers", answered.to_string(), counted_in, own(part)),
        explained(
            "asked",
            asked.to_string(),
            "those who were asked",
            own(part),
        ),
    ];
    if matches!(part.time, Err(Silence::TooFew)) {
        all.push(explained(
            "answers that are enough",
            org.settings.enough_answers.to_string(),
            "the company's setting",
            Rows::Settings,
        ));
    }
    all
}

fn time(part: &TeamPart, split: &TimeSplit, org: &Organisation) -> Vec<Explained> {
    let elective = split.elective(&org.categories, part.week);
    let mut all = vec![
        explained(
            "non-elective",
            format!("{}%", 100 - elective),
            format!("100 − {elective}, the elective lines of the split"),
            own(part),
        ),
        explained(
            "people",
            people(part.weight),
            format!("the weight of the split, {}", exact(part.weight)),
            own(part),
        ),
        explained(
            "people of the team",
            people(part.strength),
            format!(
                "the strength of the team in the week, {}",
                exact(part.strength)
            ),
            own(part),
        ),
    ];
    let lines = split.iter().filter(|(_, percent)| *percent > 0);
    all.extend(lines.map(|(category, percent)| {
        explained(
            lower_first(org.category_name(category)),
            format!("{percent}%"),
            "a line of the split",
            own(part),
        )
    }));
    all
}

fn gap(part: &TeamPart) -> Vec<Explained> {
    let Some(against) = part.against else {
        return Vec::new();
    };
    let rows = || Rows::Agreed(part.week, Some(part.team.clone()));
    let points = against.points().unsigned_abs();
    let week = f64::from(points) * part.weight / 100.0;
    vec![
        explained(
            "gap in points",
            counted(points, "point", "points"),
            format!(
                "{} − {}, without its sign",
                against.elective, against.agreed
            ),
            rows(),
        ),
        explained(
            "gap",
            format!("the week of {}", people_counted(week)),
            format!(
                "{} × {} ÷ 100",
                counted(points, "point", "points"),
                people_exactly(part.weight)
            ),
            rows(),
        ),
    ]
}

/// "0.8 people", "1 person".
fn people_exactly(number: f64) -> String {
    match exact(number).as_str() {
        "1" => "1 person".to_owned(),
        number => format!("{number} people"),
    }
}

/// What is normal of the loudest category.
fn normal(part: &TeamPart, org: &Organisation) -> Option<Explained> {
    let (category, _, normal) = part.loudest.as_ref()?;
    let normal = (*normal)?;
    let name = lower_first(org.category_name(category));
    Some(explained(
        format!("{name}, normal"),
        format!("{normal}%"),
        "the median of the eight weeks before that have a number, halves up",
        Rows::RollUpsOf(part.team.clone(), part.week.back(8), part.week.previous()),
    ))
}

/// What is agreed anew, beside what it was.
fn agreed_anew(part: &TeamPart, anew: &Anew, org: &Organisation) -> Vec<Explained> {
    let one = |name: &str, target: &TargetSplit| {
        let elective = target.split.elective(&org.categories, part.week);
        let lines = super::super::figures::split(&target.split, org);
        explained(
            name,
            format!("{}% ± {}; {lines}", 100 - elective, target.band),
            format!("100 − {elective}, the elective lines of what was agreed"),
            Rows::Agreements(part.team.clone()),
        )
    };
    vec![
        one("agreed anew", &anew.now),
        one("agreed before", &anew.before),
    ]
}
