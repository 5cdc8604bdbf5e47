//! `[categories]`: the lines of the time split, in the order of the file; none given are the six usual ones.

use super::entry::{Entry, Section};
use super::mistake::quoted;
use super::reader::Reader;
use crate::domain::category::{Category, Marks, Purpose, defaults};
use crate::domain::id::CategoryId;

/// The most categories that a form can ask for.
const MOST: usize = 10;

/// The most characters that an explanation may have.
const EXPLANATION: usize = 150;

/// The categories, and the keys of all of them: also of one that has a mistake in it.
pub(super) struct Categories {
    pub(super) list: Vec<Category>,
    pub(super) keys: Vec<String>,
}

impl Categories {
    fn usual() -> Self {
        let list = defaults();
        let keys = list.iter().map(|one| one.id.to_string()).collect();
        Self { list, keys }
    }

    /// Whether there is a category of this key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|known| known == key)
    }

    /// The category that a key names; a mistake where there is none.
    pub(super) fn refer(
        &self,
        reader: &mut Reader,
        entry: &Entry,
        key: &str,
    ) -> Option<CategoryId> {
        if self.has(key) {
            return Some(CategoryId::new(key));
        }
        let known = || self.keys.iter().map(String::as_str);
        let right = match reader.nearest(key, known()) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("the categories are {}", self.keys.join(", ")),
        };
        reader.dangling(entry, format!("{} is not a category; {right}", quoted(key)));
        None
    }
}

/// Reads them.
pub(super) fn read(reader: &mut Reader, root: &Section) -> Categories {
    let section = root
        .get("categories")
        .and_then(|entry| reader.section(&entry, "[categories.fires]"));
    let entries = section.map(|section| section.entries()).unwrap_or_default();
    if entries.is_empty() {
        return Categories::usual();
    }
    if let Some((_, entry)) = entries.get(MOST) {
        let count = entries.len();
        reader.mistake(
            entry,
            format!("is one category too many; {MOST} are the most, and here are {count}"),
        );
    }
    let keys = entries.iter().map(|(key, _)| (*key).to_owned()).collect();
    let mut list: Vec<Category> = Vec::new();
    for (key, entry) in &entries {
        let Some(one) = category(reader, key, entry) else {
            continue;
        };
        let label = one.name.to_lowercase();
        if let Some(other) = list.iter().find(|it| it.name.to_lowercase() == label) {
            let what = format!(
                "is called {} like {}; in the form nobody could tell them apart: choose another name",
                quoted(&one.name),
                other.id
            );
            reader.mistake(entry, what);
        }
        list.push(one);
    }
    Categories { list, keys }
}

fn category(reader: &mut Reader, key: &str, entry: &Entry) -> Option<Category> {
    check_key(reader, key, entry);
    if key == "none" {
        let what =
            "cannot be a category: remainder = \"none\" asks for all of them; choose another key";
        reader.mistake(entry, what);
    }
    let section = reader.section(entry, "[categories.fires]")?;
    section.only(reader, &["name", "explanation", "elective", "purpose"]);
    let name = section.require(reader, "name", "write name = \"Fires\", as people read it");
    let elective = section.require(
        reader,
        "elective",
        "write elective = true for chosen work, false for work that comes by itself",
    );
    let purpose = section.require(
        reader,
        "purpose",
        "write purpose = \"run\", \"innovation\" or \"tune-up\"",
    );
    let name = name.and_then(|entry| reader.name(&entry));
    let explanation = match section.get("explanation") {
        None => Some(String::new()),
        Some(entry) => reader.line_of(&entry, EXPLANATION),
    };
    let elective = elective.and_then(|entry| reader.flag(&entry));
    let words = Purpose::ALL.map(Purpose::word);
    let purpose = purpose.and_then(|entry| reader.word(&entry, &words, Purpose::from_word));
    Some(Category {
        id: CategoryId::new(key),
        name: name?,
        explanation: explanation?,
        marks: Marks {
            elective: elective?,
            purpose: purpose?,
        },
        earlier: Vec::new(),
        retired: false,
    })
}

/// The keys of categories and teams travel in ids and commands: a few plain characters.
pub(super) fn check_key(reader: &mut Reader, key: &str, entry: &Entry) {
    const MOST: usize = 40;
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if key.is_empty() || key.len() > MOST || !key.bytes().all(plain) {
        reader.mistake(
            entry,
            "is not a key that works; use a to z, 0 to 9 and -, 40 characters at most",
        );
    }
}
