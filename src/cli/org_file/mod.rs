//! `org.toml`, the file in which a company declares itself, read into an [`Organisation`]: every mistake of it is
//! reported at once, with file, line, key and what would be right. Nothing here asks Slack or the database.

mod cadence;
mod categories;
mod entry;
mod key_results;
mod members;
mod mistake;
mod objectives;
mod people;
mod reader;
mod results;
mod targets;
mod teams;
mod value;
mod workspace;

#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use toml::de::DeTable;

use crate::domain::organisation::{Organisation, Settings};
use entry::Section;
pub use mistake::{Mistake, OrgFileError};
use mistake::{not_text, too_large};
pub use people::{PersonPlace, Places};
use reader::Reader;
pub use targets::TargetPlace;

/// The most that a file may hold, in bytes.
pub const MOST_BYTES: u64 = 1024 * 1024;

/// A company, and where in the file it names what only Slack can confirm.
#[derive(Debug, Clone, PartialEq)]
pub struct ParsedOrganisation {
    /// The company, with people as they are written.
    pub organisation: Organisation,
    /// Where people and the leadership channel stand.
    pub places: Places,
}

/// Reads a company from a file.
///
/// # Errors
/// When the file cannot be read, or with every mistake in it.
pub fn read(path: &Path) -> Result<Organisation, OrgFileError> {
    read_with_places(path).map(|parsed| parsed.organisation)
}

/// Reads a company from a file, and where it names people.
///
/// # Errors
/// As [`read`].
pub fn read_with_places(path: &Path) -> Result<ParsedOrganisation, OrgFileError> {
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|cause| OrgFileError::CannotRead {
            file: name.clone(),
            cause,
        })?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(OrgFileError::Mistakes(vec![too_large(&name)]));
    }
    let text = String::from_utf8(bytes)
        .map_err(|no| OrgFileError::Mistakes(vec![not_text(&name, &no)]))?;
    parse_with_places(&name, &text).map_err(OrgFileError::Mistakes)
}

/// Reads a company from a text; `name` is what mistakes call the file.
///
/// # Errors
/// Every mistake, in order of line.
pub fn parse(name: &str, text: &str) -> Result<Organisation, Vec<Mistake>> {
    parse_with_places(name, text).map(|parsed| parsed.organisation)
}

/// Reads a company from a text, and where it names people.
///
/// # Errors
/// As [`parse`].
pub fn parse_with_places(name: &str, text: &str) -> Result<ParsedOrganisation, Vec<Mistake>> {
    if text.len() as u64 > MOST_BYTES {
        return Err(vec![too_large(name)]);
    }
    let mut reader = Reader::new(name, text);
    let (document, broken) = DeTable::parse_recoverable(text);
    for error in &broken {
        reader.broken(error);
    }
    let company = company(&mut reader, document.get_ref());
    reader.finish(company)
}

/// What is declared, in the order in which one part needs another: people before those who name them.
fn company(reader: &mut Reader, document: &DeTable) -> Option<ParsedOrganisation> {
    let root = Section::root(document);
    root.only(
        reader,
        &[
            "workspace",
            "people",
            "categories",
            "teams",
            "objectives",
            "results",
        ],
    );
    let categories = categories::read(reader, &root);
    let mut people = people::read(reader, &root);
    let workspace = workspace::read(reader, &root, &categories, &mut people);
    let teams = teams::read(reader, &root, &workspace, &categories, &mut people);
    let results = results::read(reader, &root);
    let objectives = objectives::read(reader, &root, &teams, &mut people, &results);
    let (people, person_places) = people.finish();
    Some(ParsedOrganisation {
        organisation: Organisation {
            settings: Settings {
                results,
                ..workspace.settings?
            },
            categories: categories.list,
            people,
            teams: teams.list,
            objectives: objectives.list,
        },
        places: Places {
            people: person_places,
            leadership_channel: workspace.channel_line?,
            targets: teams.targets,
            key_results: objectives.places,
            team_channels: teams.channels,
            file: reader.file().to_owned(),
        },
    })
}
