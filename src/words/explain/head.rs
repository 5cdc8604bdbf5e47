//! The numbers of the head.

use chrono::{DateTime, NaiveDate, Utc};

use super::super::figures::{counted as counted_out, lower_first, people, people_counted};
use super::chart::earlier_weeks;
use super::counts::{iterations, late, stands_on};
use super::{Explained, exact, explained, matters, parts, patterns, result};
use crate::domain::allocation::Allocation;
use crate::domain::digest::{Digest, Headline, Rows, TeamPart, Then, Topic, headline, topic};
use crate::domain::insight::{FireWeek, elective_categories};
use crate::domain::okr::Judging;
use crate::domain::organisation::Organisation;
use crate::domain::time_split::TimeSplit;
use crate::domain::week::Quarter;

/// A percent over several teams is given out in whole lines.
const WHOLE: &str = "given out in whole percents, so that the lines add up to 100";

/// The head names so many changes of status, and so many silent key results.
const CHANGES_NAMED: usize = 5;
const SILENT_NAMED: usize = 3;

/// All numbers of the head, in its order. `day` is the digest's, `at` the instant as of which it is told.
#[must_use]
pub fn head(
    digest: &Digest,
    org: &Organisation,
    (day, at): (NaiveDate, DateTime<Utc>),
) -> Vec<Explained> {
    let then = Then::new(at, org.settings.time_zone);
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
    let changes = digest.changes.iter().chain(&digest.reached);
    let changes = changes.chain(&digest.still_off_track);
    for change in changes.chain(&digest.stale) {
        all.extend(result::in_the_head(change, digest.week, day));
    }
    all.extend(beyond_those_named(digest, day));
    all.push(explained(
        "still off track",
        digest.still_off_track.len().to_string(),
        still_off_track(&org.settings.results.judging, day),
        Rows::Looks(Quarter::of_week(digest.week), digest.week, day),
    ));
    all.extend(iterations(digest, (day, then)));
    let needs = digest.teams.iter().map(|part| part.needs.len()).sum();
    let of_all = (None, digest.week, at);
    all.extend(matters::waiting(&digest.matters, needs, of_all, org));
    all.extend(spoken_of(digest, org, then));
    all.extend(earlier_weeks(digest, org));
    all.extend(stands_on(digest));
    all.extend(digest.late.iter().flat_map(late));
    all
}

/// What makes a key result off track, and when that is said.
fn still_off_track(judging: &Judging, day: NaiveDate) -> String {
    let looks = counted_out(judging.clear_weeks.into(), "look", "looks running");
    format!(
        "the key results of the quarter that are announced off track on {day} and were seven days before, or had no \
         reading then; off track is a confidence below {}, or progress below {}% of what is expected, which is \
         announced once it is {}% of that past the border or was so at {looks}, one every seven days; what nobody \
         has measured for too long is stale instead",
        judging.doubtful, judging.at_risk, judging.clear
    )
}

/// How many key results changed their status, or are silent, beyond those that the head names.
fn beyond_those_named(digest: &Digest, day: NaiveDate) -> Vec<Explained> {
    let rows = || Rows::Looks(Quarter::of_week(digest.week), digest.week, day);
    let silent = digest.changes.iter().filter(|it| it.is_stale()).count();
    let changed = digest.changes.len() - silent;
    let silent = silent + digest.stale.len();
    let beyond = |name: &str, all: usize, named: usize| {
        let more = all.checked_sub(named).filter(|more| *more > 0)?;
        let name = format!("{name}, beyond those named");
        let formula = format!("{all} − {named}");
        Some(explained(name, more.to_string(), formula, rows()))
    };
    let changed = beyond("changed status", changed, CHANGES_NAMED);
    let silent = beyond("without a reading", silent, SILENT_NAMED);
    changed.into_iter().chain(silent).collect()
}

/// The numbers of the teams of which the headline or the question to talk about speaks; and how many waited.
fn spoken_of(digest: &Digest, org: &Organisation, then: Then) -> Vec<Explained> {
    let heads = match headline(digest, org) {
        Headline::Outside { part, .. } => Some(part),
        _ => None,
    };
    let topic = topic(digest, org);
    let talked = match topic {
        Some(
            Topic::Agreement { part, .. }
            | Topic::Drift(part, _)
            | Topic::Fires(part, _)
            | Topic::Break(part, _)
            | Topic::Trend(part, _),
        ) => Some(part),
        _ => None,
    };
    let talked = talked.filter(|talked| heads.is_none_or(|heads| heads.team != talked.team));
    let mut all = Vec::new();
    for part in heads.into_iter().chain(talked) {
        let whose = format!("{}, ", part.name);
        all.extend(patterns::agreed(part, &whose, org));
        all.extend(patterns::patterns(part, &whose, org));
    }
    if let Some(Topic::NextStages(waiting, _)) = topic {
        all.push(explained(
            "validated iterations that have waited",
            waiting.to_string(),
            "those that wait for a next stage, without what was told this week",
            Rows::WaitingForNextStage(Some(digest.week.monday()), then),
        ));
    }
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
            "gap in points",
            counted_out(against.points().unsigned_abs(), "point", "points"),
            format!(
                "{} − {}, without its sign",
                against.elective, against.agreed
            ),
            rows(),
        ),
        explained(
            "gap",
            format!("the week of {}", people_counted(against.gap_people.abs())),
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

fn mean(digest: &Digest, time: &Allocation) -> Vec<Explained> {
    let Some(mean) = time.mean else {
        return Vec::new();
    };
    let from = digest.week.back(3);
    let weeks = digest.company.weeks.iter().filter(|it| it.week >= from);
    let weeks: Vec<String> = weeks.map(|week| week.elective.to_string()).collect();
    let rows = || Rows::RollUps(from, digest.week);
    vec![
        explained(
            "four-week mean",
            format!("{}%", mean.elective),
            format!(
                "the elective percents of the last four weeks that have a number, halves up: ({}) ÷ {}",
                weeks.join(" + "),
                weeks.len()
            ),
            rows(),
        ),
        explained(
            "weeks in the mean",
            mean.weeks.to_string(),
            "those of the last four that have a number",
            rows(),
        ),
    ]
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
                "the median of the whole percents of the {} before that have a number",
                counted_out(weeks, "week", "weeks")
            ),
            Rows::RollUps(week.back(8), week.previous()),
        ),
    ]
}
