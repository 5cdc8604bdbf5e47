//! What a team's weeks show, a sentence each: the number, what it is measured against, then a question.

use super::figures::{capitalised, listed, lower_first, ordinal, people_counted, spelled};
use crate::domain::allocation::MostIn;
use crate::domain::insight::{FireWeek, Pattern, Trend, Unusual};
use crate::domain::organisation::Organisation;

/// One pattern of a team.
#[must_use]
pub fn pattern(pattern: &Pattern, org: &Organisation) -> String {
    match pattern {
        Pattern::Chronic {
            weeks,
            agreed,
            points,
        } => chronic(*weeks, *agreed, *points),
        Pattern::Drift { points } => drift(points),
        Pattern::Back { weeks } => format!(
            "Within the band again, after {} weeks outside it.",
            spelled(*weeks)
        ),
        Pattern::FireWeek(fires) => fire_week(fires, org),
        Pattern::Break(unusual) => format!(
            "{}: what is behind it?",
            took(unusual, org, "normal for the team")
        ),
        Pattern::Trend(trend) => self::trend(trend, org),
        Pattern::Repeated { weeks } => format!(
            "The same split for {} weeks running: is the question still worth asking every week?",
            spelled(*weeks)
        ),
    }
}

/// "Fires took the week of 14 people, 6% of it where 2% is normal": the company's fire week, in its digest's head.
#[must_use]
pub fn company_fires(fires: &FireWeek, org: &Organisation) -> String {
    let unusual = &fires.unusual;
    format!(
        "{} took the week of {}, {}% where {}% is normal.",
        capitalised(org.category_name(&unusual.category)),
        people_counted(fires.people),
        unusual.percent,
        unusual.normal
    )
}

fn chronic(weeks: u32, agreed: u32, points: i32) -> String {
    let agreed = 100 - agreed;
    let by = match gap(points) {
        Some(gap) => format!(", in the mean {gap} non-elective work than agreed"),
        None => ", now above and now below what was agreed".to_owned(),
    };
    format!(
        "Outside the band for the {} week{by}: is {agreed}% still the right agreement?",
        ordinal(weeks)
    )
}

fn drift(points: &[i32]) -> String {
    let more = points.iter().all(|points| *points < 0);
    let less = points.iter().all(|points| *points > 0);
    let gaps: Vec<String> = points
        .iter()
        .map(|points| match (more || less, points.unsigned_abs()) {
            (true, points) => points.to_string(),
            (false, _) => gap(*points).unwrap_or_else(|| "as agreed".to_owned()),
        })
        .collect();
    let gaps = match (more, less) {
        (true, _) => format!("{} points more than agreed", gaps.join(", then ")),
        (_, true) => format!("{} points less than agreed", gaps.join(", then ")),
        _ => gaps.join(", then "),
    };
    format!(
        "Outside the band for the {} week ({gaps}): should the work change, or the agreement?",
        ordinal(u32::try_from(points.len()).unwrap_or(u32::MAX))
    )
}

/// "15 points more": of non-elective work, for points of elective work.
#[must_use]
pub fn gap(points: i32) -> Option<String> {
    let word = if points.abs() == 1 { "point" } else { "points" };
    match points {
        0 => None,
        ..0 => Some(format!("{} {word} more", points.abs())),
        _ => Some(format!("{points} {word} less")),
    }
}

fn fire_week(fires: &FireWeek, org: &Organisation) -> String {
    let unusual = &fires.unusual;
    format!(
        "{} took {}%, the week of {}; {}% is normal for the team: what would make the next weeks calmer?",
        capitalised(org.category_name(&unusual.category)),
        unusual.percent,
        people_counted(fires.people),
        unusual.normal
    )
}

fn took(unusual: &Unusual, org: &Organisation, normal: &str) -> String {
    format!(
        "{} took {}%; {}% is {normal}",
        capitalised(org.category_name(&unusual.category)),
        unusual.percent,
        unusual.normal
    )
}

fn trend(trend: &Trend, org: &Organisation) -> String {
    let most = trend.most_in.as_ref().map_or(String::new(), |category| {
        format!(
            ", most of the difference in {}",
            lower_first(org.category_name(category))
        )
    });
    let question = if trend.now > trend.before {
        "what is growing?"
    } else {
        "what made the room, and will it last?"
    };
    format!(
        "Non-elective work took {}% over the last four weeks, {}% over the four before{most}: {question}",
        trend.now, trend.before
    )
}

/// ", most of it in Payments", or what is more than all of it and why it is not more in all.
#[must_use]
pub fn most_in(most: Option<&MostIn>) -> String {
    let Some(most) = most else {
        return String::new();
    };
    let teams = listed(&most.teams);
    if most.made_up_for {
        format!("; {teams} had more than that, and other teams made up for some of it")
    } else {
        format!(", most of it in {teams}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drift_and_a_state_of_things_ask_about_the_agreement() {
        for (points, sentence) in [
            (
                vec![-12, -15],
                "Outside the band for the second week (12, then 15 points more than agreed): should the work change, or the agreement?",
            ),
            (
                vec![12, 15],
                "Outside the band for the second week (12, then 15 points less than agreed): should the work change, or the agreement?",
            ),
            (
                vec![-12, 11, -20],
                "Outside the band for the third week (12 points more, then 11 points less, then 20 points more): should the work change, or the agreement?",
            ),
        ] {
            assert_eq!(drift(&points), sentence);
        }
        assert_eq!(
            chronic(7, 65, -15),
            "Outside the band for the seventh week, in the mean 15 points more non-elective work than agreed: is 35% still the right agreement?"
        );
        assert_eq!(
            chronic(5, 65, 0),
            "Outside the band for the fifth week, now above and now below what was agreed: is 35% still the right agreement?"
        );
    }
}
