//! What stood in a form's fields when it was opened, as marks so short that they travel with it; and what becomes of
//! what was typed where somebody else has changed the same thing meanwhile: opened with, typed, stands now.

use std::collections::BTreeMap;

use super::{Field, Values};
use crate::domain::mark::short_mark;
use crate::domain::typed::Typed;

/// A mark of each field's text, by the field's word; what stood empty has none.
pub type Stood = BTreeMap<String, u32>;

/// The marks of what stands in a form's fields.
#[must_use]
pub fn marks(values: &Values) -> Stood {
    let marks = values.iter();
    marks
        .map(|(field, text)| (field.word().to_owned(), mark(text)))
        .collect()
}

fn mark(text: &str) -> u32 {
    short_mark(text.trim().bytes())
}

/// What belongs into the fields now: what this person typed where they changed a field, else what stands there now;
/// and the fields that somebody else has changed. Without marks all that was typed is theirs.
#[must_use]
pub fn merge(stood: &Stood, typed: &Typed<Field>, now: &Values) -> (Values, Vec<Field>) {
    let before = |field: Field| stood.get(field.word()).copied();
    let of = |text: Option<&str>| text.map(mark);
    let mut merged = Values::new();
    let mut changed = Vec::new();
    for field in Field::ALL {
        let stands = now.get(&field).map(String::as_str);
        let known = !stood.is_empty();
        let text = typed.text(&field);
        let theirs = !known || of(text) != before(field);
        let shown = typed.0.contains_key(&field);
        if known && shown && of(stands) != before(field) {
            changed.push(field);
        }
        let text = if shown && theirs { text } else { stands };
        merged.extend(text.map(|text| (field, text.to_owned())));
    }
    (merged, changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_touched_stays_and_what_was_not_follows() {
        let opened = Values::from([
            (Field::Title, "Paying".to_owned()),
            (Field::Teams, "Payments".to_owned()),
            (Field::Product, "U1".to_owned()),
        ]);
        let now = Values::from([
            (Field::Title, "Paying is fun".to_owned()),
            (Field::Teams, "Payments, Search".to_owned()),
        ]);
        let mut typed = Typed::default();
        for (field, text) in [
            (Field::Title, Some("Paying is quick")),
            (Field::Teams, Some(" Payments ")),
            (Field::Product, Some("U1")),
            (Field::Engineering, Some("U2")),
        ] {
            typed.0.insert(field, text.map(str::to_owned));
        }
        let (merged, changed) = merge(&marks(&opened), &typed, &now);
        assert_eq!(
            merged,
            Values::from([
                (Field::Title, "Paying is quick".to_owned()),
                (Field::Teams, "Payments, Search".to_owned()),
                (Field::Engineering, "U2".to_owned()),
            ])
        );
        assert_eq!(changed, [Field::Title, Field::Product, Field::Teams]);
        let (merged, changed) = merge(&Stood::new(), &typed, &now);
        assert_eq!(merged.get(&Field::Teams).unwrap(), "Payments");
        assert_eq!(changed, []);
    }
}
