//! Which scopes an event needs: without one of them Slack does not send it, whatever the manifest subscribes to.

/// One of these is needed; none for an event that stands under no rule.
pub(super) fn scopes(event: &str) -> &'static [&'static str] {
    match event {
        "app_mention" => &["app_mentions:read"],
        "message.channels" | "channel_history_changed" => &["channels:history"],
        "message.groups" | "group_history_changed" => &["groups:history"],
        "message.im" | "im_history_changed" => &["im:history"],
        "message.mpim" => &["mpim:history"],
        "member_joined_channel" | "member_left_channel" => &["channels:read", "groups:read"],
        "channel_id_changed" => &[],
        "team_join"
        | "user_change"
        | "user_profile_changed"
        | "user_status_changed"
        | "user_huddle_changed" => &["users:read"],
        "team_rename" | "team_domain_change" => &["team:read"],
        "dnd_updated_user" => &["dnd:read"],
        "emoji_changed" => &["emoji:read"],
        "link_shared" => &["links:read"],
        "pin_added" | "pin_removed" => &["pins:read"],
        "reaction_added" | "reaction_removed" => &["reactions:read"],
        "im_close" | "im_created" | "im_open" => &["im:read"],
        _ => by_beginning(event),
    }
}

fn by_beginning(event: &str) -> &'static [&'static str] {
    for (beginning, scopes) in [
        ("channel_", &["channels:read"]),
        ("file_", &["files:read"]),
        ("group_", &["groups:read"]),
        ("subteam_", &["usergroups:read"]),
    ] {
        if event.starts_with(beginning) {
            return scopes;
        }
    }
    &[]
}
