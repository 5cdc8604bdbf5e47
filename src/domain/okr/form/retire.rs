//! Retiring a key result by the form that changes it: chosen from a menu and explained, so that it never happens by
//! accident.

use super::super::LONGEST_REASON;
use super::{Field, Mistake, Mistakes};
use crate::domain::typed::Typed;

/// What is chosen where a key result stays.
pub const STAY: &str = "stay";
/// What is chosen where it is retired.
pub const RETIRE: &str = "retire";

/// Why a key result is to be retired, if that was chosen; whatever else was typed is not looked at then.
///
/// # Errors
/// Where nothing says why, or too much.
pub fn read_retiring(typed: &Typed<Field>) -> Option<Result<String, Mistakes>> {
    if typed.text(&Field::Stays) != Some(RETIRE) {
        return None;
    }
    let words: Vec<&str> = typed
        .text(&Field::Reason)
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    let reason = words.join(" ");
    Some(match reason.chars().count() {
        0 => Err(vec![(Field::Reason, Mistake::NeedsReasonToRetire)]),
        many if many > LONGEST_REASON => {
            Err(vec![(Field::Reason, Mistake::TooLong(LONGEST_REASON))])
        }
        _ => Ok(reason),
    })
}
