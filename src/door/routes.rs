//! What Slack is told about us in the manifest: paths, commands, events.

/// Where slash commands arrive.
pub const COMMANDS_PATH: &str = "/slack/commands";
/// Where presses and forms arrive.
pub const INTERACTIONS_PATH: &str = "/slack/interactions";
/// Where events arrive.
pub const EVENTS_PATH: &str = "/slack/events";

/// Slash commands that are answered.
pub const COMMANDS: [&str; 3] = ["/checkin", "/okr", "/iteration"];
/// Events that are heard.
pub const EVENTS: [&str; 3] = ["app_uninstalled", "tokens_revoked", "user_change"];
