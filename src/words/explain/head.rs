//! The numbers of the head.

use chrono::NaiveDate;

use super::super::figures::{lower_first, people};
use super::super::team::status;
use super::counts::{iterations, stands_on};
use super::{Explained, exact, explained, parts};
use crate::domain::allocation::Allocation;
use crate::domain::digest::{Digest, Rows, StatusChange, TeamPart};
use crate::domain::insight::{FireWeek, elective_categories};
use crate::domain::number;
use crate::domain::organisation::Organisation;
use crate::domain::time_split::TimeSplit;
use crate::domain::week::{Quarter, Week};

/// A percent over several teams is given out in whole lines.
const WHOLE: &str = "given out in whole percents, so that the lines add up to 100";

/// All numbers of the head, in its order. `day` is the digest's.
#[must_use]
pub fn head(digest: &Digest, org: &Organisation, day: NaiveDate) -> Vec<Explained> {
    let mut all = Vec::new();
    if let Some(time) = &digest.company.time {
        all.extend(split(digest, org, time));
        all.extend(agreed(digest, org, time));
        all.extend(mean(digest, time));
        all.extend(
            digest
                .company
                .fires
                .iter()
                .flat_map(|it| fires(digest, org, time, it)),
        );
    }
    let changes = digest.changes.iter().chain(&digest.still_off_track);
    for change in changes.chain(&digest.stale) {
        all.extend(result(change, digest.week, day));
    }
    all.push(explained(
        "still off track",
        digest.still_off_track.len().to_string(),
        "the key results of the quarter that are off track on the digest's day and were announced so a week before",
        Rows::Measured(Quarter::of_week(digest.week), digest.week),
    ));
    all.extend(iterations(digest, day));
    all.extend(stands_on(digest));
    all
}

/// The teams whose time is in the numbers.
fn counted(digest: &Digest) -> impl Iterator<Item = (&TeamPart, &TimeSplit)> {
    let teams = digest.teams.iter();
    teams.filter_map(|part| Some((part, part.time.as_ref().ok()?)))
}

fn split(digest: &Digest, org: &Organisation, time: &Allocation) -> Vec<Explained> {
    let week = digest.week;
    let rows = || Rows::RollUps(week, week);
    let weighed = |of: &dyn Fn(&TimeSplit) -> u32| -> String {
        let sum: f64 = counted(digest)
            .map(|(part, split)| f64::from(of(split)) * part.weight)
            .sum();
        format!(
            "percents × people, over the people that the splits stand for: {}; {WHOLE}",
            parts(sum, time.people)
        )
    };
    let elective = |split: &TimeSplit| split.elective(&org.categories, week);
    let mut all = vec![explained(
        "elective",
        format!("{}%", time.elective),
        weighed(&elective),
        rows(),
    )];
    all.extend(elective_categories(&org.categories, week).map(|category| {
        let percent = |split: &TimeSplit| u32::from(split.percent(&category.id));
        explained(
            lower_first(&category.name),
            format!("{}%", time.split.percent(&category.id)),
            weighed(&percent),
            rows(),
        )
    }));
    all.push(explained(
        "non-elective",
        format!("{}%", time.non_elective),
        format!("100 − {}", time.elective),
        rows(),
    ));
    all
}

fn agreed(digest: &Digest, org: &Organisation, time: &Allocation) -> Vec<Explained> {
    let Some(against) = &time.against else {
        return Vec::new();
    };
    let week = digest.week;
    let rows = || Rows::Agreed(week, None);
    let of = |percent: &dyn Fn(&TeamPart, &TimeSplit) -> Option<u32>| -> f64 {
        counted(digest)
            .filter_map(|(part, split)| Some(f64::from(percent(part, split)?) * part.weight))
            .sum()
    };
    let target = |part: &TeamPart, _: &TimeSplit| {
        let target = part.target.as_ref()?;
        Some(target.split.elective(&org.categories, week))
    };
    let actual = |part: &TeamPart, split: &TimeSplit| {
        part.target.as_ref()?;
        Some(split.elective(&org.categories, week))
    };
    let (aim, is) = (of(&target), of(&actual));
    vec![
        explained(
            "agreed",
            format!("{}%", against.agreed),
            format!(
                "agreed percents × people, over the people of the teams that agreed on a mix: {}",
                parts(aim, against.people)
            ),
            rows(),
        ),
        explained(
            "elective of the teams that agreed",
            format!("{}%", against.elective),
            format!(
                "percents × people, over the same people: {}",
                parts(is, against.people)
            ),
            rows(),
        ),
        explained(
            "gap",
            format!("the week of {} people", people(against.gap_people.abs())),
            format!(
                "({} − {}) ÷ 100 = {}",
                exact(is),
                exact(aim),
                exact(against.gap_people)
            ),
            rows(),
        ),
        explained(
            "people of the teams that agreed",
            people(against.people),
            format!("their weights add up to {}", exact(against.people)),
            rows(),
        ),
    ]
}

fn mean(digest: &Digest, time: &Allocation) -> Option<Explained> {
    let mean = time.mean?;
    let from = digest.week.back(3);
    let weeks = digest.company.weeks.iter().filter(|it| it.week >= from);
    let weeks: Vec<String> = weeks.map(|week| week.elective.to_string()).collect();
    Some(explained(
        "four-week mean",
        format!("{}%", mean.elective),
        format!(
            "the elective percents of the last four weeks that have a number, halves up: ({}) ÷ {}",
            weeks.join(" + "),
            weeks.len()
        ),
        Rows::RollUps(from, digest.week),
    ))
}

fn fires(
    digest: &Digest,
    org: &Organisation,
    time: &Allocation,
    fires: &FireWeek,
) -> Vec<Explained> {
    let week = digest.week;
    let id = &fires.unusual.category;
    let name = lower_first(org.category_name(id));
    let sum: f64 = counted(digest)
        .map(|(part, split)| f64::from(split.percent(id)) * part.weight)
        .sum();
    let weeks = fires.unusual.weeks;
    vec![
        explained(
            name.clone(),
            format!("{}%", fires.unusual.percent),
            format!(
                "percents × people, over the people that the splits stand for: {}; {WHOLE}",
                parts(sum, time.people)
            ),
            Rows::RollUps(week, week),
        ),
        explained(
            format!("{name}, people's weeks"),
            people(fires.people),
            format!("{} ÷ 100", exact(sum)),
            Rows::RollUps(week, week),
        ),
        explained(
            format!("{name}, normal"),
            format!("{}%", fires.unusual.normal),
            format!(
                "the median of the whole percents of the {weeks} weeks before that have a number"
            ),
            Rows::RollUps(week.back(8), week.previous()),
        ),
    ]
}

fn result(change: &StatusChange, week: Week, day: NaiveDate) -> Vec<Explained> {
    let (key_result, standing) = (&change.line.key_result, &change.line.standing);
    let write = |value| number::write(value, &key_result.unit);
    let code = &key_result.code;
    let first = Week::of(Quarter::of_week(week).first_day()).previous();
    let readings = || Rows::Readings(code.clone(), first, week);
    let latest = standing.latest.as_ref();
    let mut all = vec![explained(
        code.to_string(),
        latest.map_or("no reading".to_owned(), |it| write(it.value)),
        "the newest reading",
        readings(),
    )];
    if super::super::okr::line_today(key_result, standing).is_some() {
        let (from, to) = (key_result.baseline, key_result.target);
        all.push(explained(
            format!("{code}, line on {day}"),
            exact(standing.expected_value),
            format!(
                "{} + ({} − {}) × {}, the part of the curve that is expected by then",
                exact(from),
                exact(to),
                exact(from),
                exact(standing.expected)
            ),
            Rows::KeyResult(code.clone()),
        ));
    }
    let before = change.before.map_or("nothing", status);
    all.push(explained(
        format!("{code}, status"),
        status(change.status),
        format!(
            "the worst of confidence, pace (progress {} of {} expected) and silence, announced once it is clear; {before} a week before; {} weeks so",
            exact(standing.progress),
            exact(standing.expected),
            change.weeks
        ),
        readings(),
    ));
    all
}
