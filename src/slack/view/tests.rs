//! Views as snapshots, and within Slack's limits whatever people type.

use insta::assert_json_snapshot;
use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::domain::id::{AskId, CategoryId, KeyResultCode};
use crate::domain::shape::Shape;
use crate::domain::submission::Field;
use crate::words::chart::{Chart, Look, Series};
use crate::words::message::{
    self, About, Button, CheckInForm, FormKey, FormPart, Input, Line, Part, Press, Span, Style,
};

fn ask() -> AskId {
    AskId::new("0193a1f0-0000-7000-8000-000000000001")
}

fn button(label: &str, press: Press) -> Button {
    Button {
        label: label.into(),
        press,
        primary: false,
    }
}

fn input(field: impl Into<message::Field>, label: &str) -> Input {
    Input {
        field: field.into(),
        label: label.into(),
        hint: None,
        initial: None,
        optional: true,
    }
}

#[test]
fn the_ask_looks_like_this() {
    let message = Message::line(Line::bold("Payments: your week 47").and(" (16–22 November)"))
        .and(Part::Bullets(vec![
            "About a minute.".into(),
            Line::plain("Last week: ").with("40% <fires>", Style::Code),
        ]))
        .and(Part::Quote(vec![
            "Is <!channel> the *reason* :fire:?".into(),
            Line::italic("Mara"),
        ]))
        .and(Part::Small(vec![
            "Open until Tuesday.".into(),
            "Edit at will.".into(),
        ]))
        .and(Part::Divider)
        .and(Part::Buttons(vec![
            Button {
                primary: true,
                ..button("Check in", Press::CheckIn(ask()))
            },
            button("Away this week", Press::Away(ask())),
        ]))
        .and(Part::Buttons(vec![button(
            "Enter values",
            Press::EnterValues(ask()),
        )]));
    assert_json_snapshot!("ask_blocks", blocks(&message, Shape::Native));
    assert_json_snapshot!("ask_text", text(&message));
}

#[test]
fn the_form_looks_like_this() {
    let form = Form {
        title: "Week 47".into(),
        about: Some(FormKey {
            about: About::CheckIn(CheckInForm {
                ask: ask(),
                page: None,
                rest: None,
                seen: Default::default(),
            }),
            opened: 1_795_000_000,
        }),
        submit: Some("Send".into()),
        close: "Cancel".into(),
        parts: vec![
            FormPart::Text(Part::Paragraph(vec!["Leadership sees this.".into()])),
            FormPart::Heading("Where did the week go?".into()),
            FormPart::Number(Input {
                initial: Some("40".into()),
                optional: false,
                ..input(Field::Share(CategoryId::new("fires")), "Fires, %")
            }),
            FormPart::Value(Input {
                hint: Some("last 4,420".into()),
                ..input(Field::Value(KeyResultCode::new("PAY-1.2")), "PAY-1.2")
            }),
            FormPart::Choice(
                Input {
                    initial: Some("7".into()),
                    ..input(
                        Field::Confidence(KeyResultCode::new("PAY-1.2")),
                        "Will we get there?",
                    )
                },
                (6..=7)
                    .map(|n| (n.to_string(), format!("{n} of 10")))
                    .collect(),
            ),
            FormPart::FreeText(input(Field::Note, "Anything leadership should know?")),
        ],
    };
    assert_json_snapshot!("form_view", modal(&form));
}

#[test]
fn a_page_has_nothing_to_send() {
    let page = Form {
        title: "Week 47 closed on Tuesday at 12:00".into(),
        about: None,
        submit: None,
        close: "Close".into(),
        parts: vec![FormPart::Text(Part::Paragraph(vec!["It closed.".into()]))],
    };
    assert_json_snapshot!("page_ack", ack_form(&page));
}

#[test]
fn one_action_for_several_asks_stands_in_rows_of_their_own() {
    let choose = Message::default().and(Part::Buttons(vec![
        button("Payments", Press::CheckIn(AskId::new("a"))),
        button("Search", Press::CheckIn(AskId::new("b"))),
    ]));
    let ids: Vec<_> = json(&blocks(&choose, Shape::Native))
        .as_array()
        .unwrap()
        .iter()
        .map(|block| block["block_id"].clone())
        .collect();
    assert_eq!(ids, ["ask:a", "ask:b"]);
}

#[test]
fn a_long_message_is_cut_visibly_and_keeps_its_buttons() {
    let long = Message::line("x".repeat(2_000))
        .and(Part::Bullets(vec!["\"quoted\"".repeat(300).into(); 10]))
        .and(Part::Paragraph(vec!["never reached".into()]))
        .and(Part::Buttons(vec![button(
            "Check in",
            Press::CheckIn(ask()),
        )]));
    let written = json(&blocks(&long, Shape::Native)).to_string();
    assert!(written.contains('…'));
    assert!(!written.contains("never reached"));
    assert!(written.contains("checkin.open"));
    assert!(text(&long).ends_with('…'));
}

fn json(blocks: &[SlackBlock]) -> Value {
    serde_json::to_value(blocks).unwrap()
}

/// Anything a person, an organisation file or an attacker may type.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        any::<String>(),
        "[<>&\"\\\\\n\u{1}é🔥 ]{0,60}",
        (any::<char>(), 0_usize..7_000).prop_map(|(c, n)| c.to_string().repeat(n)),
    ]
}

fn line() -> impl Strategy<Value = Line> {
    let style = prop::sample::select(vec![Style::Plain, Style::Bold, Style::Italic, Style::Code]);
    let span = (typed(), style).prop_map(|(text, style)| Span { text, style });
    prop::collection::vec(span, 0..4).prop_map(Line)
}

fn part() -> impl Strategy<Value = Part> {
    let lines = || prop::collection::vec(line(), 0..12);
    let press = (0..4_u8, 0..3_u8).prop_map(|(kind, ask)| {
        let ask = AskId::new(format!("0193a1f0-0000-7000-8000-00000000000{ask}"));
        match kind {
            0 => Press::CheckIn(ask),
            1 => Press::Away(ask),
            2 => Press::SameSplit(ask),
            _ => Press::AddSentence(ask),
        }
    });
    let button = (typed(), press, any::<bool>()).prop_map(|(label, press, primary)| Button {
        label,
        press,
        primary,
    });
    prop_oneof![
        lines().prop_map(Part::Paragraph),
        lines().prop_map(Part::Bullets),
        lines().prop_map(Part::Quote),
        lines().prop_map(Part::Small),
        Just(Part::Divider),
        prop::collection::vec(button, 0..30).prop_map(Part::Buttons),
    ]
}

/// Every text object in a JSON tree with its length, and every id with where it must be unique.
fn check_objects(value: &Value) {
    match value {
        Value::Array(items) => items.iter().for_each(check_objects),
        Value::Object(map) => {
            let length = |key: &str| {
                map.get(key)
                    .and_then(Value::as_str)
                    .map(|s| s.chars().count())
            };
            match map.get("type").and_then(Value::as_str) {
                Some("plain_text") => assert!((1..=3_000).contains(&length("text").unwrap())),
                Some("text") => assert!(length("text").unwrap() >= 1),
                Some("button") => {
                    assert!(map["text"]["text"].as_str().unwrap().chars().count() <= 75);
                }
                Some("header") => {
                    assert!(map["text"]["text"].as_str().unwrap().chars().count() <= 150);
                }
                Some("rich_text" | "rich_text_list" | "context" | "actions") => {
                    let elements = map["elements"].as_array().unwrap().len();
                    assert!((1..=1_000).contains(&elements));
                }
                _ => {}
            }
            map.values().for_each(check_objects);
        }
        _ => {}
    }
}

fn check_ids(blocks: &[Value]) {
    let mut seen = std::collections::HashSet::new();
    for block in blocks {
        if let Some(id) = block["block_id"].as_str() {
            assert!(id.chars().count() <= 255 && seen.insert(id), "{id}");
        }
        if block["type"] == "actions" {
            let elements = block["elements"].as_array().unwrap();
            let ids: std::collections::HashSet<_> = elements
                .iter()
                .map(|one| one["action_id"].to_string())
                .collect();
            assert!(ids.len() == elements.len() && elements.len() <= 25);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_message_is_within_the_limits(parts in prop::collection::vec(part(), 0..80)) {
        let message = Message { parts };
        let written = json(&blocks(&message, Shape::Native));
        let blocks = written.as_array().unwrap();
        prop_assert!(blocks.len() <= 50);
        prop_assert!(written.to_string().chars().count() <= 13_200);
        check_objects(&written);
        check_ids(blocks);
        let text = text(&message);
        prop_assert!((1..=4_000).contains(&text.chars().count()));
        prop_assert!(!text.contains(['<', '>']));
    }

    #[test]
    fn any_form_is_within_the_limits(
        texts in prop::collection::vec(part(), 0..60),
        labels in prop::collection::vec((typed(), typed()), 0..60),
        title in typed(),
    ) {
        let mut parts: Vec<_> = texts.into_iter().map(FormPart::Text).collect();
        for (number, (label, initial)) in labels.into_iter().enumerate() {
            let field = Field::Value(KeyResultCode::new(format!("PAY-{number}")));
            let input = Input {
                field: field.into(),
                hint: Some(label.clone()),
                initial: Some(initial.clone()),
                label,
                optional: true,
            };
            parts.push(match number % 7 {
                0 => FormPart::Number(input),
                1 => FormPart::Value(input),
                2 => FormPart::Choice(input, vec![(initial.clone(), initial); number]),
                3 => FormPart::Heading(initial),
                4 => FormPart::Person(input),
                5 => FormPart::Day(input),
                _ => FormPart::Value(input),
            });
        }
        let form = Form { title, about: None, submit: None, close: "Close".into(), parts };
        let view = serde_json::to_value(modal(&form)).unwrap();
        let blocks = view["blocks"].as_array().unwrap();
        prop_assert!(blocks.len() <= 100);
        prop_assert!(view.to_string().len() <= 250_000);
        prop_assert!(view["title"]["text"].as_str().unwrap().chars().count() <= 24);
        let inputs = blocks.iter().any(|block| block["type"] == "input");
        prop_assert_eq!(inputs, view.get("submit").is_some());
        check_objects(&view);
        check_ids(blocks);
    }
}

#[test]
fn a_figure_looks_like_this_in_each_shape() {
    let series = |name: &str, values: [f64; 2]| Series {
        name: name.into(),
        values: values.to_vec(),
    };
    let points = || vec!["W46".to_owned(), "W47".to_owned()];
    let message = Message::line("Where the weeks went")
        .and(Part::Chart(Chart {
            title: "Elective work, % of the week".into(),
            look: Look::Lines,
            points: points(),
            series: vec![
                series("Elective", [50.0, 62.5]),
                series("Agreed", [65.0; 2]),
            ],
        }))
        .and(Part::Chart(Chart {
            title: "By category, % of the week".into(),
            look: Look::Bars,
            points: points(),
            series: vec![
                series("Customer-reported defects", [1.0, 2.0]),
                series("Customer-reported dreams", [3.0, 4.0]),
            ],
        }));
    for shape in [Shape::Native, Shape::Tables, Shape::Plain] {
        assert_json_snapshot!(format!("figure_{}", shape.word()), blocks(&message, shape));
    }
    assert_json_snapshot!("figure_text", text(&message));
}

#[test]
fn a_figure_that_would_be_too_long_becomes_lines_that_are_cut() {
    let values: Vec<f64> = (0..20).map(f64::from).collect();
    let series = |at: usize| Series {
        name: format!("{at} is a rather long name"),
        values: values.clone(),
    };
    let chart = Chart {
        title: "Much".into(),
        look: Look::Lines,
        points: (0..20).map(|at| format!("Week {at} of the year")).collect(),
        series: (0..12).map(series).collect(),
    };
    let message = Message {
        parts: vec![Part::Chart(chart.clone()), Part::Chart(chart)],
    };
    let written = serde_json::to_string(&blocks(&message, Shape::Native)).unwrap();
    assert!(written.chars().count() < 13_200, "{}", written.len());
    assert_eq!(written.matches("data_visualization").count(), 1);
    assert!(written.contains("rich_text"), "{written}");
}
