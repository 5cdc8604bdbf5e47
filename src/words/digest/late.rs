//! What late answers made of a week: a line in the next digest, and the one reply that says it where Slack does not
//! let the digest be changed any more.

use super::super::figures::{capitalised, listed, quoted, spelled};
use super::super::message::{Line, Message, Part};
use super::super::pages::paged;
use super::super::team::{heading, in_their_words, sentences};
use crate::domain::digest::{LateNews, LateResult, TeamPart};
use crate::domain::id::KeyResultCode;
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;

/// So many key results and iterations are named.
const NAMED: usize = 3;

/// "After week 46's digest it went from 58% to 61% elective; PAY-1.1 got its reading." It was an answer, an edit, a
/// command or the close.
pub(super) fn late_line(news: &LateNews) -> String {
    let mut said = Vec::new();
    match news.elective {
        Some((Some(told), Some(now))) => {
            said.push(format!("it went from {told}% to {now}% elective"));
        }
        Some((None, Some(now))) => said.push(format!("it got its number, {now}% elective")),
        Some((_, None)) => said.push("it lost its number".to_owned()),
        None => {}
    }
    if let (None, Some((told, now))) = (news.elective, news.teams_in) {
        let stays = news.stands_at.map_or(String::new(), |elective| {
            format!(", still {elective}% elective")
        });
        said.push(format!("it went from {told} to {now} teams{stays}"));
    }
    said.extend(results(news));
    format!(
        "After week {}'s digest {}.",
        news.week.number(),
        said.join("; ")
    )
}

fn results(news: &LateNews) -> Vec<String> {
    let mut said = Vec::new();
    if let Some((codes, many)) = codes(&news.read) {
        let reading = if many {
            "their readings"
        } else {
            "its reading"
        };
        said.push(format!("{codes} got {reading}"));
    }
    if let Some((codes, many)) = codes(&news.corrected) {
        let reading = if many {
            "readings were"
        } else {
            "a reading that was"
        };
        said.push(match many {
            true => format!("the {reading} corrected of {codes}"),
            false => format!("{codes} has {reading} corrected"),
        });
    }
    said.extend(verdicts(&news.results));
    said
}

/// "“Insights by e-mail” was validated", or how many iterations got their results.
fn verdicts(results: &[LateResult]) -> Option<String> {
    let named = |it: &LateResult| format!("{} was {}", quoted(&it.title), it.verdict.word());
    match results.len() {
        0 => None,
        1..=NAMED => Some(listed(&results.iter().map(named).collect::<Vec<_>>())),
        many => {
            let many = u32::try_from(many).unwrap_or(u32::MAX);
            Some(format!("{} iterations got their results", spelled(many)))
        }
    }
}

/// "PAY-1.1 and PAY-1.2", or how many there are; and whether they are several.
fn codes(of: &[KeyResultCode]) -> Option<(String, bool)> {
    let named: Vec<String> = of.iter().map(ToString::to_string).collect();
    match of.len() {
        0 => None,
        1..=NAMED => Some((listed(&named), of.len() > 1)),
        many => {
            let many = u32::try_from(many).unwrap_or(u32::MAX);
            Some((format!("{} key results", spelled(many)), true))
        }
    }
}

/// The reply that says what came late. `came` is what came, and when; `late` are the teams whose answers did.
#[must_use]
pub fn late(
    week: Week,
    came: Option<&str>,
    news: Option<&LateNews>,
    late: &[&TeamPart],
    org: &Organisation,
) -> Message {
    let came = came.map_or(String::new(), |came| format!(": {came}"));
    let head = Line::bold(format!("Week {}, after it was told{came}", week.number()));
    let why =
        "Slack does not let the messages above be changed any more; this is how things stand.";
    let mut parts = vec![Part::Paragraph(vec![head, why.into()])];
    let line = news
        .map(late_line)
        .map(|line| Line::plain(capitalised(&line)));
    parts.extend(line.map(|line| Part::Bullets(vec![line])));
    for part in late {
        parts.push(Part::Paragraph(vec![heading(part)]));
        parts.push(Part::Bullets(sentences(part, org)));
        parts.extend(in_their_words(part, org));
    }
    let mut pages = paged(parts, "Late answers", Some(1));
    pages.swap_remove(0)
}
