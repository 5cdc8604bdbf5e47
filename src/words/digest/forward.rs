//! The head as a letter: whole sentences in plain paragraphs, to be selected and pasted into a mail. Whoever reads it
//! there has neither the codes nor the thread, so neither is spoken of.

use super::super::figures::{capitalised, days_of, listed, lower_first, spelled};
use super::super::message::{Line, Message, Part};
use super::super::okr::expectation;
use super::super::pattern::company_fires;
use super::super::team::status;
use super::super::waiting::waiting;
use super::IN_THE_HEAD;
use super::headline::headline;
use super::late::late_line;
use super::results::{Became, became, silent_ones, told};
use super::stands_on::{by_whom, stands_on};
use super::talk::asked;
use super::time::gap;
use crate::domain;
use crate::domain::digest::{Digest, LateNews, StatusChange, topic};
use crate::domain::insight::elective_categories;
use crate::domain::number;
use crate::domain::okr::Direction;
use crate::domain::organisation::Organisation;

/// What the head says, in paragraphs.
#[must_use]
pub fn forward(digest: &Digest, org: &Organisation) -> Message {
    let iterations = super::super::iteration::in_sentences(&digest.iterations);
    let waiting =
        waiting(digest, org).map(|it| it.replacen("Waiting for you", "Waiting for leadership", 1));
    let talk = topic(digest, org).map(|it| without_codes(&asked(&it, org), digest));
    let talk = talk.map(|question| format!("A question to talk about: {question}"));
    let stands = stands_on(&digest.stands_on).replacen("Stands on", "The numbers stand on", 1);
    let late = digest.late.as_ref().and_then(late_answers);
    let paragraphs = [
        Some(first(digest, org)),
        Some(time(digest, org)),
        results(digest, org),
        iterations,
        waiting,
        talk,
        Some(stands),
        late,
    ];
    let mut parts: Vec<Part> = paragraphs
        .into_iter()
        .flatten()
        .map(|text| Part::Paragraph(vec![Line::plain(text)]))
        .collect();
    let small = "Only you see this: select the text and paste it where you need it.";
    parts.push(Part::Small(vec![small.into()]));
    Message { parts }
}

/// "Northwind, week 47 (16–22 November): 7 points less elective work than agreed."
fn first(digest: &Digest, org: &Organisation) -> String {
    let fact = domain::digest::headline(digest, org);
    let headline = headline(digest, &fact, org);
    let said = headline.split_once(": ").map_or("", |(_, said)| said);
    format!(
        "{}, week {} ({}): {}.",
        org.settings.name,
        digest.week.number(),
        days_of(digest.week),
        without_codes(said, digest).replace(" → ", ", now ")
    )
}

/// What late answers made of the time, and of iterations; the readings that they brought have only codes.
fn late_answers(news: &LateNews) -> Option<String> {
    let time = LateNews {
        read: Vec::new(),
        corrected: Vec::new(),
        ..news.clone()
    };
    let moved = time.elective.is_some() || time.teams_in.is_some() || !time.results.is_empty();
    moved.then(|| late_line(&time))
}

fn time(digest: &Digest, org: &Organisation) -> String {
    let company = &digest.company;
    let Some(time) = &company.time else {
        return "No number is filled in.".to_owned();
    };
    let elective = time.elective;
    let whom = by_whom(&digest.stands_on).map_or(String::new(), |whom| format!("By {whom}: "));
    let lead = match &time.against {
        None => {
            format!(
                "Elective work took {elective}% of the time; no team has agreed on a mix for this quarter."
            )
        }
        Some(against) if against.elective == elective => format!(
            "Elective work took {elective}% of the time, where {}% was agreed.",
            against.agreed
        ),
        Some(against) => format!(
            "Elective work took {elective}% of the time; in the teams that agreed on a mix it took {}%, where {}% was agreed.",
            against.elective, against.agreed
        ),
    };
    let mean = time.mean.map_or(String::new(), |mean| {
        let weeks = match mean.weeks {
            4 => "the last four weeks".to_owned(),
            weeks => format!("{} of the last four weeks", spelled(weeks)),
        };
        format!(" The mean of {weeks} is {}%.", mean.elective)
    });
    let mut lines: Vec<String> = elective_categories(&org.categories, time.week)
        .map(|category| (category, time.split.percent(&category.id)))
        .filter(|(_, percent)| *percent > 0)
        .map(|(category, percent)| format!("{} took {percent}%", lower_first(&category.name)))
        .collect();
    lines.push(format!("non-elective work took {}%", time.non_elective));
    let fires = company.fires.as_ref();
    let fires = fires.map_or(String::new(), |it| format!(" {}", company_fires(it, org)));
    let lines = capitalised(&listed(&lines));
    format!("{whom}{lead}{mean} {lines}.{}{fires}", gap(time))
}

/// "Weekly active payers and Time to production have come to their aims."
fn reached(reached: &[StatusChange]) -> Option<String> {
    let names: Vec<String> = reached.iter().map(|it| metric(it).to_owned()).collect();
    match names.as_slice() {
        [] => None,
        [one] => Some(format!("{one} has come to its aim.")),
        many => Some(format!("{} have come to their aims.", listed(many))),
    }
}

fn results(digest: &Digest, org: &Organisation) -> Option<String> {
    let changes = told(digest, org);
    let mut said: Vec<String> = changes
        .iter()
        .take(IN_THE_HEAD)
        .map(|it| changed(it))
        .collect();
    match u32::try_from(changes.len().saturating_sub(IN_THE_HEAD)) {
        Ok(0) => {}
        Ok(1) => said.push("One more key result changed its status.".to_owned()),
        more => {
            let more = spelled(more.unwrap_or(u32::MAX));
            said.push(format!(
                "{} more key results changed their status.",
                capitalised(&more)
            ));
        }
    }
    said.extend(reached(&digest.reached));
    said.extend(silent(&silent_ones(digest)));
    let still = &digest.still_off_track;
    let weeks = still.iter().map(|change| change.weeks).max().unwrap_or(0);
    let weeks = match weeks {
        1 => "a week".to_owned(),
        weeks => format!("{} weeks", spelled(weeks)),
    };
    match still.as_slice() {
        [] => {}
        [one] if one.weeks <= 1 => said.push(format!("{} is off track.", metric(one))),
        [one] => said.push(format!("{} has been off track for {weeks}.", metric(one))),
        many => {
            let all = capitalised(&spelled(u32::try_from(many.len()).unwrap_or(u32::MAX)));
            // What had no status before is not still what it is.
            let still = if many.iter().all(|change| change.weeks > 1) {
                "still "
            } else {
                ""
            };
            said.push(format!(
                "{all} key results are {still}off track, one of them for {weeks}."
            ));
        }
    }
    if said.is_empty() {
        return (digest.stands_on.key_results > 0)
            .then(|| "No key result changed its status.".to_owned());
    }
    Some(said.join(" "))
}

/// "Weekly active payers is better: at risk, and was off track; it stands at 4,800, where a straight line would be at
/// 5,018 and the aim is 6,000."
fn changed(change: &StatusChange) -> String {
    let (key_result, standing) = (&change.line.key_result, &change.line.standing);
    let write = |value| number::write(value, &key_result.unit);
    let Became { how, from, since } = became(change);
    let was = change.before.filter(|_| from);
    let was = was.map_or(String::new(), |was| format!(", and was {}", status(was)));
    let line = match key_result.direction {
        Direction::Increase | Direction::Decrease => format!(
            ", where {} would be at {} and the aim is {}",
            expectation(key_result),
            write(super::super::form::rounded_like(
                standing.expected_value,
                key_result.target
            )),
            write(key_result.target)
        ),
        _ => format!(", where the aim is {}", write(key_result.target)),
    };
    let reached = if change.line.is_reached() {
        "; that is reached"
    } else {
        ""
    };
    let stands = standing.latest.as_ref().map_or(String::new(), |latest| {
        format!("; it stands at {}{line}", write(latest.value))
    });
    format!(
        "{} {how}: {}{was}{since}{stands}{reached}.",
        metric(change),
        status(change.status),
    )
}

fn silent(silent: &[&StatusChange]) -> Option<String> {
    match silent {
        [] => None,
        [one] => Some(match &one.line.standing.latest {
            Some(latest) => format!(
                "{} has had no reading since week {}.",
                metric(one),
                latest.week.number()
            ),
            None => format!("{} has had no reading yet.", metric(one)),
        }),
        many => {
            let many = spelled(u32::try_from(many.len()).unwrap_or(u32::MAX));
            let many = capitalised(&many);
            Some(format!(
                "{many} key results have had no reading for too long."
            ))
        }
    }
}

fn metric(change: &StatusChange) -> &str {
    &change.line.key_result.metric
}

/// A sentence of ours with the names of key results alone.
fn without_codes(text: &str, digest: &Digest) -> String {
    let results = digest.changes.iter();
    let results = results.chain(&digest.still_off_track).chain(&digest.stale);
    let results = results.chain(&digest.reached);
    results.fold(text.to_owned(), |text, change| {
        let key_result = &change.line.key_result;
        let (code, metric) = (&key_result.code, &key_result.metric);
        text.replace(&format!("{code} {metric}"), metric)
    })
}
