//! The digest's line on what waits: requests for leadership with their age, and questions that are with teams.

use chrono::NaiveDate;

use super::figures::{counted, day_seen_from, ended, possessive, quoted, spelled};
use super::matters::{brief, called, old};
use crate::domain::calendar::digest_at;
use crate::domain::digest::{Digest, OpenRequest, TeamPart};
use crate::domain::matters::leaders;
use crate::domain::organisation::Organisation;

/// So many are named, the most urgent first; the others are counted.
const NAMED: usize = 3;
/// So much of a text stands in the head.
const TEXT: usize = 90;

/// "Waiting for you: Payments' request to Mara, “A week of a database engineer”, is nine days old; Search needs “A
/// decision on index cost” by Wednesday." None where nothing waits.
#[must_use]
pub fn waiting(digest: &Digest, org: &Organisation) -> Option<String> {
    let matters = &digest.matters;
    let requests = matters
        .requests
        .iter()
        .map(|it| (it.age, request(it, digest, org)));
    // Needs from before there were requests.
    let needs = digest.teams.iter().flat_map(|team| {
        let needs = team.needs.iter();
        needs.map(move |need| (0, format!("{} needs {}", team.name, quoted(need))))
    });
    let all: Vec<(u32, String)> = requests.chain(needs).collect();
    let questions = with_teams(digest, org);
    if all.is_empty() {
        return questions;
    }
    let mut said: Vec<String> = all
        .iter()
        .take(NAMED)
        .map(|(_, said)| said.clone())
        .collect();
    let others = all.iter().skip(NAMED).map(|(age, _)| *age);
    if let Some(oldest) = others.max() {
        let more = u32::try_from(all.len() - NAMED).unwrap_or(u32::MAX);
        let age = match oldest {
            0 => String::new(),
            age => format!(", the oldest {}", old(age)),
        };
        said.push(format!("{} more{age}", spelled(more)));
    }
    let line = ended(&format!("Waiting for you: {}", said.join("; ")));
    Some(match questions {
        Some(questions) => format!("{line} {questions}"),
        None => line,
    })
}

/// "2 requests, 1 question": what of a team waits, on either side; none where nothing does.
#[must_use]
pub fn waits(part: &TeamPart) -> Option<String> {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let requests = count(part.needs.len() + part.matters.requests.len());
    let questions = count(part.matters.questions.len());
    let said: Vec<String> = [
        (requests, counted(requests, "request", "requests")),
        (questions, counted(questions, "question", "questions")),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(_, said)| said)
    .collect();
    (!said.is_empty()).then(|| said.join(", "))
}

fn request(open: &OpenRequest, digest: &Digest, org: &Organisation) -> String {
    let request = &open.request;
    let team = org.team(&request.team);
    let team = team.map_or(request.team.as_str(), |team| team.name.as_str());
    // Where one person leads, "you" is that person.
    let several = leaders(org).nth(1).is_some();
    let owner = open.owner.as_ref().filter(|_| several);
    let text = brief(&request.what, TEXT);
    let told = digest_at(org, digest.week).with_timezone(&org.settings.time_zone);
    let by = request.needed_by.map(|day| by_day(day, told.date_naive()));
    if open.new && !open.late {
        let from = owner.map_or(String::new(), |owner| {
            format!(" from {}", called(org, owner))
        });
        let by = by.map_or(String::new(), |by| format!(" by {by}"));
        return format!("{team} needs {text}{from}{by}");
    }
    let to = owner.map_or(String::new(), |owner| format!(" to {}", called(org, owner)));
    let late = match (by, open.late) {
        (Some(by), true) => format!(" and was needed by {by}"),
        (Some(by), false) => format!(", needed by {by}"),
        (None, _) => String::new(),
    };
    format!(
        "{} request{to} is {}{late}: {text}",
        possessive(team),
        old(open.age)
    )
}

/// "Wednesday" within six days; "Friday 27 November" where it is the next but one; else "4 December".
fn by_day(day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        1..=6 => day.format("%A").to_string(),
        7..=13 => day.format("%A %-d %B").to_string(),
        _ => day_seen_from(day, today),
    }
}

/// "With the teams: a question to Payments, seven days old."
fn with_teams(digest: &Digest, org: &Organisation) -> Option<String> {
    let questions = &digest.matters.questions;
    let (oldest, age) = questions.first()?;
    let team = org.team(&oldest.team);
    let team = team.map_or(oldest.team.as_str(), |team| team.name.as_str());
    let more = u32::try_from(questions.len() - 1).unwrap_or(u32::MAX);
    let more = match more {
        0 => String::new(),
        more => format!("; {}", counted(more, "question more", "questions more")),
    };
    Some(format!(
        "With the teams: a question to {team}, {}{more}.",
        old(*age)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weekday_alone_is_one_of_the_coming_six_days() {
        let friday: NaiveDate = "2026-11-20".parse().unwrap();
        let by = |day: &str| by_day(day.parse().unwrap(), friday);
        assert_eq!(by("2026-11-25"), "Wednesday");
        assert_eq!(by("2026-11-26"), "Thursday");
        assert_eq!(by("2026-11-27"), "Friday 27 November");
        assert_eq!(by("2026-12-04"), "4 December");
        assert_eq!(by("2026-11-18"), "18 November");
        assert_eq!(by("2027-11-18"), "18 November 2027");
    }
}
