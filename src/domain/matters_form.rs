//! What is typed into the forms about requests, questions and decisions, and what becomes of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::decision::Number;
use super::id::{DecisionId, PersonId, QuestionId, RequestId, TeamId};
use super::matters::{TeamReply, is_leader};
use super::organisation::{Organisation, Team};
use super::typed::Typed;

/// Which form. What it makes gets the id that it was opened with, so that a form sent twice makes it once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum MattersForm {
    /// A question to a team.
    AskTeam {
        /// The id that it gets.
        question: QuestionId,
        /// Below which reply.
        reply: TeamReply,
    },
    /// Which team is asked, or decided about; its own form comes next.
    Choose {
        /// What comes next.
        then: Then,
    },
    /// The answer to a question, without a check-in.
    AnswerQuestion {
        /// To which.
        question: QuestionId,
    },
    /// The answer to a request.
    AnswerRequest {
        /// To which.
        request: RequestId,
        /// As it read when the form was opened; nothing in forms from before that was kept.
        #[serde(default)]
        reads: Option<String>,
    },
    /// A refusal of a request.
    DeclineRequest {
        /// Of which.
        request: RequestId,
        /// As it read when the form was opened.
        #[serde(default)]
        reads: Option<String>,
    },
    /// Another owner for a request.
    HandOver {
        /// Which.
        request: RequestId,
    },
    /// A decision.
    Decide {
        /// The id that it gets.
        decision: DecisionId,
        /// Below which reply.
        reply: TeamReply,
    },
}

/// What comes once a team was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    /// A question.
    Ask,
    /// A decision.
    Decide,
}

/// A field of one of the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Which team.
    Team,
    /// A question.
    Question,
    /// An answer.
    Answer,
    /// Why a request is declined.
    Reason,
    /// Who is to decide.
    Owner,
    /// What was decided.
    What,
    /// Which number should move.
    Number,
    /// What gives way.
    GivesWay,
    /// Until when.
    Until,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Team,
        Self::Question,
        Self::Answer,
        Self::Reason,
        Self::Owner,
        Self::What,
        Self::Number,
        Self::GivesWay,
        Self::Until,
    ];

    /// The word in the field's id.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Question => "question",
            Self::Answer => "answer",
            Self::Reason => "reason",
            Self::Owner => "owner",
            Self::What => "what",
            Self::Number => "number",
            Self::GivesWay => "gives_way",
            Self::Until => "until",
        }
    }
}

/// Why a field cannot be taken as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// Nothing stands there.
    Missing,
    /// More characters than a sentence may have.
    TooLong,
    /// Somebody who leads nothing, or no more.
    NotALeader,
    /// A number that the team has not, or no more.
    NotANumber,
    /// The day is not after today.
    NotAhead,
    /// The day is more than a year away.
    TooFar,
}

/// The longest text: what a message about several of them has room for.
pub const LONGEST: usize = 1000;

/// Later than this many days no number is looked at.
const MOST_DAYS: i64 = 370;

/// Mistakes, each beside its field.
pub type Mistakes = Vec<(Field, Mistake)>;

/// A text that must be there.
///
/// # Errors
/// When it is missing or too long.
pub fn read_text(typed: &Typed<Field>, field: Field) -> Result<String, Mistakes> {
    let Some(text) = typed.text(&field) else {
        return Err(vec![(field, Mistake::Missing)]);
    };
    if text.chars().count() > LONGEST {
        return Err(vec![(field, Mistake::TooLong)]);
    }
    Ok(text.to_owned())
}

/// A team that was chosen.
///
/// # Errors
/// When none was, or one that is there no more.
pub fn read_team<'a>(org: &'a Organisation, typed: &Typed<Field>) -> Result<&'a Team, Mistakes> {
    let chosen = typed.text(&Field::Team).map(TeamId::new);
    let team = chosen.and_then(|chosen| org.team(&chosen));
    team.ok_or_else(|| vec![(Field::Team, Mistake::Missing)])
}

/// A leader who was chosen.
///
/// # Errors
/// When nobody was, or somebody who is none.
pub fn read_owner(org: &Organisation, typed: &Typed<Field>) -> Result<PersonId, Mistakes> {
    let chosen = typed.text(&Field::Owner).map(PersonId::new);
    let chosen = chosen.ok_or_else(|| vec![(Field::Owner, Mistake::Missing)])?;
    if is_leader(org, &chosen) {
        Ok(chosen)
    } else {
        Err(vec![(Field::Owner, Mistake::NotALeader)])
    }
}

/// What a decision says.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// What.
    pub what: String,
    /// Which number should move.
    pub number: Option<Number>,
    /// What gives way.
    pub gives_way: Option<String>,
    /// Until when.
    pub until: NaiveDate,
}

/// A decision as it was typed; `numbers` are those that the form offered.
///
/// # Errors
/// Every mistake beside its field.
pub fn read_decision(
    typed: &Typed<Field>,
    numbers: &[Number],
    today: NaiveDate,
) -> Result<Decided, Mistakes> {
    let mut mistakes = Mistakes::new();
    let what = read_text(typed, Field::What).map_err(|wrong| mistakes.extend(wrong));
    let gives_way = typed.text(&Field::GivesWay).map(str::to_owned);
    if gives_way
        .as_ref()
        .is_some_and(|it| it.chars().count() > LONGEST)
    {
        mistakes.push((Field::GivesWay, Mistake::TooLong));
    }
    let number = match typed.text(&Field::Number).map(Number::from_word) {
        None => None,
        Some(number) => {
            let known = number.filter(|number| numbers.contains(number));
            if known.is_none() {
                mistakes.push((Field::Number, Mistake::NotANumber));
            }
            known
        }
    };
    let until = read_until(typed, today).map_err(|wrong| mistakes.push((Field::Until, wrong)));
    match (what, until) {
        (Ok(what), Ok(until)) if mistakes.is_empty() => Ok(Decided {
            what,
            number,
            gives_way,
            until,
        }),
        _ => Err(mistakes),
    }
}

fn read_until(typed: &Typed<Field>, today: NaiveDate) -> Result<NaiveDate, Mistake> {
    let text = typed.text(&Field::Until).ok_or(Mistake::Missing)?;
    let until: NaiveDate = text.parse().map_err(|_| Mistake::Missing)?;
    match (until - today).num_days() {
        ..1 => Err(Mistake::NotAhead),
        1..=MOST_DAYS => Ok(until),
        _ => Err(Mistake::TooFar),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::KeyResultCode;
    use crate::domain::matters::tests::company;

    fn typed(fields: &[(Field, &str)]) -> Typed<Field> {
        let fields = fields.iter();
        Typed(
            fields
                .map(|(field, text)| (*field, Some((*text).to_owned())))
                .collect(),
        )
    }

    #[test]
    fn a_text_must_be_there_and_short_enough() {
        let long = "x".repeat(LONGEST + 1);
        for (text, wrong) in [
            ("", Mistake::Missing),
            (" \n", Mistake::Missing),
            (&long, Mistake::TooLong),
        ] {
            let read = read_text(&typed(&[(Field::Reason, text)]), Field::Reason);
            assert_eq!(read, Err(vec![(Field::Reason, wrong)]));
        }
        let read = read_text(&typed(&[(Field::Reason, " no room ")]), Field::Reason);
        assert_eq!(read.unwrap(), "no room");
    }

    #[test]
    fn only_a_leader_can_own_a_request() {
        let org = company();
        let owner = |text: &str| read_owner(&org, &typed(&[(Field::Owner, text)]));
        assert_eq!(owner("jonas"), Ok(PersonId::new("jonas")));
        assert_eq!(owner("ana"), Err(vec![(Field::Owner, Mistake::NotALeader)]));
        assert_eq!(owner(""), Err(vec![(Field::Owner, Mistake::Missing)]));
    }

    #[test]
    fn every_mistake_of_a_decision_stands_beside_its_field() {
        let numbers = [
            Number::ElectiveShare,
            Number::KeyResult(KeyResultCode::new("PAY-1.2")),
        ];
        let today = "2026-11-20".parse().unwrap();
        let read = |fields: &[(Field, &str)]| read_decision(&typed(fields), &numbers, today);
        assert_eq!(
            read(&[]),
            Err(vec![
                (Field::What, Mistake::Missing),
                (Field::Until, Mistake::Missing)
            ])
        );
        for (until, wrong) in [
            ("2026-11-20", Mistake::NotAhead),
            ("2025-12-11", Mistake::NotAhead),
            ("2028-01-01", Mistake::TooFar),
            ("soon", Mistake::Missing),
        ] {
            let all = [
                (Field::What, "Two more"),
                (Field::Number, "key-result:SRC-1.1"),
                (Field::Until, until),
            ];
            let wrong = [(Field::Number, Mistake::NotANumber), (Field::Until, wrong)];
            assert_eq!(read(&all), Err(wrong.to_vec()), "{until}");
        }
        let decided = read(&[
            (Field::What, "Two more"),
            (Field::Number, "key-result:PAY-1.2"),
            (Field::GivesWay, "the editor"),
            (Field::Until, "2026-12-11"),
        ]);
        let decided = decided.unwrap();
        assert_eq!(decided.number, Some(numbers[1].clone()));
        assert_eq!(decided.gives_way.as_deref(), Some("the editor"));
    }
}
