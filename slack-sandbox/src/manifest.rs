//! The app's manifest: commands, request URLs, scopes, events and tabs, as Slack's own `manifest.yml` has them.

use anyhow::{Context, ensure};
use serde::Deserialize;
use std::path::Path;

/// What an app's manifest says that a workspace acts upon. Other keys are ignored.
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
    /// A sentence with line and key for what cannot be read or is not allowed.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let manifest: Self =
            serde_yaml_ng::from_str(text).context("the manifest cannot be read")?;
        manifest.check()?;
        Ok(manifest)
    }

    /// Reads the manifest from a file.
    ///
    /// # Errors
    /// As [`Manifest::parse`], and when the file cannot be read.
    pub fn from_file(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        Self::parse(&text).with_context(|| path.display().to_string())
    }

    fn check(&self) -> anyhow::Result<()> {
        let name = &self.display_information.name;
        ensure!(!name.is_empty(), "display_information.name is missing");
        ensure!(
            name.chars().count() <= 35,
            "display_information.name: at most 35 characters"
        );
        let commands = &self.features.slash_commands;
        ensure!(
            commands.len() <= 50,
            "features.slash_commands: at most 50 commands"
        );
        for (at, command) in commands.iter().enumerate() {
            let name = &command.command;
            ensure!(
                name.starts_with('/')
                    && (2..=32).contains(&name.chars().count())
                    && !name.contains(char::is_whitespace),
                "features.slash_commands[{at}].command is \"{name}\"; it needs a slash and 1 to 31 characters without spaces"
            );
            ensure!(
                !commands[..at].iter().any(|other| other.command == *name),
                "features.slash_commands[{at}]: {name} is there twice"
            );
            check_url(
                &format!("features.slash_commands[{at}].url"),
                command.url.as_deref(),
            )?;
        }
        let settings = &self.settings;
        ensure!(
            settings.event_subscriptions.bot_events.len() <= 100,
            "settings.event_subscriptions.bot_events: at most 100 events"
        );
        check_url(
            "settings.event_subscriptions.request_url",
            settings.event_subscriptions.request_url.as_deref(),
        )?;
        check_url(
            "settings.interactivity.request_url",
            settings.interactivity.request_url.as_deref(),
        )?;
        check_url(
            "settings.interactivity.message_menu_options_url",
            settings.interactivity.message_menu_options_url.as_deref(),
        )
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
}

fn check_url(key: &str, url: Option<&str>) -> anyhow::Result<()> {
    if let Some(url) = url {
        let ok = url.starts_with("https://") || url.starts_with("http://");
        ensure!(
            ok && url.parse::<hyper::Uri>().is_ok(),
            "{key} is \"{url}\"; it must be an http or https URL"
        );
    }
    Ok(())
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
