//! Choosing a shortcut, from anywhere or on a message.

use super::press::trouble;
use super::{Done, Nonsense, nonsense};
use crate::deliver::{self, Parcel};
use crate::sandbox::Sandbox;
use crate::state::Ts;

impl Sandbox {
    pub(super) async fn shortcut(
        &self,
        user: &str,
        callback_id: &str,
        channel: Option<&str>,
        ts: Option<&str>,
    ) -> Result<Done, Nonsense> {
        let Some(known) = self.manifest().shortcut(callback_id) else {
            let all = &self.manifest().features.shortcuts;
            let all: Vec<_> = all.iter().map(|one| one.callback_id.as_str()).collect();
            return nonsense(format!(
                "{callback_id} is not a shortcut of the app; it has {}",
                all.join(", ")
            ));
        };
        let Some(way) = self.way(self.manifest().interactivity_url()) else {
            return nonsense("the manifest has no request_url for interactivity");
        };
        let on_message = known.kind == "message";
        let base = self.base_url();
        let body = self.change(|world| match (on_message, channel, ts) {
            (false, None, None) => Ok(deliver::shortcut(world, user, callback_id)),
            (false, ..) => nonsense(format!("{callback_id} is not a shortcut on a message")),
            (true, Some(channel), Some(ts)) => {
                let seen = world
                    .channels
                    .get(channel)
                    .filter(|home| home.members.contains(user));
                let ts = ts.parse::<Ts>().ok();
                let ts = seen
                    .zip(ts)
                    .filter(|(home, ts)| home.messages.contains_key(ts));
                let Some((_, ts)) = ts else {
                    return nonsense(format!("{user} sees no such message in {channel}"));
                };
                let at = (channel, ts);
                Ok(deliver::message_action(world, &base, user, callback_id, at))
            }
            (true, ..) => nonsense(format!("{callback_id} needs a message: channel and ts")),
        })?;
        let kind = if on_message {
            "message_action"
        } else {
            "shortcut"
        };
        let ack = self.deliver(Parcel::new(kind, user, way, body)).await;
        Ok(Done {
            shown: trouble(&ack),
            ack: Some(ack),
            ..Done::default()
        })
    }
}
