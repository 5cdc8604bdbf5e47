//! Tables of what may be published when, and the attack: to read one person's answer from two totals.

use proptest::prelude::*;

use super::*;
use crate::domain::id::CategoryId;

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
