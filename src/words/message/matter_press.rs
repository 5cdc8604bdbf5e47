//! What a press on a button about a request, a question or a decision means.

use super::Sure;
use crate::domain::id::{DecisionId, QuestionId, RequestId};
use crate::domain::matters::TeamReply;

/// Such a press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatterPress {
    /// Open the form of a question, below a team's reply.
    AskTeam(TeamReply),
    /// Open the form of a decision, below a team's reply.
    Decide(TeamReply),
    /// Choose a team to ask, also one without a reply.
    AskSome,
    /// Choose a team about which something was decided.
    DecideSome,
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
    /// What is asked before something is withdrawn.
    pub(super) fn sure(&self) -> Option<Sure> {
        let (title, says) = match self {
            Self::WithdrawRequest(_) => (
                "Withdraw this request?",
                "It waits for nobody any more, and the next digest does not have it. To need it again, write it into a check-in.",
            ),
            Self::WithdrawQuestion(_) => (
                "Withdraw this question?",
                "The team is not asked any more. To know it after all, ask again.",
            ),
            Self::WithdrawDecision(_) => (
                "Withdraw this decision?",
                "Nobody is told what its number did. To decide so after all, record it again.",
            ),
            _ => return None,
        };
        Some(Sure {
            title,
            says,
            yes: "Withdraw",
            no: "Keep it",
        })
    }

    /// What the press is about, as its button carries it; never empty.
    #[must_use]
    pub fn value(&self) -> &str {
        match self {
            Self::AskTeam(reply) | Self::Decide(reply) => reply.as_str(),
            Self::AskSome | Self::DecideSome => "some",
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
