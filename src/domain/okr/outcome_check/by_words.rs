//! What reads like output by more than one word: a certificate, a larger team, a verb at the end as in German; and a
//! verb that goes the other way than the numbers.

use super::{Objection, Word, is_number, says_something};
use crate::domain::okr::outcome_words::MEASURES;
use crate::domain::okr::output_words::{
    CERTIFIED, CONTAINING, DOWN, GETTING, GROWING, JOINING, STAFF, UP, USUAL_EXAMPLE,
};
use crate::domain::okr::output_words_german as german;

fn is(word: &Word<'_>, list: &[&str]) -> bool {
    list.contains(&word.plain.as_str())
}

fn output(words: &[&Word<'_>], example: &'static str) -> Option<Objection> {
    let shown: Vec<&str> = words.iter().map(|word| word.shown).collect();
    Some(Objection::Output {
        words: shown.join(" "),
        example,
    })
}

/// "Get SOC 2 certified", "SOC 2 certification obtained": a paper on the wall, not what changes by it.
pub(super) fn by_certificate(
    words: &[Word<'_>],
    objects: &impl Fn(&str) -> bool,
) -> Option<Objection> {
    let at = words
        .iter()
        .position(|word| is(word, CERTIFIED) && objects(&word.plain))?;
    let gets = words.iter().find(|word| is(word, GETTING))?;
    // "Compliance rate" measures; "certified users who renew" are people.
    let ends = words.get(at + 1).is_none_or(|next| {
        is_number(next) || is(next, JOINING) || is(next, CONTAINING) || is(next, GETTING)
    });
    ends.then_some(())?;
    output(
        &[gets, &words[at]],
        "not “Get certified” but “Deals lost over security questions, from 9 to 2”",
    )
}

/// "Expand the team to 20 engineers": who is paid, not what they move.
pub(super) fn by_staff(words: &[Word<'_>], objects: &impl Fn(&str) -> bool) -> Option<Objection> {
    const NEAR: usize = 4;
    let at = words.iter().position(says_something)?;
    let verb = Some(&words[at]).filter(|verb| is(verb, GROWING) && objects(&verb.plain))?;
    let behind = &words[at + 1..];
    let place = behind
        .iter()
        .take(NEAR)
        .position(|word| is(word, STAFF) && objects(&word.plain))?;
    let ends = behind
        .get(place + 1)
        .is_none_or(|next| is_number(next) || is(next, JOINING));
    ends.then_some(())?;
    output(
        &[verb, &behind[place]],
        "not “Expand the team” but “Days until a request is answered, from 12 to 4”",
    )
}

/// "Neue App ausliefern", "Migration abgeschlossen": in German the verb stands last.
pub(super) fn by_german(words: &[Word<'_>], objects: &impl Fn(&str) -> bool) -> Option<Objection> {
    if words.iter().any(|word| is(word, german::MEASURES)) {
        return None;
    }
    let found = words.iter().enumerate().find(|(at, word)| {
        let before = at.checked_sub(1).map(|at| &words[at]);
        let noun = before.is_some_and(|before| is(before, german::MAKES_A_NOUN));
        let verb = is(word, german::VERBS) && !noun;
        (verb || is(word, german::DONE)) && objects(&word.plain)
    })?;
    output(&[found.1], USUAL_EXAMPLE)
}

/// "Reduce churn", from 10 to 20: the verb, where it goes the other way than the numbers.
pub(super) fn other_way(words: &[Word<'_>], baseline: f64, target: f64) -> Option<Objection> {
    let at = words.iter().position(says_something)?;
    let (first, next) = (&words[at], words.get(at + 1));
    // "Lower funnel conversion", "Cut rate": a name, and no verb.
    let names = ["funnel", "quartile", "bound", "limit", "tier", "decile"];
    let name = next.is_none_or(|next| is(next, &names) || is(next, MEASURES));
    let last = words.last();
    let german = |list: &'static [&'static str]| last.filter(|last| is(last, list));
    let down = Some(first)
        .filter(|first| is(first, DOWN) && !name)
        .or(german(german::DOWN));
    let up = Some(first)
        .filter(|first| is(first, UP) && !name)
        .or(german(german::UP));
    let verb = match (down, up) {
        (Some(down), _) if target > baseline => down,
        (None, Some(up)) if target < baseline => up,
        _ => return None,
    };
    Some(Objection::OtherWay {
        verb: verb.shown.to_owned(),
        up: target > baseline,
    })
}
