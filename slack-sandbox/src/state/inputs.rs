//! Interactive elements in blocks, and what is filled in: the shapes of `state.values`.

use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// By block id, then action id.
pub(crate) type Values = Map<String, Value>;

/// An interactive element where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed<'a> {
    pub(crate) block: &'a Value,
    pub(crate) element: &'a Value,
}

impl<'a> Placed<'a> {
    pub(crate) fn kind(&self) -> &'a str {
        self.element["type"].as_str().unwrap_or("")
    }

    pub(crate) fn block_id(&self) -> &'a str {
        self.block["block_id"].as_str().unwrap_or("")
    }

    pub(crate) fn action_id(&self) -> &'a str {
        self.element["action_id"].as_str().unwrap_or("")
    }

    pub(crate) fn is_input(&self) -> bool {
        self.block["type"] == "input"
    }

    /// Filled in by hand and sent with the form, not at once.
    pub(crate) fn waits_for_submit(&self) -> bool {
        self.is_input() && self.block["dispatch_action"] != true
    }

    pub(crate) fn is_optional(&self) -> bool {
        self.block["optional"] == true
    }

    /// What a person would call it: the input's label, the button's text, or the placeholder.
    pub(crate) fn label(&self) -> &'a str {
        let text = if self.is_input() {
            &self.block["label"]
        } else {
            &self.element["text"]
        };
        text["text"]
            .as_str()
            .or(self.element["placeholder"]["text"].as_str())
            .unwrap_or("")
    }
}

/// The options that the app gave for external selects, by person, block and action id.
#[derive(Default)]
pub(crate) struct Suggested(HashMap<SuggestedFor, Vec<Value>>);

type SuggestedFor = (String, String, String);

/// When options are known for more elements, all are forgotten.
const SUGGESTED: usize = 1_000;

impl Suggested {
    pub(crate) fn key(user: &str, place: &Placed<'_>) -> SuggestedFor {
        let (block_id, action_id) = (place.block_id(), place.action_id());
        (user.to_owned(), block_id.to_owned(), action_id.to_owned())
    }

    /// Adds options; what was suggested before can still be chosen, as it may stand in the field.
    pub(crate) fn keep(&mut self, key: SuggestedFor, options: Vec<Value>) {
        if self.0.len() >= SUGGESTED {
            self.0.clear();
        }
        let known = self.0.entry(key).or_default();
        known.retain(|old| !options.iter().any(|new| new["value"] == old["value"]));
        known.splice(0..0, options);
        known.truncate(SUGGESTED);
    }

    /// Everything that was suggested to a person, by block and action id.
    pub(crate) fn to(&self, user: &str) -> HashMap<(String, String), Vec<Value>> {
        let theirs = self.0.iter().filter(|((to, ..), _)| to == user);
        theirs
            .map(|((_, block, action), options)| ((block.clone(), action.clone()), options.clone()))
            .collect()
    }

    /// What can be chosen there.
    pub(crate) fn of(&self, user: &str, place: &Placed<'_>) -> &[Value] {
        let known = self.0.get(&Self::key(user, place));
        known.map_or(&[], Vec::as_slice)
    }
}

/// Every interactive element of the blocks, in order; those in cards, containers and tables too.
pub(crate) fn placed(blocks: &[Value]) -> Vec<Placed<'_>> {
    let mut all = Vec::new();
    for block in blocks {
        let list = |key: &str| block[key].as_array().map_or(&[][..], Vec::as_slice);
        let elements: Vec<&Value> = match block["type"].as_str().unwrap_or("") {
            "input" => vec![&block["element"]],
            "section" => vec![&block["accessory"]],
            "actions" | "context_actions" => list("elements").iter().collect(),
            "card" => list("actions").iter().collect(),
            "data_table" => {
                let cells = list("rows").iter().filter_map(Value::as_array).flatten();
                cells.map(|cell| &cell["element"]).collect()
            }
            _ => Vec::new(),
        };
        let interactive = |element: &&Value| element["action_id"].is_string();
        all.extend(
            elements
                .into_iter()
                .filter(interactive)
                .map(|element| Placed { block, element }),
        );
        if let Some(key) = inner_blocks(block) {
            all.extend(placed(block[key].as_array().map_or(&[], Vec::as_slice)));
        }
    }
    all
}

/// The key under which a block holds other blocks.
fn inner_blocks(block: &Value) -> Option<&'static str> {
    match block["type"].as_str().unwrap_or("") {
        "carousel" => Some("elements"),
        "container" => Some("child_blocks"),
        _ => None,
    }
}

/// What `state.values` holds before anybody touched anything.
pub(crate) fn initial(blocks: &[Value]) -> Values {
    let mut values = Values::new();
    for place in placed(blocks) {
        if let Some(entry) = initial_entry(place.element) {
            put(&mut values, place.block_id(), place.action_id(), entry);
        }
    }
    values
}

/// Sets one field.
pub(crate) fn put(values: &mut Values, block_id: &str, action_id: &str, entry: Value) {
    let block = values.entry(block_id).or_insert_with(|| json!({}));
    block[action_id] = entry;
}

/// The key under which an element of this type keeps what is chosen, and the key of what it starts with.
pub(crate) fn keys(kind: &str) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        "plain_text_input" | "number_input" | "email_text_input" | "url_text_input" => {
            ("value", "initial_value")
        }
        "static_select" | "external_select" | "radio_buttons" => {
            ("selected_option", "initial_option")
        }
        "multi_static_select" | "multi_external_select" | "checkboxes" => {
            ("selected_options", "initial_options")
        }
        "users_select" => ("selected_user", "initial_user"),
        "multi_users_select" => ("selected_users", "initial_users"),
        "conversations_select" => ("selected_conversation", "initial_conversation"),
        "multi_conversations_select" => ("selected_conversations", "initial_conversations"),
        "channels_select" => ("selected_channel", "initial_channel"),
        "multi_channels_select" => ("selected_channels", "initial_channels"),
        "datepicker" => ("selected_date", "initial_date"),
        "timepicker" => ("selected_time", "initial_time"),
        "datetimepicker" => ("selected_date_time", "initial_date_time"),
        "rich_text_input" => ("rich_text_value", "initial_value"),
        "file_input" => ("files", ""),
        _ => return None,
    })
}

/// The key ends in an s: a list, which is empty rather than null.
pub(crate) fn is_list(key: &str) -> bool {
    key.ends_with('s')
}

/// An entry with this value; a missing one is the type's own emptiness.
pub(crate) fn entry(element: &Value, value: Option<Value>) -> Option<Value> {
    let kind = element["type"].as_str()?;
    let (key, _) = keys(kind)?;
    let mut entry = json!({"type": kind});
    match value {
        Some(value) => entry[key] = value,
        None if kind == "rich_text_input" => {}
        None if is_list(key) => entry[key] = json!([]),
        None => entry[key] = Value::Null,
    }
    if let Some(zone) = element.get("timezone").filter(|_| kind == "timepicker") {
        entry["timezone"] = zone.clone();
    }
    Some(entry)
}

fn initial_entry(element: &Value) -> Option<Value> {
    let (_, initial) = keys(element["type"].as_str()?)?;
    let value = element.get(initial).filter(|value| !value.is_null());
    entry(element, value.filter(|value| **value != "").cloned())
}

/// All options of a select, from its groups too.
pub(crate) fn options(element: &Value) -> impl Iterator<Item = &Value> {
    let own = element["options"].as_array();
    let groups = element["option_groups"]
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    own.map_or(&[][..], Vec::as_slice).iter().chain(
        groups
            .iter()
            .flat_map(|group| group["options"].as_array().map_or(&[][..], Vec::as_slice)),
    )
}

/// Writes out what Slack takes for granted in the text objects of a block or view.
pub(crate) fn complete_texts(within: &mut Value) {
    match within {
        Value::Array(list) => list.iter_mut().for_each(complete_texts),
        Value::Object(map) => {
            let text = map.get("text").is_some_and(Value::is_string);
            match map.get("type").and_then(Value::as_str).filter(|_| text) {
                Some("plain_text") => {
                    map.entry("emoji").or_insert(Value::Bool(true));
                }
                Some("mrkdwn") => {
                    map.entry("verbatim").or_insert(Value::Bool(false));
                }
                _ => map.values_mut().for_each(complete_texts),
            }
        }
        _ => {}
    }
}

/// Gives blocks and elements the ids that the app left out, and text objects their defaults.
pub(crate) fn fill_ids(blocks: &mut [Value], mut next: impl FnMut() -> String) {
    fill_all(blocks, &mut next);
}

fn fill_all(blocks: &mut [Value], next: &mut dyn FnMut() -> String) {
    for block in blocks {
        complete_texts(block);
        let inner = inner_blocks(block);
        let Some(object) = block.as_object_mut() else {
            continue;
        };
        if object
            .get("block_id")
            .and_then(Value::as_str)
            .is_none_or(str::is_empty)
        {
            object.insert("block_id".into(), Value::String(next()));
        }
        for key in ["element", "accessory"] {
            if let Some(element) = object.get_mut(key) {
                fill_action_id(element, next);
            }
        }
        let key = match object.get("type").and_then(Value::as_str) {
            Some("actions" | "context_actions") => "elements",
            Some("card") => "actions",
            Some("data_table") => "rows",
            _ => inner.unwrap_or(""),
        };
        let Some(list) = object.get_mut(key).and_then(Value::as_array_mut) else {
            continue;
        };
        if inner.is_some() {
            fill_all(list, next);
        }
        for item in list {
            match item {
                Value::Array(cells) => cells.iter_mut().for_each(|cell| {
                    if let Some(element) = cell.get_mut("element") {
                        fill_action_id(element, next);
                    }
                }),
                element => fill_action_id(element, next),
            }
        }
    }
}

fn fill_action_id(element: &mut Value, next: &mut dyn FnMut() -> String) {
    let kind = element["type"].as_str().unwrap_or("");
    let interactive = keys(kind).is_some()
        || matches!(
            kind,
            "button" | "overflow" | "workflow_button" | "icon_button" | "feedback_buttons"
        );
    if interactive && !element["action_id"].is_string() {
        element["action_id"] = Value::String(next());
    }
}
