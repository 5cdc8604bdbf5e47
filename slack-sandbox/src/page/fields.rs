//! What a form of the page posted.

use super::place::Place;

/// The fields of a form; several may have one name.
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    pub(super) fn read(body: &[u8]) -> Self {
        Self(serde_urlencoded::from_bytes(body).unwrap_or_default())
    }

    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    pub(super) fn one(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }

    pub(super) fn filled(&self, name: &str) -> Option<String> {
        Some(self.one(name))
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
    }

    pub(super) fn place(&self) -> Place {
        Place {
            acting: self.one("as").to_owned(),
            c: self.one("c").to_owned(),
            tab: self.one("tab").to_owned(),
            thread: self.one("thread").to_owned(),
            before: self.one("before").to_owned(),
        }
    }
}
