//! What may stand in the file of a workspace, and what must hold between its people, channels and groups.

use super::{PersonSpec, WorkspaceSpec};
use crate::file::Shape::{Flag, Like, List, Table, Text};
use crate::file::{Problem, Shape, did_you_mean, may, must};
use std::collections::{HashMap, HashSet};

const MOST: usize = 100_000;
static MEMBER: Shape = Text(1, 80);
const MEMBERS: Shape = List(0, MOST, &MEMBER, false);

static PERSON: Shape = Table(&[
    may("id", Like(user_id)),
    must("name", "write a handle like \"ana\"", Like(handle)),
    may("real_name", Text(0, 80)),
    may("display_name", Text(0, 80)),
    may("time_zone", Like(zone)),
    may("email", Like(email)),
    may("admin", Flag),
    may("guest", Flag),
    may("single_channel_guest", Flag),
    may("stranger", Flag),
    may("deactivated", Flag),
]);
static CHANNEL: Shape = Table(&[
    may("id", Like(channel_id)),
    must("name", "write one like \"general\"", Like(channel_name)),
    may("private", Flag),
    may("bot", Flag),
    may("archived", Flag),
    may("topic", Text(0, 250)),
    may("members", MEMBERS),
]);
static GROUP: Shape = Table(&[
    may("id", Like(group_id)),
    must("handle", "write one like \"leads\"", Like(handle)),
    may("name", Text(0, 80)),
    may("members", MEMBERS),
]);

/// A whole workspace.
pub(super) static WORKSPACE: Shape = Table(&[
    may("name", Text(1, 80)),
    may("domain", Like(domain)),
    may("people", List(0, MOST, &PERSON, false)),
    may("channels", List(0, MOST, &CHANNEL, false)),
    may("user_groups", List(0, MOST, &GROUP, false)),
]);

fn is_id(text: &str, prefixes: &[char]) -> bool {
    text.strip_prefix(prefixes).is_some_and(|rest| {
        (2..=20).contains(&rest.len())
            && rest
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    })
}

fn right(fits: bool, otherwise: &str) -> Result<(), String> {
    if fits {
        Ok(())
    } else {
        Err(otherwise.to_owned())
    }
}

fn user_id(text: &str) -> Result<(), String> {
    let own = text != "USLACKBOT";
    right(
        own && is_id(text, &['U', 'W']),
        "write an id like \"U012ABCDEF\", or leave it out",
    )
}

fn channel_id(text: &str) -> Result<(), String> {
    right(
        is_id(text, &['C', 'G']),
        "write an id like \"C012ABCDEF\", or leave it out",
    )
}

fn group_id(text: &str) -> Result<(), String> {
    right(
        is_id(text, &['S']),
        "write an id like \"S012ABCDEF\", or leave it out",
    )
}

fn is_name(text: &str, more: &str) -> bool {
    let fits = |c: char| (c.is_alphanumeric() && !c.is_uppercase()) || more.contains(c);
    (1..=80).contains(&text.chars().count()) && text.chars().all(fits)
}

fn handle(text: &str) -> Result<(), String> {
    right(
        is_name(text, "-_."),
        "write lower-case letters, digits, dots, hyphens and underscores, 80 at most, without the @",
    )
}

fn channel_name(text: &str) -> Result<(), String> {
    right(
        is_name(text, "-_"),
        "write lower-case letters, digits, hyphens and underscores, 80 at most, without the #",
    )
}

fn domain(text: &str) -> Result<(), String> {
    let fits = is_name(text, "-") && text.is_ascii();
    right(
        fits,
        "write the first part of the workspace's address, like \"example\"",
    )
}

fn email(text: &str) -> Result<(), String> {
    let fits = text
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'))
        && !text.contains(char::is_whitespace);
    right(
        fits,
        "write an address like \"ana@example.com\", or leave it out",
    )
}

fn zone(text: &str) -> Result<(), String> {
    if text.parse::<chrono_tz::Tz>().is_ok() {
        return Ok(());
    }
    let zones = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
    Err(did_you_mean(text, zones, || {
        "write a zone like \"Europe/Madrid\"".to_owned()
    }))
}

/// What must hold, whether it was written in a file or in Rust.
pub(super) fn check(spec: &WorkspaceSpec) -> Vec<Problem> {
    let by_name = spec.people.iter().map(|one| (one.name.as_str(), one));
    let ids = spec.people.iter();
    let by_id = ids.filter_map(|one| Some((one.id.as_deref()?, one)));
    let mut found = Found {
        problems: Vec::new(),
        ids: HashSet::new(),
        known: by_id.chain(by_name).collect(),
    };
    found.people(spec);
    found.channels(spec);
    found.groups(spec);
    found.single_channel_guests(spec);
    found.problems
}

/// After so many problems it is not worth looking for what was meant.
const ENOUGH: usize = 100;

struct Found<'a> {
    problems: Vec<Problem>,
    ids: HashSet<String>,
    /// People by name and by id.
    known: HashMap<&'a str, &'a PersonSpec>,
}

impl Found<'_> {
    fn add(&mut self, key: impl Into<String>, what: impl Into<String>) {
        self.problems.push(Problem::new(key, what));
    }

    fn like(&mut self, key: String, text: &str, fits: fn(&str) -> Result<(), String>) {
        if let Err(right) = fits(text) {
            self.add(key, format!("is \"{text}\"; {right}"));
        }
    }

    fn id(&mut self, key: &str, id: Option<&String>, fits: fn(&str) -> Result<(), String>) {
        if let Some(id) = id {
            self.like(format!("{key}.id"), id, fits);
            if !self.ids.insert(id.clone()) {
                self.add(format!("{key}.id"), format!("\"{id}\" is there twice"));
            }
        }
    }

    fn people(&mut self, spec: &WorkspaceSpec) {
        let (mut names, mut emails) = (HashSet::new(), HashSet::new());
        for (at, person) in spec.people.iter().enumerate() {
            let key = format!("people[{at}]");
            self.id(&key, person.id.as_ref(), user_id);
            self.like(format!("{key}.name"), &person.name, handle);
            if !names.insert(&person.name) {
                let what = format!("\"{}\" is there twice", person.name);
                self.add(format!("{key}.name"), what);
            }
            if !person.time_zone.is_empty() {
                self.like(format!("{key}.time_zone"), &person.time_zone, zone);
            }
            if !person.email.is_empty() {
                self.like(format!("{key}.email"), &person.email, email);
                if !emails.insert(person.email.to_lowercase()) {
                    let what = format!("\"{}\" is there twice", person.email);
                    self.add(format!("{key}.email"), what);
                }
            }
            if let Some((flag, why)) = contradiction(person) {
                self.add(format!("{key}.{flag}"), why);
            }
        }
    }

    fn channels(&mut self, spec: &WorkspaceSpec) {
        let mut names = HashSet::new();
        for (at, channel) in spec.channels.iter().enumerate() {
            let key = format!("channels[{at}]");
            self.id(&key, channel.id.as_ref(), channel_id);
            self.like(format!("{key}.name"), &channel.name, channel_name);
            if !names.insert(&channel.name) {
                let what = format!("\"{}\" is there twice", channel.name);
                self.add(format!("{key}.name"), what);
            }
            self.members(&key, channel.members.as_deref().unwrap_or_default(), spec);
        }
    }

    fn groups(&mut self, spec: &WorkspaceSpec) {
        let mut handles: HashSet<&str> = spec.people.iter().map(|one| one.name.as_str()).collect();
        for (at, group) in spec.user_groups.iter().enumerate() {
            let key = format!("user_groups[{at}]");
            self.id(&key, group.id.as_ref(), group_id);
            self.like(format!("{key}.handle"), &group.handle, handle);
            if !handles.insert(&group.handle) {
                let what = format!("\"{}\" is a person or a group already", group.handle);
                self.add(format!("{key}.handle"), what);
            }
            self.members(&key, &group.members, spec);
        }
    }

    fn members(&mut self, key: &str, members: &[String], spec: &WorkspaceSpec) {
        let mut seen = HashSet::new();
        for (at, member) in members.iter().enumerate() {
            let key = format!("{key}.members[{at}]");
            let Some(person) = self.known.get(member.as_str()).copied() else {
                let most = if self.problems.len() < ENOUGH {
                    1000
                } else {
                    0
                };
                let handles = spec.people.iter().map(|person| person.name.as_str());
                let right = did_you_mean(member, handles.take(most), || {
                    "write the name or the id of one of the people".to_owned()
                });
                self.add(key, format!("nobody is called \"{member}\"; {right}"));
                continue;
            };
            if !seen.insert(&person.name) {
                self.add(key, format!("\"{member}\" is there twice"));
            }
        }
    }

    fn single_channel_guests(&mut self, spec: &WorkspaceSpec) {
        let mut first: HashMap<&str, &str> = HashMap::new();
        for (at, channel) in spec.channels.iter().enumerate() {
            let members = channel.members.iter().flatten().enumerate();
            for (n, member) in members {
                let known = self.known.get(member.as_str()).copied();
                let Some(guest) = known.filter(|one| one.single_channel_guest) else {
                    continue;
                };
                let place = first.entry(&guest.name).or_insert(&channel.name);
                if *place != channel.name {
                    let key = format!("channels[{at}].members[{n}]");
                    let what = format!(
                        "\"{member}\" is a guest of one channel and in \"{place}\" already; write guest = true for a guest of several"
                    );
                    self.add(key, what);
                }
            }
        }
    }
}

/// Two flags that nobody can have at once: the second, and why not.
fn contradiction(person: &PersonSpec) -> Option<(&'static str, String)> {
    let flags = [
        ("admin", person.admin),
        ("guest", person.guest),
        ("single_channel_guest", person.single_channel_guest),
        ("stranger", person.stranger),
    ];
    let mut set = flags.iter().filter(|(_, set)| *set).map(|(name, _)| *name);
    let (one, other) = (set.next()?, set.next()?);
    Some((
        other,
        format!("cannot be true beside {one}; one of the two is wrong"),
    ))
}
