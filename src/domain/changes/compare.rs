//! Two lists of declared things, held against each other by key and field by field.

use std::collections::HashMap;

use super::{Change, Thing};

/// A thing as it is declared: what identifies it, what it says, what it is made of.
pub(super) struct Declared {
    /// The same in both states.
    pub(super) id: String,
    pub(super) thing: Thing,
    pub(super) fields: Vec<Field>,
    pub(super) parts: Vec<Declared>,
}

/// One key and its value.
pub(super) struct Field {
    key: &'static str,
    /// What decides whether it changed.
    value: String,
    /// How it reads: a person's name may change while the person is the same.
    shown: String,
}

impl Field {
    /// A value that reads as it is.
    pub(super) fn text(key: &'static str, value: &(impl ToString + ?Sized)) -> Self {
        let value = value.to_string();
        let shown = if value.is_empty() { "none" } else { &value }.to_owned();
        Self { key, value, shown }
    }

    /// A value that may not be there.
    pub(super) fn optional(key: &'static str, value: Option<impl ToString>) -> Self {
        Self::text(
            key,
            &value.map_or_else(String::new, |value| value.to_string()),
        )
    }

    /// A list of values.
    pub(super) fn list(key: &'static str, values: impl Iterator<Item = impl ToString>) -> Self {
        let values: Vec<String> = values.map(|value| value.to_string()).collect();
        Self::text(key, &values.join(", "))
    }

    /// Yes or no.
    pub(super) fn flag(key: &'static str, flag: bool) -> Self {
        Self::text(key, if flag { "yes" } else { "no" })
    }

    /// A value that is shown in other words.
    pub(super) fn shown(key: &'static str, value: &str, shown: &str) -> Self {
        Self {
            key,
            value: value.to_owned(),
            shown: shown.to_owned(),
        }
    }
}

/// The differences found so far.
#[derive(Default)]
pub(super) struct Differences {
    pub(super) found: Vec<Change>,
}

impl Differences {
    /// Holds two lists against each other.
    pub(super) fn compare(&mut self, before: &[Declared], after: &[Declared]) {
        let old: HashMap<&str, &Declared> =
            before.iter().map(|one| (one.id.as_str(), one)).collect();
        for new in after {
            match old.get(new.id.as_str()) {
                None => {
                    self.found.push(Change::Adds(new.thing.clone()));
                    self.compare(&[], &new.parts);
                }
                Some(old) => {
                    for (was, is) in old.fields.iter().zip(&new.fields) {
                        self.field(&new.thing, was, is);
                    }
                    self.compare(&old.parts, &new.parts);
                }
            }
        }
        let new: HashMap<&str, &Declared> =
            after.iter().map(|one| (one.id.as_str(), one)).collect();
        for old in before
            .iter()
            .filter(|old| !new.contains_key(old.id.as_str()))
        {
            self.found.push(Change::Retires(old.thing.clone()));
        }
    }

    /// Holds two values of one key against each other.
    pub(super) fn field(&mut self, thing: &Thing, was: &Field, is: &Field) {
        if was.value != is.value {
            self.found.push(Change::Changes {
                thing: thing.clone(),
                key: is.key,
                from: was.shown.clone(),
                to: is.shown.clone(),
            });
        }
    }
}
