//! The digest's line on what waits: requests for leadership with their age, and questions that are with teams.

use super::figures::{counted, day_seen_from, ended, possessive, quoted, spelled};
use super::matters::{brief, called, old};
use crate::domain::digest::{Digest, OpenRequest, TeamPart};
use crate::domain::matters::leaders;
use crate::domain::organisation::Organisation;

/// So many are named, the oldest first; the others are counted.
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
    if let Some(oldest) = all.get(NAMED).map(|(age, _)| *age) {
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
    let by = request.needed_by.map(|day| {
        let next = digest.week.next();
        if (next.monday()..=next.sunday()).contains(&day) {
            day.format("%A").to_string()
        } else {
            day_seen_from(day, digest.week.sunday())
        }
    });
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
