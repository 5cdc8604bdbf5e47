//! `chat.*` and `reactions.add`.

use super::compose::{Content, TEXT, compose, content, metadata};
use super::refusal::Refusal;
use super::{Answer, Request, conversations};
use crate::state::messages::{Metadata, in_channel};
use crate::state::{Kind, Message, Ts};
use serde_json::json;

/// The longest text that an edit can give a message.
const EDITED_TEXT: usize = 4_000;

pub(super) fn post_message(request: &mut Request<'_>) -> Answer {
    let channel = target(request)?;
    let mut message = compose(request)?;
    message.metadata = metadata(request)?.flatten().unwrap_or_default().into();
    reply_to(request, &channel, &mut message)?;
    let ts = message.ts;
    request.world.post(&channel, message);
    let answer = json!({"channel": channel, "ts": ts, "message": shown(request, &channel, ts)?});
    Ok(with_warning(request, answer))
}

/// Adds the warning that a text was cut.
fn with_warning(request: &Request<'_>, mut answer: serde_json::Value) -> serde_json::Value {
    let text = request.args.text("text").unwrap_or("");
    if text.chars().nth(TEXT).is_some() {
        answer["warning"] = json!("message_truncated");
        answer["response_metadata"] = json!({"warnings": ["message_truncated"]});
    }
    answer
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
    Ok(request.world.signed(in_channel(
        channel,
        message,
        (&app.team_id, &app.app_id),
        Metadata::Hidden,
    )))
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
        return Err("is_inactive".into());
    }
    Ok((channel.id.clone(), ts))
}

/// What an edit says anew; nothing if it only shows a reply in the channel.
fn edit(request: &Request<'_>, broadcast: bool) -> Result<Option<Content>, Refusal> {
    let new = match content(request) {
        Err(refusal) if broadcast && refusal.is("no_text") => None,
        new => Some(new?),
    };
    let long = |text: &String| text.chars().nth(EDITED_TEXT).is_some();
    if new
        .as_ref()
        .and_then(|new| new.text.as_ref())
        .is_some_and(long)
    {
        return Err("msg_too_long".into());
    }
    if broadcast && new.is_some() {
        return Err("no_dual_broadcast_content_update".into());
    }
    Ok(new)
}

pub(super) fn update(request: &mut Request<'_>) -> Answer {
    let (channel, ts) = own(request, "cant_update_message")?;
    let broadcast = request.args.flag("reply_broadcast");
    let new = edit(request, broadcast)?;
    let metadata = metadata(request)?;
    let before = request.world.as_seen(&channel, ts);
    let edited_at = request.world.ts();
    let bot = request.world.app.bot_user.clone();
    let filled = new.map(|new| {
        let blocks = new
            .blocks
            .map(|blocks| request.world.bot_message("", blocks).blocks);
        (new.text, blocks, new.attachments)
    });
    let home = request
        .world
        .channels
        .get_mut(&channel)
        .ok_or("channel_not_found")?;
    let message = home.messages.get_mut(&ts).ok_or("message_not_found")?;
    if broadcast {
        if !message.is_reply() || message.broadcast {
            return Err("cant_broadcast_message".into());
        }
        message.broadcast = true;
    }
    if let Some((text, blocks, attachments)) = filled {
        if let Some(blocks) = blocks {
            message.blocks = blocks;
            message.text = text.unwrap_or_default();
        } else if let Some(text) = text {
            message.text = text;
        }
        if let Some(attachments) = attachments {
            message.attachments = attachments.into();
        }
        message.edited = Some((bot, edited_at));
    }
    if let Some(metadata) = metadata {
        message.metadata = metadata.unwrap_or_default().into();
    }
    let text = message.text.clone();
    request.world.message_changed(&channel, ts, &before);
    Ok(
        json!({"channel": channel, "ts": ts, "text": text, "message": shown(request, &channel, ts)?}),
    )
}

pub(super) fn delete(request: &mut Request<'_>) -> Answer {
    let (channel, ts) = own(request, "cant_delete_message")?;
    let before = request.world.as_seen(&channel, ts);
    if let Some(channel) = request.world.channels.get_mut(&channel) {
        channel.remove(ts);
    }
    request.world.message_deleted(&channel, ts, &before);
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
    let thread = request
        .args
        .ts("thread_ts")
        .map_err(|_| "invalid_thread_ts")?;
    let replies = thread.and_then(|thread| home.threads.get(&thread));
    // One in a thread that has no replies is taken, and seen by nobody.
    let is_seen = thread.is_none() || replies.is_some_and(|replies| !replies.is_empty());
    let mut message = compose(request)?;
    message.thread_ts = thread;
    let ts = message.ts;
    if !is_seen {
        return Ok(json!({"message_ts": ts}));
    }
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
    let channel = request.visible_channel()?;
    if channel.is_archived {
        return Err("is_archived".into());
    }
    let channel = channel.id.clone();
    let name = request.args.text("name").map(|name| name.trim_matches(':'));
    let is_name = |name: &&str| {
        name.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-+':".contains(&byte)
        })
    };
    let name = name
        .filter(|name| !name.is_empty())
        .filter(is_name)
        .ok_or("invalid_name")?;
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
    if !message.react(&bot, name) {
        return Err("already_reacted".into());
    }
    let event = request.world.reaction_added((&bot, name), (&channel, ts));
    request.world.app_did(event);
    Ok(json!({}))
}
