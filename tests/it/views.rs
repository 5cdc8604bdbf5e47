//! What Headway shows, judged by the sandbox's Block Kit as Slack would judge it.

use std::collections::BTreeSet;

use headway::domain::id::{AskId, CategoryId, KeyResultCode};
use headway::domain::shape::{SeenBy, Shape};
use headway::domain::submission::Field;
use headway::slack::view;
use headway::words::chart::{Cell, Chart, Look, Series, Table};
use headway::words::message::{
    About, Button, CheckInForm, Form, FormKey, FormPart, Input, Line, Message, Part, Press,
};
use proptest::prelude::*;
use serde_json::json;
use slack_sandbox::blockkit::{
    Surface, message_blocks_too_long, validate_blocks, validate_message, validate_view,
    view_too_large,
};

fn parts(text: &str) -> Vec<Part> {
    let ask = || AskId::new("0193a1f0-0000-7000-8000-000000000001");
    let button = |press| Button {
        label: text.to_owned(),
        press,
        primary: true,
    };
    vec![
        Part::Paragraph(vec![Line::bold(text).and(text), Line::default()]),
        Part::Bullets(vec![Line::italic(text), text.into(), Line::default()]),
        Part::Quote(vec![text.into(), text.into()]),
        Part::Small(vec![text.into()]),
        Part::Divider,
        Part::Chart(chart(text, 3, 2)),
        Part::Chart(Chart {
            look: Look::Bars,
            ..chart(text, 3, 2)
        }),
        Part::Chart(chart(text, 30, 12)),
        Part::Chart(chart(text, 3, 13)),
        Part::Table(table(text, 3)),
        Part::Table(table(text, 300)),
        Part::Buttons(vec![
            button(Press::CheckIn(ask())),
            button(Press::Away(ask())),
        ]),
        Part::Buttons(vec![button(Press::NotMeasured(ask()))]),
    ]
}

fn chart(text: &str, points: usize, series: usize) -> Chart {
    let one = |at: usize| Series {
        name: text.to_owned(),
        values: (0..points).map(|point| (point * at) as f64 / 2.0).collect(),
    };
    Chart {
        title: text.to_owned(),
        look: Look::Lines,
        points: vec![text.to_owned(); points],
        series: (0..series).map(one).collect(),
    }
}

fn table(text: &str, rows: usize) -> Table {
    Table {
        caption: text.to_owned(),
        columns: vec![text.to_owned(), text.to_owned()],
        rows: vec![vec![text.into(), Cell::number(4.5)]; rows],
    }
}

fn form(text: &str) -> Form {
    let input = |field: Field| Input {
        field: field.into(),
        label: text.to_owned(),
        hint: Some(text.to_owned()),
        initial: Some(text.to_owned()),
        optional: true,
    };
    let code = KeyResultCode::new("PAY-1.2");
    let fields = [
        FormPart::Heading(text.to_owned()),
        FormPart::Number(input(Field::Share(CategoryId::new("fires")))),
        FormPart::Value(input(Field::Value(code.clone()))),
        FormPart::Choice(
            input(Field::Confidence(code)),
            vec![
                ("7".to_owned(), text.to_owned()),
                ("8".to_owned(), "8".to_owned()),
            ],
        ),
        FormPart::Several(
            input(Field::Share(CategoryId::new("security"))),
            vec![
                ("7".to_owned(), text.to_owned()),
                ("8".to_owned(), "8".to_owned()),
            ],
        ),
        FormPart::FreeText(input(Field::Need)),
        FormPart::Person(input(Field::Note)),
        FormPart::Day(input(Field::ResultsNote)),
    ];
    Form {
        title: text.to_owned(),
        about: Some(FormKey {
            about: About::CheckIn(CheckInForm {
                ask: AskId::new("a"),
                page: None,
                rest: None,
                seen: Default::default(),
            }),
            opened: 1,
        }),
        submit: Some(text.to_owned()),
        close: text.to_owned(),
        parts: parts(text)
            .into_iter()
            .map(FormPart::Text)
            .chain(fields)
            .collect(),
    }
}

fn check(text: &str) {
    for shape in [Shape::Native, Shape::Tables, Shape::Plain] {
        let blocks = json!(view::blocks(&Message { parts: parts(text) }, shape));
        assert_eq!(validate_blocks(Surface::Message, &blocks), [], "{shape:?}");
        assert!(!message_blocks_too_long(&blocks), "{shape:?}");
    }
    for shape in [Shape::Native, Shape::Tables, Shape::Plain] {
        for seen_by in [SeenBy::OnePerson, SeenBy::Channel] {
            let answer = view::ack_message(&Message { parts: parts(text) }, shape, seen_by);
            assert_eq!(validate_message(&answer), [], "{shape:?}");
        }
    }
    let acknowledged = &view::ack_form(&form(text))["view"];
    for modal in [&json!(view::modal(&form(text))), acknowledged] {
        assert_eq!(validate_view(modal), []);
        assert!(!view_too_large(modal));
    }
}

/// The kinds of part; a new one is named here, and then has to be among those that are judged.
fn kind(part: &Part) -> &'static str {
    match part {
        Part::Paragraph(_) => "paragraph",
        Part::Bullets(_) => "bullets",
        Part::Quote(_) => "quote",
        Part::Small(_) => "small",
        Part::Divider => "divider",
        Part::Chart(_) => "chart",
        Part::Table(_) => "table",
        Part::Buttons(_) => "buttons",
    }
}

fn form_kind(part: &FormPart) -> &'static str {
    match part {
        FormPart::Text(part) => kind(part),
        FormPart::Heading(_) => "heading",
        FormPart::Number(_) => "number",
        FormPart::Value(_) => "value",
        FormPart::Choice(..) => "choice",
        FormPart::Several(..) => "several",
        FormPart::Person(_) => "person",
        FormPart::Day(_) => "day",
        FormPart::FreeText(_) => "free text",
    }
}

#[test]
fn every_kind_of_part_is_judged() {
    let messages: BTreeSet<&str> = parts("x").iter().map(kind).collect();
    assert_eq!(messages.len(), 8, "{messages:?}");
    let forms: BTreeSet<&str> = form("x").parts.iter().map(form_kind).collect();
    assert_eq!(forms.len(), 16, "{forms:?}");
}

#[test]
fn plain_empty_and_endless_texts_pass_block_kit() {
    for text in ["Payments", "", " ", "\n", "<!channel> & :fire:"] {
        check(text);
    }
    check(&"x".repeat(20_000));
    check(&"\u{1}".repeat(5_000));
    check(&"🔥".repeat(5_000));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_passes_block_kit(text in any::<String>()) {
        check(&text);
    }
}
