//! `usergroups.list` and `usergroups.users.list`.

use super::{Answer, Request};
use serde_json::{Value, json};

pub(super) fn list(request: &mut Request<'_>) -> Answer {
    let with_users = request.args.flag("include_users");
    let team = &request.world.app.team_id;
    let groups: Vec<Value> = request
        .world
        .groups
        .iter()
        .map(|group| group.to_slack(team, with_users))
        .collect();
    Ok(json!({"usergroups": groups}))
}

pub(super) fn users(request: &mut Request<'_>) -> Answer {
    let id = request.args.need("usergroup")?;
    let group = request
        .world
        .groups
        .iter()
        .find(|group| group.id == id)
        .ok_or("no_such_subteam")?;
    Ok(json!({"users": group.members}))
}
