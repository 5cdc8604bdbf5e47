//! `members`, `lead`, `deputies`, `observers`: who is in a team, as what, and how much of full time they give it.

use std::collections::BTreeMap;

use toml::de::DeValue;

use super::entry::{Entry, Section};
use super::people::People;
use super::reader::Reader;
use crate::domain::id::PersonId;
use crate::domain::organisation::{Answers, Member, Role};

/// Reads a team's people; `answers` is none where it is wrong.
pub(super) fn read(
    reader: &mut Reader,
    team: &Section,
    answers: Option<Answers>,
    people: &mut People,
) -> Vec<Member> {
    let mut places = Places::default();
    let members = team.require(reader, "members", "write members = [\"ana\", \"ben\"]");
    let list = members
        .as_ref()
        .and_then(|entry| reader.list(entry, "people"));
    if let (Some(entry), Some([])) = (&members, list.as_deref()) {
        reader.mistake(entry, "is empty; a team is at least one person");
    }
    for element in list.iter().flatten() {
        if let Some(member) = member(reader, element, people) {
            places.add(reader, element, people, member);
        }
    }
    // With a member who could not be read, or with none at all, nobody can say who is missing.
    let whole = list.is_some_and(|list| !list.is_empty() && list.len() == places.members.len());
    lead(reader, team, answers, people, &mut places, whole);
    for element in elements(reader, team, "deputies") {
        if let Some(person) = people.refer(reader, &element) {
            places.raise(reader, &element, people, &person, Role::Deputy, whole);
        }
    }
    for element in elements(reader, team, "observers") {
        if let Some(person) = people.refer(reader, &element) {
            places.add(reader, &element, people, always(person, Role::Observer));
        }
    }
    places.members
}

fn elements<'a>(reader: &mut Reader, team: &Section<'a>, name: &str) -> Vec<Entry<'a>> {
    team.get(name)
        .and_then(|entry| reader.list(&entry, "people"))
        .unwrap_or_default()
}

/// Somebody with all of their time, from always to ever.
fn always(person: PersonId, role: Role) -> Member {
    Member {
        person,
        role,
        share: 1.0,
        from: None,
        until: None,
    }
}

/// A person, or `{ person = "cleo", share = 0.5, from = "2026-11-18", until = "2026-12-31" }`.
fn member(reader: &mut Reader, entry: &Entry, people: &mut People) -> Option<Member> {
    if !matches!(entry.value, DeValue::Table(_)) {
        let person = people.refer(reader, entry)?;
        return Some(always(person, Role::Member));
    }
    let section = reader.section(entry, "{ person = \"cleo\", share = 0.5 }")?;
    section.only(reader, &["person", "share", "from", "until"]);
    let person = section.require(reader, "person", "write person = \"cleo\"");
    let person = person.and_then(|entry| people.refer(reader, &entry));
    let share = match section.get("share") {
        None => 1.0,
        Some(entry) => share(reader, &entry).unwrap_or(1.0),
    };
    let day = |reader: &mut Reader, name| section.get(name).and_then(|entry| reader.day(&entry));
    let (from, until) = (day(reader, "from"), day(reader, "until"));
    if let (Some(from), Some(until), Some(entry)) = (from, until, section.get("until"))
        && until < from
    {
        reader.mistake(
            &entry,
            format!("is before {from}, the first day; write it or a later day"),
        );
    }
    Some(Member {
        share,
        from,
        until,
        ..always(person?, Role::Member)
    })
}

fn share(reader: &mut Reader, entry: &Entry) -> Option<f64> {
    let share = reader.number(entry)?;
    if share > 0.0 && share <= 1.0 {
        return Some(share);
    }
    reader.mistake(
        entry,
        format!("{share} is not a share of full time; write more than 0 and at most 1, like 0.5"),
    );
    None
}

fn lead(
    reader: &mut Reader,
    team: &Section,
    answers: Option<Answers>,
    people: &mut People,
    places: &mut Places,
    whole: bool,
) {
    match team.get("lead") {
        Some(entry) => {
            if let Some(person) = people.refer(reader, &entry) {
                places.raise(reader, &entry, people, &person, Role::Lead, whole);
            }
        }
        None if answers == Some(Answers::Lead) => {
            let what = "is missing; the team answers by its lead: name one of its members, \
                        or write answers = \"everyone\"";
            reader.absent(team.at, team.key_of("lead"), what);
        }
        None => {}
    }
}

/// The places in a team that are taken so far.
#[derive(Default)]
struct Places {
    members: Vec<Member>,
    taken: BTreeMap<PersonId, usize>,
}

impl Places {
    fn add(&mut self, reader: &mut Reader, entry: &Entry, people: &People, member: Member) {
        if let Some(index) = self.taken.get(&member.person) {
            let name = people.call(&member.person);
            let what = match (member.role, self.members[*index].role) {
                (Role::Observer, Role::Lead | Role::Deputy | Role::Member) => {
                    format!("{name} is a member already; an observer is somebody else")
                }
                _ => format!("{name} stands here twice"),
            };
            reader.mistake(entry, what);
        } else {
            self.taken.insert(member.person.clone(), self.members.len());
        }
        self.members.push(member);
    }

    /// Makes a member lead or deputy.
    fn raise(
        &mut self,
        reader: &mut Reader,
        entry: &Entry,
        people: &People,
        person: &PersonId,
        role: Role,
        whole: bool,
    ) {
        let name = || people.call(person);
        match self
            .taken
            .get(person)
            .map(|index| &mut self.members[*index])
        {
            None if whole => {
                let what = format!("{} is not one of the members; add them there", name());
                reader.mistake(entry, what);
            }
            None => {}
            Some(member) if member.role == Role::Lead => {
                let what = format!("{} is the lead; a deputy is somebody else", name());
                reader.mistake(entry, what);
            }
            Some(member) if member.role == Role::Deputy => {
                reader.mistake(entry, format!("{} stands here twice", name()));
            }
            Some(member) => member.role = role,
        }
    }
}
