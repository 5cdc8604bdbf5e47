//! The numbers of one team's reply.

use super::super::figures::{lower_first, people};
use super::super::okr::rounded_forecast;
use super::{Explained, exact, explained};
use crate::domain::digest::{KeyResultLine, Rows, TeamPart};
use crate::domain::number;
use crate::domain::organisation::Organisation;
use crate::domain::week::{Quarter, Week};

/// All numbers of a team's reply, in its order.
#[must_use]
pub fn of_team(part: &TeamPart, org: &Organisation) -> Vec<Explained> {
    let (week, team) = (part.week, || part.team.clone());
    let own = || Rows::RollUpsOf(team(), week, week);
    let mut all = Vec::new();
    if let Ok(split) = &part.time {
        let elective = split.elective(&org.categories, week);
        all.push(explained(
            "non-elective",
            format!("{}%", 100 - elective),
            format!("100 − {elective}, the elective lines of the split"),
            own(),
        ));
        all.push(explained(
            "people",
            people(part.weight),
            format!("the weight of the split, {}", exact(part.weight)),
            own(),
        ));
    }
    if let Some(against) = part.against {
        let agreed = || Rows::Agreed(week, Some(team()));
        all.push(explained(
            "agreed",
            format!("{}% ± {}", 100 - against.agreed, against.band),
            format!(
                "100 − {}, the elective lines of what was agreed",
                against.agreed
            ),
            agreed(),
        ));
        let points = f64::from(against.points().unsigned_abs());
        all.push(explained(
            "gap",
            format!(
                "the week of {} people",
                people(points * part.weight / 100.0)
            ),
            format!(
                "{} points × {} people ÷ 100",
                exact(points),
                exact(part.weight)
            ),
            agreed(),
        ));
    }
    if let Some((category, percent, normal)) = &part.loudest {
        let name = lower_first(org.category_name(category));
        let from_split = "a line of the split";
        all.push(explained(
            name.clone(),
            format!("{percent}%"),
            from_split,
            own(),
        ));
        all.extend(normal.map(|normal| {
            explained(
                format!("{name}, normal"),
                format!("{normal}%"),
                "the median of the eight weeks before that have a number, halves up",
                Rows::RollUpsOf(team(), week.back(8), week.previous()),
            )
        }));
    }
    all.extend(part.key_results.iter().flat_map(|line| result(line, week)));
    all
}

fn result(line: &KeyResultLine, week: Week) -> Vec<Explained> {
    let key_result = &line.key_result;
    let write = |value| number::write(value, &key_result.unit);
    let first = Week::of(Quarter::of_week(week).first_day());
    let code = || key_result.code.clone();
    let latest = line.standing.latest.as_ref();
    let mut all: Vec<Explained> = latest
        .map(|latest| {
            let rows = Rows::Readings(code(), first.previous(), week);
            explained(
                code().to_string(),
                write(latest.value),
                "the newest reading",
                rows,
            )
        })
        .into_iter()
        .collect();
    all.extend(line.forecast.as_ref().map(|forecast| {
        let values: Vec<String> = forecast.values.iter().map(|value| exact(*value)).collect();
        explained(
            format!("{}, at this slope", code()),
            write(rounded_forecast(forecast.value)),
            format!(
                "a line by least squares through {}, each as of its week's Thursday, read on {}: {}",
                values.join(" "),
                forecast.by,
                exact(forecast.value)
            ),
            Rows::Readings(code(), first, week),
        )
    }));
    all
}
