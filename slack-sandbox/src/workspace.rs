//! A workspace as a person writes it down: people, channels and user groups, in TOML or in Rust.

mod read;

use crate::file::{self, Format};
use anyhow::bail;
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
    /// [`Mistakes`](crate::Mistakes): everything that cannot be read or does not fit together, with line, column
    /// and key.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        Self::named("workspace", text)
    }

    /// Reads a workspace from a TOML file.
    ///
    /// # Errors
    /// As [`WorkspaceSpec::parse`], and when the file cannot be read.
    pub fn from_file(path: &Path) -> anyhow::Result<Self> {
        Self::named(&path.display().to_string(), &file::text(path)?)
    }

    fn named(name: &str, text: &str) -> anyhow::Result<Self> {
        file::read(name, text, Format::Toml, &read::WORKSPACE, read::check)
    }

    /// Checks a workspace that was made in Rust: names are unique and known, time zones exist.
    ///
    /// # Errors
    /// A line for everything that does not fit together.
    pub fn check(&self) -> anyhow::Result<()> {
        let problems = read::check(self);
        if problems.is_empty() {
            return Ok(());
        }
        let lines = problems
            .iter()
            .map(|problem| format!("{}: {}", problem.key, problem.what));
        bail!("{}", lines.collect::<Vec<_>>().join("\n"))
    }
}
