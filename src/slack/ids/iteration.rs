//! The block ids of the forms about iterations.

use crate::domain::iteration::{draft, result};

pub(super) fn begin_block(field: draft::Field) -> String {
    format!("begin:{}", begin_word(field))
}

pub(super) fn begin_field(block_id: &str) -> Option<draft::Field> {
    let word = block_id.strip_prefix("begin:")?;
    draft::Field::ALL
        .into_iter()
        .find(|field| begin_word(*field) == word)
}

fn begin_word(field: draft::Field) -> &'static str {
    use draft::Field;
    match field {
        Field::Team => "team",
        Field::Feature => "feature",
        Field::Title => "title",
        Field::KeyResult => "key_result",
        Field::Hypothesis => "hypothesis",
        Field::Test => "test",
        Field::Stage => "stage",
        Field::Gates => "gates",
        Field::Metric => "metric",
        Field::Threshold => "threshold",
        Field::Sample => "sample",
        Field::MeasureBy => "measure_by",
        Field::Impact => "impact",
        Field::ImpactSentence => "impact_sentence",
    }
}

pub(super) fn result_block(field: result::Field) -> String {
    format!("result:{}", result_word(field))
}

pub(super) fn result_field(block_id: &str) -> Option<result::Field> {
    result_field_word(block_id.strip_prefix("result:")?.split('~').next()?)
}

pub(super) fn result_field_word(word: &str) -> Option<result::Field> {
    result::Field::ALL
        .into_iter()
        .find(|field| result_word(*field) == word)
}

pub(super) fn result_word(field: result::Field) -> &'static str {
    use result::Field;
    match field {
        Field::Value => "value",
        Field::Sample => "sample",
        Field::WasItSo => "was_it_so",
        Field::Decision => "decision",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_survive_the_round_trip() {
        for one in draft::Field::ALL {
            assert_eq!(begin_field(&begin_block(one)), Some(one));
        }
        for one in result::Field::ALL {
            assert_eq!(result_field(&result_block(one)), Some(one));
        }
        assert_eq!(begin_field("begin:"), None);
        assert_eq!(result_field("value:x"), None);
    }
}
