//! What the code uses of Slack: what it handles, and the methods that it calls with the scopes that Slack wants.

use std::collections::BTreeSet;

use crate::sources;
use crate::tidy::tokens::{Token, flat};

pub use headway::door::routes::{COMMANDS, EVENTS};
/// Scopes without which the server does not start.
pub use headway::slack::scopes::REQUIRED as REQUIRED_SCOPES;

/// Where Slack delivers.
pub const ROUTES: [&str; 3] = [
    headway::door::routes::COMMANDS_PATH,
    headway::door::routes::EVENTS_PATH,
    headway::door::routes::INTERACTIONS_PATH,
];

/// The methods of the Web API that are called, with the bot scopes that Slack's reference gives for each.
pub const METHODS: &[(&str, &[&str])] = &[
    ("auth.test", &[]),
    ("chat.delete", &["chat:write"]),
    ("chat.getPermalink", &[]),
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
    ("files.completeUploadExternal", &["files:write"]),
    ("files.getUploadURLExternal", &["files:write"]),
    ("users.info", &["users:read"]),
    ("users.lookupByEmail", &["users:read.email"]),
    ("views.open", &[]),
    ("views.update", &[]),
];

/// The families of Slack's methods.
const FAMILIES: [&str; 16] = [
    "api",
    "apps",
    "auth",
    "blocks",
    "bots",
    "chat",
    "conversations",
    "dnd",
    "files",
    "oauth",
    "reactions",
    "team",
    "usergroups",
    "users",
    "views",
    "pins",
];

/// Every method that the room `slack` names outside its tests: `"chat.postMessage"`, also within a longer string.
pub fn methods_called() -> BTreeSet<String> {
    let mut files = sources::rust_files("src/slack");
    files.retain(|file| !file.ends_with("/tests.rs"));
    let sources = files.iter().map(|file| sources::read(file));
    sources.flat_map(|source| methods_in(&source)).collect()
}

pub fn methods_in(source: &str) -> Vec<String> {
    let mut tokens = flat(&source.parse().unwrap());
    let tests = tokens
        .windows(3)
        .position(|three| three[0].is("mod") && three[1].is("tests") && three[2].is("{"));
    tokens.truncate(tests.unwrap_or(tokens.len()));
    let texts = tokens.iter().filter_map(Token::string);
    texts.flat_map(|text| methods_of(&text)).collect()
}

fn methods_of(text: &str) -> Vec<String> {
    let outside = |letter: char| !letter.is_ascii_alphanumeric() && letter != '.';
    let words = text.split(outside).map(|word| word.trim_matches('.'));
    let methods = words.filter(|word| {
        let family = word.split_once('.').map(|(family, _)| family);
        family.is_some_and(|family| FAMILIES.contains(&family))
    });
    methods.map(str::to_owned).collect()
}
