//! Pressing a button or choosing in a menu, in a message, a modal or on the home tab.

use super::fill::fill;
use super::pick::{self, Strictness};
use super::{Done, Nonsense, nonsense};
use crate::deliver::{Ack, Origin, Parcel, Press, block_actions};
use crate::sandbox::Sandbox;
use crate::state::inputs::{self, Placed, Values};
use crate::state::{Ts, World};
use serde_json::{Map, Value, json};

/// Where the element stands.
pub(super) struct At {
    pub(super) channel: Option<String>,
    pub(super) ts: Option<String>,
    pub(super) view_id: Option<String>,
    pub(super) values: Map<String, Value>,
}

/// Which element, and what is chosen.
pub(super) struct What {
    pub(super) block_id: Option<String>,
    pub(super) action_id: Option<String>,
    pub(super) label: Option<String>,
    pub(super) value: Option<Value>,
}

impl Sandbox {
    pub(super) async fn press(&self, user: &str, at: At, what: What) -> Result<Done, Nonsense> {
        let base = self.base_url();
        let way = self.way(self.manifest().interactivity_url());
        let body = self.change(|world| {
            let (mut origin, blocks, mut values) = find(world, user, &at)?;
            let place = choose(&blocks, &what)?;
            let action = action(world, user, &place, &what, &mut values)?;
            remember(world, user, &mut origin, &values);
            if place.waits_for_submit() {
                return Ok(None);
            }
            let press = Press { action, values };
            Ok(Some(block_actions(world, &base, user, &origin, &press)))
        })?;
        let Some(body) = body else {
            return Ok(Done::default());
        };
        let Some(way) = way else {
            return nonsense("the manifest has no request_url for interactivity");
        };
        let parcel = Parcel::new("block_actions", user, way, body);
        let ack = self.deliver(parcel).await;
        Ok(Done {
            shown: trouble(&ack),
            ack: Some(ack),
            ..Done::default()
        })
    }
}

/// What Slack says beside a button or shortcut when the app did not take it.
pub(super) fn trouble(ack: &Ack) -> Option<String> {
    (!ack.is_success()).then(|| match ack.status {
        Some(status) => format!("This app responded with Status Code {status}."),
        None if ack.timed_out => {
            "Operation timed out. Apps need to respond within 3 seconds.".to_owned()
        }
        None => "This app is not responding.".to_owned(),
    })
}

/// The place, its blocks, and what is filled in there.
pub(super) fn find(
    world: &World,
    user: &str,
    at: &At,
) -> Result<(Origin, Vec<Value>, Values), Nonsense> {
    match (&at.view_id, &at.channel, &at.ts) {
        (Some(id), None, None) => {
            let Some(view) = world.view(id).filter(|view| view.user == user) else {
                return nonsense(format!("{user} has no view {id}"));
            };
            let (values, problems) = fill(view, &at.values, Strictness::Client, &world.suggested)?;
            if let Some((block, problem)) = problems.iter().next() {
                return nonsense(format!("{block}: {problem}"));
            }
            Ok((
                Origin::View(Box::new(view.clone())),
                view.blocks().to_vec(),
                values,
            ))
        }
        (None, Some(channel), Some(ts)) => in_message(world, user, channel, ts),
        _ => nonsense("press needs either view_id, or channel and ts"),
    }
}

fn in_message(
    world: &World,
    user: &str,
    channel: &str,
    ts: &str,
) -> Result<(Origin, Vec<Value>, Values), Nonsense> {
    let Some(home) = world
        .channels
        .get(channel)
        .filter(|home| home.members.contains(user))
    else {
        return nonsense(format!("{user} sees no channel {channel}"));
    };
    let Ok(ts) = ts.parse::<Ts>() else {
        return nonsense(format!("{ts} is not a ts"));
    };
    let mut shown = world.ephemerals.get(user).into_iter().flatten();
    let (origin, blocks) = if let Some(message) = home.messages.get(&ts) {
        (
            Origin::Message {
                channel: channel.to_owned(),
                ts,
            },
            message.blocks.list(),
        )
    } else if let Some(one) = shown.find(|one| one.channel == channel && one.message.ts == ts) {
        let message = Box::new(one.message.clone());
        (
            Origin::Ephemeral {
                channel: channel.to_owned(),
                message,
            },
            one.message.blocks.list(),
        )
    } else {
        return nonsense(format!("there is no message {ts} in {channel}"));
    };
    let known = world
        .message_values
        .get(&(user.to_owned(), channel.to_owned(), ts))
        .cloned();
    let mut values = inputs::initial(&blocks);
    for (block, actions) in known.iter().flatten() {
        if let Some(current) = values.get_mut(block) {
            *current = actions.clone();
        }
    }
    Ok((origin, blocks, values))
}

/// The element that is meant; a button's value decides between several.
pub(super) fn choose<'a>(blocks: &'a [Value], what: &What) -> Result<Placed<'a>, Nonsense> {
    let places = inputs::placed(blocks);
    let same = |place: &&Placed<'_>| match (&what.action_id, &what.label) {
        (Some(id), None) => place.action_id() == id,
        (None, Some(label)) => place.label() == label,
        (Some(id), Some(label)) => place.action_id() == id && place.label() == label,
        (None, None) => what.block_id.is_some(),
    };
    let in_block = |place: &&Placed<'_>| {
        what.block_id
            .as_deref()
            .is_none_or(|id| place.block_id() == id)
    };
    let mut found: Vec<Placed<'a>> = places
        .iter()
        .filter(in_block)
        .filter(same)
        .copied()
        .collect();
    if found.len() > 1
        && let Some(value) = &what.value
    {
        found.retain(|place| place.element["value"] == *value || place.kind() != "button");
    }
    match found[..] {
        [place] => Ok(place),
        [] => {
            let all: Vec<_> = places
                .iter()
                .map(|place| format!("{} \"{}\"", place.action_id(), place.label()))
                .collect();
            nonsense(format!(
                "nothing there has that action_id, label or value; there is {}",
                all.join(", ")
            ))
        }
        _ => nonsense("several elements are meant; add the block_id, or the button's value"),
    }
}

/// The entry of `actions`; a choice is put into the values too.
fn action(
    world: &mut World,
    user: &str,
    place: &Placed<'_>,
    what: &What,
    values: &mut Values,
) -> Result<Value, Nonsense> {
    let mut action = json!({
        "type": place.kind(),
        "block_id": place.block_id(),
        "action_id": place.action_id(),
    });
    if inputs::keys(place.kind()).is_some() {
        let wanted = what.value.clone().unwrap_or_default();
        let known = world.suggested.of(user, place);
        let entry = pick::entry(place, &wanted, Strictness::Client, known).map_err(Nonsense)?;
        for (key, value) in entry.as_object().into_iter().flatten() {
            action[key.as_str()] = value.clone();
        }
        inputs::put(values, place.block_id(), place.action_id(), entry);
    } else if place.kind() == "feedback_buttons" {
        let wanted = what.value.as_ref().and_then(Value::as_str).unwrap_or("");
        let sides = ["positive_button", "negative_button"].map(|side| &place.element[side]);
        let mut sides = sides.into_iter();
        let Some(side) =
            sides.find(|side| side["value"] == wanted || side["text"]["text"] == wanted)
        else {
            return nonsense(format!("\"{wanted}\" is not one of the two buttons"));
        };
        for key in ["text", "value"] {
            action[key] = side[key].clone();
        }
    } else if place.kind() == "overflow" {
        let wanted = what.value.as_ref().and_then(Value::as_str).unwrap_or("");
        let mut options = inputs::options(place.element);
        let chosen =
            options.find(|option| option["value"] == wanted || option["text"]["text"] == wanted);
        let Some(chosen) = chosen else {
            return nonsense(format!("\"{wanted}\" is not one of the options"));
        };
        action["selected_option"] = chosen.clone();
    } else {
        for key in ["text", "value", "style", "url"] {
            if let Some(value) = place.element.get(key) {
                action[key] = value.clone();
            }
        }
    }
    action["action_ts"] = json!(world.ts());
    Ok(action)
}

/// Keeps what was chosen.
fn remember(world: &mut World, user: &str, origin: &mut Origin, values: &Values) {
    match origin {
        Origin::View(view) => {
            view.values = values.clone();
            if let Some(kept) = world.view_mut(&view.id) {
                kept.values = values.clone();
            }
        }
        Origin::Message { channel, ts } => keep(world, user, channel, *ts, values),
        Origin::Ephemeral { channel, message } => keep(world, user, channel, message.ts, values),
    }
}

fn keep(world: &mut World, user: &str, channel: &str, ts: Ts, values: &Values) {
    if !values.is_empty() {
        world
            .message_values
            .insert((user.to_owned(), channel.to_owned(), ts), values.clone());
    }
}
