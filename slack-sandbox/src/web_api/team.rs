//! `api.test`, `apps.connections.open`, `auth.test`, `team.info`, `dnd.info`, `blocks.validate`.

use super::refusal::Refusal;
use super::{Answer, Request};
use crate::blockkit::{self, Surface};
use serde_json::{Value, json};

/// Where Slack keeps the pictures of teams that have none.
const AVATARS: &str = "https://a.slack-edge.com/80588/img/avatars-teams/";

pub(super) fn api_test(request: &mut Request<'_>) -> Answer {
    if let Some(error) = request.args.text("error") {
        return Err(Refusal::new(error).and("args", Value::Object(request.args.0.clone())));
    }
    Ok(json!({"args": request.args.0}))
}

/// A URL for one Socket Mode connection.
pub(super) fn open_connection(request: &mut Request<'_>) -> Answer {
    let world = &mut *request.world;
    if !world.app.socket_mode {
        return Err("forbidden_team".into());
    }
    let ticket = world.uuid();
    let base = world.app.base_url.replacen("http", "ws", 1);
    let url = format!("{base}/link/?ticket={ticket}&app_id={}", world.app.app_id);
    world.tickets.add_link(ticket);
    Ok(json!({"url": url}))
}

pub(super) fn auth_test(request: &mut Request<'_>) -> Answer {
    let app = &request.world.app;
    let name = request
        .world
        .user(&app.bot_user)
        .map_or("", |user| &user.name);
    Ok(json!({
        "url": format!("https://{}.slack.com/", app.domain),
        "team": app.team_name,
        "user": name,
        "team_id": app.team_id,
        "user_id": app.bot_user,
        "bot_id": app.bot_id,
        "is_enterprise_install": false,
    }))
}

pub(super) fn info(request: &mut Request<'_>) -> Answer {
    let app = &request.world.app;
    let mut icon = json!({"image_default": true});
    for edge in ["34", "44", "68", "88", "102", "132"] {
        icon[format!("image_{edge}")] = json!(format!("{AVATARS}ava_0001-{edge}.png"));
    }
    Ok(json!({"team": {
        "id": app.team_id,
        "name": app.team_name,
        "domain": app.domain,
        "url": format!("https://{}.slack.com/", app.domain),
        "email_domain": "",
        "icon": icon,
        "avatar_base_url": AVATARS,
        "is_verified": false,
    }}))
}

pub(super) fn dnd(request: &mut Request<'_>) -> Answer {
    let user = request.args.need("user")?;
    request.world.user(user).ok_or("user_not_found")?;
    Ok(
        json!({"dnd_enabled": false, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1, "snooze_enabled": false}),
    )
}

/// Judges the form of `blocks`, a `message` or a `view`.
pub(super) fn validate(request: &mut Request<'_>) -> Answer {
    let read = |key: &str| {
        request
            .args
            .json(key)
            .map_err(|()| Refusal::because("invalid_arguments", format!("{key}: invalid JSON")))
    };
    let (blocks, message, view) = (read("blocks")?, read("message")?, read("view")?);
    let (code, above, problems) = match (&blocks, &message, &view) {
        (Some(blocks), None, None) => {
            let problems = blockkit::validate_blocks(Surface::Message, blocks);
            ("invalid_blocks", "/blocks", problems)
        }
        (None, Some(message), None) => ("invalid_message", "", blockkit::validate_message(message)),
        (None, None, Some(view)) => ("invalid_view", "/view", blockkit::validate_view(view)),
        _ => {
            return Err(Refusal::because(
                "invalid_arguments",
                "exactly one of blocks, message, view",
            ));
        }
    };
    if problems.is_empty() {
        return Ok(json!({}));
    }
    let errors: Value = problems.iter().map(|one| one.to_json(above)).collect();
    let texts: Vec<String> = problems.iter().map(ToString::to_string).collect();
    Err(Refusal::with_messages(code, &texts).and("errors", errors))
}
