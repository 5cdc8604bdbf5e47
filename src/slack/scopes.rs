//! The scopes that `manifest.yml` asks for: without some nothing works, without others something is lost.

use std::collections::BTreeSet;

/// Without these the server does not start.
pub const REQUIRED: [&str; 4] = ["commands", "chat:write", "im:write", "users:read"];

/// What is lost without each of these.
pub const OPTIONAL: [(&str, &str); 7] = [
    (
        "im:history",
        "a direct message whose fate is unknown cannot be looked for",
    ),
    (
        "channels:history",
        "a digest whose fate is unknown cannot be looked for in a public channel",
    ),
    (
        "groups:history",
        "a digest whose fate is unknown cannot be looked for in a private channel",
    ),
    (
        "channels:read",
        "public channels cannot be found by name, nor seen whether the bot is in them",
    ),
    (
        "groups:read",
        "private channels cannot be found by name, nor seen whether the bot is in them",
    ),
    (
        "users:read.email",
        "people cannot be imported by their e-mail address",
    ),
    (
        "files:write",
        "/okr export comes as text in pages rather than as a file",
    ),
];

/// The required scopes that were not granted. Where Slack did not say what was granted, nothing is missed.
#[must_use]
pub fn missing(granted: &BTreeSet<String>) -> Vec<&'static str> {
    let lacks = |scope: &&str| !granted.is_empty() && !granted.contains(*scope);
    REQUIRED.into_iter().filter(lacks).collect()
}

/// The optional scopes that were not granted, with what is lost.
#[must_use]
pub fn lost(granted: &BTreeSet<String>) -> Vec<(&'static str, &'static str)> {
    let lacks = |(scope, _): &(&str, &str)| !granted.is_empty() && !granted.contains(*scope);
    OPTIONAL.into_iter().filter(lacks).collect()
}
