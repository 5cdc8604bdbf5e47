//! What people do with a channel and its messages beside writing: inviting somebody, and reacting.

use super::{Done, Nonsense, nonsense};
use crate::sandbox::Sandbox;
use crate::state::{Kind, Ts};

impl Sandbox {
    pub(super) async fn invite(
        &self,
        user: &str,
        channel: &str,
        invited: &str,
    ) -> Result<Done, Nonsense> {
        let event = self.change(|world| {
            let Some(guest) = world.find_user(invited).map(|guest| guest.id.clone()) else {
                return nonsense(format!("there is no user {invited}"));
            };
            let Some(id) = world.find_channel(channel).map(|home| home.id.clone()) else {
                return nonsense(format!("there is no channel {channel}"));
            };
            let Some(home) = world.channels.get_mut(&id) else {
                return nonsense(format!("there is no channel {channel}"));
            };
            if !home.members.contains(user) {
                return nonsense(format!("{user} is not in that channel"));
            }
            if !matches!(home.kind, Kind::Public | Kind::Private) || home.is_archived {
                return nonsense("nobody can be invited there");
            }
            if !home.members.insert(guest.clone()) {
                return nonsense(format!("{guest} is already in that channel"));
            }
            let heard = home.members.contains(&world.app.bot_user);
            let event = world.member_joined(&guest, &id, Some(user));
            Ok(heard.then_some(event))
        })?;
        match event {
            Some(event) => Ok(self.send_event(user, event).await),
            None => Ok(Done::default()),
        }
    }

    pub(super) async fn react(
        &self,
        user: &str,
        channel: &str,
        ts: &str,
        name: &str,
    ) -> Result<Done, Nonsense> {
        let event = self.change(|world| {
            let at = ts.parse::<Ts>().ok();
            let home = world
                .channels
                .get_mut(channel)
                .filter(|home| home.members.contains(user));
            let Some((home, at)) = home.zip(at) else {
                return nonsense(format!("{user} sees no such message in {channel}"));
            };
            let heard = home.members.contains(&world.app.bot_user);
            let Some(message) = home.messages.get_mut(&at) else {
                return nonsense(format!("there is no message {ts} in {channel}"));
            };
            let name = name.trim_matches(':');
            if !message.react(user, name) {
                return nonsense(format!("{user} has reacted so already"));
            }
            let event = world.reaction_added((user, name), (channel, at));
            Ok(heard.then_some(event))
        })?;
        match event {
            Some(event) => Ok(self.send_event(user, event).await),
            None => Ok(Done::default()),
        }
    }
}
