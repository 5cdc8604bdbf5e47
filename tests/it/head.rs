//! The digest's head: which fact heads it, what it asks, that it stays short, and that its text says what its blocks
//! say; of companies of any size.

mod aims;
mod few;
mod story;

use headway::domain::allocation::History;
use headway::domain::check_in::RollUp;
use headway::domain::digest::{Digest, Sources, digest};
use headway::domain::id::{KeyResultCode, ObjectiveCode, PersonId};
use headway::domain::okr::{Confidence, KeyResult, Objective, Reading, Unit};
use headway::domain::organisation::Organisation;
use headway::domain::shape::Shape;
use headway::domain::week::Week;
use headway::slack::view;
use headway::words::digest::{forward, head, replies};
use headway::words::message::{Message, Part};
use headway::words::thread::pages;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::long_reply::slack_takes;
use crate::thread::{company, row};

fn week() -> Week {
    "2026-W47".parse().unwrap()
}

/// The digest of a company whose teams took so much for fires so many weeks ago.
fn told(
    org: &Organisation,
    weeks: u32,
    fires: impl Fn(usize, u32) -> u8,
    readings: &[Reading],
) -> Digest {
    let rows: Vec<RollUp> = (0..org.teams.len())
        .flat_map(|team| (0..weeks).map(move |back| (team, back)))
        .map(|(team, back)| row(org, team, week().back(back), fires(team, back)))
        .collect();
    let history = History::new(rows);
    digest(&Sources {
        org,
        week: week(),
        day: week().day(chrono::Weekday::Fri),
        history: &history,
        asks: &[],
        check_ins: &[],
        readings,
        decided: &[],
        iterations: &[],
        told_before: None,
        matters: &headway::domain::matters::Matters::default(),
    })
}

fn reading(code: &str, back: u32, value: f64, confidence: u8) -> Reading {
    Reading {
        key_result: KeyResultCode::new(code),
        week: week().back(back),
        value,
        confidence: Confidence::try_from(confidence).unwrap(),
        by: PersonId::new("U1"),
        note: None,
    }
}

/// With an objective of all teams, of so many key results from 0 to 100.
fn aiming(mut org: Organisation, codes: &[&str]) -> Organisation {
    let teams = org.teams.iter().map(|team| team.id.clone()).collect();
    let key_result = |code: &&str| {
        let code = KeyResultCode::new(*code);
        KeyResult::new(
            code,
            "Payers <who> pay",
            Unit::Number,
            (0.0, 100.0),
            PersonId::new("U1"),
        )
    };
    let objective = Objective::new(
        ObjectiveCode::new("A-1"),
        "Paying is easy",
        PersonId::new("U1"),
        teams,
        "2026-Q4".parse().unwrap(),
    );
    org.objectives = vec![objective.with(codes.iter().map(key_result).collect())];
    org
}

fn text(digest: &Digest, org: &Organisation) -> String {
    head(digest, org, None).text()
}

fn check_headline(digest: &Digest, org: &Organisation, headline: &str) {
    let text = text(digest, org);
    let first = text.lines().next().unwrap();
    assert_eq!(first, format!("Week 47: {headline}"));
}

fn check_question(digest: &Digest, org: &Organisation, question: Option<&str>) {
    let text = text(digest, org);
    let asked = text
        .lines()
        .find_map(|line| line.strip_prefix("• To talk about: "));
    assert_eq!(asked, question, "{text}");
}

#[test]
fn the_gap_heads_a_week_and_no_pattern_asks_nothing() {
    let org = company(10);
    let digest = told(&org, 2, |_, back| if back == 0 { 27 } else { 20 }, &[]);
    check_headline(&digest, &org, "7 points less elective work than agreed");
    check_question(&digest, &org, None);
}

#[test]
fn a_week_as_agreed_says_so_and_a_first_week_draws_nothing() {
    let org = company(10);
    let digest = told(&org, 1, |_, _| 20, &[]);
    check_headline(&digest, &org, "as much elective work as agreed");
    check_question(&digest, &org, None);
    let text = text(&digest, &org);
    assert!(
        text.contains("nothing to draw or to compare it with yet"),
        "{text}"
    );
    assert!(!head(&digest, &org, None).has_figures());
}

#[test]
fn fires_head_a_week_in_which_nothing_was_agreed() {
    let mut org = company(10);
    for team in &mut org.teams {
        team.targets.clear();
    }
    let digest = told(&org, 9, |_, back| if back == 0 { 60 } else { 20 }, &[]);
    check_headline(
        &digest,
        &org,
        "fires took the week of 6 people, 60% where 20% is normal",
    );
    let text = text(&digest, &org);
    assert_eq!(text.matches("took the week of").count(), 1, "{text}");
    check_question(
        &digest,
        &org,
        Some(
            "what would make the next weeks calmer in Team <000> & co, where fires took 60% and 20% is normal?",
        ),
    );
    let calm = told(&org, 9, |_, _| 20, &[]);
    check_headline(
        &calm,
        &org,
        "80% elective work; nothing was agreed to compare it with",
    );
}

#[test]
fn a_state_that_others_hide_heads_the_week_in_which_it_becomes_one() {
    let org = company(4);
    let hidden = |team: usize, _: u32| if team < 2 { 0 } else { 40 };
    let fifth = told(&org, 5, hidden, &[]);
    check_headline(
        &fifth,
        &org,
        "Team <000> & co is outside its band for the fifth week, in the mean 20 points more elective work than agreed",
    );
    check_question(
        &fifth,
        &org,
        Some(
            "is 20% non-elective work still the right agreement for Team <000> & co, outside its band for the fifth week?",
        ),
    );
}

#[test]
fn what_a_promise_puts_at_stake_heads_a_week_when_it_is_twice_the_gap() {
    let org = aiming(company(10), &["A-1.1"]);
    // Half of the line is passed by then.
    let well = |back| reading("A-1.1", back, 60.0, 9);
    let falls = [well(2), well(1), reading("A-1.1", 0, 60.0, 1)];
    let digest = told(&org, 2, |_, back| if back == 0 { 27 } else { 20 }, &falls);
    check_headline(
        &digest,
        &org,
        "A-1.1 Payers <who> pay is worse: on track → off track",
    );
    check_question(
        &digest,
        &org,
        Some(
            "what would bring A-1.1 Payers <who> pay back on track: more time, another way, or another aim?",
        ),
    );
    let wide = told(&org, 2, |_, back| if back == 0 { 70 } else { 20 }, &falls);
    check_headline(&wide, &org, "50 points less elective work than agreed");
    let mut hoped = org.clone();
    hoped.objectives[0].commitment = headway::domain::okr::Commitment::Aspirational;
    check_headline(&digest, &hoped, "7 points less elective work than agreed");
}

#[test]
fn the_results_say_since_when_and_for_how_long() {
    let codes = ["A-1.1", "A-1.2", "A-1.3", "A-1.4", "A-1.5"];
    let org = aiming(company(2), &codes);
    let mut readings: Vec<Reading> = (0..5).map(|back| reading("A-1.1", back, 1.0, 9)).collect();
    readings.extend((0..3).map(|back| reading("A-1.2", back, 1.0, 9)));
    readings.push(reading("A-1.3", 3, 60.0, 9));
    readings.push(reading("A-1.4", 4, 60.0, 9));
    let digest = told(&org, 2, |_, _| 20, &readings);
    let text = text(&digest, &org);
    for said in [
        "Without a reading: A-1.4 Payers <who> pay (since week 43), A-1.3 Payers <who> pay (since week 44), A-1.5 Payers <who> pay (none yet).",
        "Still off track: two, one of them for five weeks (A-1.1).",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let letter = forward(&digest, &org).text();
    for said in [
        "Three key results have had no reading for too long.",
        "Two key results are still off track, one of them for five weeks.",
    ] {
        assert!(letter.contains(said), "{said}: {letter}");
    }
}

#[test]
fn a_reply_draws_where_its_key_results_go_and_its_text_says_it() {
    let org = aiming(company(1), &["A-1.1"]);
    let values = [10.0, 15.0, 20.0, 30.0];
    let readings = values.iter().rev().zip(0..);
    let readings: Vec<Reading> = readings
        .map(|(value, back)| reading("A-1.1", back, *value, 9))
        .collect();
    let digest = told(&org, 2, |_, _| 20, &readings);
    let reply = replies(&digest.teams[0], &org, None).remove(0);
    let said = "• A-1.1 at this slope 68 by 31 December (least squares over four readings).";
    assert!(reply.text().contains(said), "{}", reply.text());
    let blocks = json!(view::blocks(&reply, Shape::Plain)).to_string();
    assert!(blocks.contains("▁▃▅█"), "{blocks}");
    assert!(!view::text(&reply).contains('█'));
}

/// Every text in blocks, buttons aside.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| texts(one, found)),
        Value::Object(fields) if fields.get("type") == Some(&json!("button")) => {}
        Value::Object(fields) => {
            for (name, one) in fields {
                match (name.as_str(), one) {
                    ("text", Value::String(text)) => found.push(text.clone()),
                    _ => texts(one, found),
                }
            }
        }
        _ => {}
    }
}

fn says_all(message: &Message, when: &str) {
    let text = message.text();
    for shape in [Shape::Native, Shape::Tables, Shape::Plain] {
        let mut found = Vec::new();
        texts(&json!(view::blocks(message, shape)), &mut found);
        // A chart's lines are read by series, and shown by weeks where it cannot be drawn.
        let by_week = |line: &&str| line.starts_with('W') && line.contains(": Elective ");
        for said in found
            .iter()
            .flat_map(|it| it.lines())
            .filter(|it| !by_week(it))
        {
            let drawn = said
                .trim()
                .chars()
                .all(|letter| ('▁'..='█').contains(&letter));
            assert!(
                drawn || text.contains(said.trim()),
                "{when} {shape:?}: {said} is not in {text}"
            );
        }
    }
}

#[test]
fn heads_and_replies_of_companies_of_any_size_are_messages_that_slack_takes() {
    for teams in [1, 20, 400] {
        let org = aiming(company(teams), &["A-1.1", "A-1.2"]);
        let readings: Vec<Reading> = (0..5)
            .map(|back| reading("A-1.1", back, 50.0 - 9.0 * f64::from(back), 7))
            .collect();
        let fires =
            |team: usize, back: u32| u8::try_from((team * 7 + back as usize * 13) % 90).unwrap();
        let digest = told(&org, 9, fires, &readings);
        let thread = headway::domain::digest::thread(&digest, &org);
        let mut messages = vec![
            head(&digest, &org, Some("Monday 10:12, one edit")),
            forward(&digest, &org),
        ];
        messages.extend(pages(&thread, week(), &org, &[], None));
        messages.extend(
            thread
                .told()
                .take(40)
                .flat_map(|part| replies(part, &org, None)),
        );
        for message in &messages {
            let when = format!("{teams} teams");
            slack_takes(message, &when);
            says_all(message, &when);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_head_has_five_lines_at_most(
        fires in prop::collection::vec(0_u8..=100, 60),
        values in prop::collection::vec(0.0_f64..120.0, 12),
        weeks in 1_u32..12,
    ) {
        let org = aiming(company(5), &["A-1.1", "A-1.2", "A-1.3"]);
        let codes = ["A-1.1", "A-1.2", "A-1.3"];
        let readings: Vec<Reading> = values
            .iter()
            .enumerate()
            .map(|(at, value)| reading(codes[at % 3], u32::try_from(at / 3).unwrap(), *value, u8::try_from(at % 11).unwrap()))
            .collect();
        let fires = |team: usize, back: u32| fires[(team * 12 + back as usize) % fires.len()];
        let digest = told(&org, weeks, fires, &readings);
        let message = head(&digest, &org, None);
        let bullets = message.parts.iter().map(|part| match part {
            Part::Bullets(lines) => lines.len(),
            _ => 0,
        });
        prop_assert!((2..=5).contains(&bullets.sum::<usize>()));
        slack_takes(&message, "a random company");
        says_all(&message, "a random company");
        let talk = message.text().matches("To talk about: ").count();
        prop_assert!(talk <= 1);
    }
}
