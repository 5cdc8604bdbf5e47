//! What a press on a button about a request, a question or a decision means.

use crate::domain::id::{DecisionId, QuestionId, RequestId};
use crate::domain::matters::TeamReply;

/// Such a press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatterPress {
    /// Open the form of a question, below a team's reply.
    AskTeam(TeamReply),
    /// Open the form of a decision, below a team's reply.
    Decide(TeamReply),
    /// Open the form of an answer to a request.
    AnswerRequest(RequestId),
    /// Open the form of a refusal.
    DeclineRequest(RequestId),
    /// Open the form that gives a request to another leader.
    HandOver(RequestId),
    /// Need a request no more.
    WithdrawRequest(RequestId),
    /// Open the form of an answer to a question.
    AnswerQuestion(QuestionId),
    /// Want to know it no more.
    WithdrawQuestion(QuestionId),
    /// Take a decision back.
    WithdrawDecision(DecisionId),
    /// Another page of what lies open.
    List(String),
}

impl MatterPress {
    /// What the press is about, as its button carries it; never empty.
    #[must_use]
    pub fn value(&self) -> &str {
        match self {
            Self::AskTeam(reply) | Self::Decide(reply) => reply.as_str(),
            Self::AnswerRequest(request)
            | Self::DeclineRequest(request)
            | Self::HandOver(request)
            | Self::WithdrawRequest(request) => request.as_str(),
            Self::AnswerQuestion(question) | Self::WithdrawQuestion(question) => question.as_str(),
            Self::WithdrawDecision(decision) => decision.as_str(),
            Self::List(page) if page.is_empty() => "1",
            Self::List(page) => page,
        }
    }
}
