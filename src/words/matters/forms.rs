//! The forms about requests, questions and decisions, what is wrong with a field, and what is said once one is sent.

use super::{brief, called, needed_by, number_name, on_day};
use crate::domain::decision::Number;
use crate::domain::matters::leaders;
use crate::domain::matters_form::{Field, LONGEST, Mistake, Then};
use crate::domain::organisation::{Organisation, Team};
use crate::domain::question::Question;
use crate::domain::request::Request;
use crate::words::figures::{ended, possessive, quoted};
use crate::words::message::{Form, FormKey, FormPart, Input, Line, Part};

/// So much of a number's name fits in a menu.
const IN_A_MENU: usize = 74;

fn form(title: &str, about: FormKey, submit: &str, parts: Vec<FormPart>) -> Form {
    Form {
        title: title.to_owned(),
        about: Some(about),
        submit: Some(submit.to_owned()),
        close: "Cancel".to_owned(),
        parts,
    }
}

fn text(line: impl Into<Line>) -> FormPart {
    FormPart::Text(Part::Paragraph(vec![line.into()]))
}

fn input(field: Field, label: &str, hint: &str) -> Input {
    Input {
        field: field.into(),
        label: label.to_owned(),
        hint: Some(hint.to_owned()).filter(|hint| !hint.is_empty()),
        initial: None,
        optional: false,
    }
}

/// Which team, before its own form.
#[must_use]
pub fn choose_team(about: FormKey, then: Then, org: &Organisation) -> Form {
    let teams = org.teams.iter();
    let teams = teams.map(|team| {
        let name: String = team.name.chars().take(IN_A_MENU).collect();
        (team.id.to_string(), name)
    });
    let title = match then {
        Then::Ask => "Ask a team",
        Then::Decide => "Record a decision",
    };
    let choice = FormPart::Choice(input(Field::Team, "Which team?", ""), teams.collect());
    form(title, about, "Next", vec![choice])
}

/// Before the first digest there is nothing below which to ask.
#[must_use]
pub fn no_digest_yet() -> &'static str {
    "No digest is out yet: questions and decisions stand below one."
}

/// *Ask the team*.
#[must_use]
pub fn ask_team(about: FormKey, team: &Team) -> Form {
    let channel = match team.channel {
        Some(_) => "It is posted to the team's channel, and stands",
        None => "It stands",
    };
    let said = format!(
        "{channel} in the lead's next check-in until it is answered. The digest then shows the answer beside it."
    );
    let parts = vec![
        text(Line::bold(team.name.clone())),
        text(said),
        FormPart::FreeText(input(Field::Question, "What do you want to know?", "")),
    ];
    form("Ask the team", about, "Ask", parts)
}

/// *Answer*, of a request.
#[must_use]
pub fn answer_request(
    about: FormKey,
    request: &Request,
    team: &str,
    typed: Option<String>,
) -> Form {
    let parts = vec![
        text(needed(request, team)),
        FormPart::FreeText(Input {
            initial: typed,
            ..input(
                Field::Answer,
                "Your answer",
                "the team reads it in its next check-in, word for word",
            )
        }),
    ];
    form("Answer a request", about, "Answer", parts)
}

/// *Decline*.
#[must_use]
pub fn decline(about: FormKey, request: &Request, team: &str, typed: Option<String>) -> Form {
    let parts = vec![
        text(needed(request, team)),
        FormPart::FreeText(Input {
            initial: typed,
            ..input(
                Field::Reason,
                "Why not?",
                "the team reads it in its next check-in, word for word",
            )
        }),
    ];
    form("Decline a request", about, "Decline", parts)
}

/// The form of a request, once more: the team changed it while the form was open.
#[must_use]
pub fn changed_meanwhile(mut form: Form, request: &Request) -> Form {
    let by = needed_by(request);
    let now = ended(&format!(
        "The team changed it meanwhile: {}{by}",
        quoted(&request.what)
    ));
    let kept = "Nothing is sent yet. What you typed is still here; change it, or send it as it is.";
    form.parts.retain(|part| !matches!(part, FormPart::Text(_)));
    let read = FormPart::Text(Part::Paragraph(vec![Line::bold(now), Line::plain(kept)]));
    form.parts.insert(0, read);
    form
}

/// *Hand over*.
#[must_use]
pub fn hand_over(about: FormKey, request: &Request, team: &str, org: &Organisation) -> Form {
    let owner = request.owner_in(org).map(|owner| &owner.id);
    let others: Vec<(String, String)> = leaders(org)
        .filter(|leader| Some(&leader.id) != owner)
        .map(|leader| (leader.id.to_string(), leader.name.clone()))
        .collect();
    let parts = vec![
        text(needed(request, team)),
        FormPart::Choice(input(Field::Owner, "Who decides instead?", ""), others),
    ];
    form("Hand over a request", about, "Hand over", parts)
}

fn needed(request: &Request, team: &str) -> Line {
    Line::bold(team).and(ended(&format!(" needs {}", quoted(&request.what))))
}

/// *Answer*, of a question.
#[must_use]
pub fn answer_question(about: FormKey, question: &Question, org: &Organisation) -> Form {
    let who = called(org, &question.by);
    let asked = Line::bold(who).and(format!(" asks: {}", quoted(&question.text)));
    let parts = vec![
        text(asked),
        FormPart::FreeText(input(
            Field::Answer,
            &format!("Your answer to {who}"),
            "the next digest shows it beside the question",
        )),
    ];
    form("Answer a question", about, "Answer", parts)
}

/// *Record a decision*; `numbers` are those that may be named.
#[must_use]
pub fn decide(about: FormKey, team: &Team, numbers: &[Number], org: &Organisation) -> Form {
    let options: Vec<(String, String)> = numbers
        .iter()
        .map(|number| {
            let name = crate::words::figures::capitalised(&number_name(org, number));
            (number.word(), name.chars().take(IN_A_MENU).collect())
        })
        .collect();
    let optional = |input: Input| Input {
        optional: true,
        ..input
    };
    let parts = vec![
        text(Line::bold(team.name.clone()).and(" hears of it in its next check-in.")),
        FormPart::FreeText(input(Field::What, "What was decided?", "")),
        FormPart::Choice(
            optional(input(
                Field::Number,
                "Which number should move?",
                "compared with where the last digest before had it; left empty, none",
            )),
            options,
        ),
        FormPart::FreeText(optional(input(
            Field::GivesWay,
            "What gives way for it?",
            "",
        ))),
        FormPart::Day(input(
            Field::Until,
            "Until when?",
            "on that day Headway says below this digest what the number did",
        )),
    ];
    form("Record a decision", about, "Record", parts)
}

/// What is wrong with a field, and what would be right.
#[must_use]
pub fn mistake(field: Field, mistake: Mistake) -> String {
    match (mistake, field) {
        (Mistake::Missing, Field::Reason) => {
            "A reason, please: the team reads it instead of an answer.".to_owned()
        }
        (Mistake::Missing, Field::Owner) => "Whom, please?".to_owned(),
        (Mistake::Missing, Field::Team) => "Which team, please?".to_owned(),
        (Mistake::Missing, Field::Until) => "A day, please.".to_owned(),
        (Mistake::Missing, _) => "A sentence, please.".to_owned(),
        (Mistake::TooLong, _) => format!("Too long: {LONGEST} characters at most, please."),
        (Mistake::NotALeader, _) => "Somebody who leads no more: please choose another.".to_owned(),
        (Mistake::NotANumber, _) => {
            "A number that the team has no more: please choose another.".to_owned()
        }
        (Mistake::NotAhead, _) => "A day after today, please.".to_owned(),
        (Mistake::TooFar, _) => "A day within a year, please.".to_owned(),
    }
}

/// What a page says once a form is sent.
pub mod saved {
    use super::{Organisation, Question, Request, Team, brief, called, ended, on_day, possessive};
    use crate::domain::id::PersonId;
    use crate::domain::question::QuestionEnd;
    use crate::domain::request::RequestEnd;

    /// A question was asked.
    #[must_use]
    pub fn asked(team: &Team) -> String {
        match team.channel {
            Some(_) => format!(
                "Asked. {} channel reads it now; it stands in the lead's next check-in until it is answered.",
                possessive(&team.name)
            ),
            None => format!(
                "Asked. It stands in the next check-in of {} until it is answered.",
                possessive_lead(&team.name)
            ),
        }
    }

    /// The same was asked before, and is asked once.
    #[must_use]
    pub fn asked_by(
        org: &Organisation,
        (question, reader): (&Question, &PersonId),
        today: chrono::NaiveDate,
    ) -> String {
        let day = on_day(question.asked, org.settings.time_zone, today);
        let who = if question.by == *reader {
            "you"
        } else {
            called(org, &question.by)
        };
        format!("Already asked by {who} {day}, in the same words: the team is asked once.")
    }

    fn possessive_lead(team: &str) -> String {
        format!("{} lead", possessive(team))
    }

    /// A decision was recorded.
    #[must_use]
    pub fn decided(team: &str) -> String {
        format!(
            "Recorded. {} next check-in says so; on its day the thread says what the number did.",
            possessive(team)
        )
    }

    /// A request was answered or declined.
    #[must_use]
    pub fn replied(team: &str) -> String {
        format!(
            "Said. {} next check-in has it, and so has the digest.",
            possessive(team)
        )
    }

    /// A question was answered.
    #[must_use]
    pub fn answered(leader: &str) -> String {
        format!("Answered. The digest shows it to {leader} beside the question.")
    }

    /// A request has another owner.
    #[must_use]
    pub fn handed_over(org: &Organisation, owner: &PersonId) -> String {
        format!("Handed over: it is with {} now.", org.name_of(owner))
    }

    /// Something was withdrawn.
    #[must_use]
    pub fn withdrawn(what: &str) -> String {
        format!("The {what} is withdrawn.")
    }

    /// Somebody was there before: how a request stands.
    #[must_use]
    pub fn request_ended(
        org: &Organisation,
        request: &Request,
        today: chrono::NaiveDate,
    ) -> String {
        let Some(end) = &request.ended else {
            return "The request is open.".to_owned();
        };
        let zone = org.settings.time_zone;
        let (who, day) = (called(org, &end.by), on_day(end.at, zone, today));
        match &end.how {
            RequestEnd::Answered(text) => {
                ended(&format!("{who} answered it {day}: {}", brief(text, 1000)))
            }
            RequestEnd::Declined(text) => {
                ended(&format!("{who} declined it {day}: {}", brief(text, 1000)))
            }
            RequestEnd::Withdrawn => format!("The team withdrew it {day}."),
        }
    }

    /// The same of a question.
    #[must_use]
    pub fn question_ended(
        org: &Organisation,
        question: &Question,
        today: chrono::NaiveDate,
    ) -> String {
        let Some(end) = &question.ended else {
            return "The question is open.".to_owned();
        };
        let zone = org.settings.time_zone;
        let (who, day) = (called(org, &end.by), on_day(end.at, zone, today));
        match &end.how {
            QuestionEnd::Answered(answer) => ended(&format!(
                "{who} answered it {day}: {}",
                brief(&answer.text, 1000)
            )),
            QuestionEnd::Withdrawn => format!("{who} withdrew it {day}."),
        }
    }

    /// Answers came after their questions were withdrawn or answered.
    #[must_use]
    pub fn too_late() -> &'static str {
        "A question was withdrawn or answered by somebody else meanwhile; this was your answer:"
    }

    /// There is no such thing.
    #[must_use]
    pub fn gone() -> String {
        "That is not there any more.".to_owned()
    }
}
