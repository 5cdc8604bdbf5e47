//! The action ids of a review's parts: each has its own, so that they share a row.

use crate::domain::review::Section;

/// The action id of the button that shows a part.
pub(super) fn action(section: Section) -> &'static str {
    match section {
        Section::Align => "review.align",
        Section::Time => "review.time",
        Section::Results => "review.results",
        Section::Iterations => "review.iterations",
        Section::Decisions => "review.decisions",
        Section::TuneUps => "review.tune_ups",
        Section::Prioritise => "review.prioritise",
    }
}

/// Reads it back.
pub(super) fn section(action_id: &str) -> Option<Section> {
    Section::ALL
        .into_iter()
        .find(|section| action(*section) == action_id)
}
