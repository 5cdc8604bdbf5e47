//! What the outcome check says of a key result, and of a changed aim without a reason.

use super::figures::quoted;
use crate::domain::okr::{Objection, Unexplained};

/// One objection in a sentence, with an example of how to turn the key result into an outcome.
#[must_use]
pub fn objection(objection: &Objection) -> String {
    match objection {
        Objection::Output { words, example } => format!(
            "Reads like output ({}): what is made, not what changes by it. For example {example}.",
            quoted(words)
        ),
        Objection::NoNumber => {
            "Has no number: say from where to where, for example from 3,900 to 6,000, or that \
            it is done or not done."
                .to_owned()
        }
        Objection::NoWay => {
            "Ends where it begins: say where it should get to, for example from 3,900 to 6,000, \
            or that it is to be kept at least or at most there."
                .to_owned()
        }
        Objection::OtherWay { verb, up } => format!(
            "{} says one way, and the numbers go {}: turn one of them round.",
            quoted(verb),
            if *up { "up" } else { "down" }
        ),
        Objection::NoUnit => {
            "Has no unit: say what the numbers count, for example percent, EUR, a duration, or a \
            plain number."
                .to_owned()
        }
    }
}

/// Why a changed aim is not taken from a file, and what to write.
#[must_use]
pub fn unexplained(why: Unexplained) -> &'static str {
    match why {
        Unexplained::NoReason => {
            "aims at something else than before; write why beside it: reason = \"…\". It is kept and marks the history"
        }
        Unexplained::OldReason => {
            "aims at something else than before, and the reason is still that of the last change; write the new one"
        }
        Unexplained::OtherUnit => {
            "counts something else than its readings do; give it a new code, so that its history stays what it was"
        }
    }
}
