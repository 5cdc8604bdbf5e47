//! Each number of a digest with its formula, and with the rows that it stands on: for whoever doubts one.

mod chart;
mod counts;
mod head;
mod matters;
mod of_team;
mod patterns;
mod result;

pub use head::head;
pub use of_team::of_team;

use crate::domain::digest::Rows;

/// A number, explained.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// Which number.
    pub name: String,
    /// How it is written.
    pub value: String,
    /// How it is computed, with its operands.
    pub formula: String,
    /// What it stands on.
    pub rows: Rows,
}

fn explained(
    name: impl Into<String>,
    value: impl Into<String>,
    formula: impl Into<String>,
    rows: Rows,
) -> Explained {
    Explained {
        name: name.into(),
        value: value.into(),
        formula: formula.into(),
        rows,
    }
}

/// "57.14", "57": a number as an operand.
fn exact(number: f64) -> String {
    let rounded = (number * 1000.0).round() / 1000.0;
    format!("{rounded}")
}

/// A part of a whole as a formula: "804.5 ÷ 14.1 = 57.057".
fn parts(sum: f64, of: f64) -> String {
    format!("{} ÷ {} = {}", exact(sum), exact(of), exact(sum / of))
}
