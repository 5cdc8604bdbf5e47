//! Action, block and callback ids: made here for what we show, and read back here from what comes in.

use crate::domain::id::{AskId, CategoryId, KeyResultCode};
use crate::words::message::{Field, FormKey, Press};

/// The callback id of a form that answers an ask.
pub const CHECK_IN_FORM: &str = "checkin.form";

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
        _ => return None,
    })
}

/// The block id of a field; errors beside the field are keyed by it.
#[must_use]
pub fn block(field: &Field) -> String {
    match field {
        Field::Share(category) => format!("share:{category}"),
        Field::Value(code) => format!("value:{code}"),
        Field::Confidence(code) => format!("confidence:{code}"),
        Field::ResultsNote => "results_note".to_owned(),
        Field::Note => "note".to_owned(),
        Field::Need => "need".to_owned(),
    }
}

/// Reads a field back from its block id.
#[must_use]
pub fn field(block_id: &str) -> Option<Field> {
    let (kind, rest) = block_id.split_once(':').unwrap_or((block_id, ""));
    Some(match (kind, rest) {
        ("results_note", "") => Field::ResultsNote,
        ("note", "") => Field::Note,
        ("need", "") => Field::Need,
        (_, "") => return None,
        ("share", category) => Field::Share(CategoryId::new(category)),
        ("value", code) => Field::Value(KeyResultCode::new(code)),
        ("confidence", code) => Field::Confidence(KeyResultCode::new(code)),
        _ => return None,
    })
}

/// What travels with a form as its private metadata.
#[must_use]
pub fn metadata(key: &FormKey) -> String {
    serde_json::to_string(key).expect("two plain fields always become JSON")
}

/// Reads what travelled with a form.
#[must_use]
pub fn form_key(private_metadata: &str) -> Option<FormKey> {
    serde_json::from_str(private_metadata).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert_eq!(press(action(&one), one.ask().as_str()), Some(one));
        }
        assert_eq!(press("checkin.unknown", "x"), None);
        assert_eq!(press("checkin.open", ""), None);
    }

    #[test]
    fn a_field_survives_the_round_trip() {
        for one in [
            Field::Share(CategoryId::new("existing-features")),
            Field::Value(KeyResultCode::new("PAY-1.2")),
            Field::Confidence(KeyResultCode::new("PAY-1.2")),
            Field::ResultsNote,
            Field::Note,
            Field::Need,
        ] {
            assert_eq!(field(&block(&one)), Some(one));
        }
        for odd in ["", "share", "share:", "colour:red", "note:x"] {
            assert_eq!(field(odd), None, "{odd}");
        }
    }

    #[test]
    fn what_a_form_is_about_survives_the_round_trip() {
        let key = FormKey {
            ask: AskId::new("a"),
            opened: 1_795_000_000,
        };
        assert_eq!(form_key(&metadata(&key)), Some(key));
        assert_eq!(form_key(""), None);
    }
}
