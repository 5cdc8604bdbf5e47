//! `views.open`, `.push`, `.update`, `.publish`.

use super::refusal::Refusal;
use super::{Answer, Request, blocks};
use crate::state::View;
use serde_json::json;

/// The person whose click the trigger came from.
fn triggered(request: &mut Request<'_>) -> Result<String, Refusal> {
    let args = request.args;
    let id = args
        .text("trigger_id")
        .or(args.text("interactivity_pointer"));
    let id = id.ok_or_else(|| {
        Refusal::because("invalid_arguments", "missing required field: trigger_id")
    })?;
    Ok(request.world.tickets.take_trigger(id)?)
}

/// No two views share an external id.
fn external_id_is_free(
    request: &Request<'_>,
    body: &serde_json::Map<String, serde_json::Value>,
    own: &str,
) -> Result<(), Refusal> {
    let Some(wanted) = body
        .get("external_id")
        .and_then(|id| id.as_str())
        .filter(|id| !id.is_empty())
    else {
        return Ok(());
    };
    let mut all = request
        .world
        .stacks
        .values()
        .flatten()
        .chain(request.world.homes.values());
    if all.any(|view| view.id != own && view.text("external_id") == wanted) {
        return Err("duplicate_external_id".into());
    }
    Ok(())
}

fn shown(request: &Request<'_>, view: &View) -> Answer {
    Ok(json!({"view": request.world.unfilled(view)}))
}

pub(super) fn open(request: &mut Request<'_>) -> Answer {
    let body = blocks::of_view(request.world, request.args, "modal")?;
    external_id_is_free(request, &body, "")?;
    let user = triggered(request)?;
    let view = request.world.open_view(&user, body);
    shown(request, &view)
}

pub(super) fn push(request: &mut Request<'_>) -> Answer {
    let body = blocks::of_view(request.world, request.args, "modal")?;
    external_id_is_free(request, &body, "")?;
    let user = triggered(request)?;
    if request.world.top_view(&user).is_none() {
        return Err("not_found".into());
    }
    let view = request
        .world
        .push_view(&user, body)
        .ok_or("push_limit_reached")?;
    shown(request, &view)
}

pub(super) fn update(request: &mut Request<'_>) -> Answer {
    let args = request.args;
    let external = |wanted: &str| {
        let mut all = request
            .world
            .stacks
            .values()
            .flatten()
            .chain(request.world.homes.values());
        all.find(|view| view.text("external_id") == wanted)
            .map(|view| view.id.clone())
    };
    let id = match (args.text("view_id"), args.text("external_id")) {
        (Some(id), _) => id.to_owned(),
        (None, Some(wanted)) => external(wanted).ok_or("not_found")?,
        (None, None) => {
            return Err(Refusal::because(
                "invalid_arguments",
                "missing required field: view_id",
            ));
        }
    };
    let kind = request
        .world
        .view(&id)
        .map(|view| view.text("type").to_owned())
        .ok_or("not_found")?;
    let body = blocks::of_view(request.world, args, &kind)?;
    external_id_is_free(request, &body, &id)?;
    same_hash(request, request.world.view(&id))?;
    let view = request.world.update_view(&id, body).ok_or("not_found")?;
    shown(request, &view)
}

pub(super) fn publish(request: &mut Request<'_>) -> Answer {
    let user = request.args.need("user_id")?;
    let body = blocks::of_view(request.world, request.args, "home")?;
    if !request.world.app.home_tab {
        return Err("not_enabled".into());
    }
    request.world.user(user).ok_or("user_not_found")?;
    let own = request
        .world
        .homes
        .get(user)
        .map(|home| home.id.clone())
        .unwrap_or_default();
    external_id_is_free(request, &body, &own)?;
    same_hash(request, request.world.homes.get(user))?;
    let view = request.world.publish_home(user, body);
    shown(request, &view)
}

fn same_hash(request: &Request<'_>, view: Option<&View>) -> Result<(), Refusal> {
    let stale = request
        .args
        .text("hash")
        .zip(view)
        .is_some_and(|(hash, view)| hash != view.hash);
    if stale {
        Err("hash_conflict".into())
    } else {
        Ok(())
    }
}
