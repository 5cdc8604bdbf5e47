//! What was typed into a form, field by field; which fields there are is each form's own.

use std::collections::BTreeMap;

/// What was typed. A field that is there and `None` was left empty; a field that is not there was not shown, and
/// what was known of it stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed<F>(pub BTreeMap<F, Option<String>>);

impl<F> Default for Typed<F> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<F: Ord> Typed<F> {
    /// The text of a field; nothing where it was left empty or not shown, or nothing of it can be seen.
    #[must_use]
    pub fn text(&self, field: &F) -> Option<&str> {
        self.0
            .get(field)?
            .as_deref()
            .map(str::trim)
            .filter(|text| text.chars().any(is_seen))
    }

    /// Whether the form had the field.
    #[must_use]
    pub fn shown(&self, field: &F) -> bool {
        self.0.contains_key(field)
    }

    /// The fields of one kind of form; the others are left out.
    #[must_use]
    pub fn only<K: Ord>(self, kind: impl Fn(F) -> Option<K>) -> Typed<K> {
        let fields = self.0.into_iter();
        Typed(
            fields
                .filter_map(|(field, text)| Some((kind(field)?, text)))
                .collect(),
        )
    }
}

/// Zero-width and direction marks stand in a text, but they say nothing by themselves.
fn is_seen(letter: char) -> bool {
    let mark = matches!(
        letter,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    );
    !mark && !letter.is_whitespace() && !letter.is_control()
}
