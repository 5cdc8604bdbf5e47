//! What a submitted form brings beside the check-in itself: results of iterations, a request, answers to questions.

use super::id::{IterationId, QuestionId};
use super::iteration::Outcome;
use super::request::Wanted;

/// Everything that one answer says beside its check-in; recorded in the same transaction.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Brought {
    /// What came of iterations, each once.
    pub told: Vec<(IterationId, Outcome)>,
    /// What is needed; none where it was not asked.
    pub wanted: Option<Wanted>,
    /// What was answered to questions that were asked; none where a field was left empty.
    pub answers: Vec<(QuestionId, Option<String>)>,
}
