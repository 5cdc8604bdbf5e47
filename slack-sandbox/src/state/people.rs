//! The people of a workspace, its bot, and its user groups.

use crate::workspace::PersonSpec;
use chrono::{DateTime, Offset, Utc};
use serde_json::{Value, json};

/// A member of the workspace, a guest, a stranger, or the bot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct User {
    /// `U…`.
    pub id: String,
    /// The handle.
    pub name: String,
    /// The full name.
    pub real_name: String,
    /// The name that is shown.
    pub display_name: String,
    /// An IANA zone.
    pub tz: String,
    /// The address, if known.
    pub email: Option<String>,
    /// May change the workspace.
    pub is_admin: bool,
    /// A guest, of one channel or of several.
    pub is_restricted: bool,
    /// A guest of one channel.
    pub is_ultra_restricted: bool,
    /// Somebody of another company.
    pub is_stranger: bool,
    /// Switched off.
    pub deleted: bool,
    /// The app's bot.
    pub is_bot: bool,
}

impl User {
    pub(crate) fn from_spec(id: String, spec: &PersonSpec) -> Self {
        let or = |text: &str, other: &str| {
            if text.is_empty() {
                other.to_owned()
            } else {
                text.to_owned()
            }
        };
        let real_name = or(&spec.real_name, &spec.name);
        Self {
            id,
            name: spec.name.clone(),
            display_name: or(&spec.display_name, &real_name),
            real_name,
            tz: or(&spec.time_zone, "UTC"),
            email: Some(spec.email.clone()).filter(|email| !email.is_empty()),
            is_admin: spec.admin,
            is_restricted: spec.guest || spec.single_channel_guest,
            is_ultra_restricted: spec.single_channel_guest,
            is_stranger: spec.stranger,
            deleted: spec.deactivated,
            is_bot: false,
        }
    }

    /// A full member: neither guest, stranger, bot nor switched off.
    #[must_use]
    pub fn is_full_member(&self) -> bool {
        !(self.is_restricted || self.is_stranger || self.deleted || self.is_bot)
    }

    pub(crate) fn profile(&self, team_id: &str, with_email: bool) -> Value {
        let mut profile = json!({
            "title": "",
            "phone": "",
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": self.display_name,
            "display_name_normalized": self.display_name,
            "status_text": "",
            "status_emoji": "",
            "status_expiration": 0,
            "status_text_canonical": "",
            "status_emoji_display_info": [],
            "avatar_hash": "sandbox",
            "skype": "",
            "fields": {},
            "first_name": self.real_name.split(' ').next(),
            "last_name": self.real_name.split_once(' ').map_or("", |(_, last)| last),
            "team": team_id,
        });
        for edge in ["24", "32", "48", "72", "192", "512"] {
            profile[format!("image_{edge}")] = json!(format!(
                "https://a.slack-edge.com/80588/img/avatars/ava_0001-{edge}.png"
            ));
        }
        if let Some(email) = self.email.as_ref().filter(|_| with_email) {
            profile["email"] = json!(email);
        }
        profile
    }

    /// Slack's user object; the address is seen with the scope `users:read.email` alone.
    pub(crate) fn to_slack(&self, team_id: &str, now: DateTime<Utc>, with_email: bool) -> Value {
        let mut user = json!({
            "id": self.id,
            "team_id": team_id,
            "name": self.name,
            "deleted": self.deleted,
            "color": "9f69e7",
            "real_name": self.real_name,
            "profile": self.profile(team_id, with_email),
            "is_bot": self.is_bot,
            "is_app_user": false,
            "updated": 1_700_000_000,
            "is_stranger": self.is_stranger,
        });
        let fields = user.as_object_mut().expect("made as an object");
        if !self.deleted {
            let zone: chrono_tz::Tz = self.tz.parse().unwrap_or(chrono_tz::UTC);
            let local = now.with_timezone(&zone);
            fields.insert("tz".into(), json!(self.tz));
            fields.insert("tz_label".into(), json!(local.format("%Z").to_string()));
            fields.insert(
                "tz_offset".into(),
                json!(local.offset().fix().local_minus_utc()),
            );
            fields.insert("is_admin".into(), json!(self.is_admin));
            fields.insert("is_owner".into(), json!(false));
            fields.insert("is_primary_owner".into(), json!(false));
            fields.insert("is_restricted".into(), json!(self.is_restricted));
            fields.insert(
                "is_ultra_restricted".into(),
                json!(self.is_ultra_restricted),
            );
            fields.insert("has_2fa".into(), json!(false));
            fields.insert("is_email_confirmed".into(), json!(true));
            fields.insert("who_can_share_contact_card".into(), json!("EVERYONE"));
        }
        user
    }
}

/// A group of people that can be mentioned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserGroup {
    /// `S…`.
    pub id: String,
    /// The name people mention.
    pub handle: String,
    /// The full name.
    pub name: String,
    /// Ids of its members.
    pub members: Vec<String>,
}

impl UserGroup {
    pub(crate) fn to_slack(&self, team_id: &str, with_users: bool) -> Value {
        let mut group = json!({
            "id": self.id,
            "team_id": team_id,
            "is_usergroup": true,
            "name": self.name,
            "description": "",
            "handle": self.handle,
            "is_external": false,
            "date_create": 1_700_000_000,
            "date_update": 1_700_000_000,
            "date_delete": 0,
            "auto_type": null,
            "created_by": "USLACKBOT",
            "updated_by": "USLACKBOT",
            "deleted_by": null,
            "prefs": {"channels": [], "groups": []},
            "user_count": self.members.len().to_string(),
        });
        if with_users {
            group["users"] = json!(self.members);
        }
        group
    }
}
