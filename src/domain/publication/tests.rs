//! Tables of what may be published when, and the attack: to read one person's answer from two totals.

use proptest::prelude::*;

use super::*;
use crate::domain::id::{CategoryId, TeamId};
use crate::domain::presence::Presence;

fn answer(ask: &str, fires: u8) -> Published {
    let shares = [("fires", fires), ("new", 100 - fires)];
    let split = shares.map(|(id, percent)| (CategoryId::new(id), percent));
    Published {
        ask: AskId::new(ask),
        split: TimeSplit::new(split).unwrap(),
        weight: 1.0,
        repeated: false,
    }
}

fn all(answers: &[(&str, u8)]) -> Vec<Published> {
    answers
        .iter()
        .map(|(ask, fires)| answer(ask, *fires))
        .collect()
}

#[test]
fn a_total_comes_once_enough_have_answered_and_changes_by_two_people_at_least() {
    let check = |published: &[(&str, u8)], now: &[(&str, u8)], due: bool| {
        assert_eq!(
            is_due(&all(published), &all(now), 3),
            due,
            "{published:?} {now:?}"
        );
    };
    let three = [("a", 10), ("b", 20), ("c", 30)];
    check(&[], &three[..2], false);
    check(&[], &three, true);
    check(&three, &three, false);
    // One new, one edited, one gone: alone each could be read as a difference.
    check(&three, &[("a", 10), ("b", 20), ("c", 30), ("d", 40)], false);
    check(&three, &[("a", 11), ("b", 20), ("c", 30)], false);
    // Any two of them may be.
    check(
        &three,
        &[("a", 10), ("b", 20), ("c", 30), ("d", 40), ("e", 50)],
        true,
    );
    check(&three, &[("a", 11), ("b", 21), ("c", 30)], true);
    check(&three, &[("a", 11), ("b", 20), ("c", 30), ("d", 40)], true);
    check(&three, &[("a", 10), ("b", 21), ("d", 30)], true);
    // Back to what it was is no change, and too few are never enough.
    check(&three, &[("a", 11), ("b", 21)], false);
}

#[test]
fn at_the_close_nobody_leaves_a_total_alone() {
    let check_in = |ask: &str, fires: u8| CheckIn {
        ask: AskId::new(ask),
        week: "2026-W47".parse().unwrap(),
        team: TeamId::new("platform"),
        person: PersonId::new(ask),
        estimate: false,
        split: answer(ask, fires).split,
        repeated: false,
        readings: Vec::new(),
        results_asked: true,
        results_note: None,
        note: None,
        need: None,
        next_slice: None,
        form_opened: None,
        sent: "2026-11-19T14:04:00Z".parse().unwrap(),
        revision: 1,
    };
    let there = |people: &[&str]| -> Present {
        let whole = Presence {
            there: 1.0,
            whole: 1.0,
        };
        let each = people.iter().map(|one| (PersonId::new(*one), whole));
        each.collect()
    };
    let check = |published: &[(&str, u8)], sent: &[(&str, u8)], here: &[&str], stay: &[&str]| {
        let sent: Vec<CheckIn> = sent
            .iter()
            .map(|(ask, fires)| check_in(ask, *fires))
            .collect();
        let stays = who_stays(&all(published), &sent, &there(here));
        let stay: Vec<(PersonId, f64)> =
            stay.iter().map(|one| (PersonId::new(*one), 1.0)).collect();
        assert_eq!(stays, stay, "{published:?} {sent:?} {here:?}");
    };
    let four = [("a", 10), ("b", 20), ("c", 30), ("d", 40)];
    check(&four, &four, &["a", "b", "c", "d"], &[]);
    check(&four, &four, &["a", "b", "c"], &["d"]);
    // Two who go hide behind each other; so do one who goes and one who edits.
    check(&four, &four, &["a", "b"], &[]);
    let edited = [("a", 11), ("b", 20), ("c", 30), ("d", 40)];
    check(&four, &edited, &["a", "b", "c"], &[]);
    // A late answer of somebody who was not there was in no total.
    check(&four[..3], &four, &["a", "b", "c"], &[]);
}

#[test]
fn a_setting_says_how_many_are_enough() {
    let four = all(&[("a", 10), ("b", 20), ("c", 30), ("d", 40)]);
    assert!(!is_due(&[], &four, 5));
    assert!(is_due(&[], &four, 4));
}

/// Somebody sends an answer: which of eight, and how much of it was fires.
fn answers_sent() -> impl Strategy<Value = Vec<(usize, u8)>> {
    proptest::collection::vec((0_usize..8, 0_u8..=100), 1..60)
}

proptest! {
    /// Whoever notes every total that was ever published, and knows who answered when, learns of each step only
    /// what two people or more did together.
    #[test]
    fn no_step_between_two_totals_is_one_persons(sent in answers_sent(), enough in 3_u32..6) {
        let mut now: Vec<Published> = Vec::new();
        let mut published: Vec<Published> = Vec::new();
        for (person, fires) in sent {
            let ask = format!("ask-{person}");
            now.retain(|answer| answer.ask.as_str() != ask);
            now.push(answer(&ask, fires));
            if !is_due(&published, &now, enough) {
                continue;
            }
            let differ = |one: &&Published| !published.contains(one);
            let people = now.iter().filter(differ).count();
            prop_assert!(people >= 2, "{people}");
            if published.is_empty() {
                prop_assert!(people >= enough as usize);
            }
            published = now.clone();
        }
    }
}
