//! `chat.*` and `reactions.add`.

use super::compose::{TEXT, attachments, compose, metadata};
use super::refusal::Refusal;
use super::{Answer, Request, blocks, conversations};
use crate::state::messages::{Metadata, in_channel};
use crate::state::{Kind, Message, Ts};
use serde_json::json;

pub(super) fn post_message(request: &mut Request<'_>) -> Answer {
    let channel = target(request)?;
    let mut message = compose(request)?;
    message.metadata = metadata(request)?.flatten();
    reply_to(request, &channel, &mut message)?;
    let ts = message.ts;
    request.world.post(&channel, message);
    Ok(json!({"channel": channel, "ts": ts, "message": shown(request, &channel, ts)?}))
}

/// The channel that the bot may post to; a user's id stands for the direct conversation.
fn target(request: &mut Request<'_>) -> Result<String, Refusal> {
    let name = request.args.text("channel").ok_or("channel_not_found")?;
    if request.world.user(name).is_some() {
        conversations::reachable(request, name).map_err(|_| "channel_not_found")?;
        if !request.world.app.messages_tab {
            return Err("messages_tab_disabled".into());
        }
        return Ok(request.world.open_im(name).0);
    }
    let world = &*request.world;
    let channel = world.find_channel(name).ok_or("channel_not_found")?;
    let member = channel.members.contains(&world.app.bot_user);
    if !member && channel.kind != Kind::Public {
        return Err("channel_not_found".into());
    }
    if channel.is_archived {
        return Err("is_archived".into());
    }
    if !member && request.scope("chat:write.public").is_err() {
        return Err("not_in_channel".into());
    }
    if channel.is_im() && !world.app.messages_tab {
        return Err("messages_tab_disabled".into());
    }
    if let Kind::Im(user) = &channel.kind
        && world.user(user).is_none_or(|user| user.deleted)
    {
        return Err("user_disabled".into());
    }
    Ok(channel.id.clone())
}

/// Puts the message in the thread that the arguments name.
fn reply_to(
    request: &mut Request<'_>,
    channel: &str,
    message: &mut Message,
) -> Result<(), Refusal> {
    let Some(parent) = request
        .args
        .ts("thread_ts")
        .map_err(|_| "invalid_thread_ts")?
    else {
        return Ok(());
    };
    let broadcast = request.args.flag("reply_broadcast");
    let channel = request
        .world
        .channels
        .get_mut(channel)
        .ok_or("channel_not_found")?;
    let parent = channel
        .messages
        .get_mut(&parent)
        .ok_or("thread_not_found")?;
    if parent.is_reply() {
        return Err("cannot_reply_to_message".into());
    }
    parent.thread_ts = Some(parent.ts);
    message.thread_ts = Some(parent.ts);
    message.broadcast = broadcast;
    Ok(())
}

fn shown(request: &Request<'_>, channel: &str, ts: Ts) -> Answer {
    let app = &request.world.app;
    let channel = request
        .world
        .channels
        .get(channel)
        .ok_or("channel_not_found")?;
    let message = channel.messages.get(&ts).ok_or("message_not_found")?;
    Ok(in_channel(
        channel,
        message,
        (&app.team_id, &app.app_id),
        Metadata::Hidden,
    ))
}

/// The bot's own message that the arguments name.
fn own(request: &Request<'_>, not_own: &str) -> Result<(String, Ts), Refusal> {
    let channel = request.visible_channel()?;
    let ts = request
        .args
        .ts("ts")
        .ok()
        .flatten()
        .ok_or("message_not_found")?;
    let message = channel
        .messages
        .get(&ts)
        .filter(|one| !one.is_tombstone)
        .ok_or("message_not_found")?;
    if message.user != request.world.app.bot_user {
        return Err(not_own.into());
    }
    if channel.is_archived {
        return Err("is_archived".into());
    }
    Ok((channel.id.clone(), ts))
}

pub(super) fn update(request: &mut Request<'_>) -> Answer {
    let (channel, ts) = own(request, "cant_update_message")?;
    let found = blocks::of_message(request.args)?;
    let attached = attachments(request)?;
    let text = request.args.text("text");
    if text.is_none() && found.is_none() && attached.is_none() {
        return Err("no_text".into());
    }
    let metadata = metadata(request)?;
    let edited_at = request.world.ts();
    let filled = found.map(|found| request.world.bot_message("", found).blocks);
    let bot = request.world.app.bot_user.clone();
    let home = request
        .world
        .channels
        .get_mut(&channel)
        .ok_or("channel_not_found")?;
    let message = home.messages.get_mut(&ts).ok_or("message_not_found")?;
    if let Some(filled) = filled {
        message.blocks = filled;
        message.text = text.unwrap_or("").chars().take(TEXT).collect();
    } else if let Some(text) = text {
        message.text = text.chars().take(TEXT).collect();
    }
    message.attachments = attached.unwrap_or(std::mem::take(&mut message.attachments));
    if let Some(metadata) = metadata {
        message.metadata = metadata;
    }
    message.edited = Some((bot, edited_at));
    let text = message.text.clone();
    Ok(
        json!({"channel": channel, "ts": ts, "text": text, "message": shown(request, &channel, ts)?}),
    )
}

pub(super) fn delete(request: &mut Request<'_>) -> Answer {
    let (channel, ts) = own(request, "cant_delete_message")?;
    if let Some(channel) = request.world.channels.get_mut(&channel) {
        channel.remove(ts);
    }
    Ok(json!({"channel": channel, "ts": ts}))
}

pub(super) fn post_ephemeral(request: &mut Request<'_>) -> Answer {
    let user = request.args.need("user")?;
    let channel = target(request)?;
    let home = request
        .world
        .channels
        .get(&channel)
        .ok_or("channel_not_found")?;
    if !home.members.contains(user) {
        return Err("user_not_in_channel".into());
    }
    let message = compose(request)?;
    let ts = message.ts;
    request.world.show_ephemeral(user, &channel, message);
    Ok(json!({"message_ts": ts}))
}

pub(super) fn permalink(request: &mut Request<'_>) -> Answer {
    let channel = request.visible_channel()?;
    let ts = request
        .args
        .ts("message_ts")
        .ok()
        .flatten()
        .ok_or("message_not_found")?;
    let message = channel.messages.get(&ts).ok_or("message_not_found")?;
    let (domain, digits) = (&request.world.app.domain, ts.to_string().replace('.', ""));
    let mut link = format!(
        "https://{domain}.slack.com/archives/{}/p{digits}",
        channel.id
    );
    if let Some(parent) = message.thread_ts.filter(|_| message.is_reply()) {
        link = format!("{link}?thread_ts={parent}&cid={}", channel.id);
    }
    Ok(json!({"channel": channel.id, "permalink": link}))
}

pub(super) fn react(request: &mut Request<'_>) -> Answer {
    let channel = request.visible_channel()?.id.clone();
    let name = request
        .args
        .text("name")
        .map(|name| name.trim_matches(':'))
        .ok_or("no_item_specified")?;
    let ts = request
        .args
        .ts("timestamp")
        .map_err(|_| "bad_timestamp")?
        .ok_or("no_item_specified")?;
    let bot = request.world.app.bot_user.clone();
    let home = request
        .world
        .channels
        .get_mut(&channel)
        .ok_or("channel_not_found")?;
    let message = home.messages.get_mut(&ts).ok_or("message_not_found")?;
    match message
        .reactions
        .iter_mut()
        .find(|(known, _)| known == name)
    {
        Some((_, users)) if users.contains(&bot) => return Err("already_reacted".into()),
        Some((_, users)) => users.push(bot),
        None => message.reactions.push((name.to_owned(), vec![bot])),
    }
    Ok(json!({}))
}
