//! Typing into an external select: the app is asked for its options, which are then there to be chosen.

use super::press::{At, What, choose, find};
use super::{Done, Nonsense, nonsense};
use crate::deliver::{self, Ack, Parcel};
use crate::sandbox::Sandbox;
use crate::state::inputs::Suggested;
use serde_json::Value;

/// What Slack shows in the menu when the app gave no options.
const FAILED: &str = "Sorry, something went wrong loading these options.";
/// The most options or groups.
const MOST: usize = 100;

impl Sandbox {
    pub(super) async fn suggest(
        &self,
        user: &str,
        at: At,
        what: What,
        typed: &str,
    ) -> Result<Done, Nonsense> {
        let Some(way) = self.way(self.manifest().options_url()) else {
            return nonsense("the manifest has no message_menu_options_url for interactivity");
        };
        let (body, key) = self.read(|world| {
            let (origin, blocks, values) = find(world, user, &at)?;
            let place = choose(&blocks, &what)?;
            if !matches!(place.kind(), "external_select" | "multi_external_select") {
                return nonsense(format!("a {} has its own options", place.kind()));
            }
            let least = place.element["min_query_length"].as_u64().unwrap_or(3);
            if u64::try_from(typed.chars().count()).unwrap_or(u64::MAX) < least {
                return nonsense(format!("Slack asks when {least} characters are typed"));
            }
            let ids = (place.block_id(), place.action_id());
            let body = deliver::block_suggestion(world, user, &origin, ids, typed, &values);
            Ok((body, Suggested::key(user, &place)))
        })?;
        let parcel = Parcel::new("block_suggestion", user, way, body);
        let ack = self.deliver(parcel).await;
        let shown = match suggested(&ack) {
            Some(options) => {
                self.change(|world| world.suggested.keep(key, options));
                None
            }
            None => Some(FAILED.to_owned()),
        };
        Ok(Done {
            ack: Some(ack),
            shown,
            ..Done::default()
        })
    }
}

/// The options of an answer, from its groups too; nothing if it has none that Slack takes.
fn suggested(ack: &Ack) -> Option<Vec<Value>> {
    let answer: Value = serde_json::from_str(&ack.body).ok()?;
    let list = |value: &Value| {
        let list = value.as_array().filter(|list| list.len() <= MOST)?;
        Some(list.clone())
    };
    if !ack.is_success() {
        return None;
    }
    let options = match (list(&answer["options"]), list(&answer["option_groups"])) {
        (Some(options), None) => options,
        (None, Some(groups)) => {
            let each: Option<Vec<_>> = groups.iter().map(|group| list(&group["options"])).collect();
            each?.concat()
        }
        _ => return None,
    };
    let is_option = |option: &Value| {
        let text = option["text"]["text"].as_str();
        text.is_some_and(|text| !text.is_empty()) && option["value"].is_string()
    };
    options.iter().all(is_option).then_some(options)
}
