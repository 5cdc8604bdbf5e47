//! Finding an objective or a key result by what somebody typed of its code.

use super::{KeyResult, Objective, Retired};
use crate::domain::nearest::nearest;

/// What a code that was typed may mean, among the objectives that the person may see.
#[derive(Debug, Clone, PartialEq)]
pub enum Found<'a> {
    /// An objective.
    Objective(&'a Objective),
    /// A key result, with its objective.
    KeyResult(&'a Objective, &'a KeyResult),
    /// A key result that was retired, with its objective.
    Retired(&'a Objective, &'a Retired),
    /// Any of these.
    Several(Vec<&'a str>),
    /// None; one that is spelled nearly so.
    Nothing(Option<&'a str>),
}

/// The most choices that are offered.
const CHOICES: usize = 8;

/// Finds a code: as it is written; then without regard to case, hyphens, points and spaces; then by how it begins, or
/// by the numbers that it ends with.
#[must_use]
pub fn find<'a>(objectives: &[&'a Objective], typed: &str) -> Found<'a> {
    let all: Vec<Found<'a>> = objectives
        .iter()
        .flat_map(|objective| {
            let key_results = objective.key_results.iter();
            std::iter::once(Found::Objective(objective))
                .chain(key_results.map(|key_result| Found::KeyResult(objective, key_result)))
                .chain(
                    objective
                        .retired
                        .iter()
                        .map(|gone| Found::Retired(objective, gone)),
                )
        })
        .collect();
    let plain = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_uppercase).collect()
    };
    let (exact, wanted) = (typed.trim().to_uppercase(), plain(typed));
    if let Some(found) = all.iter().find(|one| one.code() == exact) {
        return found.clone();
    }
    if wanted.is_empty() {
        return Found::Nothing(None);
    }
    let same: Vec<&Found> = all
        .iter()
        .filter(|one| plain(one.code()) == wanted)
        .collect();
    let begins = || -> Vec<&Found> {
        all.iter()
            .filter(|one| {
                matches!(one, Found::Objective(_)) && plain(one.code()).starts_with(&wanted)
            })
            .collect()
    };
    // "1.2" alone is whatever has these numbers behind its letters.
    let ends = || -> Vec<&Found> {
        let numbers = exact.starts_with(|c: char| c.is_ascii_digit());
        let behind = |one: &&Found| {
            let before = one.code().strip_suffix(exact.as_str());
            numbers && before.is_some_and(|before| before.ends_with(['-', '.']))
        };
        all.iter().filter(behind).collect()
    };
    let candidates = [same, begins(), ends()];
    let candidates = candidates.into_iter().find(|found| !found.is_empty());
    let candidates = candidates.unwrap_or_default();
    match candidates.as_slice() {
        [] => {
            let codes: Vec<&'a str> = all.iter().map(Found::code).collect();
            Found::Nothing(nearest(&exact, codes))
        }
        [one] => (*one).clone(),
        several => Found::Several(several.iter().take(CHOICES).map(|one| one.code()).collect()),
    }
}

impl<'a> Found<'a> {
    fn code(&self) -> &'a str {
        match self {
            Self::Objective(objective) => objective.code.as_str(),
            Self::KeyResult(_, key_result) => key_result.code.as_str(),
            Self::Retired(_, gone) => gone.key_result.code.as_str(),
            Self::Several(_) | Self::Nothing(_) => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{KeyResultCode, ObjectiveCode, PersonId};
    use crate::domain::okr::Unit;

    fn objective(code: &str, key_results: &[&str]) -> Objective {
        let owner = PersonId::new("U1");
        let quarter = "2026-Q4".parse().unwrap();
        Objective::new(
            ObjectiveCode::new(code),
            code,
            owner.clone(),
            Vec::new(),
            quarter,
        )
        .with(
            key_results
                .iter()
                .map(|code| {
                    KeyResult::new(
                        KeyResultCode::new(*code),
                        code,
                        Unit::Number,
                        (0.0, 1.0),
                        owner.clone(),
                    )
                })
                .collect(),
        )
    }

    #[test]
    fn a_code_is_found_however_it_is_typed() {
        let all = [
            objective("PAY-1", &["PAY-1.1", "PAY-1.2"]),
            objective("PAY-12", &["PAY-12.1"]),
            objective("SRC-2", &["SRC-2.1"]),
        ];
        let all: Vec<&Objective> = all.iter().collect();
        let found = |typed| match find(&all, typed) {
            Found::Several(codes) => format!("several {}", codes.join(" ")),
            Found::Nothing(near) => format!("nothing {}", near.unwrap_or("near")),
            one => one.code().to_owned(),
        };
        for (typed, expected) in [
            ("PAY-1.2", "PAY-1.2"),
            ("pay-1.2", "PAY-1.2"),
            ("pay 1.1", "PAY-1.1"),
            ("pay11", "PAY-1.1"),
            ("pay12", "several PAY-1.2 PAY-12"),
            ("PAY-12", "PAY-12"),
            ("pay", "several PAY-1 PAY-12"),
            ("src", "SRC-2"),
            ("SCR-2.1", "nothing SRC-2.1"),
            ("1.2", "PAY-1.2"),
            ("2.1", "SRC-2.1"),
            ("1", "several PAY-1 PAY-1.1 PAY-12.1 SRC-2.1"),
            ("7.2", "nothing near"),
            ("zzz", "nothing near"),
            ("--", "nothing near"),
        ] {
            assert_eq!(found(typed), expected, "{typed}");
        }
    }
}
