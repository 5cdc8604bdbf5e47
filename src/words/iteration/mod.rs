//! Iterations in sentences: one of them, a team's ledger, what came of one.

mod asked;
mod digest;
mod form;
mod gates;
mod ledger;
mod result_form;

pub use asked::{asked, due};
pub use digest::{in_sentences, in_the_head, of_team};
pub use form::{
    aim_gone, begin, begin_with, followed, mistake, no_team_to_begin_for, nothing_to_move,
};
pub use gates::{never_ticked, nothing_to_tick, tick, ticked};
pub use ledger::{SMALLEST, ledger};
pub use result_form::{fill, result, result_fields, result_mistake, told_by, told_meanwhile};

use chrono::NaiveDate;

use super::figures::{capitalised, counted, day_seen_from, echoed, ended, quoted};
use super::message::{Button, Line, Message, Part, Press, Style};
use crate::domain::iteration::{Decision, Iteration, Outcome, Stage, State, Threshold, Verdict};
use crate::domain::number;
use crate::domain::organisation::Organisation;

/// How a stage is called.
#[must_use]
pub fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Sketch => "sketch",
        Stage::Mvp => "MVP",
        Stage::Scale => "scale",
        Stage::LastMile => "last mile",
    }
}

/// "readers who click, at least 8% (once 50 have seen it)".
#[must_use]
pub fn what_decides(it: &Iteration) -> String {
    let sample = it.threshold.sample.map_or(String::new(), |sample| {
        format!(" (once {sample} have seen it)")
    });
    format!("{}, {}{sample}", it.metric, threshold(&it.threshold))
}

/// "at least 8%".
fn threshold(threshold: &Threshold) -> String {
    let number = number::write(threshold.value, &threshold.unit);
    format!("{} {number}", threshold.side.word())
}

/// What a decision is called, at a stage.
#[must_use]
pub fn decision(decision: Decision, from: Stage) -> String {
    match (decision, from.next()) {
        (Decision::NextStage, Some(next)) => format!("on to the next stage, {}", stage(next)),
        (Decision::NextStage, None) => "on".to_owned(),
        (Decision::Change, _) => "change it and try again".to_owned(),
        (Decision::Stop, _) => "stop".to_owned(),
    }
}

/// What was decided: "on to the next stage, MVP, though refuted".
fn decided(it: &Iteration, told: &Outcome) -> String {
    let Some(it_is) = told.decision else {
        return "nothing yet".to_owned();
    };
    let said = decision(it_is, it.stage);
    if it_is == Decision::NextStage && told.verdict != Verdict::Validated {
        format!("{said}, though {}", told.verdict.word())
    } else {
        said
    }
}

/// "#3 Insights by e-mail (MVP, for PAY-1.2)".
#[must_use]
pub fn name(it: &Iteration) -> Line {
    Line::plain(format!("#{} ", it.number))
        .and_bold(it.title.clone())
        .and(format!(" ({}, for {})", stage(it.stage), it.key_result))
}

/// "“Insights by e-mail”: readers who click, 11% (64 saw it); the threshold was at least 8%: validated."
#[must_use]
pub fn outcome(it: &Iteration, outcome: &Outcome) -> String {
    let measured = outcome
        .measured
        .value
        .map_or("could not be measured".to_owned(), |value| {
            number::write(value, &it.threshold.unit)
        });
    let seen = seen_by(it, outcome);
    format!(
        "{}: {}, {measured}{seen}; the threshold was {}: {}.",
        quoted(&it.title),
        it.metric,
        threshold(&it.threshold),
        outcome.verdict.word(),
    )
}

/// " (12 saw it, 50 were needed)", where it matters how many did.
fn seen_by(it: &Iteration, outcome: &Outcome) -> String {
    match (outcome.measured.sample, it.threshold.sample) {
        (Some(seen), Some(wanted)) if seen < wanted => {
            format!(" ({seen} saw it, {wanted} were needed)")
        }
        (Some(seen), Some(_)) => format!(" ({seen} saw it)"),
        (None, Some(_)) => " (nobody counted who saw it)".to_owned(),
        (_, None) => String::new(),
    }
}

fn in_the_ledger(it: &Iteration, day: NaiveDate) -> Line {
    let line = name(it);
    let Some(told) = &it.outcome else {
        let by = day_seen_from(it.measure_by, day);
        let when = match it.state(day) {
            State::PastDate => format!("past its measure-by date, {by}"),
            _ => format!("measure by {by}"),
        };
        let gates = gates::in_the_ledger(it);
        return line.and(format!(": {}; {when}{gates}.", what_decides(it)));
    };
    let days = it.days().map_or(String::new(), |days| match days {
        ..=0 => " on its first day".to_owned(),
        days => {
            let days = u32::try_from(days).unwrap_or(u32::MAX);
            format!(" after {}", counted(days, "day", "days"))
        }
    });
    // A number that decides nothing says why it does not.
    let seen = match (told.verdict, told.measured.value) {
        (Verdict::Inconclusive, Some(_)) => seen_by(it, told),
        _ => String::new(),
    };
    let decided = told
        .decision
        .map_or("; nothing decided yet".to_owned(), |_| {
            format!("; decided: {}", decided(it, told))
        });
    let value = told
        .measured
        .value
        .map_or("not measured".to_owned(), |value| {
            number::write(value, &it.threshold.unit)
        });
    line.and(format!(
        ": {value}{seen} against {}: ",
        threshold(&it.threshold)
    ))
    .and_bold(told.verdict.word())
    .and(format!("{days}{decided}{}.", gates::in_the_ledger(it)))
}

/// One iteration, whole.
#[must_use]
pub fn one(it: &Iteration, org: &Organisation, day: NaiveDate) -> Message {
    let team = org
        .team(&it.team)
        .map_or(it.team.as_str(), |team| team.name.as_str());
    let mut lines = vec![
        in_the_ledger(it, day),
        Line::plain(format!(
            "{} of {team}, a slice of {}; begun on {}, owner {}.",
            capitalised(stage(it.stage)),
            quoted(&it.feature),
            day_seen_from(it.started, day),
            org.name_of(&it.owner),
        )),
        Line::plain(ended(&format!("Hypothesis: {}", it.hypothesis))),
        Line::plain(ended(&format!("Cheapest test: {}", it.test))),
        Line::plain(ended(&format!(
            "Mainly for {}: {}",
            impact(it),
            it.impact_sentence
        ))),
    ];
    if let Some(was_it_so) = it.outcome.as_ref().and_then(|told| told.was_it_so.as_ref()) {
        lines.push(Line::plain(ended(&format!(
            "Was it so? {}",
            quoted(was_it_so)
        ))));
    }
    let label = match it.outcome {
        None => "What came of it?",
        Some(_) => "Correct or decide",
    };
    let mut buttons = vec![Button {
        label: label.to_owned(),
        press: Press::TellIteration(it.id.clone()),
        primary: it.outcome.is_none(),
    }];
    let goes_on = it.outcome.as_ref().and_then(|told| told.decision);
    if matches!(goes_on, Some(Decision::NextStage | Decision::Change)) {
        buttons.push(Button {
            label: "Next slice".to_owned(),
            press: Press::FollowIteration(it.id.clone()),
            primary: false,
        });
    }
    if it.may_tick() {
        buttons.push(Button {
            label: "Tick the gates".to_owned(),
            press: Press::TickGates(it.id.clone()),
            primary: false,
        });
    }
    Message {
        parts: vec![Part::Paragraph(lines), Part::Buttons(buttons)],
    }
}

fn impact(it: &Iteration) -> &'static str {
    use crate::domain::iteration::Impact;
    match it.impact {
        Impact::Customer => "customers",
        Impact::Business => "the business",
        Impact::Operations => "operations",
    }
}

/// What the page says after a result was told.
#[must_use]
pub fn told(it: &Iteration, outcome_of: &Outcome) -> String {
    let decided = outcome_of
        .decision
        .map_or(" Nothing is decided yet.".to_owned(), |_| {
            format!(" Decided: {}.", decided(it, outcome_of))
        });
    format!("#{} {}{decided}", it.number, outcome(it, outcome_of))
}

/// What the page says after an iteration was begun: the threshold as it was read, since it stays as it is.
#[must_use]
pub fn begun(it: &Iteration) -> String {
    let smaller = if it.is_long() {
        " That is more than two weeks away: could it be smaller?"
    } else {
        ""
    };
    format!(
        "Begun as #{}: {}. What decides: {}. The check-in of the week of {} asks what came of it.{smaller}",
        it.number,
        quoted(&it.title),
        what_decides(it),
        day_seen_from(it.measure_by, it.started),
    )
}

/// Who may begin an iteration of a team, tick its gates or tell it, said to somebody who may not.
#[must_use]
pub fn not_yours(team: &str) -> String {
    format!(
        "Only people of {team} and Headway's admins can begin its iterations, tick their gates or say what came of them."
    )
}

/// There is no such iteration.
#[must_use]
pub fn unknown(number: &str) -> String {
    format!("There is no iteration {number}. Type /iteration to see your team's.")
}

/// `/iteration help`, and what any other word gets; beside it the team whose name is near.
#[must_use]
pub fn help(unknown: Option<(&str, Option<&str>)>) -> Message {
    let mut lines = unknown.map_or(Vec::new(), |(word, near)| {
        let near = near.map_or(String::new(), |team| format!(" Did you mean {team}?"));
        vec![Line::plain(format!(
            "There is no /iteration {}, and no team of that name.{near}",
            echoed(word)
        ))]
    });
    for (command, what) in [
        (
            "/iteration",
            " lists your teams' iterations: running, due, decided, waiting.",
        ),
        (
            "/iteration new",
            " begins one: a slice that you ship and measure by itself.",
        ),
        ("/iteration payments", " lists another team's."),
        ("/iteration #12", " says all about one."),
        ("/iteration help", " says this."),
    ] {
        lines.push(Line::default().with(command, Style::Code).and(what));
    }
    Message {
        parts: vec![Part::Paragraph(lines)],
    }
}
