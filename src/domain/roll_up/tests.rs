//! Tables: estimates, everybody's answers, absences, what is not yet published.

use chrono::{DateTime, TimeDelta, Utc};

use super::*;
use crate::domain::id::{AskId, CategoryId};
use crate::domain::presence::Presence;
use crate::domain::publication;

fn week() -> Week {
    "2026-W47".parse().unwrap()
}

fn at(time: &str) -> DateTime<Utc> {
    format!("2026-11-19T{time}Z").parse().unwrap()
}

/// Ana is there all week, Ben gives half his time, Eve joined on Wednesday.
fn team() -> Present {
    let of = |person: &str, there, whole| (PersonId::new(person), Presence { there, whole });
    [
        of("ana", 1.0, 1.0),
        of("ben", 0.5, 0.5),
        of("eve", 0.6, 1.0),
    ]
    .into()
}

fn ask(person: &str, estimate: bool, outcome: Option<AskOutcome>) -> Ask {
    Ask {
        id: AskId::new(person),
        week: week(),
        team: TeamId::new("payments"),
        person: PersonId::new(person),
        due: at("14:00:00"),
        estimate,
        outcome,
        message: None,
    }
}

fn answer(person: &str, estimate: bool, fires: u8) -> CheckIn {
    CheckIn {
        ask: AskId::new(person),
        week: week(),
        team: TeamId::new("payments"),
        person: PersonId::new(person),
        estimate,
        split: split(fires),
        repeated: false,
        readings: Vec::new(),
        results_asked: true,
        results_note: None,
        note: None,
        need: None,
        next_slice: None,
        form_opened: Some(at("14:03:10")),
        sent: at("14:04:00"),
        revision: 1,
    }
}

fn split(fires: u8) -> TimeSplit {
    TimeSplit::new([
        (CategoryId::new("fires"), fires),
        (CategoryId::new("new"), 100 - fires),
    ])
    .unwrap()
}

/// The row when everything that was answered is published.
fn row(asks: &[Ask], check_ins: &[CheckIn]) -> RollUp {
    let published = publication::answers(check_ins, &team());
    row_of(asks, check_ins, &published)
}

fn row_of(asks: &[Ask], check_ins: &[CheckIn], published: &[Published]) -> RollUp {
    roll_up(&Raw {
        week: week(),
        team: &TeamId::new("payments"),
        present: &team(),
        asks,
        check_ins,
        published,
    })
}

#[test]
fn an_estimate_stands_for_everybody_who_was_there() {
    let asks = [ask("ana", true, Some(AskOutcome::Answered))];
    let row = row(&asks, &[answer("ana", true, 45)]);
    assert_eq!(row.split, Some(split(45)));
    assert!(row.estimate);
    assert_eq!((row.weight, row.available, row.strength), (2.1, 2.1, 2.5));
    assert_eq!((row.asked, row.answered, row.counted), (1, 1, 1));
    assert_eq!((row.repeated, row.seconds), (0, 50));
}

#[test]
fn without_the_leads_answer_the_team_is_there_and_says_nothing() {
    let row = row(&[ask("ana", true, None)], &[]);
    assert_eq!(row.split, None);
    assert_eq!((row.weight, row.available), (0.0, 2.1));
    assert_eq!((row.asked, row.answered, row.counted), (1, 0, 0));
}

#[test]
fn a_lead_who_is_away_is_not_among_those_whom_the_deputy_estimates() {
    let asks = [
        ask("ana", true, Some(AskOutcome::Away)),
        ask("eve", true, Some(AskOutcome::Answered)),
    ];
    let row = row(&asks, &[answer("eve", true, 45)]);
    assert_eq!((row.weight, row.available, row.strength), (1.1, 1.1, 2.5));
}

#[test]
fn the_newest_of_two_estimates_stands() {
    let asks = [ask("ana", true, None), ask("eve", true, None)];
    let mut later = answer("eve", true, 20);
    later.sent = at("15:00:00");
    for order in [
        [answer("ana", true, 45), later.clone()],
        [later, answer("ana", true, 45)],
    ] {
        assert_eq!(row(&asks, &order).split, Some(split(20)));
    }
}

#[test]
fn when_everyone_answers_days_and_shares_weigh() {
    let asks = [
        ask("ana", false, Some(AskOutcome::Answered)),
        ask("ben", false, Some(AskOutcome::Answered)),
        ask("eve", false, None),
    ];
    let answers = [answer("ana", false, 30), answer("ben", false, 90)];
    let row = row(&asks, &answers);
    assert_eq!(row.split, Some(split(50)));
    assert!(!row.estimate);
    assert_eq!((row.weight, row.available), (1.5, 2.1));
    assert_eq!((row.asked, row.answered, row.counted), (3, 2, 2));
}

#[test]
fn an_answer_that_is_not_published_yet_has_come_and_counts_for_nothing() {
    let asks = ["ana", "eve", "ben"].map(|one| ask(one, false, Some(AskOutcome::Answered)));
    let first = [answer("ana", false, 30), answer("eve", false, 30)];
    let published = publication::answers(&first, &team());
    let [ana, eve] = first;
    let all = [ana, eve, answer("ben", false, 90)];
    let row = row_of(&asks, &all, &published);
    assert_eq!(row.split, Some(split(30)));
    assert_eq!((row.weight, row.available), (1.6, 2.1));
    assert_eq!((row.answered, row.counted), (3, 2));
    assert_eq!(row_of(&asks, &all, &[]).split, None);
    assert!(!row_of(&asks, &all, &[]).is_outweighed());
}

#[test]
fn who_is_away_is_not_asked_and_not_available() {
    let asks = [
        ask("ana", false, Some(AskOutcome::Answered)),
        ask("ben", false, Some(AskOutcome::Answered)),
        ask("eve", false, Some(AskOutcome::Away)),
    ];
    let row = row(&asks, &[answer("ana", false, 30), answer("ben", false, 30)]);
    assert_eq!((row.weight, row.available, row.strength), (1.5, 1.5, 2.5));
    assert_eq!((row.asked, row.answered), (2, 2));
}

#[test]
fn who_was_not_there_on_any_day_weighs_nothing() {
    let asks = ["ana", "ben", "zoe"].map(|one| ask(one, false, Some(AskOutcome::Answered)));
    let here = ["ana", "ben"].map(|one| answer(one, false, 30));
    let row = row(&asks, &[&here[..], &[answer("zoe", false, 90)]].concat());
    assert_eq!(row.split, Some(split(30)));
    assert_eq!((row.weight, row.available), (1.5, 2.1));
    assert_eq!((row.answered, row.counted), (3, 2));
}

#[test]
fn a_total_that_is_nearly_one_persons_is_counted_and_not_told() {
    let of = |shares: [f64; 3]| {
        let people = ["ana", "ben", "eve"].into_iter().zip(shares);
        let answers = people.map(|(person, weight)| Published {
            ask: AskId::new(person),
            split: split(30),
            weight,
            repeated: true,
        });
        let answers: Vec<Published> = answers.collect();
        let check_ins = ["ana", "ben", "eve"].map(|one| answer(one, false, 30));
        row_of(&[], &check_ins, &answers)
    };
    // Two thirds of it are not yet nearly all.
    for shares in [[1.0, 1.0, 1.0], [1.0, 0.25, 0.25], [0.8, 0.2, 0.2]] {
        let row = of(shares);
        assert_eq!(row.split, Some(split(30)), "{shares:?}");
        assert!(!row.is_outweighed());
    }
    for shares in [[1.0, 0.25, 0.2], [0.1, 1.0, 0.1], [1.0, 0.01, 0.01]] {
        let row = of(shares);
        assert_eq!((row.split.clone(), row.weight), (None, 0.0), "{shares:?}");
        assert_eq!((row.answered, row.counted, row.repeated), (3, 3, 0));
        assert!(row.is_outweighed());
    }
}

#[test]
fn a_form_left_open_counts_ten_minutes_and_a_repeat_none() {
    let mut slow = answer("ana", false, 30);
    slow.form_opened = Some(slow.sent - TimeDelta::hours(3));
    let mut repeat = answer("ben", false, 30);
    repeat.form_opened = None;
    repeat.repeated = true;
    let mut skewed = answer("eve", false, 30);
    skewed.form_opened = Some(skewed.sent + TimeDelta::seconds(5));
    let row = row(&[], &[slow, repeat, skewed]);
    assert_eq!((row.seconds, row.repeated), (600, 1));
}
