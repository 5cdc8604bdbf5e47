//! `[people]`: names by which the rest of the file refers to people, and whoever is referred to directly, by a
//! Slack id or an e-mail address.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::entry::{Entry, Section};
use super::mistake::{Mistake, quoted};
use super::reader::Reader;
use super::targets::TargetPlace;
use crate::domain::id::{KeyResultCode, PersonId, TeamId};
use crate::domain::organisation::Person;

/// Where the file names what only Slack can confirm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The file, as it was named.
    pub file: String,
    /// Everybody, in the order of [`crate::domain::organisation::Organisation::people`].
    pub people: Vec<PersonPlace>,
    /// The line of `workspace.leadership_channel`.
    pub leadership_channel: usize,
    /// All targets.
    pub targets: Vec<TargetPlace>,
    /// Each key result's key and line.
    pub key_results: Vec<(KeyResultCode, String, usize)>,
    /// The line of each team's `channel`, where it has one.
    pub team_channels: Vec<(TeamId, usize)>,
}

/// One person, and where the file first names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonPlace {
    /// As they are known without Slack.
    pub person: PersonId,
    /// The e-mail address, where one is written.
    pub email: Option<String>,
    /// Whether the file says how the person is called; else Slack's name is better than ours.
    pub named: bool,
    /// The key, like `people.ana`.
    pub key: String,
    /// The line.
    pub line: usize,
}

impl Places {
    /// A mistake about a person, which only Slack could see.
    #[must_use]
    pub fn mistake(&self, place: &PersonPlace, what: impl Into<String>) -> Mistake {
        Mistake {
            file: self.file.clone(),
            line: place.line,
            key: place.key.clone(),
            what: what.into(),
        }
    }

    /// A mistake about a key result, which only what was imported before could show.
    #[must_use]
    pub fn key_result_mistake(&self, code: &KeyResultCode, what: impl Into<String>) -> Mistake {
        let place = self.key_results.iter().find(|(known, ..)| known == code);
        Mistake {
            file: self.file.clone(),
            line: place.map_or(1, |(.., line)| *line),
            key: place.map_or_else(|| code.to_string(), |(_, key, _)| key.clone()),
            what: what.into(),
        }
    }

    /// A mistake about the leadership channel, which only Slack could see.
    #[must_use]
    pub fn channel_mistake(&self, what: impl Into<String>) -> Mistake {
        Mistake {
            file: self.file.clone(),
            line: self.leadership_channel,
            key: "workspace.leadership_channel".to_owned(),
            what: what.into(),
        }
    }

    /// A mistake about a team's channel, which only Slack could see.
    #[must_use]
    pub fn team_channel_mistake(&self, team: &TeamId, what: impl Into<String>) -> Option<Mistake> {
        let (_, line) = self.team_channels.iter().find(|(of, _)| of == team)?;
        Some(Mistake {
            file: self.file.clone(),
            line: *line,
            key: format!("teams.{team}.channel"),
            what: what.into(),
        })
    }
}

/// Everybody so far.
#[derive(Default)]
pub(super) struct People {
    list: Vec<Person>,
    places: Vec<PersonPlace>,
    /// Index by the name in `[people]`.
    names: BTreeMap<String, usize>,
    /// Index by Slack id, and by e-mail address in lower case.
    handles: BTreeMap<String, usize>,
}

/// Reads `[people]`.
pub(super) fn read(reader: &mut Reader, root: &Section) -> People {
    let mut people = People::default();
    let section = root
        .get("people")
        .and_then(|entry| reader.section(&entry, "[people.ana]"));
    for (key, entry) in section.map(|section| section.entries()).unwrap_or_default() {
        people.declare(reader, key, &entry);
    }
    people
}

impl People {
    fn declare(&mut self, reader: &mut Reader, key: &str, entry: &Entry) {
        check_name(reader, key, entry);
        let section = reader.section(entry, "[people.ana]");
        let handles = section.as_ref().map(|section| {
            section.only(reader, &["id", "email", "name", "time_zone", "days_off"]);
            handles(reader, key, entry, section)
        });
        let handles = handles.unwrap_or_default();
        // Somebody with a mistake is still known, so that no mention of them is a second mistake.
        let person = handles.id.as_ref().or(handles.email.as_ref());
        let person = PersonId::new(person.map_or(key, |handle| handle.text.as_str()));
        let get = |name| section.as_ref().and_then(|section| section.get(name));
        let (name, zone, days) = (get("name"), get("time_zone"), get("days_off"));
        let name = name.and_then(|entry| reader.name(&entry));
        let index = self.list.len();
        self.claim(reader, &handles, index);
        self.names.insert(key.to_owned(), index);
        self.places.push(PersonPlace {
            person: person.clone(),
            email: handles.email.map(|handle| handle.text),
            named: name.is_some(),
            key: entry.key.clone(),
            line: reader.line(entry.at),
        });
        self.list.push(Person {
            id: person,
            name: name.unwrap_or_else(|| key.to_owned()),
            time_zone: zone.and_then(|entry| reader.zone(&entry)),
            days_off: days.map_or_else(BTreeSet::new, |entry| days_off(reader, &entry)),
            leader: false,
            admin: false,
        });
    }

    /// Takes id and e-mail address for a person; somebody else's is a mistake.
    fn claim(&mut self, reader: &mut Reader, handles: &Handles, index: usize) {
        for handle in [&handles.id, &handles.email].into_iter().flatten() {
            match self.handles.get(&folded(&handle.text)) {
                Some(other) => {
                    let other = &self.places[*other].key;
                    let what = format!("{} belongs to {other} already", quoted(&handle.text));
                    reader.mistake(&handle.entry, what);
                }
                None => {
                    self.handles.insert(folded(&handle.text), index);
                }
            }
        }
    }

    /// The person whom an entry names.
    pub(super) fn refer(&mut self, reader: &mut Reader, entry: &Entry) -> Option<PersonId> {
        let text = reader.text(entry)?.trim();
        let known = self.names.get(text).or(self.handles.get(&folded(text)));
        if let Some(index) = known {
            return Some(self.list[*index].id.clone());
        }
        if !is_slack_id(text) && !is_email(text) {
            let near = reader.did_you_mean(text, self.names.keys().map(String::as_str));
            let what = format!(
                "{} is neither in [people] nor a Slack id nor an e-mail address{near}",
                quoted(text)
            );
            reader.dangling(entry, what);
            return None;
        }
        let person = PersonId::new(text);
        self.handles.insert(folded(text), self.list.len());
        self.places.push(PersonPlace {
            person: person.clone(),
            email: is_email(text).then(|| text.to_owned()),
            named: false,
            key: entry.key.clone(),
            line: reader.line(entry.at),
        });
        self.list.push(Person {
            id: person.clone(),
            name: text.to_owned(),
            time_zone: None,
            days_off: BTreeSet::new(),
            leader: false,
            admin: false,
        });
        Some(person)
    }

    /// Several people, each once; `mark` changes each of them.
    pub(super) fn refer_all(
        &mut self,
        reader: &mut Reader,
        entry: &Entry,
        mark: impl Fn(&mut Person),
    ) {
        let mut seen = BTreeSet::new();
        for element in reader.list(entry, "people").unwrap_or_default() {
            let Some(id) = self.refer(reader, &element) else {
                continue;
            };
            if let Some(index) = self.index(&id) {
                mark(&mut self.list[index]);
            }
            if !seen.insert(id.clone()) {
                reader.mistake(&element, format!("{} stands here twice", self.call(&id)));
            }
        }
    }

    /// A person as mistakes call them: by the name that the file uses.
    pub(super) fn call(&self, id: &PersonId) -> String {
        let index = self.index(id);
        let name = self.names.iter().find(|(_, at)| Some(**at) == index);
        quoted(name.map_or(id.as_str(), |(name, _)| name))
    }

    fn index(&self, id: &PersonId) -> Option<usize> {
        let by_handle = self.handles.get(&folded(id.as_str()));
        by_handle.or_else(|| self.names.get(id.as_str())).copied()
    }

    /// Everybody, and where the file names them.
    pub(super) fn finish(self) -> (Vec<Person>, Vec<PersonPlace>) {
        (self.list, self.places)
    }
}

/// What Slack can find a person by.
#[derive(Default)]
struct Handles<'a> {
    id: Option<Handle<'a>>,
    email: Option<Handle<'a>>,
}

struct Handle<'a> {
    text: String,
    entry: Entry<'a>,
}

fn handles<'a>(
    reader: &mut Reader,
    key: &str,
    person: &Entry<'a>,
    section: &Section<'a>,
) -> Handles<'a> {
    let (id, email) = (section.get("id"), section.get("email"));
    if id.is_none() && email.is_none() && !is_slack_id(key) && !is_email(key) {
        let what = "is missing; write id = \"U…\", as Slack's profile shows it, or email = \"…\"";
        reader.absent(section.at, section.key_of("id"), what);
    }
    let mut read = |entry: Option<Entry<'a>>, fits: fn(&str) -> bool, wanted: &str| {
        let Some(entry) = entry else {
            return fits(key).then(|| Handle {
                text: key.to_owned(),
                entry: person.clone(),
            });
        };
        let text = reader.text(&entry)?.trim().to_owned();
        if fits(&text) {
            return Some(Handle { text, entry });
        }
        reader.mistake(&entry, format!("{} is not {wanted}", quoted(&text)));
        None
    };
    let id = read(id, is_slack_id, "a Slack id; it looks like \"U024BE7LH\"");
    let email = read(email, is_email, "an e-mail address");
    Handles { id, email }
}

fn check_name(reader: &mut Reader, key: &str, entry: &Entry) {
    let long = key.chars().count() > super::value::NAME;
    if key.trim().is_empty() || key.trim() != key || long || key.chars().any(char::is_control) {
        reader.mistake(
            entry,
            "is not a name to refer to; use one line of 80 characters at most",
        );
    }
}

fn days_off(reader: &mut Reader, entry: &Entry) -> BTreeSet<NaiveDate> {
    let list = reader.list(entry, "days").unwrap_or_default();
    let mut days = BTreeSet::new();
    for element in list {
        days.extend(reader.day(&element));
    }
    days
}

/// E-mail addresses are the same whatever their case; ids have only one.
fn folded(handle: &str) -> String {
    handle.to_lowercase()
}

fn is_slack_id(text: &str) -> bool {
    let upper = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    (2..=40).contains(&text.len()) && text.starts_with(['U', 'W']) && text.bytes().all(upper)
}

fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    text.len() <= 254
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
        && parts
            .is_some_and(|(user, host)| !user.is_empty() && !host.is_empty() && !host.contains('@'))
}
