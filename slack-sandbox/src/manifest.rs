//! The app's manifest: commands, request URLs, scopes, events and tabs, as Slack's own `manifest.yml` has them.
//! `read` says what may stand in one.

mod events;
mod read;

use crate::file::{self, Format};
use anyhow::ensure;
use serde::Deserialize;
use std::path::Path;

/// What an app's manifest says that a workspace acts upon. Other keys are
/// checked and left.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Manifest {
    /// The app's name and what it is for.
    pub display_information: Display,
    /// Tabs, the bot and slash commands.
    pub features: Features,
    /// Scopes.
    pub oauth_config: OAuth,
    /// Request URLs and events.
    pub settings: Settings,
}

/// The app's name and description.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Display {
    /// The app's name.
    pub name: String,
    /// One line.
    pub description: String,
}

/// Tabs, the bot and slash commands.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Features {
    /// The Home and Messages tabs.
    pub app_home: AppHome,
    /// The bot's name.
    pub bot_user: BotUser,
    /// The slash commands.
    pub slash_commands: Vec<SlashCommand>,
    /// The shortcuts.
    pub shortcuts: Vec<Shortcut>,
}

/// Which tabs the app's conversation has.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AppHome {
    /// The Home tab is shown.
    pub home_tab_enabled: bool,
    /// The Messages tab is shown.
    pub messages_tab_enabled: Option<bool>,
    /// People cannot write in the Messages tab.
    pub messages_tab_read_only_enabled: bool,
}

/// The bot's name.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct BotUser {
    /// The bot's name as people see it.
    pub display_name: String,
}

/// One slash command.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SlashCommand {
    /// With the leading slash.
    pub command: String,
    /// Shown while a person types.
    pub description: String,
    /// Where it is delivered.
    pub url: Option<String>,
    /// Shown while a person types.
    pub usage_hint: Option<String>,
    /// Names of people and channels arrive as `<@U…|name>`.
    pub should_escape: bool,
}

/// One shortcut: from anywhere, or on a message.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Shortcut {
    /// What people choose it by.
    pub name: String,
    /// `global` or `message`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What the app knows it by.
    pub callback_id: String,
    /// Shown beside the name.
    pub description: String,
}

/// Scopes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct OAuth {
    /// The scopes by kind.
    pub scopes: Scopes,
}

/// Scopes of the bot token.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Scopes {
    /// Always granted.
    pub bot: Vec<String>,
    /// Granted unless withheld.
    pub bot_optional: Vec<String>,
}

/// Request URLs and events.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Events.
    pub event_subscriptions: Events,
    /// Buttons, menus and modals.
    pub interactivity: Interactivity,
    /// Everything goes over Socket Mode, nothing over HTTP.
    pub socket_mode_enabled: bool,
}

/// Where events go and which.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Events {
    /// Where events are delivered.
    pub request_url: Option<String>,
    /// The types that are delivered.
    pub bot_events: Vec<String>,
}

/// Where buttons, menus and modals are delivered.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Interactivity {
    /// Interactivity is on.
    pub is_enabled: bool,
    /// Where payloads are delivered.
    pub request_url: Option<String>,
    /// Where the options of external selects are asked for.
    pub message_menu_options_url: Option<String>,
}

impl Manifest {
    /// Reads a manifest written in YAML or JSON and checks what Slack checks when an app is created from it.
    ///
    /// # Errors
    /// [`Mistakes`](crate::Mistakes): everything that cannot be read or is not allowed, with line, column and key.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        Self::named("manifest", text)
    }

    /// Reads the manifest from a file.
    ///
    /// # Errors
    /// As [`Manifest::parse`], and when the file cannot be read.
    pub fn from_file(path: &Path) -> anyhow::Result<Self> {
        Self::named(&path.display().to_string(), &file::text(path)?)
    }

    fn named(name: &str, text: &str) -> anyhow::Result<Self> {
        file::read(name, text, Format::Yaml, &read::MANIFEST, read::check)
    }

    /// Checks that scopes which are to be withheld are optional ones.
    ///
    /// # Errors
    /// A sentence for the first that is not.
    pub fn check_withheld(&self, withhold: &[String]) -> anyhow::Result<()> {
        let optional = &self.oauth_config.scopes.bot_optional;
        for scope in withhold {
            ensure!(
                optional.contains(scope),
                "the scope \"{scope}\" cannot be withheld: the manifest's bot_optional lists {}",
                if optional.is_empty() {
                    "none".to_owned()
                } else {
                    optional.join(", ")
                }
            );
        }
        Ok(())
    }

    /// The granted scopes, each once: all, without the optional ones that are withheld. Slack wants an optional scope
    /// in both lists.
    #[must_use]
    pub fn granted(&self, withhold: &[String]) -> Vec<String> {
        let scopes = &self.oauth_config.scopes;
        let withheld =
            |scope: &String| scopes.bot_optional.contains(scope) && withhold.contains(scope);
        let mut granted: Vec<String> = Vec::new();
        for scope in scopes.bot.iter().chain(&scopes.bot_optional) {
            if !withheld(scope) && !granted.contains(scope) {
                granted.push(scope.clone());
            }
        }
        granted
    }

    /// The command of that name.
    #[must_use]
    pub fn command(&self, name: &str) -> Option<&SlashCommand> {
        self.features
            .slash_commands
            .iter()
            .find(|command| command.command == name)
    }

    /// Where interactivity goes, if it is on.
    #[must_use]
    pub fn interactivity_url(&self) -> Option<&str> {
        let interactivity = &self.settings.interactivity;
        interactivity
            .request_url
            .as_deref()
            .filter(|_| interactivity.is_enabled)
    }

    /// Where the options of external selects are asked for, if interactivity is on.
    #[must_use]
    pub fn options_url(&self) -> Option<&str> {
        let interactivity = &self.settings.interactivity;
        interactivity
            .message_menu_options_url
            .as_deref()
            .filter(|_| interactivity.is_enabled)
    }

    /// The shortcut with this callback id.
    #[must_use]
    pub fn shortcut(&self, callback_id: &str) -> Option<&Shortcut> {
        self.features
            .shortcuts
            .iter()
            .find(|shortcut| shortcut.callback_id == callback_id)
    }

    /// Whether the app gets events of this type.
    #[must_use]
    pub fn subscribes(&self, event_type: &str) -> bool {
        self.settings
            .event_subscriptions
            .bot_events
            .iter()
            .any(|known| known == event_type)
    }

    /// The events that the app gets with these scopes.
    #[must_use]
    pub fn events_sent(&self, granted: &[String]) -> Vec<String> {
        let subscribed = self.settings.event_subscriptions.bot_events.iter();
        subscribed
            .filter(|event| Self::lacks_for(event, granted).is_none())
            .cloned()
            .collect()
    }

    /// What a token with these scopes lacks for events of this type: one of the scopes that are given back.
    #[must_use]
    pub fn lacks_for(event_type: &str, granted: &[String]) -> Option<&'static [&'static str]> {
        let needed = events::scopes(event_type);
        let is_granted = |scope: &&str| granted.iter().any(|one| one == scope);
        (!needed.is_empty() && !needed.iter().any(is_granted)).then_some(needed)
    }
}

/// The URL with scheme, host and port taken from `base`; path and query stay.
pub(crate) fn rebase(url: &str, base: Option<&str>) -> String {
    let Some(base) = base else {
        return url.to_owned();
    };
    let path = url
        .parse::<hyper::Uri>()
        .ok()
        .and_then(|uri| uri.path_and_query().map(ToString::to_string));
    format!(
        "{}{}",
        base.trim_end_matches('/'),
        path.unwrap_or_else(|| "/".to_owned())
    )
}
