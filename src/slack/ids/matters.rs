//! The action and block ids of what is about requests, questions and decisions.

use crate::domain::id::{DecisionId, QuestionId, RequestId};
use crate::domain::matters::TeamReply;
use crate::domain::matters_form::Field;
use crate::words::message::MatterPress;

pub(super) fn action(press: &MatterPress) -> &'static str {
    match press {
        MatterPress::AskTeam(_) => "matters.ask_team",
        MatterPress::Decide(_) => "matters.decide",
        MatterPress::AskSome => "matters.ask_some",
        MatterPress::DecideSome => "matters.decide_some",
        MatterPress::AnswerRequest(_) => "matters.answer_request",
        MatterPress::DeclineRequest(_) => "matters.decline_request",
        MatterPress::HandOver(_) => "matters.hand_over",
        MatterPress::WithdrawRequest(_) => "matters.withdraw_request",
        MatterPress::AnswerQuestion(_) => "matters.answer_question",
        MatterPress::WithdrawQuestion(_) => "matters.withdraw_question",
        MatterPress::WithdrawDecision(_) => "matters.withdraw_decision",
        MatterPress::List(_) => "matters.list",
    }
}

pub(super) fn press(action_id: &str, value: &str) -> Option<MatterPress> {
    Some(match action_id.strip_prefix("matters.")? {
        "ask_team" => MatterPress::AskTeam(TeamReply::from_text(value)?),
        "decide" => MatterPress::Decide(TeamReply::from_text(value)?),
        "ask_some" => MatterPress::AskSome,
        "decide_some" => MatterPress::DecideSome,
        "answer_request" => MatterPress::AnswerRequest(RequestId::new(value)),
        "decline_request" => MatterPress::DeclineRequest(RequestId::new(value)),
        "hand_over" => MatterPress::HandOver(RequestId::new(value)),
        "withdraw_request" => MatterPress::WithdrawRequest(RequestId::new(value)),
        "answer_question" => MatterPress::AnswerQuestion(QuestionId::new(value)),
        "withdraw_question" => MatterPress::WithdrawQuestion(QuestionId::new(value)),
        "withdraw_decision" => MatterPress::WithdrawDecision(DecisionId::new(value)),
        "list" => MatterPress::List(value.to_owned()),
        _ => return None,
    })
}

pub(super) fn block(field: Field) -> String {
    format!("matters:{}", field.word())
}

pub(super) fn field(block_id: &str) -> Option<Field> {
    let word = block_id.strip_prefix("matters:")?;
    Field::ALL.into_iter().find(|field| field.word() == word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::TeamId;

    #[test]
    fn presses_and_fields_survive_the_round_trip() {
        let reply = || TeamReply::new("2026-W47".parse().unwrap(), &TeamId::new("payments"));
        let (request, question) = (|| RequestId::new("r"), || QuestionId::new("q"));
        for one in [
            MatterPress::AskTeam(reply()),
            MatterPress::Decide(reply()),
            MatterPress::AskSome,
            MatterPress::DecideSome,
            MatterPress::AnswerRequest(request()),
            MatterPress::DeclineRequest(request()),
            MatterPress::HandOver(request()),
            MatterPress::WithdrawRequest(request()),
            MatterPress::AnswerQuestion(question()),
            MatterPress::WithdrawQuestion(question()),
            MatterPress::WithdrawDecision(DecisionId::new("d")),
            MatterPress::List("2".to_owned()),
        ] {
            assert_eq!(press(action(&one), one.value()), Some(one));
        }
        assert_eq!(press("matters.ask_team", "payments"), None);
        assert_eq!(press("okr.show", "x"), None);
        for one in Field::ALL {
            assert_eq!(field(&block(one)), Some(one));
        }
        assert_eq!(field("what"), None);
    }
}
