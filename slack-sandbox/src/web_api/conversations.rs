//! `conversations.*` except what reads messages.

use super::refusal::Refusal;
use super::{Answer, Request, cursor, method};
use crate::state::{Channel, Kind, Ts};
use serde_json::{Value, json};

impl Request<'_> {
    /// The channel named by the argument, if the bot can see it.
    pub(super) fn visible_channel(&self) -> Result<&Channel, Refusal> {
        let id = self.args.need("channel")?;
        let channel = self.world.channels.get(id).ok_or("channel_not_found")?;
        if channel.kind == Kind::Public || channel.members.contains(&self.world.app.bot_user) {
            Ok(channel)
        } else {
            Err("channel_not_found".into())
        }
    }
}

pub(super) fn info(request: &mut Request<'_>) -> Answer {
    let channel = request.visible_channel()?;
    request.scope(&format!("{}:read", channel.scope_family()))?;
    let mut shown = channel.to_slack(&request.world.app.bot_user);
    if !request.args.flag("include_num_members")
        && let Some(fields) = shown.as_object_mut()
    {
        fields.shift_remove("num_members");
    }
    shown["last_read"] = json!(
        channel
            .messages
            .keys()
            .next_back()
            .copied()
            .unwrap_or(Ts::ZERO)
    );
    if !matches!(channel.kind, Kind::Im(_)) {
        shown["is_read_only"] = json!(false);
    }
    if request.args.flag("include_locale") {
        shown["locale"] = json!("en-US");
    }
    Ok(json!({"channel": shown}))
}

pub(super) fn list(request: &mut Request<'_>) -> Answer {
    let types: Vec<&str> = request
        .args
        .text("types")
        .unwrap_or("public_channel")
        .split(',')
        .map(str::trim)
        .collect();
    let mut families = Vec::new();
    for kind in types {
        let family = match kind {
            "public_channel" => "channels",
            "private_channel" => "groups",
            "im" => "im",
            "mpim" => "mpim",
            _ => return Err("invalid_types".into()),
        };
        request.scope(&format!("{family}:read")).map_err(|_| {
            let needed = format!("{family}:read");
            method::missing(&needed, &request.world.app.scopes)
        })?;
        families.push(family);
    }
    let bot = &request.world.app.bot_user;
    let no_archived = request.args.flag("exclude_archived");
    let wanted = |channel: &&Channel| {
        families.contains(&channel.scope_family())
            && (channel.kind == Kind::Public || channel.members.contains(bot))
            && !(no_archived && channel.is_archived)
    };
    let channels = request.world.channels.values().filter(wanted);
    let limit = cursor::limit(request.args, 100, 999)?;
    let (page, next) = cursor::page(channels, |channel| channel.id.as_str(), request.args, limit)?;
    let channels: Vec<Value> = page
        .into_iter()
        .map(|channel| channel.to_slack(bot))
        .collect();
    Ok(json!({"channels": channels, "response_metadata": cursor::metadata(&next)}))
}

pub(super) fn members(request: &mut Request<'_>) -> Answer {
    let channel = request.visible_channel()?;
    request.scope(&format!("{}:read", channel.scope_family()))?;
    let limit = cursor::limit(request.args, 100, 1000)?;
    let (page, next) = cursor::page(channel.members.iter(), String::as_str, request.args, limit)?;
    Ok(json!({"members": page, "response_metadata": cursor::metadata(&next)}))
}

pub(super) fn join(request: &mut Request<'_>) -> Answer {
    let channel = request.visible_channel()?;
    if channel.kind != Kind::Public {
        return Err("method_not_supported_for_channel_type".into());
    }
    if channel.is_archived {
        return Err("is_archived".into());
    }
    let id = channel.id.clone();
    let bot = request.world.app.bot_user.clone();
    let channel = request
        .world
        .channels
        .get_mut(&id)
        .ok_or("channel_not_found")?;
    let joined = channel.members.insert(bot.clone());
    let shown = channel.to_slack(&bot);
    if joined {
        let event = request.world.member_joined(&bot, &id, None);
        request.world.app_did(event);
        return Ok(json!({"channel": shown}));
    }
    let warned = json!({"warnings": ["already_in_channel"]});
    Ok(json!({"channel": shown, "warning": "already_in_channel", "response_metadata": warned}))
}

/// The most people in a direct conversation beside the bot.
const PEOPLE: usize = 8;

pub(super) fn open(request: &mut Request<'_>) -> Answer {
    if request.args.text("channel").is_some() {
        let channel = request.visible_channel()?;
        if !matches!(channel.kind, Kind::Im(_) | Kind::Mpim) {
            return Err("method_not_supported_for_channel_type".into());
        }
        let id = channel.id.clone();
        return opened(request, &id, json!({"no_op": true, "already_open": true}));
    }
    let users = request.args.list("users")?;
    let bot = &request.world.app.bot_user;
    let mut people: Vec<String> = Vec::new();
    for user in users {
        if user != *bot && !people.contains(&user) {
            people.push(user);
        }
    }
    let family = match people.len() {
        0 => return Err("users_list_not_supplied".into()),
        1 => "im",
        2..=PEOPLE => "mpim",
        _ => return Err("too_many_users".into()),
    };
    request.scope(&format!("{family}:write"))?;
    for user in &people {
        reachable(request, user)?;
    }
    let known = match &people[..] {
        [user] => request.world.im_of(user),
        _ => request.world.mpim_of(&people),
    };
    if let Some(id) = known.map(|channel| channel.id.clone()) {
        return opened(request, &id, json!({"no_op": true, "already_open": true}));
    }
    if request.args.flag("prevent_creation") {
        return Err("channel_not_found".into());
    }
    let id = match &people[..] {
        [user] => request.world.open_im(user).0,
        _ => request.world.open_mpim(&people),
    };
    opened(request, &id, json!({}))
}

/// Whether the bot may have a direct conversation with this user.
pub(super) fn reachable(request: &Request<'_>, user: &str) -> Result<(), Refusal> {
    let user = request.world.user(user).ok_or("user_not_found")?;
    if user.deleted {
        return Err("user_disabled".into());
    }
    if user.is_bot {
        return Err("cannot_dm_bot".into());
    }
    Ok(())
}

fn opened(request: &Request<'_>, id: &str, mut fields: Value) -> Answer {
    let channel = request.world.channels.get(id).ok_or("channel_not_found")?;
    let whole = request.args.flag("return_im");
    fields["channel"] = if whole {
        channel.to_slack(&request.world.app.bot_user)
    } else {
        json!({"id": id})
    };
    Ok(fields)
}
