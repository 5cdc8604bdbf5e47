//! `/checkin open`: what lies open between teams and leadership, and what became of the rest of late.

use chrono::NaiveDate;

use super::{brief, called, number_name, old, on_day, value};
use crate::domain::decision::Decision;
use crate::domain::id::PersonId;
use crate::domain::matters::{Matters, age, is_leader, leaders, speaks_for};
use crate::domain::organisation::Organisation;
use crate::domain::question::{Question, QuestionEnd};
use crate::domain::request::{Request, RequestEnd};
use crate::words::figures::{capitalised, day_seen_from, ended, listed, possessive, spelled};
use crate::words::message::{Button, Line, MatterPress, Message, Part, Press};

/// So many rows stand on a page.
pub const ON_A_PAGE: usize = 8;
/// So much of a text is shown.
const TEXT: usize = 240;

/// One row: its line, and what may be done about it; nothing where it is settled.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What it says.
    pub line: Line,
    /// What may be done.
    pub buttons: Vec<Button>,
    /// For the order: open ones first, the oldest first; then the rest, the newest first.
    order: (bool, i64),
}

/// All rows that a person may see, open ones first by age.
#[must_use]
pub fn rows(
    matters: &Matters,
    org: &Organisation,
    person: &PersonId,
    today: NaiveDate,
) -> Vec<Row> {
    let view = View { org, person, today };
    let requests = matters.requests.iter().map(|it| view.request(it));
    let questions = matters.questions.iter().map(|it| view.question(it));
    let decisions = matters.decisions.iter().map(|it| view.decision(it));
    let mut rows: Vec<Row> = requests.chain(questions).chain(decisions).collect();
    rows.sort_by_key(|row| row.order);
    rows
}

struct View<'a> {
    org: &'a Organisation,
    person: &'a PersonId,
    today: NaiveDate,
}

impl View<'_> {
    fn team(&self, team: &crate::domain::id::TeamId) -> String {
        let known = self.org.team(team);
        known.map_or(team.to_string(), |team| team.name.clone())
    }

    /// What closes everything of a team that is no longer declared.
    fn without_team(&self, team: &crate::domain::id::TeamId) -> Option<String> {
        let gone = self.org.team(team).is_none();
        gone.then(|| format!("Closed: {} is no longer a team here.", self.team(team)))
    }

    fn request(&self, it: &Request) -> Row {
        let (org, zone) = (self.org, self.org.settings.time_zone);
        let to = it.owner_in(org).map_or(String::new(), |owner| {
            format!(" to {}", called(org, &owner.id))
        });
        let by = it.needed_by.map_or(String::new(), |day| {
            format!(", needed by {}", day_seen_from(day, self.today))
        });
        let head = format!("{} request{to}", possessive(&self.team(&it.team)));
        let text = brief(&it.what, TEXT);
        let end = it.ended.as_ref().map(|end| {
            let (who, day) = (called(org, &end.by), on_day(end.at, zone, self.today));
            match &end.how {
                RequestEnd::Answered(reply) => {
                    format!("{who} answered {day}: {}", brief(reply, TEXT))
                }
                RequestEnd::Declined(reply) => {
                    format!("{who} declined {day}: {}", brief(reply, TEXT))
                }
                // Where everyone answers, a name would say who wrote it.
                RequestEnd::Withdrawn => format!("The team withdrew it {day}."),
            }
        });
        if let Some(end) = end.or_else(|| self.without_team(&it.team)) {
            let at = it.ended.as_ref().map_or(it.made, |end| end.at);
            return settled(&head, &text, &end, at.timestamp());
        }
        let age = old(age(it.made, self.today, zone));
        let mut buttons = Vec::new();
        let id = || it.id.clone();
        if is_leader(org, self.person) {
            buttons.push(button("Answer", MatterPress::AnswerRequest(id())));
            buttons.push(button("Decline", MatterPress::DeclineRequest(id())));
            if leaders(org).nth(1).is_some() {
                buttons.push(button("Hand over", MatterPress::HandOver(id())));
            }
        }
        if speaks_for(org, self.person, &it.team) {
            buttons.push(button("Withdraw", MatterPress::WithdrawRequest(id())));
        }
        waits(
            &head,
            &format!(", {age}{by}: {text}"),
            buttons,
            it.made.timestamp(),
        )
    }

    fn question(&self, it: &Question) -> Row {
        let (org, zone) = (self.org, self.org.settings.time_zone);
        let who = called(org, &it.by);
        let head = format!("{} question to {}", possessive(who), self.team(&it.team));
        let text = brief(&it.text, TEXT);
        let end = it.ended.as_ref().map(|end| {
            let (who, day) = (called(org, &end.by), on_day(end.at, zone, self.today));
            match &end.how {
                QuestionEnd::Answered(answer) => {
                    format!("{who} answered {day}: {}", brief(&answer.text, TEXT))
                }
                QuestionEnd::Withdrawn => format!("{who} withdrew it {day}."),
            }
        });
        if let Some(end) = end.or_else(|| self.without_team(&it.team)) {
            let at = it.ended.as_ref().map_or(it.asked, |end| end.at);
            return settled(&head, &text, &end, at.timestamp());
        }
        let age = old(age(it.asked, self.today, zone));
        let mut buttons = Vec::new();
        if speaks_for(org, self.person, &it.team) {
            buttons.push(button("Answer", MatterPress::AnswerQuestion(it.id.clone())));
        }
        if is_leader(org, self.person) {
            buttons.push(button(
                "Withdraw",
                MatterPress::WithdrawQuestion(it.id.clone()),
            ));
        }
        waits(
            &head,
            &format!(", {age}: {text}"),
            buttons,
            it.asked.timestamp(),
        )
    }

    fn decision(&self, it: &Decision) -> Row {
        let (org, zone) = (self.org, self.org.settings.time_zone);
        let who = called(org, &it.by);
        let until = day_seen_from(it.until, self.today);
        let head = format!("{} decision for {}", possessive(who), self.team(&it.team));
        let text = brief(&it.what, TEXT);
        let withdrawn = it.withdrawn.as_ref().map(|(by, at)| {
            format!(
                "{} withdrew it {}.",
                called(org, by),
                on_day(*at, zone, self.today)
            )
        });
        let over = (it.until < self.today).then(|| format!("Its day was {until}."));
        let end = withdrawn.or(over).or_else(|| self.without_team(&it.team));
        if let Some(end) = end {
            let at = it.withdrawn.as_ref().map_or(it.recorded, |(_, at)| *at);
            return settled(&head, &text, &end, at.timestamp());
        }
        let number = it.number.as_ref().map_or(String::new(), |moved| {
            let name = number_name(org, &moved.number);
            let before = moved
                .before
                .and_then(|before| value(org, &moved.number, before));
            let before = before.map_or(String::new(), |before| format!(", {before} then"));
            format!("; {name} should move{before}")
        });
        let gives_way = it.gives_way.as_ref().map_or(String::new(), |text| {
            format!("; gives way: {}", brief(text, TEXT))
        });
        let mut buttons = Vec::new();
        if is_leader(org, self.person) {
            buttons.push(button(
                "Withdraw",
                MatterPress::WithdrawDecision(it.id.clone()),
            ));
        }
        let rest = format!(", until {until}: {text}{number}{gives_way}");
        waits(&head, &rest, buttons, it.recorded.timestamp())
    }
}

fn waits(head: &str, rest: &str, buttons: Vec<Button>, made: i64) -> Row {
    Row {
        line: Line::bold(capitalised(head)).and(ended(rest)),
        buttons,
        order: (false, made),
    }
}

fn settled(head: &str, text: &str, end: &str, at: i64) -> Row {
    Row {
        line: Line::plain(format!(
            "{}: {} {}",
            capitalised(head),
            ended(text),
            ended(end)
        )),
        buttons: Vec::new(),
        order: (true, -at),
    }
}

fn button(label: &str, press: MatterPress) -> Button {
    Button {
        label: label.to_owned(),
        press: Press::Matter(press),
        primary: false,
    }
}

/// The page that has a row, where there are so many.
#[must_use]
pub fn page_of(rows: usize, page: usize) -> usize {
    page.clamp(1, rows.div_ceil(ON_A_PAGE).max(1))
}

/// One page of it; leaders may begin something here, too, about a team that has no reply.
#[must_use]
pub fn open(rows: &[Row], page: usize, leader: bool) -> Message {
    let waiting = rows.iter().filter(|row| !row.order.0).count();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let head = match waiting {
        0 => "Nothing that you may see is open between teams and leadership.".to_owned(),
        1 => "One thing is open between teams and leadership.".to_owned(),
        some => format!(
            "{} things are open between teams and leadership.",
            capitalised(&spelled(count(some)))
        ),
    };
    let page = page_of(rows.len(), page);
    let pages = page_of(rows.len(), usize::MAX);
    let of = match pages {
        1 => String::new(),
        pages => format!(" Page {page} of {pages}."),
    };
    let mut parts = vec![Part::Paragraph(vec![Line::plain(format!("{head}{of}"))])];
    let shown = || rows.iter().skip((page - 1) * ON_A_PAGE).take(ON_A_PAGE);
    let mut settled_before = false;
    for row in shown() {
        if row.order.0 && !settled_before {
            settled_before = true;
            parts.push(Part::Divider);
            parts.push(Part::Paragraph(vec![Line::bold("Settled of late")]));
        }
        parts.push(Part::Paragraph(vec![row.line.clone()]));
        if !row.buttons.is_empty() {
            parts.push(Part::Buttons(row.buttons.clone()));
        }
    }
    if shown().any(|row| row.line.text().contains("…”")) {
        let shortened = "What ends in “…” is shortened here; the form behind Answer and Decline has all of it, and so has the digest's thread.";
        parts.push(Part::Small(vec![Line::plain(shortened)]));
    }
    if leader {
        parts.push(Part::Buttons(vec![
            button("Ask a team", MatterPress::AskSome),
            button("Record a decision", MatterPress::DecideSome),
        ]));
    }
    let mut turn = Vec::new();
    let list = |page: usize| MatterPress::List(page.to_string());
    if page > 1 {
        turn.push(button("Page before", list(page - 1)));
    }
    if page < pages {
        turn.push(button("Next page", list(page + 1)));
    }
    if !turn.is_empty() {
        parts.push(Part::Buttons(turn));
    }
    Message { parts }
}

/// To somebody who may not: who can.
#[must_use]
pub fn refused(org: &Organisation, what: &str) -> Message {
    let names: Vec<String> = leaders(org).map(|leader| leader.name.clone()).collect();
    Message::line(if names.is_empty() {
        format!("Leaders {what}; no leader is declared yet.")
    } else {
        format!("Leaders {what}: {}.", listed(&names))
    })
}
