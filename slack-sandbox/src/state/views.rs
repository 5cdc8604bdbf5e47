//! Modals and home tabs: a view, its hash, and what is filled in.

use super::inputs::{self, Values};
use serde_json::{Map, Value, json};

/// A modal or a home tab as one person has it.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// `V…`.
    pub id: String,
    /// Who sees it.
    pub user: String,
    /// What the app sent: type, blocks, title, callback_id and so on.
    pub body: Map<String, Value>,
    /// Changes with every update.
    pub hash: String,
    /// The first view of the stack.
    pub root_view_id: String,
    /// The view below.
    pub previous_view_id: Option<String>,
    /// `state.values`: by block and action id.
    pub values: Map<String, Value>,
    /// Texts beside fields, by block id.
    pub errors: Map<String, Value>,
}

impl View {
    /// Its blocks.
    #[must_use]
    pub fn blocks(&self) -> &[Value] {
        self.body
            .get("blocks")
            .and_then(Value::as_array)
            .map_or(&[], Vec::as_slice)
    }

    /// A text of the body, such as `callback_id` or `private_metadata`; empty if absent.
    #[must_use]
    pub fn text(&self, key: &str) -> &str {
        self.body.get(key).and_then(Value::as_str).unwrap_or("")
    }

    pub(crate) fn flag(&self, key: &str) -> bool {
        self.body.get(key).and_then(Value::as_bool).unwrap_or(false)
    }

    /// Takes a new body; fields whose block id, action id and type stay keep what was filled in.
    pub(crate) fn replace(&mut self, body: Map<String, Value>, hash: String) {
        self.body = body;
        self.hash = hash;
        self.errors.clear();
        let mut values = inputs::initial(self.blocks());
        for (block, actions) in &mut values {
            let Some(actions) = actions.as_object_mut() else {
                continue;
            };
            for (action, entry) in actions {
                let old = self
                    .values
                    .get(block)
                    .and_then(|actions| actions.get(action));
                if let Some(old) = old.filter(|old| old["type"] == entry["type"]) {
                    *entry = old.clone();
                }
            }
        }
        self.values = values;
    }

    /// Slack's view object with these values in its state.
    pub(crate) fn to_slack(&self, ids: &ViewIds, values: &Values) -> Value {
        let field = |key: &str| self.body.get(key).cloned().unwrap_or(Value::Null);
        json!({
            "id": self.id,
            "team_id": ids.team,
            "type": field("type"),
            "blocks": self.blocks(),
            "private_metadata": self.text("private_metadata"),
            "callback_id": self.text("callback_id"),
            "state": {"values": values},
            "hash": self.hash,
            "title": field("title"),
            "clear_on_close": self.flag("clear_on_close"),
            "notify_on_close": self.flag("notify_on_close"),
            "close": field("close"),
            "submit": field("submit"),
            "previous_view_id": self.previous_view_id,
            "root_view_id": self.root_view_id,
            "app_id": ids.app,
            "external_id": self.text("external_id"),
            "app_installed_team_id": ids.team,
            "bot_id": ids.bot,
        })
    }
}

/// Ids that every view carries.
pub(crate) struct ViewIds {
    pub(crate) team: String,
    pub(crate) app: String,
    pub(crate) bot: String,
}
