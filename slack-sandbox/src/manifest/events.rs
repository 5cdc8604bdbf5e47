//! The events that an app may subscribe to, and which scopes they need: without one of them Slack does not send an
//! event, whatever the manifest subscribes to.

use strsim::osa_distance;

/// Slack's events, as an app may subscribe to them; newer ones may be missing.
const KNOWN: &[&str] = &[
    "app_deleted",
    "app_home_opened",
    "app_installed",
    "app_mention",
    "app_requested",
    "app_uninstalled",
    "assistant_thread_context_changed",
    "assistant_thread_started",
    "call_rejected",
    "channel_archive",
    "channel_created",
    "channel_deleted",
    "channel_history_changed",
    "channel_id_changed",
    "channel_left",
    "channel_rename",
    "channel_shared",
    "channel_unarchive",
    "channel_unshared",
    "dnd_updated",
    "dnd_updated_user",
    "email_domain_changed",
    "emoji_changed",
    "entity_comments_requested",
    "entity_details_requested",
    "file_change",
    "file_created",
    "file_deleted",
    "file_public",
    "file_shared",
    "file_unshared",
    "function_executed",
    "grid_migration_finished",
    "grid_migration_started",
    "group_archive",
    "group_close",
    "group_deleted",
    "group_history_changed",
    "group_left",
    "group_open",
    "group_rename",
    "group_unarchive",
    "im_close",
    "im_created",
    "im_history_changed",
    "im_open",
    "invite_requested",
    "link_shared",
    "member_joined_channel",
    "member_left_channel",
    "message.app_home",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
    "message_metadata_deleted",
    "message_metadata_posted",
    "message_metadata_updated",
    "pin_added",
    "pin_removed",
    "reaction_added",
    "reaction_removed",
    "shared_channel_invite_accepted",
    "shared_channel_invite_approved",
    "shared_channel_invite_declined",
    "shared_channel_invite_received",
    "shared_channel_invite_requested",
    "star_added",
    "star_removed",
    "subteam_created",
    "subteam_members_changed",
    "subteam_self_added",
    "subteam_self_removed",
    "subteam_updated",
    "team_access_granted",
    "team_access_revoked",
    "team_domain_change",
    "team_join",
    "team_rename",
    "tokens_revoked",
    "user_change",
    "user_huddle_changed",
    "user_profile_changed",
    "user_status_changed",
];
/// How many letters of a name may be wrong.
const SLIPS: usize = 2;

/// Refuses what is one of Slack's events but for a slip of the finger; a name like none of them may be a new one.
pub(super) fn check(event: &str) -> Result<(), String> {
    if event == "message" {
        let right = "message.channels, message.groups, message.im or message.mpim";
        return Err(format!("write {right}"));
    }
    if event.is_empty() || event.chars().count() > 50 {
        return Err("write the name of an event, 50 characters at most".to_owned());
    }
    let near = |known: &&&str| osa_distance(event, known) <= SLIPS;
    match KNOWN.iter().find(near) {
        Some(known) if !KNOWN.contains(&event) => Err(format!("did you mean \"{known}\"?")),
        _ => Ok(()),
    }
}

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
