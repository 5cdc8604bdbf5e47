//! The table of methods: each with its scopes, its rate tier and its handler.

use super::refusal::Refusal;
use super::{Answer, Request, chat, conversations, files, history, team, usergroups, users, views};
use serde_json::json;

/// Which scopes a method needs.
pub(super) enum Needs {
    /// None.
    Nothing,
    /// One of these; which of them may depend on the conversation.
    AnyOf(&'static [&'static str]),
}

/// How often Slack allows a method, by minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tier {
    /// 20.
    Two,
    /// 50.
    Three,
    /// 100.
    Four,
    /// A rule of its own.
    Special,
}

/// Which of the app's tokens a method takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// The bot's.
    Bot,
    /// The app-level one.
    App,
}

/// A method of the Web API.
pub(super) struct Method {
    pub(super) name: &'static str,
    pub(super) needs: Needs,
    pub(super) token: Token,
    pub(super) tier: Tier,
    pub(super) run: fn(&mut Request<'_>) -> Answer,
}

const READ: Needs = Needs::AnyOf(&["channels:read", "groups:read", "im:read", "mpim:read"]);
const HISTORY: Needs = Needs::AnyOf(&[
    "channels:history",
    "groups:history",
    "im:history",
    "mpim:history",
]);
const WRITE: Needs = Needs::AnyOf(&["chat:write"]);
const USERS: Needs = Needs::AnyOf(&["users:read"]);
const GROUPS: Needs = Needs::AnyOf(&["usergroups:read"]);
const OPEN: Needs = Needs::AnyOf(&["im:write", "mpim:write", "channels:manage", "groups:write"]);

const fn method(
    name: &'static str,
    needs: Needs,
    tier: Tier,
    run: fn(&mut Request<'_>) -> Answer,
) -> Method {
    Method {
        name,
        needs,
        token: Token::Bot,
        tier,
        run,
    }
}

/// The scope of the app-level token.
pub(super) const CONNECTIONS: &str = "connections:write";

static METHODS: &[Method] = &[
    method("api.test", Needs::Nothing, Tier::Four, team::api_test),
    Method {
        name: "apps.connections.open",
        needs: Needs::AnyOf(&[CONNECTIONS]),
        token: Token::App,
        tier: Tier::Three,
        run: team::open_connection,
    },
    method("auth.test", Needs::Nothing, Tier::Special, team::auth_test),
    method(
        "blocks.validate",
        Needs::Nothing,
        Tier::Special,
        team::validate,
    ),
    method("chat.delete", WRITE, Tier::Three, chat::delete),
    method(
        "chat.getPermalink",
        Needs::Nothing,
        Tier::Special,
        chat::permalink,
    ),
    method(
        "chat.postEphemeral",
        WRITE,
        Tier::Four,
        chat::post_ephemeral,
    ),
    method("chat.postMessage", WRITE, Tier::Special, chat::post_message),
    method("chat.update", WRITE, Tier::Three, chat::update),
    method(
        "conversations.history",
        HISTORY,
        Tier::Three,
        history::history,
    ),
    method("conversations.info", READ, Tier::Three, conversations::info),
    method(
        "conversations.join",
        Needs::AnyOf(&["channels:join"]),
        Tier::Three,
        conversations::join,
    ),
    method("conversations.list", READ, Tier::Two, conversations::list),
    method(
        "conversations.members",
        READ,
        Tier::Four,
        conversations::members,
    ),
    method("conversations.open", OPEN, Tier::Three, conversations::open),
    method(
        "conversations.replies",
        HISTORY,
        Tier::Three,
        history::replies,
    ),
    method(
        "dnd.info",
        Needs::AnyOf(&["dnd:read"]),
        Tier::Three,
        team::dnd,
    ),
    method(
        "files.completeUploadExternal",
        Needs::AnyOf(&["files:write"]),
        Tier::Four,
        files::complete,
    ),
    method(
        "files.getUploadURLExternal",
        Needs::AnyOf(&["files:write"]),
        Tier::Four,
        files::upload_url,
    ),
    method(
        "files.info",
        Needs::AnyOf(&["files:read"]),
        Tier::Four,
        files::info,
    ),
    method(
        "reactions.add",
        Needs::AnyOf(&["reactions:write"]),
        Tier::Three,
        chat::react,
    ),
    method(
        "team.info",
        Needs::AnyOf(&["team:read"]),
        Tier::Three,
        team::info,
    ),
    method("usergroups.list", GROUPS, Tier::Two, usergroups::list),
    method(
        "usergroups.users.list",
        GROUPS,
        Tier::Two,
        usergroups::users,
    ),
    method("users.info", USERS, Tier::Four, users::info),
    method("users.list", USERS, Tier::Two, users::list),
    method(
        "users.lookupByEmail",
        Needs::AnyOf(&["users:read.email"]),
        Tier::Three,
        users::by_email,
    ),
    method(
        "users.profile.get",
        Needs::AnyOf(&["users.profile:read"]),
        Tier::Four,
        users::profile,
    ),
    method("views.open", Needs::Nothing, Tier::Four, views::open),
    method("views.publish", Needs::Nothing, Tier::Four, views::publish),
    method("views.push", Needs::Nothing, Tier::Four, views::push),
    method("views.update", Needs::Nothing, Tier::Four, views::update),
];

/// The names of all methods.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    METHODS.iter().map(|method| method.name)
}

/// The method of that name.
pub(super) fn find(name: &str) -> Option<&'static Method> {
    METHODS
        .binary_search_by_key(&name, |method| method.name)
        .ok()
        .map(|at| &METHODS[at])
}

impl Method {
    /// How many calls a minute takes; nothing if the method has a rule of its own.
    pub(super) fn per_minute(&self) -> Option<usize> {
        match self.tier {
            Tier::Two => Some(20),
            Tier::Three => Some(50),
            Tier::Four => Some(100),
            Tier::Special => None,
        }
    }

    /// Refuses a token that has none of the scopes.
    pub(super) fn allowed(&self, granted: &[String]) -> Result<(), Refusal> {
        match self.needs {
            Needs::Nothing => Ok(()),
            Needs::AnyOf(scopes)
                if scopes
                    .iter()
                    .any(|scope| granted.iter().any(|one| one == scope)) =>
            {
                Ok(())
            }
            Needs::AnyOf(scopes) => Err(missing(&scopes.join(","), granted)),
        }
    }

    /// What stands in `x-accepted-oauth-scopes`.
    pub(super) fn accepted(&self) -> String {
        match self.needs {
            Needs::Nothing => String::new(),
            Needs::AnyOf(scopes) => scopes.join(","),
        }
    }
}

/// The refusal of a call without its scope.
pub(super) fn missing(needed: &str, granted: &[String]) -> Refusal {
    Refusal::new("missing_scope")
        .and("needed", json!(needed))
        .and("provided", json!(granted.join(",")))
}

impl Request<'_> {
    /// Refuses unless the token has this scope.
    pub(super) fn scope(&self, scope: &str) -> Result<(), Refusal> {
        let granted = &self.world.app.scopes;
        if granted.iter().any(|one| one == scope) {
            Ok(())
        } else {
            Err(missing(scope, granted))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_so_that_it_can_be_searched() {
        assert!(METHODS.is_sorted_by_key(|method| method.name));
        assert!(METHODS.iter().all(|one| find(one.name).is_some()));
    }
}
