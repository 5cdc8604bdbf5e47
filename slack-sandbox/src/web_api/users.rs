//! `users.*`.

use super::{Answer, Request, cursor};
use serde_json::{Value, json};

/// The most users of a page; a larger workspace is not listed without a limit.
const MOST: usize = 1000;

impl Request<'_> {
    fn sees_email(&self) -> bool {
        self.world
            .app
            .scopes
            .iter()
            .any(|scope| scope == "users:read.email")
    }

    fn show(&self, user: &crate::state::User) -> Value {
        let mut shown = user.to_slack(&self.world.app.team_id, self.world.now(), self.sees_email());
        if self.args.flag("include_locale") {
            shown["locale"] = json!("en-US");
        }
        shown
    }
}

pub(super) fn info(request: &mut Request<'_>) -> Answer {
    let user = request
        .world
        .user(request.args.need("user")?)
        .ok_or("user_not_found")?;
    Ok(json!({"user": request.show(user)}))
}

pub(super) fn list(request: &mut Request<'_>) -> Answer {
    let users = request.world.users.iter();
    let limit = cursor::limit(request.args, MOST, MOST)?;
    if users.len() > MOST
        && request.args.text("cursor").is_none()
        && !request.args.0.contains_key("limit")
    {
        return Err("limit_required".into());
    }
    let (page, next) = cursor::page(users, |user| user.id.as_str(), request.args, limit)?;
    let members: Vec<Value> = page.into_iter().map(|user| request.show(user)).collect();
    Ok(json!({
        "members": members,
        "cache_ts": request.world.now().timestamp(),
        "response_metadata": cursor::metadata(&next),
    }))
}

pub(super) fn by_email(request: &mut Request<'_>) -> Answer {
    let wanted = request.args.need("email")?;
    let is = |user: &&crate::state::User| {
        user.email
            .as_deref()
            .is_some_and(|email| email.eq_ignore_ascii_case(wanted))
    };
    let user = request
        .world
        .users
        .iter()
        .filter(|user| !user.deleted)
        .find(is)
        .ok_or("users_not_found")?;
    Ok(json!({"user": request.show(user)}))
}

pub(super) fn profile(request: &mut Request<'_>) -> Answer {
    let id = request
        .args
        .text("user")
        .unwrap_or(&request.world.app.bot_user);
    let user = request.world.user(id).ok_or("user_not_found")?;
    Ok(json!({"profile": user.profile(&request.world.app.team_id, request.sees_email())}))
}
