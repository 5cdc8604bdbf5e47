//! Gathers the mistakes of one file, and knows on which line a byte stands.

use super::ParsedOrganisation;
use super::entry::Entry;
use super::mistake::Mistake;
use crate::domain::nearest::nearest;

/// How many times "did you mean" is looked for: a file that is all mistakes must still be answered soon.
const MOST_SUGGESTIONS: usize = 500;

/// The file that is being read, and what is wrong with it so far.
pub(super) struct Reader {
    file: String,
    line_starts: Vec<usize>,
    found: Vec<Found>,
    suggestions: usize,
}

struct Found {
    mistake: Mistake,
    why: Why,
}

/// What a mistake is worth where the file is not even TOML.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    /// The text is no TOML.
    Broken,
    /// Something is not as it should be.
    Wrong,
    /// Something is not there; it may stand in the part that could not be read.
    Absent,
}

impl Reader {
    pub(super) fn new(file: &str, text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self {
            file: file.to_owned(),
            line_starts: std::iter::once(0)
                .chain(ends.map(|(at, _)| at + 1))
                .collect(),
            found: Vec::new(),
            suggestions: 0,
        }
    }

    /// What the file is called.
    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= at)
    }

    /// Something at an entry is wrong.
    pub(super) fn mistake(&mut self, entry: &Entry, what: impl Into<String>) {
        self.push(entry.at, entry.key.clone(), what.into(), Why::Wrong);
    }

    /// What an entry names is not there.
    pub(super) fn dangling(&mut self, entry: &Entry, what: impl Into<String>) {
        self.push(entry.at, entry.key.clone(), what.into(), Why::Absent);
    }

    /// A key is not there.
    pub(super) fn absent(&mut self, at: usize, key: String, what: impl Into<String>) {
        self.push(at, key, what.into(), Why::Absent);
    }

    /// The text is no TOML.
    pub(super) fn broken(&mut self, error: &toml::de::Error) {
        let at = error.span().map_or(0, |span| span.start);
        let what = format!("is not TOML: {}", error.message().trim_end());
        self.push(at, String::new(), what, Why::Broken);
    }

    fn push(&mut self, at: usize, key: String, what: String, why: Why) {
        let mistake = Mistake {
            file: self.file.clone(),
            line: self.line(at),
            key,
            what,
        };
        self.found.push(Found { mistake, why });
    }

    /// The candidate that was probably meant.
    pub(super) fn nearest<'c>(
        &mut self,
        text: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<&'c str> {
        self.suggestions += 1;
        if self.suggestions > MOST_SUGGESTIONS {
            return None;
        }
        nearest(text, candidates)
    }

    /// "; did you mean …?" behind a mistake, or nothing.
    pub(super) fn did_you_mean<'c>(
        &mut self,
        text: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> String {
        self.nearest(text, candidates)
            .map(|near| format!("; did you mean \"{near}\"?"))
            .unwrap_or_default()
    }

    /// The company, or what is wrong, in order of line. Behind the first line that is no TOML nobody knows what
    /// the rest means, so only what stands before it is judged, and nothing is called missing.
    pub(super) fn finish(
        self,
        company: Option<ParsedOrganisation>,
    ) -> Result<ParsedOrganisation, Vec<Mistake>> {
        let mut found = self.found;
        found.sort_by_key(|found| found.mistake.line);
        if let Some(first) = found.iter().find(|found| found.why == Why::Broken) {
            let first = first.mistake.line;
            let mut last_broken = 0;
            found.retain(|found| match found.why {
                Why::Broken => {
                    let line = found.mistake.line;
                    std::mem::replace(&mut last_broken, line) != line
                }
                Why::Wrong => found.mistake.line < first,
                Why::Absent => false,
            });
        }
        match company {
            Some(company) if found.is_empty() => Ok(company),
            _ => Err(found.into_iter().map(|found| found.mistake).collect()),
        }
    }
}
