//! What the code uses of Slack, as the manifest's tests see it: the code's own tables, once the rooms that hold them
//! stand.

/// Slash commands that are handled.
pub const COMMANDS: &[&str] = &["/checkin", "/okr"];

/// Events that are handled.
pub const EVENTS: &[&str] = &["app_uninstalled", "tokens_revoked"];

/// Where Slack delivers.
pub const ROUTES: &[&str] = &["/slack/commands", "/slack/events", "/slack/interactions"];

/// Scopes without which the server does not start.
pub const REQUIRED_SCOPES: &[&str] = &["commands", "chat:write", "im:write", "users:read"];

/// Methods of the Web API that are called, with the scopes that each needs.
pub const METHODS: &[(&str, &[&str])] = &[
    ("auth.test", &[]),
    ("chat.delete", &["chat:write"]),
    ("chat.postEphemeral", &["chat:write"]),
    ("chat.postMessage", &["chat:write"]),
    ("chat.update", &["chat:write"]),
    (
        "conversations.history",
        &["im:history", "channels:history", "groups:history"],
    ),
    ("conversations.info", &["channels:read", "groups:read"]),
    ("conversations.list", &["channels:read", "groups:read"]),
    ("conversations.open", &["im:write"]),
    (
        "conversations.replies",
        &["channels:history", "groups:history"],
    ),
    ("users.info", &["users:read"]),
    ("users.lookupByEmail", &["users:read.email"]),
    ("views.open", &[]),
];
