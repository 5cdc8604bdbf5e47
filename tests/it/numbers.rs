//! Numbers that stand in a text, for the tests that ask where each of them comes from.

use std::collections::BTreeSet;

/// Names of spans of time, which are the same every week.
const WINDOWS: [&str; 4] = [
    "four-week mean",
    "last four weeks",
    "the four before",
    "last twelve weeks",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// "One" is left out: it is a word of many sentences.
const WORDS: [(&str, &str); 11] = [
    ("two", "second"),
    ("three", "third"),
    ("four", "fourth"),
    ("five", "fifth"),
    ("six", "sixth"),
    ("seven", "seventh"),
    ("eight", "eighth"),
    ("nine", "ninth"),
    ("ten", "tenth"),
    ("eleven", "eleventh"),
    ("twelve", "twelfth"),
];

/// The numbers of a text, "45%" apart from "45". What people wrote, codes, dates and the names of weeks are none.
pub fn numbers(text: &str) -> BTreeSet<String> {
    let mut ours = String::new();
    let mut theirs = false;
    for letter in text.chars() {
        match letter {
            '“' => theirs = true,
            '”' => theirs = false,
            letter if !theirs => ours.push(letter),
            _ => {}
        }
    }
    for window in WINDOWS {
        ours = ours.replace(window, "");
    }
    let tokens: Vec<&str> = ours
        .split_whitespace()
        .map(|token| token.trim_matches(|it: char| !it.is_alphanumeric() && it != '%'))
        .filter(|token| !token.is_empty())
        .collect();
    let mut found = BTreeSet::new();
    let mut names_weeks = false;
    for (at, token) in tokens.iter().enumerate() {
        let whole = token.chars().all(|it| it.is_ascii_digit());
        names_weeks = match *token {
            "week" | "Week" | "weeks" => true,
            "and" => names_weeks,
            _ => names_weeks && whole,
        };
        let next = tokens.get(at + 1);
        if names_weeks || next.is_some_and(|next| MONTHS.contains(next)) {
            continue;
        }
        let word = WORDS
            .iter()
            .position(|(many, nth)| token == many || token == nth);
        if let Some(word) = word {
            found.insert((word + 2).to_string());
            continue;
        }
        let code = token.chars().any(|it| it.is_ascii_uppercase());
        if code || !token.contains(|it: char| it.is_ascii_digit()) {
            continue;
        }
        let kept = |it: &char| it.is_ascii_digit() || *it == '.' || *it == '%';
        found.insert(token.chars().filter(kept).collect());
    }
    found
}

/// Those of a text that stand in no explained value: a percent only as a percent, another number either way.
pub fn unexplained(text: &str, values: &[String]) -> Vec<String> {
    let mut known = BTreeSet::new();
    for value in values {
        known.extend(numbers(value));
    }
    let bare: BTreeSet<String> = known.iter().map(|it| it.replace('%', "")).collect();
    let all = numbers(text).into_iter();
    all.filter(|it| !known.contains(it) && !bare.contains(it))
        .collect()
}

#[test]
fn a_number_without_an_explanation_is_found() {
    let text = "Week 47: Payments' request is nine days old, needed by 4 December: “A week for 7”. PAY-1.2 went from \
        4,420 to 4,800 (aim 6,000), outside for the third week; 45% fires (four-week mean 60%).";
    let all = ["3", "4420", "45%", "4800", "60%", "6000", "9"];
    assert_eq!(numbers(text).into_iter().collect::<Vec<_>>(), all);
    let values = ["9 days", "3", "4,420", "4,800", "45", "60%"].map(str::to_owned);
    assert_eq!(unexplained(text, &values), ["45%", "6000"]);
}
