//! What falls due in a week, for whom and when, and what of it is still wanted: computed, never remembered.
//!
//! Ask and reminders belong to a team and are counted in each person's zone; digest and close belong to the
//! workspace and are counted in its own. A week's plan is the same whenever, wherever and however often it is made.

mod ask_time;
mod asked;
mod draft;
mod due;
mod plan;
mod review;
mod simulation;
mod warning;

pub use self::ask_time::{AskTime, ENOUGH, PersonWeek};
pub use self::asked::{Asked, asked};
pub use self::due::{Asking, Done, Due, REMINDER_KEEPS, due, next_instant, weeks_to_look_at};
pub use self::plan::{Planned, PlannedKind, close_at, digest_at, plan};
pub use self::review::{REVIEW_KEEPS, next_review, review_at, review_of, reviews_due};
pub use self::simulation::{Simulation, simulate};
pub use self::warning::Warning;

#[cfg(test)]
mod tests;
