//! Ids as types, so that a team is never taken for a person.
//!
//! A copy of one shares its text: a company's two years name the same few teams and categories a million times.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(from = "String", into = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes the text as it is; whoever reads it from outside has checked its form.
            pub fn new(text: impl Into<String>) -> Self {
                Self(Arc::from(text.into()))
            }

            /// The text of the id.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.as_str().to_owned()
            }
        }

        // A set of ids can be asked for a text.
        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                self.as_str()
            }
        }
    )+};
}

ids! {
    /// One workspace in our own tables; Slack's id of it is a [`SlackTeamId`].
    WorkspaceId,
    /// Slack's `T…`.
    SlackTeamId,
    /// A Slack user, `U…` or `W…`; an e-mail address where the company was imported without Slack.
    PersonId,
    /// A team's key in `org.toml`, like `payments`.
    TeamId,
    /// A category's key in `org.toml`, like `fires`.
    CategoryId,
    /// What people type for an objective, like `PAY-1`.
    ObjectiveCode,
    /// What people type for a key result, like `PAY-1.2`.
    KeyResultCode,
    /// One ask: a person, a team, a week.
    AskId,
    /// One iteration.
    IterationId,
    /// One request of a team.
    RequestId,
    /// One question that leadership asked a team.
    QuestionId,
    /// One decision that leadership recorded.
    DecisionId,
    /// One row of the ledger of everything sent to Slack.
    DeliveryId,
    /// A Slack conversation: `C…`, `G…` or `D…`.
    ChannelId,
    /// The `ts` by which Slack knows a message within its channel.
    MessageTs,
}

impl PersonId {
    /// Whether Slack can be asked for this person; an e-mail address is not yet a Slack user.
    #[must_use]
    pub fn is_slack(&self) -> bool {
        self.0.starts_with(['U', 'W']) && !self.0.contains('@')
    }
}
