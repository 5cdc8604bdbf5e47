//! The form of a new iteration: empty, or with everything copied from the slice before it.

use chrono::{Days, NaiveDate};

use crate::domain::iteration::draft::{Field, LONGEST_NAME, LONGEST_SENTENCE, Mistake, texts};
use crate::domain::iteration::{Impact, Iteration, NotAThreshold, Stage, USUAL_DAYS};
use crate::domain::number;
use crate::domain::okr::{KeyResult, Objective};
use crate::domain::organisation::Team;
use crate::domain::typed::Typed;
use crate::domain::week::Quarter;
use crate::words::figures::{listed, quoted};
use crate::words::message::{self, Form, FormKey, FormPart, Input, Line, Part};

/// A menu of Slack's shows so many.
const MOST_OPTIONS: usize = 100;

/// The form; `copied` is the slice that this one follows, as the new one would be; `title` is what it was called in
/// an answer.
#[must_use]
pub fn begin(
    about: FormKey,
    teams: &[&Team],
    key_results: &[&KeyResult],
    copied: Option<&Iteration>,
    title: Option<&str>,
    today: NaiveDate,
) -> Form {
    let mut parts = vec![FormPart::Text(Part::Paragraph(vec![Line::plain(
        "A slice of a feature that you ship and measure by itself. What decides is fixed now.",
    )]))];
    let title = title.map(|title| title.chars().take(LONGEST_NAME).collect());
    let title = copied.map(|it| it.title.clone()).or(title);
    parts.extend(what(teams, key_results, copied, title));
    parts.extend(how_far(copied));
    parts.extend(what_decides(copied, today));
    parts.extend(what_for(copied));
    Form {
        title: "New iteration".to_owned(),
        about: Some(about),
        submit: Some("Begin".to_owned()),
        close: "Cancel".to_owned(),
        parts,
    }
}

/// The form, where something follows the slice before already: `last` is the newest, begun by `who`.
#[must_use]
pub fn followed(mut form: Form, last: &Iteration, who: &str) -> Form {
    let line = Line::bold(format!(
        "{who} began #{} from this one already:",
        last.number
    ))
    .and(format!(" {}", quoted(&last.title)));
    let more = Line::plain("Sent from here, this begins another one beside it.");
    let part = FormPart::Text(Part::Paragraph(vec![line, more]));
    form.parts.insert(0, part);
    form
}

/// The form with what was typed in its fields.
#[must_use]
pub fn begin_with(mut form: Form, typed: &Typed<Field>) -> Form {
    for part in &mut form.parts {
        if let FormPart::Value(input)
        | FormPart::FreeText(input)
        | FormPart::Choice(input, _)
        | FormPart::Several(input, _)
        | FormPart::Day(input) = part
            && let message::Field::Begin(field) = input.field
        {
            input.initial = typed.text(&field).map(str::to_owned);
        }
    }
    form
}

/// The form once more, because its key result is open no longer: to choose another, with what was typed in its fields;
/// where there is none to choose, what was typed, to copy.
#[must_use]
pub fn aim_gone(form: Form, aim: &KeyResult, typed: &Typed<Field>) -> Form {
    let line = Line::bold(format!(
        "{} {} is not open any more, or of another quarter.",
        aim.code, aim.metric
    ));
    if form.about.is_none() {
        let mut form = form;
        let texts = texts(typed).into_iter().map(Line::plain);
        let gone = FormPart::Text(Part::Paragraph(vec![
            line.and(" Nothing is begun. This was typed:"),
        ]));
        let typed = FormPart::Text(Part::Quote(texts.collect()));
        form.parts.splice(0..0, [gone, typed]);
        return form;
    }
    let more = Line::plain(
        "Nothing is begun yet: choose which key result it should move now. What you typed is still here.",
    );
    let mut form = begin_with(form, typed);
    form.parts
        .insert(0, FormPart::Text(Part::Paragraph(vec![line, more])));
    form
}

/// A menu; a field to type in where a menu could not show them all.
fn one_of(input: Input, options: Vec<(String, String)>, hint: &str) -> FormPart {
    if options.len() > MOST_OPTIONS {
        FormPart::Value(hinted(input, hint))
    } else {
        FormPart::Choice(input, options)
    }
}

fn what(
    teams: &[&Team],
    key_results: &[&KeyResult],
    copied: Option<&Iteration>,
    title: Option<String>,
) -> Vec<FormPart> {
    let teams: Vec<_> = teams
        .iter()
        .map(|team| (team.id.to_string(), team.name.clone()))
        .collect();
    let codes: Vec<_> = key_results
        .iter()
        .map(|kr| (kr.code.to_string(), format!("{} {}", kr.code, kr.metric)))
        .collect();
    let first_team = teams.first().map(|(id, _)| id.clone());
    vec![
        one_of(
            input(
                Field::Team,
                "Team",
                copied.map(|it| it.team.to_string()).or(first_team),
            ),
            teams,
            "its name, like Payments",
        ),
        FormPart::Value(hinted(
            input(
                Field::Feature,
                "Feature",
                copied.map(|it| it.feature.clone()),
            ),
            "what is cut into slices",
        )),
        FormPart::Value(hinted(
            input(Field::Title, "This slice", title),
            "like: Insights by e-mail",
        )),
        one_of(
            input(
                Field::KeyResult,
                "Which key result should it move?",
                copied.map(|it| it.key_result.to_string()),
            ),
            codes,
            "its code, like PAY-1.2",
        ),
        FormPart::FreeText(hinted(
            input(
                Field::Hypothesis,
                "Hypothesis",
                copied.map(|it| it.hypothesis.clone()),
            ),
            "We believe … will …",
        )),
        FormPart::FreeText(hinted(
            input(
                Field::Test,
                "The cheapest test",
                copied.map(|it| it.test.clone()),
            ),
            "like: send the insight by e-mail and count clicks, before building the page",
        )),
    ]
}

fn how_far(copied: Option<&Iteration>) -> Vec<FormPart> {
    let options = Stage::ALL.map(|stage| (stage.word().to_owned(), explained(stage).to_owned()));
    let stage = copied.map_or(Stage::Sketch, |it| it.stage);
    vec![
        FormPart::Choice(
            input(Field::Stage, "Stage", Some(stage.word().to_owned())),
            options.into(),
        ),
        super::gates::boxes(copied.iter().flat_map(|it| it.gates.iter())),
    ]
}

fn explained(stage: Stage) -> &'static str {
    match stage {
        Stage::Sketch => "Sketch or prototype, with few users",
        Stage::Mvp => "MVP or A/B test",
        Stage::Scale => "Scale, for everybody",
        Stage::LastMile => "Last mile",
    }
}

fn what_decides(copied: Option<&Iteration>, today: NaiveDate) -> Vec<FormPart> {
    let threshold = copied.map(|it| {
        let number = number::write(it.threshold.value, &it.threshold.unit);
        format!("{} {number}", it.threshold.side.word())
    });
    let sample = copied.and_then(|it| it.threshold.sample);
    let usual = today
        .checked_add_days(Days::new(USUAL_DAYS))
        .unwrap_or(today);
    let by = copied.map_or(usual, |it| it.measure_by);
    vec![
        FormPart::Value(hinted(
            input(
                Field::Metric,
                "What is measured",
                copied.map(|it| it.metric.clone()),
            ),
            "like: readers who click",
        )),
        FormPart::Value(hinted(
            input(Field::Threshold, "What decides", threshold),
            "like: at least 8%, at most 3; it cannot be changed later",
        )),
        FormPart::Value(hinted(
            optional(input(
                Field::Sample,
                "Seen by how many at least?",
                sample.map(|sample| sample.to_string()),
            )),
            "with fewer the result is inconclusive; empty: one look is enough",
        )),
        FormPart::Day(hinted(
            input(Field::MeasureBy, "Measure by", Some(by.to_string())),
            "a week is usual; smaller is better",
        )),
    ]
}

fn what_for(copied: Option<&Iteration>) -> Vec<FormPart> {
    let options = Impact::ALL.map(|impact| {
        let said = match impact {
            Impact::Customer => "Customers: what they gain",
            Impact::Business => "Business: what the company gains",
            Impact::Operations => "Operations: what the work itself gains",
        };
        (impact.word().to_owned(), said.to_owned())
    });
    let impact = copied.map_or(Impact::Customer, |it| it.impact);
    vec![
        FormPart::Choice(
            input(Field::Impact, "Mainly for", Some(impact.word().to_owned())),
            options.into(),
        ),
        FormPart::Value(input(
            Field::ImpactSentence,
            "In a sentence: what will be better?",
            copied.map(|it| it.impact_sentence.clone()),
        )),
    ]
}

fn input(field: Field, label: &str, initial: Option<String>) -> Input {
    Input {
        field: field.into(),
        label: label.to_owned(),
        hint: None,
        initial,
        optional: false,
    }
}

fn hinted(input: Input, hint: &str) -> Input {
    Input {
        hint: Some(hint.to_owned()),
        ..input
    }
}

fn optional(input: Input) -> Input {
    Input {
        optional: true,
        ..input
    }
}

/// Why there is no form of a new iteration, to somebody who may begin one for no team.
#[must_use]
pub fn no_team_to_begin_for() -> String {
    "You are in no team that Headway knows, so there is nothing to begin. A team's lead or a Headway admin can."
        .to_owned()
}

/// Why there is no form of a new iteration, and what to do: a team's key results may still stand in an earlier
/// quarter. `open` are its open objectives of earlier ones, the newest first.
#[must_use]
pub fn nothing_to_move(quarter: Quarter, open: &[&Objective]) -> String {
    const NAMED: usize = 3;
    let none = format!(
        "An iteration is to move a key result, and your teams have none in {quarter}. Make an objective of {quarter} \
         with /okr new."
    );
    let Some(newest) = open.first() else {
        return none;
    };
    let before = open.iter().filter(|it| it.quarter == newest.quarter);
    let codes: Vec<String> = before.take(NAMED).map(|it| it.code.to_string()).collect();
    format!(
        "{none} Or let one go on: {} of {} {} still open, and /okr edit {} can give it the new quarter.",
        listed(&codes),
        newest.quarter,
        if codes.len() == 1 { "is" } else { "are" },
        newest.code
    )
}

/// What is wrong with a field, and what would be right.
#[must_use]
pub fn mistake(field: Field, mistake: Mistake) -> String {
    match mistake {
        Mistake::Missing => "Please fill this in.".to_owned(),
        Mistake::NotAThreshold(NotAThreshold::Number(not)) => not.to_string(),
        Mistake::NotAThreshold(NotAThreshold::Words) => {
            "A number with its side, please, like “at least 8%”.".to_owned()
        }
        Mistake::NotACount => "A whole number of people, please, like 50.".to_owned(),
        Mistake::NoSuchTeam => {
            "Not a team of yours; its name as /iteration writes it, please.".to_owned()
        }
        Mistake::NoSuchKeyResult => {
            "Not an open key result of this quarter; its code, please, like PAY-1.2.".to_owned()
        }
        Mistake::NotAhead => "A day after today, please.".to_owned(),
        Mistake::TooLong => {
            let most = match field {
                Field::Hypothesis | Field::Test | Field::ImpactSentence => LONGEST_SENTENCE,
                _ => LONGEST_NAME,
            };
            format!("Too long: {most} characters at most, please.")
        }
    }
}
