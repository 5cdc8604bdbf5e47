//! Slack's inbound payloads, as far as we read them. Unknown keys are ignored, and what may be null is optional.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::domain::typed::Typed;
use crate::slack::ids;
use crate::words::message::Field;

/// A slash command's form.
#[derive(Deserialize)]
pub(super) struct SlashCommand {
    pub team_id: Option<String>,
    #[serde(default)]
    pub is_enterprise_install: String,
    pub user_id: String,
    pub command: String,
    #[serde(default)]
    pub text: String,
    pub trigger_id: String,
    pub response_url: Option<String>,
}

/// The one field of an interactive request.
#[derive(Deserialize)]
pub(super) struct Interactive {
    pub payload: String,
}

/// What all interactive payloads have.
#[derive(Deserialize)]
pub(super) struct Interaction {
    #[serde(rename = "type")]
    pub kind: String,
    pub team: Option<HasId>,
    #[serde(default)]
    pub is_enterprise_install: bool,
    pub user: HasId,
    pub trigger_id: Option<String>,
    pub response_url: Option<String>,
    #[serde(default)]
    pub actions: Vec<Action>,
    pub view: Option<View>,
}

/// Anything with an id.
#[derive(Deserialize)]
pub(super) struct HasId {
    pub id: String,
}

/// A pressed button.
#[derive(Deserialize)]
pub(super) struct Action {
    pub action_id: String,
    pub value: Option<String>,
}

/// A form that was submitted, or in which something was chosen.
#[derive(Deserialize)]
pub(super) struct View {
    #[serde(default)]
    pub id: String,
    #[serde(default)]
    pub hash: String,
    pub callback_id: Option<String>,
    pub private_metadata: Option<String>,
    pub state: Option<ViewState>,
}

impl View {
    /// What stands in the fields that we know, and the ids of their blocks.
    pub fn typed(&self) -> (Typed<Field>, Vec<String>) {
        let mut fields = BTreeMap::new();
        let mut blocks = Vec::new();
        for (block, element) in self.state.iter().flat_map(ViewState::fields) {
            let Some(field) = ids::field(block) else {
                continue;
            };
            fields.insert(field, element.text().map(|text| readable(&text)));
            blocks.push(block.clone());
        }
        (Typed(fields), blocks)
    }
}

/// What stands in its fields, by block and action.
#[derive(Deserialize)]
pub(super) struct ViewState {
    /// In the form's own order, so that *the first field* is the one that a person sees first.
    #[serde(default)]
    values: Map<String, Value>,
}

impl ViewState {
    /// The fields in order, each with its block's id; what does not look like a field is none.
    pub fn fields(&self) -> impl Iterator<Item = (&String, Element)> {
        self.values.iter().filter_map(|(block, elements)| {
            let elements = BTreeMap::<String, Element>::deserialize(elements).ok()?;
            Some((block, elements.into_values().next()?))
        })
    }
}

/// One field: a text, a choice, a person or a day.
#[derive(Deserialize)]
pub(super) struct Element {
    value: Option<String>,
    selected_option: Option<Choice>,
    selected_options: Option<Vec<Choice>>,
    selected_user: Option<String>,
    selected_date: Option<String>,
}

impl Element {
    /// What stands in it, whatever kind of field it is.
    pub fn text(self) -> Option<String> {
        let chosen = self.selected_option.map(|option| option.value);
        let ticked = self.selected_options.map(|options| {
            let values: Vec<String> = options.into_iter().map(|option| option.value).collect();
            values.join(",")
        });
        chosen
            .or(ticked)
            .or(self.selected_user)
            .or(self.selected_date)
            .or(self.value)
    }
}

/// A chosen option.
#[derive(Deserialize)]
pub(super) struct Choice {
    value: String,
}

/// The envelope of an event.
#[derive(Deserialize)]
pub(super) struct Envelope {
    #[serde(rename = "type")]
    pub kind: String,
    pub challenge: Option<String>,
    pub team_id: Option<String>,
    pub event_id: Option<String>,
    pub event_time: Option<i64>,
    pub event: Option<Event>,
}

/// An event, by its type, and whom it is about.
#[derive(Deserialize)]
pub(super) struct Event {
    #[serde(rename = "type")]
    pub kind: String,
    pub tokens: Option<Tokens>,
    /// A person, where one changed; other events have an id there.
    pub user: Option<serde_json::Value>,
}

/// Whose tokens were revoked.
#[derive(Deserialize)]
pub(super) struct Tokens {
    #[serde(default)]
    pub bot: Vec<String>,
}

/// Text as it was typed, without what is no letter of any language and would break what stands around it: NUL, which
/// PostgreSQL refuses, and the marks that turn the direction of all text behind them.
pub fn readable(text: &str) -> String {
    let breaks =
        |letter: &char| matches!(letter, '\0' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|letter| !breaks(letter)).collect()
}

/// What was typed behind a command: there, and in no field of a form, Slack writes three characters as entities. Mentions
/// keep their own brackets, so that they look like what somebody may type; Headway reads people in them and obeys none.
pub fn typed(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    readable(&text.replace("&amp;", "&"))
}
