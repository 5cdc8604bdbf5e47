//! What a team needs, from whom, by when: made by a check-in, in leadership's sight until it is answered.
//!
//! A check-in has one open request at most. Editing the check-in edits it while it is open, clearing the text
//! withdraws it; once it is settled, a new text is a new request.

use chrono::{DateTime, NaiveDate, Utc};

use super::id::{AskId, PersonId, RequestId, TeamId};
use super::mark::mark;
use super::matters::{Ended, is_leader, leaders};
use super::organisation::{Organisation, Person};
use super::week::Week;

/// One request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its id.
    pub id: RequestId,
    /// The ask whose answer made it.
    pub ask: AskId,
    /// In which week.
    pub week: Week,
    /// Of which team.
    pub team: TeamId,
    /// Who wrote it.
    pub by: PersonId,
    /// What is needed, in their words.
    pub what: String,
    /// Who is to decide, as it was chosen; see [`Request::owner_in`].
    pub owner: Option<PersonId>,
    /// By when.
    pub needed_by: Option<NaiveDate>,
    /// When it was first made.
    pub made: DateTime<Utc>,
    /// How it ended, if it has.
    pub ended: Option<Ended<RequestEnd>>,
}

/// How a request ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestEnd {
    /// By an answer, in the leader's words.
    Answered(String),
    /// By a refusal, with its reason.
    Declined(String),
    /// The team needs it no more.
    Withdrawn,
}

impl RequestEnd {
    /// The word in the database.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Answered(_) => "answered",
            Self::Declined(_) => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// What was said with it.
    #[must_use]
    pub fn reply(&self) -> Option<&str> {
        match self {
            Self::Answered(text) | Self::Declined(text) => Some(text),
            Self::Withdrawn => None,
        }
    }

    /// Reads [`RequestEnd::word`] and [`RequestEnd::reply`] back.
    #[must_use]
    pub fn read(word: &str, reply: Option<String>) -> Option<Self> {
        match (word, reply) {
            ("answered", Some(text)) => Some(Self::Answered(text)),
            ("declined", Some(text)) => Some(Self::Declined(text)),
            ("withdrawn", _) => Some(Self::Withdrawn),
            _ => None,
        }
    }
}

/// What a check-in says of its request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// Nothing is needed, or no more.
    Nothing,
    /// This.
    This {
        /// In their words.
        what: String,
        /// Who is to decide.
        owner: Option<PersonId>,
        /// By when.
        needed_by: Option<NaiveDate>,
    },
}

/// What a check-in does to the requests of its ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    None,
    /// A new request, under this id.
    Make(RequestId),
    /// This open or withdrawn request says what the check-in says, and is open.
    Edit(RequestId),
    /// This open request is withdrawn.
    Withdraw(RequestId),
}

/// What a check-in does to the requests that its ask made before, in the order in which they were made. The same
/// submission twice changes nothing the second time.
#[must_use]
pub fn change(ask: &AskId, before: &[Request], wanted: &Wanted) -> Change {
    let last = before.last();
    let Wanted::This {
        what,
        owner,
        needed_by,
    } = wanted
    else {
        let open = last.filter(|last| last.ended.is_none());
        return open.map_or(Change::None, |last| Change::Withdraw(last.id.clone()));
    };
    let Some(last) = last else {
        return Change::Make(id(ask, 1));
    };
    let same = last.what == *what && last.owner == *owner && last.needed_by == *needed_by;
    match &last.ended {
        None if same => Change::None,
        None => Change::Edit(last.id.clone()),
        Some(ended) if ended.how == RequestEnd::Withdrawn => Change::Edit(last.id.clone()),
        // A form that was opened before the answer still says what was answered.
        Some(_) if last.what == *what => Change::None,
        Some(_) => Change::Make(id(ask, before.len() + 1)),
    }
}

/// The id of an ask's request: the same however often it is made.
fn id(ask: &AskId, number: usize) -> RequestId {
    match number {
        1 => RequestId::new(ask.as_str()),
        number => RequestId::new(format!("{ask}.{number}")),
    }
}

impl Request {
    /// Who is to decide: whoever was chosen, as long as they are a leader; else the leader who was declared first.
    #[must_use]
    pub fn owner_in<'a>(&self, org: &'a Organisation) -> Option<&'a Person> {
        let chosen = self.owner.as_ref().filter(|owner| is_leader(org, owner));
        chosen
            .and_then(|owner| org.person(owner))
            .or_else(|| leaders(org).next())
    }

    /// What a leader reads of it before settling it, in so few letters that a form can carry them: the same as long
    /// as the team changes neither the text nor the day. Whose it is says nothing of what is needed.
    #[must_use]
    pub fn reads(&self) -> String {
        let day = self.needed_by.map(|day| day.to_string());
        let day = day.unwrap_or_default();
        let bytes = self.what.bytes().chain([0]).chain(day.bytes());
        format!("{:016x}", mark(bytes))
    }

    /// Whether it waits for leadership at an instant: it was made by then, not settled, and its team is still there.
    #[must_use]
    pub fn is_open(&self, org: &Organisation, at: DateTime<Utc>) -> bool {
        self.made <= at
            && self.ended.as_ref().is_none_or(|ended| ended.at > at)
            && org.team(&self.team).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::matters::tests::company;

    fn request(number: usize, what: &str, end: Option<RequestEnd>) -> Request {
        let at: DateTime<Utc> = "2026-11-12T14:00:00Z".parse().unwrap();
        Request {
            id: id(&AskId::new("ask"), number),
            ask: AskId::new("ask"),
            week: "2026-W46".parse().unwrap(),
            team: TeamId::new("payments"),
            by: PersonId::new("ana"),
            what: what.to_owned(),
            owner: Some(PersonId::new("mara")),
            needed_by: None,
            made: at,
            ended: end.map(|how| Ended {
                how,
                by: PersonId::new("mara"),
                at,
            }),
        }
    }

    fn wanted(what: &str, owner: &str) -> Wanted {
        Wanted::This {
            what: what.to_owned(),
            owner: Some(PersonId::new(owner)),
            needed_by: None,
        }
    }

    #[test]
    fn a_check_in_makes_edits_and_withdraws_one_request() {
        let ask = AskId::new("ask");
        let first = || RequestId::new("ask");
        let answered = || Some(RequestEnd::Answered("yes".to_owned()));
        let withdrawn = || Some(RequestEnd::Withdrawn);
        let engineer = || request(1, "an engineer", None);
        for (before, now, change_wanted) in [
            (vec![], Wanted::Nothing, Change::None),
            (vec![], wanted("an engineer", "mara"), Change::Make(first())),
            (
                vec![engineer()],
                wanted("an engineer", "mara"),
                Change::None,
            ),
            (
                vec![engineer()],
                wanted("two", "mara"),
                Change::Edit(first()),
            ),
            (
                vec![engineer()],
                wanted("an engineer", "jonas"),
                Change::Edit(first()),
            ),
            (vec![engineer()], Wanted::Nothing, Change::Withdraw(first())),
            (
                vec![request(1, "an engineer", withdrawn())],
                wanted("an engineer", "mara"),
                Change::Edit(first()),
            ),
            (
                vec![request(1, "an engineer", withdrawn())],
                Wanted::Nothing,
                Change::None,
            ),
            (
                vec![request(1, "an engineer", answered())],
                Wanted::Nothing,
                Change::None,
            ),
            (
                vec![request(1, "an engineer", answered())],
                wanted("an engineer", "jonas"),
                Change::None,
            ),
            (
                vec![request(1, "an engineer", answered())],
                wanted("a desk", "mara"),
                Change::Make(RequestId::new("ask.2")),
            ),
            (
                vec![
                    request(1, "an engineer", answered()),
                    request(2, "a desk", None),
                ],
                wanted("a chair", "mara"),
                Change::Edit(RequestId::new("ask.2")),
            ),
        ] {
            assert_eq!(
                change(&ask, &before, &now),
                change_wanted,
                "{before:?} {now:?}"
            );
        }
    }

    #[test]
    fn a_request_of_somebody_who_leads_no_more_goes_to_the_first_leader() {
        let mut org = company();
        let mut it = request(1, "an engineer", None);
        let owner = |it: &Request, org: &Organisation| {
            it.owner_in(org).map(|owner| owner.id.as_str().to_owned())
        };
        it.owner = Some(PersonId::new("jonas"));
        assert_eq!(owner(&it, &org).as_deref(), Some("jonas"));
        it.owner = Some(PersonId::new("ana"));
        assert_eq!(owner(&it, &org).as_deref(), Some("mara"));
        it.owner = None;
        assert_eq!(owner(&it, &org).as_deref(), Some("mara"));
        org.people.retain(|person| !person.leader);
        assert_eq!(owner(&it, &org), None);
    }

    #[test]
    fn it_is_open_from_when_it_was_made_until_it_ends_or_its_team_goes() {
        let mut org = company();
        let hours = |hours: i64| request(1, "", None).made + chrono::TimeDelta::hours(hours);
        let open = request(1, "an engineer", None);
        assert!(!open.is_open(&org, hours(-1)));
        assert!(open.is_open(&org, hours(0)));
        let mut ended = request(1, "an engineer", Some(RequestEnd::Withdrawn));
        ended.ended.as_mut().unwrap().at = hours(5);
        assert!(ended.is_open(&org, hours(4)));
        assert!(!ended.is_open(&org, hours(5)));
        org.teams.clear();
        assert!(!open.is_open(&org, hours(1)));
    }

    #[test]
    fn an_end_survives_the_round_trip() {
        for end in [
            RequestEnd::Answered("yes".to_owned()),
            RequestEnd::Declined("no room".to_owned()),
            RequestEnd::Withdrawn,
        ] {
            let reply = end.reply().map(str::to_owned);
            assert_eq!(RequestEnd::read(end.word(), reply), Some(end));
        }
        assert_eq!(RequestEnd::read("answered", None), None);
        assert_eq!(RequestEnd::read("lost", None), None);
    }
}
