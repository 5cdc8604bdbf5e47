//! The words around a threshold's number: those that say its side, and those that nobody may drop because they would
//! make it another number or the other side.

use super::{NotAThreshold, Side};
use crate::domain::number;

/// What says the side before a number.
const BEFORE: [(Side, &[&str]); 4] = [
    (
        Side::AtLeast,
        &[
            "at least",
            "at the least",
            "mindestens",
            "wenigstens",
            "no less than",
            "not less than",
            "no fewer than",
            "not fewer than",
            "nicht weniger als",
            "not under",
            "not below",
            "nicht unter",
            "minimum",
            "from",
            "ab",
            ">=",
            "≥",
            "mind",
            "min",
        ],
    ),
    (
        Side::AtMost,
        &[
            "at most",
            "at the most",
            "höchstens",
            "hoechstens",
            "maximal",
            "no more than",
            "not more than",
            "no longer than",
            "not longer than",
            "nicht mehr als",
            "nicht länger als",
            "not over",
            "not above",
            "nicht über",
            "maximum",
            "up to",
            "within",
            "bis zu",
            "bis",
            "<=",
            "≤",
            "max",
        ],
    ),
    (
        Side::MoreThan,
        &[
            "more than",
            "mehr als",
            "greater than",
            "higher than",
            "höher als",
            "longer than",
            "länger als",
            "over",
            "above",
            "über",
            "ueber",
            ">",
        ],
    ),
    (
        Side::LessThan,
        &[
            "less than",
            "weniger als",
            "fewer than",
            "lower than",
            "shorter than",
            "kürzer als",
            "quicker than",
            "faster than",
            "schneller als",
            "under",
            "below",
            "unter",
            "<",
        ],
    ),
];

/// What says it behind one: "8% or more". Not "or better": of churn that is less.
const BEHIND: [(Side, &[&str]); 2] = [
    (
        Side::AtLeast,
        &[
            "or more",
            "oder mehr",
            "or above",
            "or over",
            "or higher",
            "oder höher",
            "or longer",
            "oder länger",
            "oder darüber",
            "and more",
            "und mehr",
            "and above",
            "at least",
            "mindestens",
            "wenigstens",
            "minimum",
            "min",
        ],
    ),
    (
        Side::AtMost,
        &[
            "or less",
            "oder weniger",
            "or fewer",
            "or below",
            "or under",
            "oder darunter",
            "or lower",
            "oder niedriger",
            "or sooner",
            "or earlier",
            "oder früher",
            "or quicker",
            "or faster",
            "oder schneller",
            "or shorter",
            "oder kürzer",
            "and less",
            "and below",
            "und weniger",
            "at most",
            "at the most",
            "höchstens",
            "hoechstens",
            "maximal",
            "maximum",
            "max",
            "tops",
        ],
    ),
];

/// Words that make a number another one, or turn its side round: "8% less churn", "1 Mio".
const TURN: &str = "less fewer more better worse lower higher faster quicker slower shorter longer sooner earlier \
    later greater cheaper under below above over up down weniger mehr besser schlechter schneller langsamer kürzer \
    länger höher niedriger geringer früher später größer kleiner billiger günstiger unter über darunter darüber mio \
    mrd tsd mn mln bn million millions millionen milliarde milliarden billion billions trillion thousand thousands \
    tausend hundred hundreds hundert dozen dutzend half halb halbe mille promille";

/// Words that do so where they belong to the number, not to what is counted: "2 months", not "50 visits a month".
const UNITS: &str = "month months mo mos monat monate monaten year years yr yrs jahr jahre jahren quarter quarters qtr \
    quartal quartale quartalen fortnight fortnights decade decades millisecond milliseconds millisekunde millisekunden \
    workdays arbeitstag arbeitstage arbeitstagen werktag werktage werktagen euro euros dollar dollars pound pounds \
    franken franc francs cent cents pp smaller larger bigger";

/// With one of these begins what is counted.
const COUNTED: &str =
    "of per a an in on by the each every this after for pro je im am der die das von bei";

/// The side, where it stands first, and what stands behind it.
pub(super) fn side_before(text: &str) -> (Option<Side>, &str) {
    let found = BEFORE.iter().find_map(|(side, words)| {
        let rest = words.iter().find_map(|word| {
            let (before, rest) = text.split_at_checked(word.len())?;
            let sign = !word.ends_with(char::is_alphabetic);
            let whole = sign || !rest.starts_with(char::is_alphabetic);
            // What begins another comes after it: ">=" before ">".
            (whole && before.to_lowercase() == *word).then_some(rest)
        });
        Some((Some(*side), rest?.trim_start_matches(['.', ':', ' '])))
    });
    found.unwrap_or((None, text))
}

/// The side in what stands behind the number, and the words that do not say it.
///
/// # Errors
/// When both are said.
pub(super) fn side_behind(words: &str) -> Result<(Option<Side>, Vec<String>), NotAThreshold> {
    let bare = |word: &str| word.trim_matches(['.', ',', ';', '(', ')']).to_lowercase();
    let words: Vec<String> = words.split_whitespace().map(bare).collect();
    let mut rest = format!(" {} ", words.join(" "));
    let mut side = None;
    for (said, phrases) in BEHIND {
        for phrase in phrases {
            let phrase = format!(" {phrase} ");
            if rest.contains(&phrase) {
                if side.is_some_and(|other| other != said) {
                    return Err(NotAThreshold::Words);
                }
                side = Some(said);
                rest = rest.replace(&phrase, "  ");
            }
        }
    }
    let rest = rest.split_whitespace().map(str::to_owned).collect();
    Ok((side, rest))
}

/// Whether a word behind a number says its side: "MAX" is no currency.
pub(super) fn is_side(word: &str) -> bool {
    let word = word.to_lowercase();
    BEHIND.iter().any(|(_, all)| all.contains(&word.as_str()))
}

/// Whether something in the words behind a number, in lower case, makes it another one than would be kept.
pub(super) fn not_understood(words: &[String]) -> bool {
    let is = |list: &str, word: &str| list.split_whitespace().any(|one| one == word);
    let parts = || words.iter().flat_map(|word| word.split('-'));
    let unit = |word: &str| is(UNITS, word) || number::is_time(word);
    let mut of_number = parts().take_while(|word| !is(COUNTED, word));
    words
        .iter()
        .any(|word| word.contains(['%', '‰', '€', '$', '£', '¥']))
        || parts().any(|word| is(TURN, word))
        || of_number.any(unit)
}
