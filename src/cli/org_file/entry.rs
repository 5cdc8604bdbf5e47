//! A place in the file: a key with all that it stands under, and the value there.

use toml::de::{DeTable, DeValue};

use super::reader::Reader;

/// A value and where it stands.
#[derive(Clone)]
pub(super) struct Entry<'a> {
    /// `teams.payments.kind`; the elements of a list go by the list's key.
    pub(super) key: String,
    /// The byte at which it begins.
    pub(super) at: usize,
    /// What stands there.
    pub(super) value: &'a DeValue<'a>,
}

/// A table and where it stands.
#[derive(Clone)]
pub(super) struct Section<'a> {
    /// `teams.payments`; empty for the file as a whole.
    pub(super) key: String,
    /// The byte at which it begins.
    pub(super) at: usize,
    table: &'a DeTable<'a>,
}

impl<'a> Section<'a> {
    /// The file as a whole.
    pub(super) fn root(table: &'a DeTable<'a>) -> Self {
        Self {
            key: String::new(),
            at: 0,
            table,
        }
    }

    /// The table at an entry.
    pub(super) fn at(entry: &Entry<'a>, table: &'a DeTable<'a>) -> Self {
        Self {
            key: entry.key.clone(),
            at: entry.at,
            table,
        }
    }

    /// The full key of a name in this table.
    pub(super) fn key_of(&self, name: &str) -> String {
        let bare = !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        let name = if bare {
            name.to_owned()
        } else {
            super::mistake::quoted(name)
        };
        if self.key.is_empty() {
            name
        } else {
            format!("{}.{name}", self.key)
        }
    }

    /// What stands at a name, if anything.
    pub(super) fn get(&self, name: &str) -> Option<Entry<'a>> {
        self.table.get(name).map(|value| Entry {
            key: self.key_of(name),
            at: value.span().start,
            value: value.get_ref(),
        })
    }

    /// What stands at a name; nothing there is a mistake, `hint` says what to write.
    pub(super) fn require(&self, reader: &mut Reader, name: &str, hint: &str) -> Option<Entry<'a>> {
        let entry = self.get(name);
        if entry.is_none() {
            reader.absent(self.at, self.key_of(name), format!("is missing; {hint}"));
        }
        entry
    }

    /// All names and what stands there, in the order of the file.
    pub(super) fn entries(&self) -> Vec<(&'a str, Entry<'a>)> {
        let mut entries: Vec<_> = self
            .table
            .iter()
            .map(|(name, value)| {
                let entry = Entry {
                    key: self.key_of(name.get_ref()),
                    at: value.span().start,
                    value: value.get_ref(),
                };
                (name.span().start, name.get_ref().as_ref(), entry)
            })
            .collect();
        entries.sort_by_key(|(at, ..)| *at);
        entries
            .into_iter()
            .map(|(_, name, entry)| (name, entry))
            .collect()
    }

    /// The names in this table.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.table.keys().map(|name| name.get_ref().as_ref())
    }

    /// Reports every name that is not among the known ones.
    pub(super) fn only(&self, reader: &mut Reader, known: &[&str]) {
        for (name, entry) in self.entries() {
            if !known.contains(&name) {
                let right = match reader.nearest(name, known.iter().copied()) {
                    Some(near) => format!("did you mean \"{near}\"?"),
                    None => format!("the keys are {}", known.join(", ")),
                };
                reader.mistake(&entry, format!("is not a key here; {right}"));
            }
        }
    }
}
