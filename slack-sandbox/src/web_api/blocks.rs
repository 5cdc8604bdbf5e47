//! Block Kit in a call: read, and refused as Slack refuses it.

use super::args::Args;
use super::refusal::Refusal;
use crate::blockkit::{self, Problem, Sort, Surface};
use crate::state::World;
use serde_json::{Map, Value, json};

/// The `blocks` of a message; `None` if the argument is absent.
pub(crate) fn of_message(world: &World, args: &Args) -> Result<Option<Vec<Value>>, Refusal> {
    let Some(blocks) = args
        .json("blocks")
        .map_err(|()| Refusal::new("invalid_blocks_format"))?
    else {
        return Ok(None);
    };
    check_message(world, &blocks)?;
    match blocks {
        Value::Array(list) => Ok(Some(list)),
        _ => Err("invalid_blocks_format".into()),
    }
}

/// Refuses blocks that a message must not have.
pub(crate) fn check_message(world: &World, blocks: &Value) -> Result<(), Refusal> {
    if !blocks.is_array() {
        return Err("invalid_blocks_format".into());
    }
    let problems = blockkit::validate_blocks(Surface::Message, blocks);
    if !problems.is_empty() {
        return Err(invalid("invalid_blocks", &problems));
    }
    if blockkit::message_blocks_too_long(blocks) {
        return Err("msg_blocks_too_long".into());
    }
    let problems = unusable_files(world, blocks, "/blocks");
    if !problems.is_empty() {
        return Err(invalid("invalid_blocks", &problems));
    }
    Ok(())
}

/// The `view` of a call, of this type.
pub(crate) fn of_view(
    world: &World,
    args: &Args,
    kind: &str,
) -> Result<Map<String, Value>, Refusal> {
    let view = args
        .json("view")
        .map_err(|()| Refusal::because("invalid_arguments", "view: invalid JSON"))?;
    let view =
        view.ok_or_else(|| Refusal::because("invalid_arguments", "missing required field: view"))?;
    check_view(world, view, kind)
}

/// Refuses a view that Slack would not show.
pub(crate) fn check_view(
    world: &World,
    view: Value,
    kind: &str,
) -> Result<Map<String, Value>, Refusal> {
    if blockkit::view_too_large(&view) {
        return Err("view_too_large".into());
    }
    let problems = blockkit::validate_view(&view);
    if !problems.is_empty() {
        return Err(invalid("invalid_arguments", &problems));
    }
    if view["type"] != kind {
        return Err(Refusal::because(
            "invalid_arguments",
            format!("unsupported type: expected {kind} [json-pointer:/view/type]"),
        ));
    }
    let problems = unusable_files(world, &view["blocks"], "/view/blocks");
    if !problems.is_empty() {
        return Err(invalid("invalid_arguments", &problems));
    }
    match view {
        Value::Object(body) => Ok(body),
        _ => Err("invalid_arguments".into()),
    }
}

/// Images that name a file which is not there, not ready, or no image.
fn unusable_files(world: &World, within: &Value, pointer: &str) -> Vec<Problem> {
    let each: Vec<(String, &Value)> = match within {
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(at, value)| (format!("{pointer}/{at}"), value))
            .collect(),
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (format!("{pointer}/{key}"), value))
            .collect(),
        _ => Vec::new(),
    };
    let mut problems = Vec::new();
    for (at, value) in each {
        if at.ends_with("/slack_file") && within["type"] == "image" {
            let found = world
                .files
                .find(value["id"].as_str(), value["url"].as_str());
            if !found.is_some_and(|file| file.is_ready(world.now()) && file.is_image()) {
                problems.push(Problem {
                    pointer: at,
                    message: "invalid slack file".to_owned(),
                    sort: Sort::Constraint,
                });
            }
        } else {
            problems.extend(unusable_files(world, value, &at));
        }
    }
    problems
}

fn invalid(code: &str, problems: &[Problem]) -> Refusal {
    let texts: Vec<String> = problems.iter().map(ToString::to_string).collect();
    Refusal::with_messages(code, &texts).and("errors", json!(texts))
}
