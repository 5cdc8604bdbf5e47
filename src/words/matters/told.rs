//! What is told of requests, questions and decisions: in a team's part of the digest and the receipt, in the team's
//! channel, in a digest's thread.

use chrono::{DateTime, Utc};

use super::{brief, called, needed_by, number_name, old, shown_key_result, value};
use crate::domain::decision::{Decision, Did, Moved, Number};
use crate::domain::digest::{Effect, OpenRequest, TeamPart};
use crate::domain::id::TeamId;
use crate::domain::matters::TeamReply;
use crate::domain::organisation::Organisation;
use crate::domain::question::{Question, QuestionEnd};
use crate::domain::request::{Request, RequestEnd};
use crate::domain::week::Week;
use crate::words::figures::{
    day_and_month, day_seen_from, days_of, ended, lower_first, possessive, quoted,
};
use crate::words::message::{Button, Line, MatterPress, Message, Part, Press};

/// Lines of a team's part: answers beside their questions, replies to its requests, what numbers did, and questions
/// that are still open.
#[must_use]
pub fn of_team(part: &TeamPart, org: &Organisation) -> Vec<Line> {
    let zone = org.settings.time_zone;
    let matters = &part.matters;
    let answers = matters.answers.iter().filter_map(|it| answered(it, org));
    let replies = matters.replies.iter().filter_map(|it| {
        // A digest is read for weeks: its days are dates.
        let on = |at: DateTime<Utc>| {
            let day = at.with_timezone(&zone).date_naive();
            format!("on {}", day_and_month(day))
        };
        reply(it, org, on, usize::MAX)
    });
    let effects = matters.effects.iter().map(|it| effect(it, org));
    let open = matters.questions.iter().map(|(it, age)| {
        ended(&format!(
            "{} question is with the team, {}: {}",
            possessive(called(org, &it.by)),
            old(*age),
            quoted(&it.text)
        ))
    });
    answers
        .chain(replies)
        .chain(effects)
        .chain(open)
        .map(Line::plain)
        .collect()
}

/// "Mara asked: “Is it the migration?” To Mara: “Yes, mostly.”"
fn answered(question: &Question, org: &Organisation) -> Option<String> {
    let answer = question.answer()?;
    let who = called(org, &question.by);
    Some(format!(
        "{who} asked: {} To {who}: {}",
        quoted(&question.text),
        quoted(&answer.text)
    ))
}

/// "Mara answered on Monday: “From Monday.” It was asked: “A week of a database engineer”."; none where nothing was
/// said.
#[must_use]
pub fn reply(
    request: &Request,
    org: &Organisation,
    on: impl Fn(DateTime<Utc>) -> String,
    most: usize,
) -> Option<String> {
    let end = request.ended.as_ref()?;
    let (verb, text) = match &end.how {
        RequestEnd::Answered(text) => ("answered", text),
        RequestEnd::Declined(text) => ("declined", text),
        RequestEnd::Withdrawn => return None,
    };
    let said = format!(
        "{} {verb} {}: {}",
        called(org, &end.by),
        on(end.at),
        brief(text, most)
    );
    let what = format!("The request was {}", brief(&request.what, most));
    Some(format!("{} {}", ended(&said), ended(&what)))
}

/// What a team needs, set apart beside what it says: "Needs: “A week of a database engineer”, from Mara, by
/// 4 December."
#[must_use]
pub fn in_the_quote(part: &TeamPart, org: &Organisation) -> Vec<Line> {
    let requests = part.matters.requests.iter();
    requests.map(|it| need(it, org)).collect()
}

/// One request that waits.
#[must_use]
fn need(open: &OpenRequest, org: &Organisation) -> Line {
    let OpenRequest {
        request,
        owner,
        age,
        new,
        ..
    } = open;
    let from = owner.as_ref().map_or(String::new(), |owner| {
        format!(", from {}", called(org, owner))
    });
    let by = needed_by(request);
    let age = match new {
        true => String::new(),
        false => format!("; {}", old(*age)),
    };
    Line::plain("Needs: ").and(ended(&format!("{}{from}{by}{age}", quoted(&request.what))))
}

/// "Decided on 13 November, until 11 December: “Two more on checkout”. PAY-1.2 Weekly active payers was at 4,420 then
/// and is at 4,800 now." Nothing is said of why.
fn effect(effect: &Effect, org: &Organisation) -> String {
    let it = &effect.decision;
    let day = it
        .recorded
        .with_timezone(&org.settings.time_zone)
        .date_naive();
    let decided = ended(&format!(
        "Decided on {}, until {}: {}",
        day_seen_from(day, it.until),
        day_seen_from(it.until, day),
        quoted(&it.what)
    ));
    format!(
        "{decided} {}",
        movement(it.number.as_ref(), effect.did, org)
    )
}

fn movement(moved: Option<&Moved>, did: Did, org: &Organisation) -> String {
    let Some(Moved { number, .. }) = moved else {
        return "No number was to move.".to_owned();
    };
    if let Number::KeyResult(code) = number
        && shown_key_result(org, code).is_none()
    {
        return format!("{code} is no longer one of the team's key results.");
    }
    let name = crate::words::figures::capitalised(&number_name(org, number));
    let write = |of: Option<f64>| of.and_then(|of| value(org, number, of));
    match (write(did.before), write(did.after)) {
        (Some(before), Some(after)) if before == after => {
            format!("{name} was at {before} then and is there now.")
        }
        (Some(before), Some(after)) => {
            format!("{name} was at {before} then and is at {after} now.")
        }
        (Some(before), None) => format!("{name} was at {before} then; there is no number since."),
        (None, Some(after)) => format!("{name} had no number then and is at {after} now."),
        (None, None) => format!("{name} has had no number."),
    }
}

/// On a decision's day: what its number did, in the thread of the digest on which it was recorded.
#[must_use]
pub fn decision(told: &Effect, org: &Organisation) -> Message {
    let Decision {
        team, gives_way, ..
    } = &told.decision;
    let name = org
        .team(team)
        .map_or(team.as_str(), |team| team.name.as_str());
    let effect = lower_first(&effect(told, org));
    let mut lines = vec![Line::bold(name).and(format!(": {effect}"))];
    lines.extend(
        gives_way
            .as_ref()
            .map(|text| Line::plain(ended(&format!("What gave way: {}", quoted(text))))),
    );
    Message {
        parts: vec![Part::Paragraph(lines)],
    }
}

/// A question, as the team's channel reads it; `link` leads to what it is about.
#[must_use]
pub fn question(question: &Question, org: &Organisation, link: Option<&str>) -> Message {
    let zone = org.settings.time_zone;
    let team = org.team(&question.team);
    let lead = team.and_then(|team| team.lead());
    let place = lead.map_or("The lead's".to_owned(), |lead| {
        possessive(called(org, &lead.person))
    });
    let week = question.week;
    let head = Line::bold(format!("{} asks the team", called(org, &question.by))).and(format!(
        ", about week {} ({}):",
        week.number(),
        days_of(week)
    ));
    let stands = match &question.ended {
        Some(end) if end.how == QuestionEnd::Withdrawn => format!(
            "{} withdrew the question on {}.",
            called(org, &end.by),
            day_seen_from(end.at.with_timezone(&zone).date_naive(), week.monday())
        ),
        Some(end) => format!(
            "{} answered on {}; the digest shows both.",
            called(org, &end.by),
            day_seen_from(end.at.with_timezone(&zone).date_naive(), week.monday())
        ),
        None => {
            format!("{place} next check-in has a field for the answer; the digest then shows both.")
        }
    };
    let mut lines = vec![
        head,
        Line::plain(quoted(&question.text)),
        Line::plain(stands),
    ];
    lines.extend(link.map(|link| Line::plain("What it is about: ").and_link(link)));
    Message {
        parts: vec![Part::Paragraph(lines)],
    }
}

/// What leaders do below a team's reply.
#[must_use]
pub fn buttons(week: Week, team: &TeamId) -> Part {
    let button = |label: &str, press: fn(TeamReply) -> MatterPress| Button {
        label: label.to_owned(),
        press: Press::Matter(press(TeamReply::new(week, team))),
        primary: false,
    };
    Part::Buttons(vec![
        button("Ask the team", MatterPress::AskTeam),
        button("Record a decision", MatterPress::Decide),
    ])
}
