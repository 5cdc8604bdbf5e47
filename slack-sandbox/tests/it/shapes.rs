//! The keys that an answer of each method has, as an app may count on them.

use crate::app::{Desk, MANIFEST};
use serde_json::{Value, json};

/// All scopes that the methods below need.
const SCOPES: &str = "\"users:read\", \"users:read.email\", \"users.profile:read\", \"team:read\", \"dnd:read\", \
    \"reactions:write\", \"channels:join\", \"im:read\", \"groups:read\"]";

const USER: &str = "id team_id name deleted color real_name tz tz_label tz_offset is_admin is_owner is_primary_owner \
    is_restricted is_ultra_restricted is_bot is_app_user updated has_2fa";
const PROFILE: &str = "avatar_hash status_text status_emoji status_expiration real_name display_name \
    real_name_normalized display_name_normalized email image_24 image_32 image_48 image_72 image_192 image_512 team \
    title phone skype first_name last_name";
const CHANNEL: &str = "id name name_normalized is_channel is_group is_im is_mpim is_private created creator \
    is_archived is_general unlinked is_shared is_org_shared is_ext_shared is_pending_ext_shared pending_shared \
    is_member topic purpose previous_names";
const TOPIC: &str = "value creator last_set";
const MESSAGE: &str = "type user text ts team bot_id app_id bot_profile";
const BOT: &str = "id app_id user_id name icons deleted updated team_id";
const VIEW: &str = "id team_id type title blocks private_metadata callback_id external_id state hash clear_on_close \
    notify_on_close root_view_id previous_view_id app_id app_installed_team_id bot_id close submit";
const GROUP: &str = "id team_id is_usergroup name description handle is_external date_create date_update date_delete \
    auto_type created_by updated_by deleted_by prefs users user_count";

/// Checks that an answer is good and has these keys at these places.
fn has(answer: &Value, places: &[(&str, &str)]) {
    assert_eq!(answer["ok"], true, "{answer}");
    for (pointer, keys) in places {
        let place = answer.pointer(pointer);
        let place = place.unwrap_or_else(|| panic!("no {pointer} in {answer}"));
        for key in keys.split_whitespace() {
            assert!(place.get(key).is_some(), "no {pointer}/{key} in {answer}");
        }
    }
}

async fn desk() -> Desk {
    let asked = MANIFEST.replace("\"users:read\"]", SCOPES);
    Desk::beside_app(&asked).await
}

fn general(desk: &Desk) -> String {
    desk.sandbox.find_channel("general").unwrap().id
}

#[tokio::test]
async fn people_and_the_team_have_all_their_keys() {
    let desk = desk().await;
    let ana = json!({"user": desk.ana});
    let is = |answer: Value, places: &[(&str, &str)]| has(&answer, places);
    is(
        desk.call("auth.test", json!({})).await,
        &[(
            "",
            "url team user team_id user_id bot_id is_enterprise_install",
        )],
    );
    is(
        desk.call("users.info", ana.clone()).await,
        &[("/user", USER), ("/user/profile", PROFILE)],
    );
    is(
        desk.call("users.list", json!({"limit": 2})).await,
        &[
            ("", "members cache_ts"),
            ("/members/0", USER),
            ("/members/0/profile", PROFILE),
            ("/response_metadata", "next_cursor"),
        ],
    );
    is(
        desk.call("users.lookupByEmail", json!({"email": "ana@example.com"}))
            .await,
        &[("/user", USER), ("/user/profile", PROFILE)],
    );
    is(
        desk.call("users.profile.get", ana.clone()).await,
        &[("/profile", PROFILE)],
    );
    is(
        desk.call("dnd.info", ana).await,
        &[(
            "",
            "dnd_enabled next_dnd_start_ts next_dnd_end_ts snooze_enabled",
        )],
    );
    is(
        desk.call("team.info", json!({})).await,
        &[
            ("/team", "id name domain email_domain icon url"),
            (
                "/team/icon",
                "image_34 image_44 image_68 image_88 image_102 image_132 image_default",
            ),
        ],
    );
    let groups = desk
        .call("usergroups.list", json!({"include_users": true}))
        .await;
    has(&groups, &[("/usergroups/0", GROUP)]);
    let group = json!({"usergroup": groups["usergroups"][0]["id"]});
    is(
        desk.call("usergroups.users.list", group).await,
        &[("", "users")],
    );
}

#[tokio::test]
async fn channels_have_all_their_keys() {
    let desk = desk().await;
    let general = json!({"channel": general(&desk)});
    let topics = [
        ("/channel", CHANNEL),
        ("/channel/topic", TOPIC),
        ("/channel/purpose", TOPIC),
    ];
    let info = desk.call("conversations.info", general.clone()).await;
    has(&info, &topics);
    has(&info, &[("/channel", "last_read is_read_only")]);
    assert!(info["channel"].get("num_members").is_none());
    let counted = json!({"channel": general["channel"], "include_num_members": true});
    has(
        &desk.call("conversations.info", counted).await,
        &[("/channel", "num_members")],
    );
    let joined = desk.call("conversations.join", general.clone()).await;
    has(&joined, &topics);
    has(
        &joined,
        &[("", "warning"), ("/response_metadata", "warnings")],
    );
    let listed = desk.call("conversations.list", json!({"limit": 1})).await;
    has(
        &listed,
        &[
            ("/channels/0", CHANNEL),
            ("/channels/0", "num_members"),
            ("/response_metadata", "next_cursor"),
        ],
    );
    let members = json!({"channel": general["channel"], "limit": 1});
    has(
        &desk.call("conversations.members", members).await,
        &[("", "members"), ("/response_metadata", "next_cursor")],
    );
    let opened = json!({"users": desk.ana, "return_im": true});
    has(
        &desk.call("conversations.open", opened).await,
        &[(
            "/channel",
            "id created is_im is_org_shared user is_open priority",
        )],
    );
}

#[tokio::test]
async fn messages_have_all_their_keys() {
    let desk = desk().await;
    let channel = general(&desk);
    let args = json!({"channel": channel, "text": "one", "attachments": [{"text": "more"}]});
    let posted = desk.call("chat.postMessage", args).await;
    has(
        &posted,
        &[
            ("", "channel ts message"),
            ("/message", MESSAGE),
            ("/message/bot_profile", BOT),
            ("/message/attachments/0", "id text fallback"),
        ],
    );
    let ts = &posted["ts"];
    let reply = json!({"channel": channel, "text": "two", "thread_ts": ts});
    let reply = desk.call("chat.postMessage", reply).await;
    has(
        &reply,
        &[
            ("/message", MESSAGE),
            ("/message", "thread_ts parent_user_id"),
        ],
    );
    let edited = json!({"channel": channel, "ts": ts, "text": "three"});
    has(
        &desk.call("chat.update", edited).await,
        &[
            ("", "channel ts text message"),
            ("/message/edited", "user ts"),
        ],
    );
    let reacted = json!({"channel": channel, "timestamp": ts, "name": "thumbsup"});
    has(&desk.call("reactions.add", reacted).await, &[]);
    let linked = json!({"channel": channel, "message_ts": ts});
    has(
        &desk.call("chat.getPermalink", linked).await,
        &[("", "channel permalink")],
    );
    let whispered = json!({"channel": channel, "user": desk.ana, "text": "psst"});
    has(
        &desk.call("chat.postEphemeral", whispered).await,
        &[("", "message_ts")],
    );
    let window = json!({"channel": channel, "oldest": "1.0", "latest": "9999999999.0"});
    has(
        &desk.call("conversations.history", window).await,
        &[
            (
                "",
                "messages has_more pin_count channel_actions_ts channel_actions_count oldest latest",
            ),
            ("/messages/0", MESSAGE),
            (
                "/messages/0",
                "thread_ts reply_count reply_users reply_users_count latest_reply subscribed",
            ),
            ("/messages/0/reactions/0", "name users count"),
        ],
    );
    let thread = json!({"channel": channel, "ts": ts, "limit": 1});
    has(
        &desk.call("conversations.replies", thread).await,
        &[
            ("", "messages has_more"),
            ("/messages/0", MESSAGE),
            ("/response_metadata", "next_cursor"),
        ],
    );
    let deleted = json!({"channel": channel, "ts": reply["ts"]});
    has(
        &desk.call("chat.delete", deleted).await,
        &[("", "channel ts")],
    );
}

#[tokio::test]
async fn views_have_all_their_keys_and_their_texts_are_complete() {
    let desk = desk().await;
    let plain = json!({"type": "plain_text", "text": "Form"});
    let section = json!({"type": "section", "text": {"type": "mrkdwn", "text": "hello"}});
    let view = json!({"type": "modal", "title": plain, "blocks": [section]});
    desk.act(json!({"do": "slash", "command": "/okr"})).await;
    let args = json!({"trigger_id": desk.last()["trigger_id"], "view": view});
    let opened = desk.call("views.open", args).await;
    has(
        &opened,
        &[("/view", VIEW), ("/view/blocks/0", "type block_id text")],
    );
    assert_eq!(opened["view"]["title"]["emoji"], true);
    assert_eq!(opened["view"]["blocks"][0]["text"]["verbatim"], false);
    desk.act(json!({"do": "slash", "command": "/okr"})).await;
    let args = json!({"trigger_id": desk.last()["trigger_id"], "view": view});
    let pushed = desk.call("views.push", args).await;
    has(&pushed, &[("/view", VIEW)]);
    assert_eq!(pushed["view"]["root_view_id"], opened["view"]["id"]);
    let args =
        json!({"view_id": opened["view"]["id"], "hash": opened["view"]["hash"], "view": view});
    has(&desk.call("views.update", args).await, &[("/view", VIEW)]);
    let home = json!({"user_id": desk.ana, "view": {"type": "home", "blocks": [section]}});
    has(&desk.call("views.publish", home).await, &[("/view", VIEW)]);
}
