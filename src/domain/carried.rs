//! What one ask carries of what lies open between its team and leadership: requests that wait, answers that came,
//! questions to answer, decisions to hear of.

use chrono::{DateTime, NaiveDate, Utc};

use super::check_in::Ask;
use super::decision::Decision;
use super::id::QuestionId;
use super::matters::Matters;
use super::question::Question;
use super::request::{Request, RequestEnd};

/// What an ask shows beside the week's questions.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Carried {
    /// This ask's own request, as long as it is open.
    pub own: Option<Request>,
    /// Whether this ask has made a request that ended since: its text is not asked for again.
    pub own_ended: bool,
    /// The team's other open requests, the oldest first.
    pub open: Vec<Request>,
    /// Requests that were answered or declined since the team was asked before.
    pub replies: Vec<Request>,
    /// Questions that wait for an answer, or that this ask answered.
    pub questions: Vec<Question>,
    /// Decisions that were recorded between the ask before and this one, and whose day is not over.
    pub decisions: Vec<Decision>,
}

/// What an ask carries. `before` is when the team was asked the time before; `speaks` says whether this person speaks
/// for the team: whoever does not sees only what became of their own requests. `day` is the one on which the ask is
/// due, by the company's clocks.
#[must_use]
pub fn carried(
    matters: &Matters,
    ask: &Ask,
    (before, day): (Option<DateTime<Utc>>, NaiveDate),
    speaks: bool,
) -> Carried {
    let since = |at: DateTime<Utc>| before.is_none_or(|before| before <= at);
    let requests = matters
        .requests
        .iter()
        .filter(|it| it.team == ask.team && (speaks || it.by == ask.person));
    let (open, ended): (Vec<_>, Vec<_>) = requests
        .cloned()
        .partition(|it: &Request| it.ended.is_none());
    let (own, open): (Vec<_>, Vec<_>) = open.into_iter().partition(|it| it.ask == ask.id);
    let replied = |it: &Request| {
        let ended = it.ended.as_ref();
        ended.is_some_and(|ended| ended.how != RequestEnd::Withdrawn && since(ended.at))
    };
    let questions = matters.questions.iter();
    let questions = questions.filter(|it| it.team == ask.team && speaks && it.is_asked_by(&ask.id));
    let told = |it: &&Decision| {
        it.team == ask.team
            && speaks
            && it.withdrawn.is_none()
            && since(it.recorded)
            && it.recorded < ask.due
            && it.until >= day
    };
    Carried {
        own_ended: ended.iter().any(|it| it.ask == ask.id),
        own: own.into_iter().next_back(),
        open,
        replies: ended.into_iter().filter(replied).collect(),
        questions: questions.cloned().collect(),
        decisions: matters.decisions.iter().filter(told).cloned().collect(),
    }
}

impl Carried {
    /// Whether a question may be answered here.
    #[must_use]
    pub fn asks(&self, question: &QuestionId) -> bool {
        self.questions.iter().any(|it| it.id == *question)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{AskId, DecisionId, PersonId, RequestId, TeamId};
    use crate::domain::matters::Ended;
    use crate::domain::question::{Answer, QuestionEnd};

    fn at(text: &str) -> DateTime<Utc> {
        format!("{text}:00Z").parse().unwrap()
    }

    fn day() -> NaiveDate {
        "2026-11-19".parse().unwrap()
    }

    fn ask() -> Ask {
        Ask {
            id: AskId::new("w47"),
            week: "2026-W47".parse().unwrap(),
            team: TeamId::new("payments"),
            person: PersonId::new("ana"),
            due: at("2026-11-19T14:00"),
            estimate: true,
            outcome: None,
            message: None,
        }
    }

    fn request(id: &str, by: &str, ended: Option<(RequestEnd, &str)>) -> Request {
        Request {
            id: RequestId::new(id),
            ask: AskId::new(id),
            week: "2026-W46".parse().unwrap(),
            team: TeamId::new("payments"),
            by: PersonId::new(by),
            what: id.to_owned(),
            owner: None,
            needed_by: None,
            made: at("2026-11-12T14:10"),
            ended: ended.map(|(how, when)| Ended {
                how,
                by: PersonId::new("mara"),
                at: at(when),
            }),
        }
    }

    fn question(id: &str, answered_by: Option<&str>) -> Question {
        Question {
            id: QuestionId::new(id),
            week: "2026-W46".parse().unwrap(),
            team: TeamId::new("payments"),
            by: PersonId::new("mara"),
            text: id.to_owned(),
            asked: at("2026-11-13T16:10"),
            ended: answered_by.map(|ask| Ended {
                how: QuestionEnd::Answered(Answer {
                    text: "yes".to_owned(),
                    week: "2026-W47".parse().unwrap(),
                    ask: Some(AskId::new(ask)),
                }),
                by: PersonId::new("ana"),
                at: at("2026-11-19T14:10"),
            }),
        }
    }

    fn decision(id: &str, recorded: &str) -> Decision {
        Decision {
            id: DecisionId::new(id),
            week: "2026-W46".parse().unwrap(),
            team: TeamId::new("payments"),
            by: PersonId::new("mara"),
            what: id.to_owned(),
            number: None,
            gives_way: None,
            until: "2026-12-11".parse().unwrap(),
            recorded: at(recorded),
            withdrawn: None,
        }
    }

    fn matters() -> Matters {
        let answered = || RequestEnd::Answered("yes".to_owned());
        Matters {
            requests: vec![
                request("w47", "ana", None),
                request("old", "tom", None),
                request("heard", "ana", Some((answered(), "2026-11-12T09:00"))),
                request("news", "ana", Some((answered(), "2026-11-16T09:00"))),
                request(
                    "gone",
                    "ana",
                    Some((RequestEnd::Withdrawn, "2026-11-16T09:00")),
                ),
            ],
            questions: vec![
                question("open", None),
                question("mine", Some("w47")),
                question("theirs", Some("other")),
            ],
            decisions: vec![
                decision("heard", "2026-11-09T10:00"),
                decision("news", "2026-11-13T16:20"),
                decision("later", "2026-11-20T16:20"),
                Decision {
                    until: "2026-11-18".parse().unwrap(),
                    ..decision("over", "2026-11-13T16:20")
                },
            ],
        }
    }

    #[test]
    fn an_ask_carries_what_happened_since_the_one_before() {
        let before = Some(at("2026-11-12T14:00"));
        let it = carried(&matters(), &ask(), (before, day()), true);
        let whats = |all: &[Request]| all.iter().map(|it| it.what.clone()).collect::<Vec<_>>();
        assert_eq!(it.own.as_ref().unwrap().what, "w47");
        assert_eq!(whats(&it.open), ["old"]);
        assert_eq!(whats(&it.replies), ["news"]);
        let questions: Vec<&str> = it.questions.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(questions, ["open", "mine"]);
        let decisions: Vec<&str> = it.decisions.iter().map(|it| it.what.as_str()).collect();
        assert_eq!(decisions, ["news"]);
    }

    #[test]
    fn whoever_does_not_speak_for_the_team_sees_their_own_requests_alone() {
        let it = carried(&matters(), &ask(), (None, day()), false);
        assert_eq!(it.own.as_ref().unwrap().what, "w47");
        assert_eq!(it.open, []);
        assert_eq!(it.replies.len(), 2);
        assert_eq!((it.questions.len(), it.decisions.len()), (0, 0));
    }
}
