//! What was agreed, in words: the mix, by which teams and whom; the results, and how many of them are outcomes.

use super::named;
use crate::domain::id::PersonId;
use crate::domain::okr::Objective;
use crate::domain::organisation::Organisation;
use crate::domain::review::{Align, Outcomes, Review, TeamAgreement};
use crate::words::chart::{Cell, Table};
use crate::words::figures::{capitalised, counted, listed, spelled, split};
use crate::words::message::{Line, Part, Style};
use crate::words::target::band;

/// So many teams are listed with what each agreed; of more their kinds and lines are.
const ALL_TEAMS: usize = 20;
/// So many objectives are listed.
const ALL_OBJECTIVES: usize = 30;

/// "12 of 14 teams agreed on a mix; six objectives with 14 key results, nine of them business outcomes, three reading
/// like outcomes."
pub(super) fn in_the_head(align: &Align) -> String {
    format!("{}; {}.", teams(align), objectives(align))
}

pub(super) fn parts(review: &Review, org: &Organisation) -> Vec<Part> {
    let align = &review.align;
    let mut points = vec![format!(
        "{}{}.",
        capitalised(&teams(align)),
        by_people(review)
    )];
    if !align.without.is_empty() && !align.teams.is_empty() {
        points.push(format!("Nothing is agreed in {}.", named(&align.without)));
    }
    let anew: Vec<String> = align
        .teams
        .iter()
        .filter(|team| team.anew)
        .map(|team| team.name.clone())
        .collect();
    if !anew.is_empty() {
        points.push(format!("Agreed anew in this time: {}.", named(&anew)));
    }
    let mut parts = vec![Part::Bullets(points.into_iter().map(Line::plain).collect())];
    if (1..=ALL_TEAMS).contains(&align.teams.len()) {
        parts.push(Part::Table(each_team(&align.teams, org)));
    } else if !align.teams.is_empty() {
        parts.push(Part::Table(by_group(align)));
        let line = Line::plain("What one team agreed, and who did: ")
            .with("/checkin target", Style::Code)
            .and(" and its name.");
        parts.push(Part::Small(vec![line]));
    }
    parts.extend(results(align, org));
    parts
}

/// "12 of 14 teams agreed on a mix".
fn teams(align: &Align) -> String {
    let agreed = align.teams.len();
    let all = counted(count(agreed + align.without.len()), "team", "teams");
    match (agreed, align.without.len()) {
        (0, 0) => "there is no team".to_owned(),
        (0, _) => "no team has agreed on a mix".to_owned(),
        (_, 0) if agreed == 1 => "the one team agreed on a mix".to_owned(),
        (_, 0) => format!("all {all} agreed on a mix"),
        _ => format!("{agreed} of {all} agreed on a mix"),
    }
}

/// ": by their people 65% elective; innovation 50%, tune-ups 15%, run 35%".
fn by_people(review: &Review) -> String {
    let span = review.time.company.as_ref();
    let Some(against) = span.and_then(|span| span.against.as_ref()) else {
        return String::new();
    };
    let names = ["innovation", "tune-ups", "run"];
    let exact = against.purposes.map(|(_, agreed, _)| agreed);
    let whole = super::time::percents(&exact);
    let purposes = names.iter().zip(whole);
    let purposes: Vec<String> = purposes.map(|(name, it)| format!("{name} {it}%")).collect();
    format!(
        ": by their people {}% elective; {}",
        against.agreed,
        purposes.join(", ")
    )
}

fn each_team(teams: &[TeamAgreement], org: &Organisation) -> Table {
    let columns = ["Team", "Kind", "Elective", "Mix", "Agreed by"];
    let row = |team: &TeamAgreement| {
        let name = |person: &PersonId| org.name_of(person).to_owned();
        let by = team.target.agreed_by.as_ref();
        let by = by.map_or("–".to_owned(), |(product, engineering)| {
            format!("{} and {}", name(product), name(engineering))
        });
        let elective = format!("{}%{}", team.elective, band(u32::from(team.target.band)));
        vec![
            Cell::Text(team.name.clone()),
            Cell::from(team.kind.word()),
            Cell::Text(elective),
            Cell::Text(split(&team.target.split, org)),
            Cell::Text(by),
        ]
    };
    Table {
        caption: "What each team agreed".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows: teams.iter().map(row).collect(),
    }
}

/// The agreements of many teams by their lines, or kinds where they have none: how many, and from where to where.
fn by_group(align: &Align) -> Table {
    let mut groups: Vec<(String, Vec<u32>)> = Vec::new();
    for team in &align.teams {
        let name = team.line.clone();
        let name = name.unwrap_or_else(|| format!("{} teams", capitalised(team.kind.word())));
        match groups.iter_mut().find(|(group, _)| *group == name) {
            Some((_, elective)) => elective.push(team.elective),
            None => groups.push((name, vec![team.elective])),
        }
    }
    let row = |(name, elective): (String, Vec<u32>)| {
        let least = elective.iter().min().copied().unwrap_or(0);
        let most = elective.iter().max().copied().unwrap_or(0);
        let range = if least == most {
            format!("{least}%")
        } else {
            format!("{least}% to {most}%")
        };
        let many = count(elective.len());
        vec![
            Cell::Text(name),
            Cell::number(f64::from(many)),
            Cell::Text(range),
        ]
    };
    Table {
        caption: "What was agreed, by product line or kind of team".to_owned(),
        columns: ["Teams", "Agreed on a mix", "Elective"]
            .map(str::to_owned)
            .to_vec(),
        rows: groups.into_iter().map(row).collect(),
    }
}

fn results(align: &Align, org: &Organisation) -> Vec<Part> {
    let mut points = vec![format!("{}.", capitalised(&objectives(align)))];
    points.extend(outcomes(&align.outcomes));
    let mut parts = vec![Part::Bullets(points.into_iter().map(Line::plain).collect())];
    if align.objectives.len() <= ALL_OBJECTIVES {
        let each = align.objectives.iter().map(|one| objective(one, org));
        parts.push(Part::Bullets(each.collect()));
    } else {
        let line = Line::plain("Each of them: ")
            .with("/okr all", Style::Code)
            .and(".");
        parts.push(Part::Small(vec![line]));
    }
    parts
}

/// "six objectives with 14 key results, nine of them business outcomes, three reading like outcomes".
fn objectives(align: &Align) -> String {
    let key_results = align.outcomes.all;
    if key_results == 0 {
        return no_key_results(align);
    }
    format!(
        "{} with {}, {}",
        many_objectives(align),
        counted(key_results, "key result", "key results"),
        of_them(&align.outcomes),
    )
}

/// "nine of them business outcomes, three reading like outcomes": what somebody said is told as that, and what only
/// reads so as this.
fn of_them(outcomes: &Outcomes) -> String {
    let some = |some: u32| match (some, outcomes.all) {
        (some, all) if some == all => "all of them".to_owned(),
        (some, _) => format!("{} of them", spelled(some)),
    };
    match (outcomes.all, outcomes.said(), outcomes.read_so) {
        (1, 1, _) => "a business outcome".to_owned(),
        (1, _, 1) => "reading like an outcome".to_owned(),
        (1, ..) => "no business outcome".to_owned(),
        (_, 0, 0) => "none of them a business outcome".to_owned(),
        (_, 0, 1) => "one of them reading like an outcome".to_owned(),
        (_, 0, read) => format!("{} reading like outcomes", some(read)),
        (_, 1, 0) => "one of them a business outcome".to_owned(),
        (_, said, 0) => format!("{} business outcomes", some(said)),
        (_, said, read) => {
            let outcomes = if said == 1 {
                "a business outcome"
            } else {
                "business outcomes"
            };
            let alike = if read == 1 { "an outcome" } else { "outcomes" };
            format!(
                "{} {outcomes}, {} reading like {alike}",
                some(said),
                spelled(read)
            )
        }
    }
}

fn no_key_results(align: &Align) -> String {
    match align.objectives.len() {
        0 => "no objective was declared".to_owned(),
        _ => format!("{} without a key result", many_objectives(align)),
    }
}

fn many_objectives(align: &Align) -> String {
    match count(align.objectives.len()) {
        1 => "one objective".to_owned(),
        many => format!("{} objectives", spelled(many)),
    }
}

/// "Key results: 5 usage and 3 revenue by their kind; 2 reading like outcomes; 1 reading like output."
fn outcomes(outcomes: &Outcomes) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    let kinds = outcomes.kinds.iter();
    let kinds: Vec<String> = kinds
        .map(|(kind, many)| format!("{many} {}", kind.word()))
        .collect();
    if !kinds.is_empty() {
        said.push(format!("{} by their kind", listed(&kinds)));
    }
    let mut add = |many: u32, what: &str| {
        if many > 0 {
            said.push(format!("{many} {what}"));
        }
    };
    add(outcomes.read_so, "reading like outcomes");
    add(
        outcomes.kept,
        "kept with a reason though reading like output",
    );
    add(outcomes.output, "reading like output");
    (!said.is_empty()).then(|| format!("Key results: {}.", said.join("; ")))
}

/// "PAY-1 Paying is the easy part: Payments; accountable Priya Nair; product Priya Nair, engineering Ana Ruiz."
fn objective(objective: &Objective, org: &Organisation) -> Line {
    let teams: Vec<String> = objective
        .teams
        .iter()
        .map(|team| {
            let known = org.team(team);
            known.map_or_else(|| team.to_string(), |team| team.name.clone())
        })
        .collect();
    let teams = if teams.is_empty() {
        String::new()
    } else {
        format!("{}; ", named(&teams))
    };
    let with = |person: &Option<PersonId>, side: &str| {
        let name = person.as_ref().map(|person| org.name_of(person).to_owned());
        name.map_or(String::new(), |name| format!(", {side} {name}"))
    };
    Line::bold(format!("{} {}", objective.code, objective.title)).and(format!(
        ": {teams}accountable {}{}{}",
        org.name_of(&objective.accountable),
        with(&objective.product, "product"),
        with(&objective.engineering, "engineering"),
    ))
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::okr::Outcome;

    #[test]
    fn only_what_somebody_said_is_an_outcome_without_reading_like_one() {
        for (all, said, read_so, words) in [
            (1, 1, 0, "a business outcome"),
            (1, 0, 1, "reading like an outcome"),
            (1, 0, 0, "no business outcome"),
            (3, 0, 0, "none of them a business outcome"),
            (3, 3, 0, "all of them business outcomes"),
            (3, 1, 0, "one of them a business outcome"),
            (3, 0, 3, "all of them reading like outcomes"),
            (3, 0, 1, "one of them reading like an outcome"),
            (
                3,
                1,
                2,
                "one of them a business outcome, two reading like outcomes",
            ),
            (
                9,
                4,
                1,
                "four of them business outcomes, one reading like an outcome",
            ),
        ] {
            let outcomes = Outcomes {
                all,
                kinds: vec![(Outcome::Usage, said)],
                read_so,
                ..Outcomes::default()
            };
            assert_eq!(of_them(&outcomes), words);
        }
    }
}
