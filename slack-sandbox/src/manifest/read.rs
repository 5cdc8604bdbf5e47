//! What Slack allows in a manifest: the names, the lengths, and what must hold between two places.
//!
//! After Slack's own schema of manifests; what concerns workflows, hosted functions and the directory of apps is
//! taken as it is.

use super::{Manifest, SlashCommand};
use crate::file::Shape::{Anything, Flag, Like, List, Table, Text, Whole, Word};
use crate::file::{Key, Problem, Shape, may, must};

const ANY_TEXT: Shape = Text(0, 100_000);
static SCOPE: Shape = Text(1, 50);
static EVENT: Shape = Like(super::events::check);
static ANY_LINE: Shape = Text(1, 2500);
const SCOPES: Shape = List(0, 255, &SCOPE, false);
const EVENTS: Shape = List(0, 100, &EVENT, true);

static COMMAND: Shape = Table(&[
    must("command", "write one like \"/hello\"", Like(command)),
    must("description", "say what it does", Text(1, 2000)),
    may("url", Like(url)),
    may("usage_hint", Text(1, 1000)),
    may("should_escape", Flag),
]);
static SHORTCUT: Shape = Table(&[
    must("name", "write what people read in the menu", Text(1, 24)),
    must(
        "type",
        "write \"global\" or \"message\"",
        Word(&["global", "message"]),
    ),
    must(
        "callback_id",
        "write the id that the app looks for",
        Text(1, 255),
    ),
    must("description", "say what it does", Text(1, 150)),
]);
static METADATA_SUBSCRIPTION: Shape = Table(&[
    must("app_id", "write the app whose messages count", ANY_TEXT),
    must("event_type", "write the type of the metadata", Text(1, 50)),
]);

const DISPLAY: &[Key] = &[
    must("name", "write the app's name", Text(1, 35)),
    may("description", Text(1, 140)),
    may("background_color", Like(color)),
    may("long_description", Text(175, 4000)),
];
const APP_HOME: &[Key] = &[
    may("home_tab_enabled", Flag),
    may("messages_tab_enabled", Flag),
    may("messages_tab_read_only_enabled", Flag),
];
const BOT_USER: &[Key] = &[
    must("display_name", "write the bot's name", Text(1, 80)),
    may("always_online", Flag),
];
const FEATURES: &[Key] = &[
    may("app_home", Table(APP_HOME)),
    may("bot_user", Table(BOT_USER)),
    may("shortcuts", List(1, 10, &SHORTCUT, false)),
    may("slash_commands", List(1, 50, &COMMAND, false)),
    may("unfurl_domains", List(1, 5, &ANY_LINE, true)),
    may("assistant_view", Anything),
    may("agent_view", Anything),
    may("workflow_steps", Anything),
    may("functions", Anything),
    may("rich_previews", Anything),
];
const SCOPE_LISTS: &[Key] = &[
    may("bot", SCOPES),
    may("bot_optional", SCOPES),
    may("user", SCOPES),
    may("user_optional", SCOPES),
];
const OAUTH: &[Key] = &[
    may("scopes", Table(SCOPE_LISTS)),
    may("redirect_urls", List(0, 1000, &ANY_LINE, true)),
    may("token_management_enabled", Flag),
    may("pkce_enabled", Flag),
];
const EVENT_SUBSCRIPTIONS: &[Key] = &[
    may("request_url", Like(url)),
    may("bot_events", EVENTS),
    may("user_events", EVENTS),
    may(
        "metadata_subscriptions",
        List(1, 20, &METADATA_SUBSCRIPTION, true),
    ),
];
const INTERACTIVITY: &[Key] = &[
    must("is_enabled", "write true or false", Flag),
    may("request_url", Like(url)),
    may("message_menu_options_url", Like(url)),
];
const SETTINGS: &[Key] = &[
    may("event_subscriptions", Table(EVENT_SUBSCRIPTIONS)),
    may("interactivity", Table(INTERACTIVITY)),
    may("socket_mode_enabled", Flag),
    may("org_deploy_enabled", Flag),
    may("token_rotation_enabled", Flag),
    may("allowed_ip_address_ranges", List(1, 50, &ANY_LINE, true)),
    may(
        "incoming_webhooks",
        Table(&[may("incoming_webhooks_enabled", Flag)]),
    ),
    may("is_hosted", Flag),
    may("is_mcp_enabled", Flag),
    may("siws_links", Anything),
    may("hermes_app_type", ANY_TEXT),
    may("function_runtime", ANY_TEXT),
];
const VERSION: &[Key] = &[
    may("schema_version", Whole),
    may("min_version", Whole),
    may("major_version", Whole),
    may("minor_version", Whole),
];

/// A whole manifest.
pub(super) static MANIFEST: Shape = Table(&[
    must(
        "display_information",
        "the app needs a name there",
        Table(DISPLAY),
    ),
    may("features", Table(FEATURES)),
    may("oauth_config", Table(OAUTH)),
    may("settings", Table(SETTINGS)),
    may("_metadata", Table(VERSION)),
    may("$schema", ANY_TEXT),
    may("app_directory", Anything),
    may("functions", Anything),
    may("workflows", Anything),
    may("datastores", Anything),
    may("outgoing_domains", Anything),
    may("types", Anything),
    may("external_auth_providers", Anything),
    may("mcp_servers", Anything),
]);

/// An address that the app can be reached at.
fn url(text: &str) -> Result<(), String> {
    let begins = text.starts_with("https://") || text.starts_with("http://");
    let parsed = text.parse::<hyper::Uri>().ok();
    if text.chars().count() > 3500 {
        return Err("3500 characters are the most".to_owned());
    }
    if begins && parsed.is_some_and(|uri| uri.host().is_some_and(|host| !host.is_empty())) {
        return Ok(());
    }
    Err("write an address like \"https://app.example.com/slack/events\"".to_owned())
}

fn command(text: &str) -> Result<(), String> {
    let length = text.chars().count();
    if text.starts_with('/')
        && (2..=32).contains(&length)
        && !text.contains(char::is_whitespace)
        && text == text.to_lowercase()
    {
        return Ok(());
    }
    Err("write a slash and 1 to 31 characters, no spaces, no capital letters".to_owned())
}

fn color(text: &str) -> Result<(), String> {
    let digits = text.strip_prefix('#').unwrap_or("");
    if [3, 6].contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(());
    }
    Err("write a colour like \"#1f3a5f\"".to_owned())
}

/// What must hold between two places, as Slack says it when an app is created from the manifest.
pub(super) fn check(manifest: &Manifest) -> Vec<Problem> {
    let mut problems = Vec::new();
    let commands = &manifest.features.slash_commands;
    let socket = manifest.settings.socket_mode_enabled;
    for (at, SlashCommand { command, url, .. }) in commands.iter().enumerate() {
        let key = format!("features.slash_commands[{at}]");
        if !command.is_empty() && commands[..at].iter().any(|other| other.command == *command) {
            let what = format!("\"{command}\" is there twice");
            problems.push(Problem::new(format!("{key}.command"), what));
        }
        if url.is_none() && !socket {
            let what = "is missing; write where the command goes, or switch socket_mode_enabled on";
            problems.push(Problem::new(format!("{key}.url"), what));
        }
    }
    let events = &manifest.settings.event_subscriptions;
    if !events.bot_events.is_empty() && events.request_url.is_none() && !socket {
        problems.push(Problem::new(
            "settings.event_subscriptions.request_url",
            "is missing; event subscription requires either a request URL or Socket Mode enabled",
        ));
    }
    let interactivity = &manifest.settings.interactivity;
    if interactivity.is_enabled && interactivity.request_url.is_none() && !socket {
        problems.push(Problem::new(
            "settings.interactivity.request_url",
            "is missing; interactivity requires a request URL, or Socket Mode enabled",
        ));
    }
    problems
}
