//! The natural key of a subject: how the ledger knows that a thing was enqueued before.

use super::Subject;
use crate::domain::id::{AskId, DecisionId, DeliveryId, PersonId, QuestionId, TeamId};

impl Subject {
    /// The natural key: a thing that was enqueued once is never enqueued again.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Ask(ask) => format!("ask:{ask}"),
            Self::AskEdit(ask) => format!("ask-edit:{ask}"),
            Self::Results(week, person) => format!("results:{week}:{person}"),
            Self::ResultsEdit(week, person) => format!("results-edit:{week}:{person}"),
            Self::ResultsReminder(week, person, number) => {
                format!("results-reminder:{week}:{person}:{number}")
            }
            Self::Reminder(ask, number) => format!("reminder:{ask}:{number}"),
            Self::DigestHead(week) => format!("digest:{week}"),
            Self::DigestHeadEdit(week) => format!("digest-edit:{week}"),
            Self::DigestTable(week, page) => format!("table:{week}:{page}"),
            Self::DigestTableEdit(week, page) => format!("table-edit:{week}:{page}"),
            Self::DigestReply(week, team) => format!("reply:{week}:{team}"),
            Self::DigestReplyEdit(week, team) => format!("reply-edit:{week}:{team}"),
            Self::TeamPart(week, team) => format!("team-part:{week}:{team}"),
            Self::TeamPartEdit(week, team) => format!("team-part-edit:{week}:{team}"),
            Self::Review(period) => format!("review:{period}"),
            Self::ReviewPart(period, number) => format!("review-part:{period}:{number}"),
            Self::More(of, number) => format!("more:{number}:{}", of.key()),
            Self::MoreEdit(of, number) => format!("more-edit:{number}:{}", of.key()),
            Self::DigestLate(week) => format!("late:{week}"),
            Self::DigestLateEdit(week) => format!("late-edit:{week}"),
            Self::SubscriberHead(week, person) => format!("subscriber:{week}:{person}"),
            Self::SubscriberHeadEdit(week, person) => format!("subscriber-edit:{week}:{person}"),
            Self::SubscriberTable(week, person, page) => {
                format!("subscriber-table:{week}:{person}:{page}")
            }
            Self::SubscriberTableEdit(week, person, page) => {
                format!("subscriber-table-edit:{week}:{person}:{page}")
            }
            Self::Question(question) => format!("question:{question}"),
            Self::QuestionEdit(question) => format!("question-edit:{question}"),
            Self::Decision(week, decision) => format!("decision:{week}:{decision}"),
            Self::Notice(person, delivery) => format!("notice:{person}:{delivery}"),
        }
    }

    /// Reads [`Subject::key`] back.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        let (kind, rest) = key.split_once(':')?;
        let week_and_team = || {
            let (week, team) = rest.split_once(':')?;
            Some((week.parse().ok()?, TeamId::new(team)))
        };
        Some(match kind {
            "ask" => Self::Ask(AskId::new(rest)),
            "ask-edit" => Self::AskEdit(AskId::new(rest)),
            "reminder" => {
                let (ask, number) = rest.rsplit_once(':')?;
                Self::Reminder(AskId::new(ask), number.parse().ok()?)
            }
            "results-reminder" => {
                let (week, rest) = rest.split_once(':')?;
                let (person, number) = rest.rsplit_once(':')?;
                let (week, number) = (week.parse().ok()?, number.parse().ok()?);
                Self::ResultsReminder(week, PersonId::new(person), number)
            }
            "results" | "results-edit" | "subscriber" | "subscriber-edit" => {
                let (week, person) = rest.split_once(':')?;
                let (week, person) = (week.parse().ok()?, PersonId::new(person));
                match kind {
                    "results" => Self::Results(week, person),
                    "subscriber" => Self::SubscriberHead(week, person),
                    "subscriber-edit" => Self::SubscriberHeadEdit(week, person),
                    _ => Self::ResultsEdit(week, person),
                }
            }
            "subscriber-table" | "subscriber-table-edit" => {
                let (week, rest) = rest.split_once(':')?;
                let (person, page) = rest.rsplit_once(':')?;
                let (week, page) = (week.parse().ok()?, page.parse().ok()?);
                let person = PersonId::new(person);
                match kind {
                    "subscriber-table" => Self::SubscriberTable(week, person, page),
                    _ => Self::SubscriberTableEdit(week, person, page),
                }
            }
            "digest" => Self::DigestHead(rest.parse().ok()?),
            "digest-edit" => Self::DigestHeadEdit(rest.parse().ok()?),
            "table" | "table-edit" => {
                let (week, page) = rest.split_once(':')?;
                let (week, page) = (week.parse().ok()?, page.parse().ok()?);
                match kind {
                    "table" => Self::DigestTable(week, page),
                    _ => Self::DigestTableEdit(week, page),
                }
            }
            "reply" => week_and_team().map(|(week, team)| Self::DigestReply(week, team))?,
            "reply-edit" => {
                week_and_team().map(|(week, team)| Self::DigestReplyEdit(week, team))?
            }
            "team-part" => week_and_team().map(|(week, team)| Self::TeamPart(week, team))?,
            "team-part-edit" => {
                week_and_team().map(|(week, team)| Self::TeamPartEdit(week, team))?
            }
            "review" => Self::Review(rest.parse().ok()?),
            "review-part" => {
                let (period, number) = rest.split_once(':')?;
                Self::ReviewPart(period.parse().ok()?, number.parse().ok()?)
            }
            "more" | "more-edit" => {
                let (number, of) = rest.split_once(':')?;
                let (of, number) = (Box::new(Self::from_key(of)?), number.parse().ok()?);
                match kind {
                    "more" => Self::More(of, number),
                    _ => Self::MoreEdit(of, number),
                }
            }
            "late" => Self::DigestLate(rest.parse().ok()?),
            "late-edit" => Self::DigestLateEdit(rest.parse().ok()?),
            "question" => Self::Question(QuestionId::new(rest)),
            "question-edit" => Self::QuestionEdit(QuestionId::new(rest)),
            "decision" => {
                let (week, decision) = rest.split_once(':')?;
                Self::Decision(week.parse().ok()?, DecisionId::new(decision))
            }
            "notice" => {
                let (person, delivery) = rest.split_once(':')?;
                Self::Notice(PersonId::new(person), DeliveryId::new(delivery))
            }
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::week::Week;

    #[test]
    fn a_key_survives_the_round_trip() {
        let week: Week = "2026-W47".parse().unwrap();
        let (ask, team) = (|| AskId::new("a"), || TeamId::new("payments"));
        for subject in [
            Subject::Ask(ask()),
            Subject::AskEdit(ask()),
            Subject::Reminder(ask(), 2),
            Subject::Results(week, PersonId::new("U1")),
            Subject::ResultsEdit(week, PersonId::new("U1")),
            Subject::DigestHead(week),
            Subject::DigestHeadEdit(week),
            Subject::DigestTable(week, 2),
            Subject::DigestTableEdit(week, 2),
            Subject::DigestReply(week, team()),
            Subject::DigestReplyEdit(week, team()),
            Subject::TeamPart(week, team()),
            Subject::TeamPartEdit(week, team()),
            Subject::Question(QuestionId::new("q")),
            Subject::QuestionEdit(QuestionId::new("q")),
            Subject::Decision(week, DecisionId::new("d")),
            Subject::ResultsReminder(week, PersonId::new("U1"), 1),
            Subject::More(Box::new(Subject::DigestReply(week, team())), 2),
            Subject::MoreEdit(Box::new(Subject::TeamPart(week, team())), 3),
            Subject::DigestLate(week),
            Subject::DigestLateEdit(week),
            Subject::SubscriberHead(week, PersonId::new("U1")),
            Subject::SubscriberHeadEdit(week, PersonId::new("U1")),
            Subject::SubscriberTable(week, PersonId::new("U1"), 1),
            Subject::SubscriberTableEdit(week, PersonId::new("U1"), 1),
            Subject::Review("2026-11".parse().unwrap()),
            Subject::ReviewPart("2026-Q4".parse().unwrap(), 2),
            Subject::Notice(PersonId::new("U1"), DeliveryId::new("x")),
        ] {
            assert_eq!(Subject::from_key(&subject.key()), Some(subject.clone()));
            let edit = subject.edited();
            assert!(edit.is_none_or(|edit| edit.follows() == Some(subject)));
        }
        assert_eq!(Subject::from_key("decision:d"), None);
    }
}
