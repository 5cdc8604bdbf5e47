//! A workspace as a person writes it down: people, channels and user groups, in TOML or in Rust.

use anyhow::{Context, bail, ensure};
use serde::Deserialize;
use std::path::Path;

/// The description of a workspace. People are named in channels and groups by `name` or id.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkspaceSpec {
    /// The workspace's name.
    #[serde(default = "default_name")]
    pub name: String,
    /// The first part of its address at slack.com.
    #[serde(default = "default_domain")]
    pub domain: String,
    /// The people.
    #[serde(default)]
    pub people: Vec<PersonSpec>,
    /// The channels.
    #[serde(default)]
    pub channels: Vec<ChannelSpec>,
    /// The user groups.
    #[serde(default)]
    pub user_groups: Vec<UserGroupSpec>,
}

/// A person.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PersonSpec {
    /// Kept if given, else one is made.
    pub id: Option<String>,
    /// The handle, such as `ana`.
    pub name: String,
    /// The full name; the handle if empty.
    pub real_name: String,
    /// The name shown; the full name if empty.
    pub display_name: String,
    /// An IANA zone such as `Europe/Madrid`; `UTC` if empty.
    #[serde(alias = "tz")]
    pub time_zone: String,
    /// The address; none if empty.
    pub email: String,
    /// May change the workspace.
    pub admin: bool,
    /// A guest of several channels.
    pub guest: bool,
    /// A guest of one channel.
    pub single_channel_guest: bool,
    /// Somebody of another company, through Slack Connect.
    pub stranger: bool,
    /// An account that was switched off.
    pub deactivated: bool,
}

/// A channel.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChannelSpec {
    /// Kept if given, else one is made.
    pub id: Option<String>,
    /// Without the number sign.
    pub name: String,
    /// Only members see it.
    pub private: bool,
    /// The bot is a member.
    pub bot: bool,
    /// Nobody can post.
    pub archived: bool,
    /// What it is about.
    pub topic: String,
    /// Its members; everybody who is neither guest, stranger nor deactivated, if absent.
    pub members: Option<Vec<String>>,
}

/// A user group.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UserGroupSpec {
    /// Kept if given, else one is made.
    pub id: Option<String>,
    /// The name people mention.
    pub handle: String,
    /// The full name; the handle if empty.
    pub name: String,
    /// Its members.
    pub members: Vec<String>,
}

fn default_name() -> String {
    "Example".to_owned()
}

fn default_domain() -> String {
    "example".to_owned()
}

impl Default for WorkspaceSpec {
    /// A small workspace with one of every kind of person and channel.
    fn default() -> Self {
        Self::parse(include_str!("default_workspace.toml"))
            .expect("the built-in workspace is tested")
    }
}

impl WorkspaceSpec {
    /// A workspace with nobody in it, to be filled.
    #[must_use]
    pub fn empty(name: &str, domain: &str) -> Self {
        Self {
            name: name.to_owned(),
            domain: domain.to_owned(),
            people: Vec::new(),
            channels: Vec::new(),
            user_groups: Vec::new(),
        }
    }

    /// Reads a workspace from TOML.
    ///
    /// # Errors
    /// What cannot be read with its line and key, or the first thing that does not fit together.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let spec: Self = toml::from_str(text).context("the workspace cannot be read")?;
        spec.check()?;
        Ok(spec)
    }

    /// Reads a workspace from a TOML file.
    ///
    /// # Errors
    /// As [`WorkspaceSpec::parse`], and when the file cannot be read.
    pub fn from_file(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        Self::parse(&text).with_context(|| path.display().to_string())
    }

    /// Checks that names are unique and known and that time zones exist.
    ///
    /// # Errors
    /// A sentence for the first thing that does not fit together.
    pub fn check(&self) -> anyhow::Result<()> {
        for (at, person) in self.people.iter().enumerate() {
            let name = &person.name;
            ensure!(!name.is_empty(), "people[{at}]: name is missing");
            ensure!(
                !self.people[..at].iter().any(|other| other.name == *name),
                "people[{at}]: {name} is there twice"
            );
            let twice =
                person.id.is_some() && self.people[..at].iter().any(|other| other.id == person.id);
            ensure!(!twice, "people[{at}]: the id of {name} is there twice");
            if !person.time_zone.is_empty() && person.time_zone.parse::<chrono_tz::Tz>().is_err() {
                bail!(
                    "people[{at}]: {name}'s time_zone \"{}\" is not a zone such as \"Europe/Madrid\"",
                    person.time_zone
                );
            }
        }
        for (at, channel) in self.channels.iter().enumerate() {
            let name = &channel.name;
            ensure!(!name.is_empty(), "channels[{at}]: name is missing");
            ensure!(
                !self.channels[..at].iter().any(|other| other.name == *name),
                "channels[{at}]: {name} is there twice"
            );
            self.known(
                &format!("channels[{at}].members"),
                channel.members.as_deref().unwrap_or_default(),
            )?;
        }
        for (at, group) in self.user_groups.iter().enumerate() {
            ensure!(
                !group.handle.is_empty(),
                "user_groups[{at}]: handle is missing"
            );
            self.known(&format!("user_groups[{at}].members"), &group.members)?;
        }
        Ok(())
    }

    fn known(&self, key: &str, members: &[String]) -> anyhow::Result<()> {
        for member in members {
            ensure!(
                self.people
                    .iter()
                    .any(|person| person.name == *member || person.id.as_ref() == Some(member)),
                "{key}: nobody is called \"{member}\""
            );
        }
        Ok(())
    }
}
