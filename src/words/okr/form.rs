//! The forms of `/okr`: a reading, an objective, a key result, an ending.

use super::super::figures::{day_seen_from, echoed, listed, quoted};
use super::super::form::rounded_like;
use super::super::message::{Form, FormKey, FormPart, Input, Line, Part};
use super::super::outcome;
use super::{cause, doubtful, expectation};
use crate::domain::number;
use crate::domain::okr::form::{Field, Mistake, RETIRE, STAY, Values};
use crate::domain::okr::{
    Cause, Commitment, Curve, Decision, Direction, KeyResult, Objective, Outcome, Standing,
};
use crate::domain::week::Quarter;

fn input(field: Field, label: &str, values: &Values) -> Input {
    Input {
        field: field.into(),
        label: label.to_owned(),
        hint: None,
        initial: values.get(&field).cloned(),
        optional: true,
    }
}

fn needed(input: Input) -> Input {
    Input {
        optional: false,
        ..input
    }
}

fn hinted(input: Input, hint: impl Into<String>) -> Input {
    Input {
        hint: Some(hint.into()),
        ..input
    }
}

fn form(
    title: &str,
    about: FormKey,
    submit: &str,
    lines: Vec<Line>,
    fields: Vec<FormPart>,
) -> Form {
    let mut parts = vec![FormPart::Text(Part::Paragraph(lines))];
    parts.extend(fields);
    Form {
        title: title.to_owned(),
        about: Some(about),
        submit: Some(submit.to_owned()),
        close: "Cancel".to_owned(),
        parts,
    }
}

fn options(words: impl IntoIterator<Item = &'static str>) -> Vec<(String, String)> {
    words
        .into_iter()
        .map(|word| (word.to_owned(), word.to_owned()))
        .collect()
}

/// A reading of one key result: the value is empty, because nothing pre-filled is measured.
#[must_use]
pub fn reading(
    about: FormKey,
    objective: &Objective,
    it: &KeyResult,
    standing: &Standing,
    values: &Values,
) -> Form {
    let write = |value| number::write(value, &it.unit);
    let last = standing
        .latest
        .as_ref()
        .map_or("no reading yet".to_owned(), |last| {
            format!("last {}", write(last.value))
        });
    let mut head = Line::bold(format!("{} {}", it.code, it.metric));
    if it.direction != Direction::Done {
        let expected = rounded_like(standing.expected_value, it.target);
        head = head.and(format!(
            " (from {} to {}; {} today: {})",
            write(it.baseline),
            write(it.target),
            expectation(it),
            write(expected)
        ));
    }
    let value = needed(input(Field::Value, "What does it read now?", values));
    let value = if it.direction == Direction::Done {
        let choices = ["not done", "done"].map(|word| (word.to_owned(), word.to_owned()));
        FormPart::Choice(value, choices.to_vec())
    } else {
        FormPart::Value(hinted(value, last))
    };
    let label = format!(
        "Will we get there by {}?",
        day_seen_from(objective.quarter.last_day(), about.day())
    );
    let word = |value: u8| match value {
        0 => "0: no".to_owned(),
        5 => "5: even odds".to_owned(),
        10 => "10: surely".to_owned(),
        other => other.to_string(),
    };
    let confidences = (0..=10)
        .map(|value| (value.to_string(), word(value)))
        .collect();
    let fields = vec![
        value,
        FormPart::Choice(
            needed(input(Field::Confidence, &label, values)),
            confidences,
        ),
        FormPart::FreeText(input(Field::Note, "What there is to say", values)),
    ];
    form("Reading", about, "Record", vec![head], fields)
}

/// An objective. `lines` say what there is to say first.
#[must_use]
pub fn objective(
    about: FormKey,
    new: bool,
    values: &Values,
    lines: Vec<Line>,
    quarters: &[Quarter],
) -> Form {
    let mut fields = Vec::new();
    if new {
        let code = needed(input(Field::Code, "Code", values));
        fields.push(FormPart::Value(hinted(
            code,
            "what people type, like PAY-1",
        )));
    }
    let quarters = quarters
        .iter()
        .map(|quarter| (quarter.to_string(), quarter.to_string()))
        .collect();
    let title = needed(input(Field::Title, "What shall be true?", values));
    let teams = needed(input(Field::Teams, "Teams that share it", values));
    let seen = vec![
        (
            "everybody".to_owned(),
            "every member of the workspace".to_owned(),
        ),
        (
            "private".to_owned(),
            "its own people and admins alone".to_owned(),
        ),
    ];
    fields.extend([
        FormPart::Value(hinted(title, "like: Paying is the easy part")),
        FormPart::Person(needed(input(
            Field::Accountable,
            "The one accountable person",
            values,
        ))),
        FormPart::Person(input(Field::Product, "Counterpart in product", values)),
        FormPart::Person(input(
            Field::Engineering,
            "Counterpart in engineering",
            values,
        )),
        FormPart::Value(hinted(teams, "names with commas between")),
        FormPart::Choice(needed(input(Field::Quarter, "Quarter", values)), quarters),
        FormPart::Choice(
            needed(input(Field::Commitment, "Promised or hoped for?", values)),
            options(Commitment::ALL.map(Commitment::word)),
        ),
        FormPart::Choice(needed(input(Field::Private, "Who sees it?", values)), seen),
    ]);
    let title = if new { "New objective" } else { "Objective" };
    form(title, about, "Save", lines, fields)
}

/// Currencies that are offered; any other stands in `org.toml`.
const CURRENCIES: [&str; 12] = [
    "EUR", "USD", "GBP", "CHF", "JPY", "SEK", "NOK", "DKK", "PLN", "INR", "AUD", "CAD",
];

/// A key result. `lines` say what there is to say first.
#[must_use]
pub fn key_result(about: FormKey, new: bool, values: &Values, lines: Vec<Line>) -> Form {
    let mut units = options(
        ["number", "percent", "duration"]
            .into_iter()
            .chain(CURRENCIES),
    );
    if let Some(own) = values.get(&Field::Unit)
        && !units.iter().any(|(word, _)| word == own)
    {
        units.push((own.clone(), own.clone()));
    }
    let metric = needed(input(Field::Metric, "What is measured?", values));
    let number = "like 3,900, 12%, 3h20; nothing where it is done or not done";
    let direction = input(Field::Direction, "How is it meant?", values);
    let keep = input(
        Field::Keep,
        "Keep it though it reads like output, because …",
        values,
    );
    let mut fields = vec![
        FormPart::Value(hinted(
            metric,
            "an outcome: what changes, not what is made; like: Weekly active payers",
        )),
        FormPart::Choice(input(Field::Unit, "In what?", values), units),
        FormPart::Value(hinted(input(Field::Baseline, "From", values), number)),
        FormPart::Value(input(Field::Target, "To", values)),
        FormPart::Choice(
            hinted(direction, "left empty: up or down, as the two numbers say"),
            options(Direction::ALL.map(Direction::word)),
        ),
        FormPart::Choice(
            input(
                Field::Curve,
                "Expected way: straight, or late, most of it near the end",
                values,
            ),
            options(Curve::ALL.map(Curve::word)),
        ),
        FormPart::Value(hinted(
            input(Field::Weight, "Weight", values),
            "within its objective; 1 where none is written",
        )),
        FormPart::Choice(
            input(Field::Outcome, "Kind of outcome", values),
            options(Outcome::ALL.map(Outcome::word)),
        ),
        FormPart::Person(hinted(
            input(Field::Owner, "Who measures it?", values),
            "else the accountable person",
        )),
        FormPart::Value(hinted(keep, "shown beside it")),
    ];
    if !new {
        let stays = input(Field::Stays, "What becomes of it?", values);
        let choices = [
            (STAY, "it stays"),
            (RETIRE, "retire it: asked for no more, history kept"),
        ];
        let choices = choices.map(|(word, says)| (word.to_owned(), says.to_owned()));
        fields.push(FormPart::Choice(stays, choices.to_vec()));
        let reason = input(
            Field::Reason,
            "Why does the aim change, or why is it retired?",
            values,
        );
        fields.push(FormPart::Value(hinted(
            reason,
            "needed where from, to, weight or way change, and to retire it; it is kept with the history",
        )));
    }
    let title = if new { "New key result" } else { "Key result" };
    form(title, about, "Save", lines, fields)
}

/// How an objective ends.
#[must_use]
pub fn close(about: FormKey, objective: &Objective, values: &Values, lines: Vec<Line>) -> Form {
    let scores = (0..=10_u8)
        .rev()
        .map(|tenths| format!("{}.{}", tenths / 10, tenths % 10))
        .map(|score| (score.clone(), score))
        .collect();
    let causes = Cause::ALL
        .map(|one| (one.word().to_owned(), cause(one).to_owned()))
        .to_vec();
    let explanation = input(Field::Explanation, "Why?", values);
    let explanation = match objective.commitment {
        Commitment::Committed => hinted(explanation, "it was committed: needed below 1.0"),
        Commitment::Aspirational => explanation,
    };
    let fields = vec![
        FormPart::Choice(
            needed(input(Field::Score, "How much of it came true?", values)),
            scores,
        ),
        FormPart::Choice(
            needed(input(Field::Cause, "The one root cause", values)),
            causes,
        ),
        FormPart::FreeText(explanation),
        FormPart::Choice(
            needed(input(Field::Decision, "What becomes of it?", values)),
            options(Decision::ALL.map(Decision::word)),
        ),
    ];
    form("Close an objective", about, "Close it", lines, fields)
}

/// What is wrong with a field, and what would be right.
#[must_use]
pub fn mistake(mistake: &Mistake) -> String {
    match mistake {
        Mistake::Missing => "Something is needed here.".to_owned(),
        Mistake::NotANumber(not) => not.to_string(),
        Mistake::Doubtful(doubt) => doubtful(doubt),
        Mistake::NotACode => "A code is letters, a hyphen and a number, like PAY-1; 16 characters at most.".to_owned(),
        Mistake::IsACommand(code) => format!("{} begins like a command: /okr would not find the objective. Another code, please, like PAY-1.", quoted(&echoed(code))),
        Mistake::Taken => "Another objective has this code.".to_owned(),
        Mistake::Outsider => "Only people of the workspace can be named here: no guests, nobody from another company, no bots. If it is somebody of yours, Slack did not answer in time: send it again.".to_owned(),
        Mistake::NotTeams(names, near) => {
            let names: Vec<String> = names.iter().map(|name| quoted(&echoed(name))).collect();
            let right = match near.as_slice() {
                [] => String::new(),
                near => format!(" Did you mean {}?", listed(near)),
            };
            format!("There is no team {}.{right}", names.join(" and no team "))
        }
        Mistake::NotTheirs(leads) if leads.is_empty() => {
            "You neither lead one of these teams nor answer for one of their objectives: an admin can do it.".to_owned()
        }
        Mistake::NotTheirs(leads) => {
            format!("You neither lead one of these teams nor answer for one of their objectives: {} or an admin can do it.", leads.join(", "))
        }
        Mistake::TakesNoNumber => {
            "What is done or not done has no numbers: empty this field, or say above that it is increased or decreased."
                .to_owned()
        }
        Mistake::NotAWeight => "A number above 0, please, like 2.".to_owned(),
        Mistake::OtherWay => "The target lies on the other side; change one of them.".to_owned(),
        Mistake::Objection(objection) => {
            format!("{} Or say below why it is kept.", outcome::objection(objection))
        }
        Mistake::NeedsReason => "The aim changes: please say why. It is kept and marks the history.".to_owned(),
        Mistake::NeedsReasonToRetire => "It is to be retired: please say why. It is kept with its history.".to_owned(),
        Mistake::OtherUnit => {
            "Its readings count something else; make a new key result, so that its history stays what it was."
                .to_owned()
        }
        Mistake::NotAScore => "A score from 0.0 to 1.0, please, like 0.7.".to_owned(),
        Mistake::NotAConfidence => "Confidence goes from 0 to 10, in whole numbers.".to_owned(),
        Mistake::NeedsExplanation => "It was committed, and ends below 1.0: please say why.".to_owned(),
        Mistake::TooLong(most) => format!("Too long: {most} characters at most, please."),
    }
}
