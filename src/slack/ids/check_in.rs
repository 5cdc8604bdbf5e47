//! The block ids of the check-in form.

use super::iteration::{result_field_word, result_word};
use crate::domain::id::{CategoryId, IterationId, KeyResultCode, QuestionId};
use crate::domain::submission::Field;

pub(super) fn block(field: &Field) -> String {
    match field {
        Field::Share(category) => format!("share:{category}"),
        Field::Value(code) => format!("value:{code}"),
        Field::Confidence(code) => format!("confidence:{code}"),
        Field::Result(id, field) => format!("told-{}:{id}", result_word(*field)),
        Field::ResultsNote => "results_note".to_owned(),
        Field::Note => "note".to_owned(),
        Field::NextSlice => "next_slice".to_owned(),
        Field::Need => "need".to_owned(),
        Field::NeedOwner => "need_owner".to_owned(),
        Field::NeedBy => "need_by".to_owned(),
        Field::Answer(question) => format!("answer:{question}"),
    }
}

pub(super) fn field(block_id: &str) -> Option<Field> {
    let (kind, rest) = block_id.split_once(':').unwrap_or((block_id, ""));
    Some(match (kind, rest) {
        ("results_note", "") => Field::ResultsNote,
        ("note", "") => Field::Note,
        ("next_slice", "") => Field::NextSlice,
        ("need", "") => Field::Need,
        ("need_owner", "") => Field::NeedOwner,
        ("need_by", "") => Field::NeedBy,
        (_, "") => return None,
        (told, id) if told.starts_with("told-") => {
            let field = result_field_word(told.strip_prefix("told-")?)?;
            let id = id.split('~').next()?;
            Field::Result(IterationId::new(id), field)
        }
        ("answer", question) => Field::Answer(QuestionId::new(question)),
        ("share", category) => Field::Share(CategoryId::new(category)),
        ("value", code) => Field::Value(KeyResultCode::new(code)),
        ("confidence", code) => Field::Confidence(KeyResultCode::new(code)),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::iteration::result;

    #[test]
    fn a_field_survives_the_round_trip() {
        for one in [
            Field::Share(CategoryId::new("existing-features")),
            Field::Value(KeyResultCode::new("PAY-1.2")),
            Field::Confidence(KeyResultCode::new("PAY-1.2")),
            Field::Result(IterationId::new("0193-a"), result::Field::WasItSo),
            Field::ResultsNote,
            Field::Note,
            Field::NextSlice,
            Field::Need,
            Field::NeedOwner,
            Field::NeedBy,
            Field::Answer(QuestionId::new("0193-q")),
        ] {
            assert_eq!(field(&block(&one)), Some(one));
        }
        let told = Field::Result(IterationId::new("0193-a"), result::Field::Value);
        assert_eq!(field(&format!("{}~2", block(&told))), Some(told));
        for odd in ["", "share", "share:", "colour:red", "note:x"] {
            assert_eq!(field(odd), None, "{odd}");
        }
    }
}
