//! What is wrong with a file, and where: one line a mistake.

use super::node::Place;
use std::fmt;

/// How many mistakes are told; who has more mends these first.
const MOST: usize = 100;

/// One thing that is wrong with a file, as it is printed: `people.toml:4:13: people[0].time_zone: …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The file, as it was named.
    pub file: String,
    /// Counts from 1.
    pub line: usize,
    /// Counts characters from 1.
    pub column: usize,
    /// The key with all that it stands under; empty where the file as a whole is wrong.
    pub key: String,
    /// What is wrong, and what would be right.
    pub what: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: ", self.file, self.line, self.column)?;
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        f.write_str(&self.what)
    }
}

/// Everything that is wrong with a file, in the order of the file; one line each when it is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mistakes {
    file: String,
    list: Vec<Mistake>,
    untold: usize,
}

/// What a check of a value finds: which key, and what is wrong with it. Where it stands is looked up later.
pub(crate) struct Problem {
    pub(crate) key: String,
    pub(crate) what: String,
}

impl Problem {
    pub(crate) fn new(key: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            what: what.into(),
        }
    }
}

impl Mistakes {
    pub(super) fn of(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            ..Self::default()
        }
    }

    pub(super) fn one(file: &str, place: Place, what: &str) -> Self {
        let mut mistakes = Self::of(file);
        mistakes.add(place, "", what);
        mistakes
    }

    /// The mistakes that are told.
    #[must_use]
    pub fn list(&self) -> &[Mistake] {
        &self.list
    }

    pub(super) fn add(&mut self, place: Place, key: &str, what: impl Into<String>) {
        if self.list.len() >= MOST {
            self.untold += 1;
            return;
        }
        self.list.push(Mistake {
            file: self.file.clone(),
            line: place.line,
            column: place.column,
            key: key.to_owned(),
            what: what.into(),
        });
    }

    /// Whether so many are told already that it is not worth looking for what was meant.
    pub(super) fn enough(&self) -> bool {
        self.list.len() >= MOST
    }

    /// Whether a mistake at this key, above it or below it is known already.
    pub(super) fn cover(&self, key: &str) -> bool {
        let below = |key: &str, above: &str| {
            key.strip_prefix(above)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        self.list
            .iter()
            .any(|known| below(key, &known.key) || below(&known.key, key))
    }

    pub(super) fn none(mut self) -> anyhow::Result<()> {
        if self.list.is_empty() {
            return Ok(());
        }
        self.list
            .sort_by_key(|mistake| (mistake.line, mistake.column));
        Err(self.into())
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.list.iter().map(ToString::to_string).collect();
        f.write_str(&lines.join("\n"))?;
        if self.untold > 0 {
            write!(f, "\nand {} more", self.untold)?;
        }
        Ok(())
    }
}

impl std::error::Error for Mistakes {}

/// A text as a mistake quotes it: on one line, nothing in it that a terminal would obey, cut where it is long.
pub(crate) fn quoted(text: &str) -> String {
    const MOST: usize = 60;
    let escape = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => c.escape_unicode().to_string(),
        c => c.to_string(),
    };
    let start: String = text.chars().take(MOST).map(escape).collect();
    let more = text.chars().nth(MOST).map_or("", |_| "…");
    format!("\"{start}{more}\"")
}
