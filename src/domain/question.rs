//! What leadership asks a team below its reply in a digest: it stands in the lead's next check-ins until it is
//! answered or withdrawn, and the next digest shows the answer beside it.

use chrono::{DateTime, Utc};

use super::id::{AskId, PersonId, QuestionId, TeamId};
use super::matters::Ended;
use super::organisation::Organisation;
use super::week::Week;

/// One question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub id: QuestionId,
    /// The week of the digest on which it was asked.
    pub week: Week,
    /// Of which team.
    pub team: TeamId,
    /// Who asks.
    pub by: PersonId,
    /// In their words.
    pub text: String,
    /// When.
    pub asked: DateTime<Utc>,
    /// How it ended, if it has.
    pub ended: Option<Ended<QuestionEnd>>,
}

/// How a question ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuestionEnd {
    /// By an answer.
    Answered(Answer),
    /// Nobody wants to know it any more.
    Withdrawn,
}

/// The answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// In the team's words.
    pub text: String,
    /// The week whose digest shows it.
    pub week: Week,
    /// The ask whose check-in gave it, and may change it; none where it was given by itself.
    pub ask: Option<AskId>,
}

/// What a check-in does to a question that it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    None,
    /// The answer stands from now on.
    Answer,
    /// The answer is taken back; the question is open again.
    TakeBack,
}

impl Question {
    /// The answer, if there is one.
    #[must_use]
    pub fn answer(&self) -> Option<&Answer> {
        match &self.ended.as_ref()?.how {
            QuestionEnd::Answered(answer) => Some(answer),
            QuestionEnd::Withdrawn => None,
        }
    }

    /// Whether it waits for the team at an instant.
    #[must_use]
    pub fn is_open(&self, org: &Organisation, at: DateTime<Utc>) -> bool {
        self.asked <= at
            && self.ended.as_ref().is_none_or(|ended| ended.at > at)
            && org.team(&self.team).is_some()
    }

    /// Whether the form of an ask shows it: it is open, or this very ask answered it.
    #[must_use]
    pub fn is_asked_by(&self, ask: &AskId) -> bool {
        match (&self.ended, self.answer()) {
            (None, _) => true,
            (Some(_), Some(answer)) => answer.ask.as_ref() == Some(ask),
            (Some(_), None) => false,
        }
    }

    /// What an answer of a check-in does to it; what another ask or a leader has settled stays.
    #[must_use]
    pub fn change(&self, ask: &AskId, said: Option<&str>) -> Change {
        if !self.is_asked_by(ask) {
            return Change::None;
        }
        match (self.answer(), said) {
            (None, None) => Change::None,
            (Some(answer), Some(said)) if answer.text == said => Change::None,
            (_, Some(_)) => Change::Answer,
            (Some(_), None) => Change::TakeBack,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(end: Option<QuestionEnd>) -> Question {
        let at: DateTime<Utc> = "2026-11-13T16:00:00Z".parse().unwrap();
        Question {
            id: QuestionId::new("q"),
            week: "2026-W46".parse().unwrap(),
            team: TeamId::new("payments"),
            by: PersonId::new("mara"),
            text: "Is the migration the reason?".to_owned(),
            asked: at,
            ended: end.map(|how| Ended {
                how,
                by: PersonId::new("ana"),
                at,
            }),
        }
    }

    fn answered(ask: Option<&str>) -> Option<QuestionEnd> {
        Some(QuestionEnd::Answered(Answer {
            text: "Yes".to_owned(),
            week: "2026-W47".parse().unwrap(),
            ask: ask.map(AskId::new),
        }))
    }

    #[test]
    fn an_answer_may_be_changed_by_the_ask_that_gave_it_alone() {
        let mine = AskId::new("mine");
        for (before, said, change) in [
            (None, None, Change::None),
            (None, Some("Yes"), Change::Answer),
            (answered(Some("mine")), Some("Yes"), Change::None),
            (answered(Some("mine")), Some("Mostly"), Change::Answer),
            (answered(Some("mine")), None, Change::TakeBack),
            (answered(Some("theirs")), Some("Mostly"), Change::None),
            (answered(Some("theirs")), None, Change::None),
            (answered(None), Some("Mostly"), Change::None),
            (Some(QuestionEnd::Withdrawn), Some("Yes"), Change::None),
        ] {
            let question = question(before.clone());
            assert_eq!(question.change(&mine, said), change, "{before:?} {said:?}");
            let shown = before.is_none() || before == answered(Some("mine"));
            assert_eq!(question.is_asked_by(&mine), shown);
        }
    }
}
