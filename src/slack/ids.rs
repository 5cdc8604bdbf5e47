//! Action, block and callback ids: made here for what we show, and read back here from what comes in.

mod check_in;
mod iteration;
mod matters;
mod review;
mod target;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::domain::id::{AskId, IterationId, TeamId};
use crate::domain::okr::form;
use crate::domain::submission;
use crate::words::message::{About, Field, FormKey, Press};

/// The callback id of a form that answers an ask.
pub const CHECK_IN_FORM: &str = "checkin.form";

/// The callback id of a form in which a team's target is agreed.
pub const TARGET_FORM: &str = "target.form";

/// The callback id of a form that begins an iteration.
pub const BEGIN_FORM: &str = "iteration.begin";

/// The callback id of a form that tells what came of an iteration.
pub const RESULT_FORM: &str = "iteration.result";

/// The callback id of a form in which an iteration's gates are ticked.
pub const GATES_FORM: &str = "iteration.gates";

/// The callback id of a form of `/okr`.
pub const OKR_FORM: &str = "okr.form";

/// The callback id of a form about a request, a question or a decision.
pub const MATTERS_FORM: &str = "matters.form";

/// The callback id of a page that only says something.
pub const PAGE: &str = "page";

/// The action id of every field: the block id says which field it is.
pub const ANSWER: &str = "answer";

/// The action id of a button.
#[must_use]
pub fn action(press: &Press) -> &'static str {
    match press {
        Press::CheckIn(_) => "checkin.open",
        Press::AddSentence(_) => "checkin.add_sentence",
        Press::SameSplit(_) => "checkin.same_split",
        Press::Away(_) => "checkin.away",
        Press::BackAgain(_) => "checkin.back_again",
        Press::MeasuredUnchanged(_) => "checkin.measured_unchanged",
        Press::NotMeasured(_) => "checkin.not_measured",
        Press::EnterValues(_) => "checkin.enter_values",
        Press::Target(_) => "target.open",
        Press::BeginNext(_) => "iteration.begin_next",
        Press::NewIteration => "iteration.new",
        Press::TellIteration(_) => "iteration.tell",
        Press::TickGates(_) => "iteration.gates",
        Press::FollowIteration(_) => "iteration.follow",
        Press::Okr(_) => "okr.show",
        Press::Review(section, _) => review::action(*section),
        Press::CopyDigest(_) => "digest.copy",
        Press::Matter(press) => matters::action(press),
    }
}

/// Reads a press back from a button's action id and value.
#[must_use]
pub fn press(action_id: &str, value: &str) -> Option<Press> {
    if value.is_empty() {
        return None;
    }
    let ask = AskId::new(value);
    Some(match action_id {
        "checkin.open" => Press::CheckIn(ask),
        "checkin.add_sentence" => Press::AddSentence(ask),
        "checkin.same_split" => Press::SameSplit(ask),
        "checkin.away" => Press::Away(ask),
        "checkin.back_again" => Press::BackAgain(ask),
        "checkin.measured_unchanged" => Press::MeasuredUnchanged(ask),
        "checkin.not_measured" => Press::NotMeasured(ask),
        "checkin.enter_values" => Press::EnterValues(ask),
        "target.open" => Press::Target(TeamId::new(value)),
        "iteration.begin_next" => Press::BeginNext(ask),
        "iteration.new" => Press::NewIteration,
        "iteration.tell" => Press::TellIteration(IterationId::new(value)),
        "iteration.gates" => Press::TickGates(IterationId::new(value)),
        "iteration.follow" => Press::FollowIteration(IterationId::new(value)),
        "okr.show" => Press::Okr(value.to_owned()),
        "digest.copy" => Press::CopyDigest(value.to_owned()),
        other => match review::section(other) {
            Some(section) => Press::Review(section, value.to_owned()),
            None => Press::Matter(matters::press(other, value)?),
        },
    })
}

/// What the id of a row of buttons begins with: what they are about.
#[must_use]
pub fn row(press: &Press) -> &'static str {
    match press.ask() {
        Some(_) => "ask",
        None => "row",
    }
}

/// The block id of a field; errors beside the field are keyed by it.
#[must_use]
pub fn block(field: &Field) -> String {
    match field {
        Field::CheckIn(field) => check_in::block(field),
        Field::Target(field) => target::block(field),
        Field::Begin(field) => iteration::begin_block(*field),
        Field::Result(field) => iteration::result_block(*field),
        Field::Okr(field) => format!("okr:{}", field.word()),
        Field::Matters(field) => matters::block(*field),
    }
}

/// The block id of a field in a form. Slack keeps what stood in a field of the same id when a form takes the place of
/// another, so a field of what has changed meanwhile has an id of its own.
#[must_use]
pub fn block_in(about: Option<&About>, of: &Field) -> String {
    format!(
        "{}{}",
        block(of),
        about.map_or(String::new(), |about| mark(about, of))
    )
}

fn mark(about: &About, of: &Field) -> String {
    let version = match (about, of) {
        (
            About::Okr(
                form::OkrForm::Objective { version, stood, .. }
                | form::OkrForm::KeyResult { version, stood, .. },
            ),
            _,
        ) if !stood.is_empty() => *version,
        (About::Result(form), _) => form.version,
        (About::CheckIn(form), Field::CheckIn(submission::Field::Result(id, _))) => {
            form.seen.tellings.get(id).copied().unwrap_or(0).into()
        }
        (About::Target(form), Field::Target(of)) => {
            let mut anew = form.anew.iter();
            let times = anew.find(|(field, _)| field == of).map_or(0, |it| it.1);
            times.into()
        }
        _ => 0,
    };
    if version > 0 {
        format!("~{version}")
    } else {
        String::new()
    }
}

/// The block id of a field as a form that came in has it.
#[must_use]
pub fn block_among(blocks: &[String], of: &Field) -> String {
    let own = |id: &&String| field(id).as_ref() == Some(of);
    let own = blocks.iter().find(own);
    own.cloned().unwrap_or_else(|| block(of))
}

/// Reads a field back from its block id. What each kind of form writes, no other kind reads.
#[must_use]
pub fn field(block_id: &str) -> Option<Field> {
    check_in::field(block_id)
        .map(Field::CheckIn)
        .or_else(|| target::field(block_id).map(Field::Target))
        .or_else(|| iteration::begin_field(block_id).map(Field::Begin))
        .or_else(|| iteration::result_field(block_id).map(Field::Result))
        .or_else(|| matters::field(block_id).map(Field::Matters))
        .or_else(|| {
            let word = block_id.strip_prefix("okr:")?.split('~').next()?;
            let mut fields = form::Field::ALL.into_iter();
            fields.find(|field| field.word() == word).map(Field::Okr)
        })
}

/// The callback id of a form: which kind it is.
#[must_use]
pub fn callback(about: &About) -> &'static str {
    match about {
        About::CheckIn(_) => CHECK_IN_FORM,
        About::Target(_) => TARGET_FORM,
        About::Begin(_) => BEGIN_FORM,
        About::Result(_) => RESULT_FORM,
        About::Gates(_) => GATES_FORM,
        About::Okr(_) => OKR_FORM,
        About::Matters(_) => MATTERS_FORM,
    }
}

/// What travels with a form as its private metadata.
#[must_use]
pub fn metadata(key: &FormKey) -> String {
    let opened = key.opened;
    match &key.about {
        About::CheckIn(about) => travelling(about, opened),
        About::Target(about) => travelling(about, opened),
        About::Begin(about) => travelling(about, opened),
        About::Result(about) => travelling(about, opened),
        About::Gates(about) => travelling(about, opened),
        About::Okr(about) => travelling(about, opened),
        About::Matters(about) => travelling(about, opened),
    }
}

/// Reads what travelled with a form of a kind.
#[must_use]
pub fn form_key(callback_id: &str, private_metadata: &str) -> Option<FormKey> {
    match callback_id {
        CHECK_IN_FORM => arrived(private_metadata, About::CheckIn),
        TARGET_FORM => arrived(private_metadata, About::Target),
        BEGIN_FORM => arrived(private_metadata, About::Begin),
        RESULT_FORM => arrived(private_metadata, About::Result),
        GATES_FORM => arrived(private_metadata, About::Gates),
        OKR_FORM => arrived(private_metadata, About::Okr),
        MATTERS_FORM => arrived(private_metadata, About::Matters),
        _ => None,
    }
}

#[derive(Serialize, Deserialize)]
struct Travelling<T> {
    #[serde(flatten)]
    about: T,
    opened: i64,
}

fn travelling(about: impl Serialize, opened: i64) -> String {
    serde_json::to_string(&Travelling { about, opened }).expect("plain fields always become JSON")
}

fn arrived<T: DeserializeOwned>(metadata: &str, kind: fn(T) -> About) -> Option<FormKey> {
    let read: Travelling<T> = serde_json::from_str(metadata).ok()?;
    Some(FormKey {
        about: kind(read.about),
        opened: read.opened,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::review::Section;
    use crate::words::message::CheckInForm;

    #[test]
    fn a_press_survives_the_round_trip() {
        let ask = || AskId::new("0193a1f0-0000-7000-8000-000000000001");
        for one in [
            Press::CheckIn(ask()),
            Press::AddSentence(ask()),
            Press::SameSplit(ask()),
            Press::Away(ask()),
            Press::BackAgain(ask()),
            Press::MeasuredUnchanged(ask()),
            Press::NotMeasured(ask()),
            Press::EnterValues(ask()),
            Press::Target(TeamId::new("payments")),
            Press::BeginNext(ask()),
            Press::NewIteration,
            Press::TellIteration(IterationId::new("i")),
            Press::TickGates(IterationId::new("i")),
            Press::FollowIteration(IterationId::new("i")),
            Press::Okr("team payments page 2".to_owned()),
            Press::Review(Section::TuneUps, "2026-11 2".to_owned()),
            Press::CopyDigest("2026-W47".to_owned()),
        ] {
            assert_eq!(press(action(&one), one.value()), Some(one));
        }
        let own = Press::Okr(String::new());
        assert_eq!(
            press(action(&own), own.value()),
            Some(Press::Okr("mine".to_owned()))
        );
        assert_eq!(press("checkin.unknown", "x"), None);
        assert_eq!(press("checkin.open", ""), None);
    }

    #[test]
    fn what_a_form_of_okr_is_about_survives_the_round_trip() {
        let objective = || crate::domain::id::ObjectiveCode::new("PAY-1");
        let key_result = || crate::domain::id::KeyResultCode::new("PAY-1.2");
        for about in [
            form::OkrForm::Reading {
                key_result: key_result(),
                seen: Some(("2026-W47".parse().unwrap(), 2)),
            },
            form::OkrForm::NewObjective,
            form::OkrForm::Objective {
                objective: objective(),
                version: 3,
                stood: form::Stood::from([("title".to_owned(), u32::MAX)]),
            },
            form::OkrForm::KeyResult {
                objective: objective(),
                key_result: None,
                version: 3,
                retire: false,
                stood: form::Stood::new(),
            },
            form::OkrForm::KeyResult {
                objective: objective(),
                key_result: Some(key_result()),
                version: 3,
                retire: true,
                stood: form::Stood::from([("to".to_owned(), 7)]),
            },
            form::OkrForm::Close {
                objective: objective(),
                version: 3,
            },
        ] {
            let key = FormKey {
                about: About::Okr(about),
                opened: 1_795_000_000,
            };
            assert_eq!(form_key(callback(&key.about), &metadata(&key)), Some(key));
        }
        for field_of in form::Field::ALL {
            assert_eq!(field(&block(&field_of.into())), Some(field_of.into()));
        }
    }

    #[test]
    fn what_a_form_is_about_survives_the_round_trip() {
        let key = FormKey {
            about: About::CheckIn(CheckInForm {
                ask: AskId::new("a"),
                page: None,
                rest: None,
                seen: Default::default(),
            }),
            opened: 1_795_000_000,
        };
        assert_eq!(metadata(&key), r#"{"ask":"a","opened":1795000000}"#);
        let read = form_key(callback(&key.about), &metadata(&key));
        assert_eq!(read, Some(key));
        assert_eq!(form_key(CHECK_IN_FORM, ""), None);
        assert_eq!(form_key("other", r#"{"ask":"a","opened":1}"#), None);
    }
}
