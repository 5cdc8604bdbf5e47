//! Objectives that teams share, the key results that measure them, and where they stand.

mod access;
mod announce;
mod carry_over;
pub mod command;
mod doubt;
mod find;
mod forecast;
pub mod form;
mod judging;
mod key_result;
mod objective;
mod outcome_check;
mod outcome_words;
mod output_words;
mod output_words_german;
mod reading;
mod retired;
mod status;
mod unit;
mod whole;

pub use access::{editors, may_edit, may_make, may_measure, may_place, may_see};
pub use announce::{Announced, announced, looks_back, may_have_changed};
pub use carry_over::{Unexplained, carry_over, named, remember, unexplained};
use doubt::EXACTLY;
pub use doubt::{Doubt, Known, NotAValue, Why, read_value};
pub use find::{Found, find};
pub use forecast::{ENOUGH_READINGS, Forecast, forecast};
pub use judging::{Judging, ResultsSettings};
pub use key_result::{Aim, Curve, Direction, EarlierAim, KeyResult, KnownSince, Outcome};
pub use objective::{Cause, Closing, Commitment, Decision, Objective, Origin, Score};
pub use outcome_check::{Draft, Objection, objections};
pub use reading::{Confidence, NotAConfidence, Reading, ReadingRevision, stood_at};
pub use retired::{LONGEST_REASON, Retired};
pub use status::{Because, Standing, Status, first_week_read, own, standing, standing_of};
pub use unit::Unit;
pub use whole::{ObjectiveStanding, objective_standing};
