//! Sending a modal, and the app's answer to it.

use super::fill::{Errors, client_errors, fill};
use super::pick::Strictness;
use super::{Done, Nonsense, nonsense};
use crate::deliver::{Ack, Parcel, view_submission};
use crate::sandbox::Sandbox;
use crate::state::{View, World, inputs};
use crate::web_api::check_view;
use serde_json::{Map, Value};

/// What Slack shows for a late, failed or unreadable answer.
const TROUBLE: &str = "We had some trouble connecting. Try again?";

impl Sandbox {
    pub(super) async fn submit(
        &self,
        user: &str,
        view_id: &str,
        wanted: &Map<String, Value>,
        force: bool,
    ) -> Result<Done, Nonsense> {
        let Some(way) = self.way(self.manifest().interactivity_url()) else {
            return nonsense("the manifest has no request_url for interactivity");
        };
        let strict = if force {
            Strictness::Forced
        } else {
            Strictness::Client
        };
        let base = self.base_url();
        let prepared = self.change(|world| {
            let mut view = sendable(world, user, view_id, strict)?;
            let (values, mut errors) = fill(&view, wanted, strict, &world.suggested)?;
            view.values = values;
            if strict == Strictness::Client {
                for (block, problem) in client_errors(&view, &view.values) {
                    errors.entry(block).or_insert(problem);
                }
            }
            if let Some(kept) = world.view_mut(view_id) {
                kept.values = view.values.clone();
                kept.errors = errors.clone();
            }
            Ok(if errors.is_empty() {
                Ok(view_submission(world, &base, user, &view))
            } else {
                Err(errors)
            })
        })?;
        let body = match prepared {
            Ok(body) => body,
            Err(errors) => {
                return Ok(Done {
                    errors: Some(errors),
                    ..Done::default()
                });
            }
        };
        let ack = self
            .deliver(Parcel::new("view_submission", user, way, body))
            .await;
        let (errors, shown) = self.change(|world| match follow(world, user, view_id, &ack) {
            Some(errors) => (errors, None),
            None => (None, Some(TROUBLE.to_owned())),
        });
        Ok(Done {
            ack: Some(ack),
            errors,
            shown,
        })
    }
}

/// The topmost modal; by force also one below, or one that is closed here but open on another device.
fn sendable(world: &World, user: &str, id: &str, strict: Strictness) -> Result<View, Nonsense> {
    let open = world
        .stacks
        .get(user)
        .into_iter()
        .flatten()
        .find(|view| view.id == id);
    let closed = world
        .closed_view(id)
        .filter(|view| view.user == user && strict == Strictness::Forced);
    let Some(view) = open.or(closed) else {
        return nonsense(format!("{user} has no modal {id} open"));
    };
    if strict == Strictness::Client && world.top_view(user).is_some_and(|top| top.id != id) {
        return nonsense(format!("the modal {id} lies under another one"));
    }
    if strict == Strictness::Client && view.body.get("submit").is_none_or(Value::is_null) {
        return nonsense(format!("the modal {id} has no submit button"));
    }
    Ok(view.clone())
}

/// Does what the app answered; inside, its errors; nothing if Slack could not understand it.
fn follow(world: &mut World, user: &str, id: &str, ack: &Ack) -> Option<Option<Errors>> {
    if !ack.is_success() {
        return None;
    }
    if ack.body.trim().is_empty() {
        world.close_view(user, id);
        return Some(None);
    }
    let answer: Value = serde_json::from_str(&ack.body).ok()?;
    match answer["response_action"].as_str() {
        None if answer == Value::Object(Map::new()) => {
            world.close_view(user, id);
            Some(None)
        }
        Some("clear") => {
            world.clear_views(user);
            Some(None)
        }
        Some("errors") => {
            let errors = answer["errors"]
                .as_object()
                .filter(|errors| !errors.is_empty())?;
            let Some(view) = world.view_mut(id) else {
                return Some(Some(errors.clone()));
            };
            let places = inputs::placed(view.blocks());
            let fields: Vec<_> = places
                .iter()
                .filter(|place| place.is_input())
                .map(inputs::Placed::block_id)
                .collect();
            if !errors
                .iter()
                .all(|(block, text)| fields.contains(&block.as_str()) && text.is_string())
            {
                return None;
            }
            view.errors = errors.clone();
            Some(Some(errors.clone()))
        }
        Some("update") => {
            let body = check_view(world, answer["view"].clone(), "modal").ok()?;
            world.update_view(id, body);
            Some(None)
        }
        Some("push") => {
            let body = check_view(world, answer["view"].clone(), "modal").ok()?;
            world.push_view(user, body).map(|_| None)
        }
        _ => None,
    }
}
