//! What a submitted form brings beside the check-in itself: results of iterations, a request, answers to questions.

use super::id::{IterationId, QuestionId};
use super::iteration::Outcome;
use super::meanwhile::Seen;
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
    /// How often what it says had been said by whomever, when it was held against what others said: where that is more
    /// by now, nothing is recorded.
    pub stood: Seen,
}
