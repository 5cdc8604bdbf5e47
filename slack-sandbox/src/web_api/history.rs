//! `conversations.history` and `conversations.replies`.

use super::refusal::Refusal;
use super::{Answer, Request, cursor};
use crate::state::messages::{Metadata, in_channel};
use crate::state::{Channel, Message, Ts};
use serde_json::{Value, json};

/// What is asked for.
struct Window {
    oldest: Ts,
    latest: Ts,
    inclusive: bool,
    limit: usize,
    metadata: Metadata,
}

impl Window {
    fn read(request: &Request<'_>, default: usize) -> Result<Self, Refusal> {
        let args = request.args;
        Ok(Self {
            oldest: args
                .ts("oldest")
                .map_err(|_| "invalid_ts_oldest")?
                .unwrap_or(Ts::ZERO),
            latest: args
                .ts("latest")
                .map_err(|_| "invalid_ts_latest")?
                .unwrap_or(Ts::MAX),
            inclusive: args.flag("inclusive"),
            limit: cursor::limit(args, default, default.max(999))?,
            metadata: if args.flag("include_all_metadata") {
                Metadata::Shown
            } else {
                Metadata::Hidden
            },
        })
    }

    fn holds(&self, ts: Ts) -> bool {
        (self.oldest < ts && ts < self.latest)
            || (self.inclusive && (ts == self.oldest || ts == self.latest))
    }
}

/// The channel, if the bot is in it and may read it.
fn readable<'a>(request: &'a Request<'_>) -> Result<&'a Channel, Refusal> {
    let channel = request.visible_channel()?;
    request.scope(&format!("{}:history", channel.scope_family()))?;
    if !channel.members.contains(&request.world.app.bot_user) {
        return Err("not_in_channel".into());
    }
    Ok(channel)
}

fn cursor_ts(request: &Request<'_>) -> Result<Option<Ts>, Refusal> {
    let Some(key) = cursor::read(request.args)? else {
        return Ok(None);
    };
    let ts = key.strip_prefix("next_ts:").and_then(|ts| ts.parse().ok());
    ts.map(Some).ok_or_else(|| "invalid_cursor".into())
}

fn finish<'a>(
    request: &Request<'_>,
    channel: &'a Channel,
    window: &Window,
    mut found: impl Iterator<Item = &'a Message>,
) -> Value {
    let ids = (
        request.world.app.team_id.as_str(),
        request.world.app.app_id.as_str(),
    );
    let world = &*request.world;
    let show = |message: &Message| world.signed(in_channel(channel, message, ids, window.metadata));
    let page: Vec<Value> = found.by_ref().take(window.limit).map(show).collect();
    let next = found
        .next()
        .map(|message| cursor::write(&format!("next_ts:{}", message.ts)));
    let mut answer = json!({"messages": page, "has_more": next.is_some()});
    if let Some(next) = next {
        answer["response_metadata"] = cursor::metadata(&next);
    }
    answer
}

fn seen(request: &Request<'_>, message: &Message) -> bool {
    message
        .hidden_until
        .is_none_or(|until| until <= request.world.now())
}

pub(super) fn history(request: &mut Request<'_>) -> Answer {
    let channel = readable(request)?;
    let window = Window::read(request, 100)?;
    let from = cursor_ts(request)?.unwrap_or(Ts::MAX).min(window.latest);
    let found = channel
        .messages
        .range(..=from)
        .rev()
        .map(|(_, message)| message)
        .take_while(|one| one.ts >= window.oldest);
    let found = found.filter(|one| {
        window.holds(one.ts) && (!one.is_reply() || one.broadcast) && seen(request, one)
    });
    let mut answer = finish(request, channel, &window, found);
    answer["pin_count"] = json!(0);
    answer["channel_actions_ts"] = Value::Null;
    answer["channel_actions_count"] = json!(0);
    for (key, ts) in [
        ("oldest", request.args.ts("oldest")),
        ("latest", request.args.ts("latest")),
    ] {
        if let Ok(Some(ts)) = ts {
            answer[key] = json!(ts);
        }
    }
    Ok(answer)
}

pub(super) fn replies(request: &mut Request<'_>) -> Answer {
    let channel = readable(request)?;
    let wanted = request
        .args
        .ts("ts")
        .ok()
        .flatten()
        .ok_or("thread_not_found")?;
    let window = Window::read(request, 1000)?;
    let named = channel
        .messages
        .get(&wanted)
        .filter(|one| seen(request, one))
        .ok_or("thread_not_found")?;
    let parent = named.thread_ts.unwrap_or(wanted);
    let parent = channel.messages.get(&parent).unwrap_or(named);
    let from = cursor_ts(request)?;
    let replies = channel
        .threads
        .get(&parent.ts)
        .into_iter()
        .flatten()
        .filter_map(|ts| channel.messages.get(ts));
    let replies = replies.filter(|one| window.holds(one.ts) && seen(request, one));
    let all = std::iter::once(parent)
        .chain(replies)
        .filter(|one| from.is_none_or(|from| one.ts >= from));
    Ok(finish(request, channel, &window, all))
}
