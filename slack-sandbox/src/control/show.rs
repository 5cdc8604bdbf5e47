//! The whole workspace in Slack's own objects.

use crate::state::messages::{Metadata, in_channel};
use crate::state::{Channel, Ephemeral, View, World};
use serde_json::{Map, Value, json};

/// Users, channels, messages, views, homes, ephemeral messages and deliveries.
pub(super) fn state(world: &World) -> Value {
    let team = &world.app.team_id;
    let users: Vec<Value> = world
        .users
        .iter()
        .map(|user| user.to_slack(team, world.now(), true))
        .collect();
    let channels: Vec<Value> = world
        .channels
        .values()
        .map(|one| channel(world, one))
        .collect();
    let messages: Map<String, Value> = world
        .channels
        .values()
        .map(|one| (one.id.clone(), messages(world, one)))
        .collect();
    let filled = |view: &View| world.filled(view);
    let stacks = world.stacks.iter().filter(|(_, stack)| !stack.is_empty());
    let views: Map<String, Value> = stacks
        .map(|(user, stack)| (user.clone(), stack.iter().map(filled).collect()))
        .collect();
    let homes: Map<String, Value> = world
        .homes
        .iter()
        .map(|(user, view)| (user.clone(), filled(view)))
        .collect();
    let shown = |list: &Vec<Ephemeral>| {
        list.iter()
            .map(|one| ephemeral(world, one))
            .collect::<Value>()
    };
    let ephemerals: Map<String, Value> = world
        .ephemerals
        .iter()
        .map(|(user, list)| (user.clone(), shown(list)))
        .collect();
    let deliveries: Vec<_> = world.log.deliveries.iter().collect();
    json!({
        "now": world.now(),
        "users": users,
        "channels": channels,
        "messages": messages,
        "views": views,
        "homes": homes,
        "ephemerals": ephemerals,
        "deliveries": deliveries,
    })
}

fn channel(world: &World, channel: &Channel) -> Value {
    let mut shown = channel.to_slack(&world.app.bot_user);
    shown["members"] = json!(channel.members);
    shown
}

fn messages(world: &World, channel: &Channel) -> Value {
    let ids = (world.app.team_id.as_str(), world.app.app_id.as_str());
    channel
        .messages
        .values()
        .map(|message| in_channel(channel, message, ids, Metadata::Shown))
        .collect()
}

/// An ephemeral message with the channel it is shown in.
pub(crate) fn ephemeral(world: &World, one: &Ephemeral) -> Value {
    let mut object = one
        .message
        .to_slack(&world.app.team_id, &world.app.app_id, Metadata::Hidden);
    object.insert("channel".into(), json!(one.channel));
    object.insert("is_ephemeral".into(), json!(true));
    Value::Object(object)
}
