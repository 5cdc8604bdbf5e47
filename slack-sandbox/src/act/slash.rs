//! A slash command and its answer.

use super::{Done, Nonsense, nonsense};
use crate::deliver::{Ack, AppMessage, Parcel, slash_command};
use crate::sandbox::Sandbox;
use crate::state::{Message, World};

impl Sandbox {
    pub(super) async fn slash(
        &self,
        user: &str,
        command: &str,
        text: &str,
        channel: Option<String>,
    ) -> Result<Done, Nonsense> {
        let Some(known) = self.manifest().command(command) else {
            let all: Vec<_> = self
                .manifest()
                .features
                .slash_commands
                .iter()
                .map(|one| one.command.as_str())
                .collect();
            return nonsense(format!(
                "{command} is not a command of the app; it has {}",
                all.join(", ")
            ));
        };
        let Some(way) = self.way(known.url.as_deref()) else {
            return nonsense(format!("{command} has no url in the manifest"));
        };
        let names = if known.should_escape {
            Names::Named
        } else {
            Names::Plain
        };
        let base = self.base_url();
        let (channel, body) = self.change(|world| {
            let channel = match channel {
                Some(name) => match world.find_channel(&name) {
                    Some(channel) if channel.members.contains(user) => channel.id.clone(),
                    Some(_) => return nonsense(format!("{user} is not in {name}")),
                    None => return nonsense(format!("there is no channel {name}")),
                },
                None => world.open_im(user).0,
            };
            let text = typed(world, text, names);
            let body = slash_command(world, &base, user, &channel, command, &text);
            Ok((channel, body))
        })?;
        let parcel = Parcel::new("slash_command", user, way, body);
        let ack = self.deliver(parcel).await;
        let shown = self.change(|world| show_answer(world, user, &channel, command, &ack));
        Ok(Done {
            ack: Some(ack),
            shown,
            ..Done::default()
        })
    }

    /// Scheme, host and port of the sandbox.
    pub(crate) fn base_url(&self) -> String {
        self.page_url().trim_end_matches('/').to_owned()
    }
}

/// Shows the command's answer; gives what Slack says itself if there is none.
fn show_answer(
    world: &mut World,
    user: &str,
    channel: &str,
    command: &str,
    ack: &Ack,
) -> Option<String> {
    let failed = |why: &str| format!("{command} failed with the error \"{why}\"");
    let problem = if ack.timed_out {
        failed("operation_timeout")
    } else if !ack.is_success() {
        failed("dispatch_failed")
    } else if ack.body.trim().is_empty() {
        return None;
    } else {
        let is_object = ack.body.trim_start().starts_with('{');
        let answer = if is_object {
            serde_json::from_str(&ack.body).ok()
        } else {
            Some(AppMessage::of_text(&ack.body))
        };
        let to = world.tickets.answer_to(user, channel, world.clock.now());
        match answer.map(|answer| answer.show(world, &to)) {
            Some(Ok(())) => return None,
            Some(Err("no_text")) if is_object => return None,
            _ => failed("invalid_command_response"),
        }
    };
    let ts = world.ts();
    world.show_ephemeral(user, channel, Message::new(ts, "USLACKBOT", &problem));
    Some(problem)
}

/// What becomes of names of people and channels in a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// They stay as they were typed.
    Plain,
    /// `<@U…|ana>`, as in the text of a command that asks for it.
    Named,
    /// `<@U…>`, as in a message.
    Mentioned,
}

/// What may follow a name without a space.
const AFTER: [char; 8] = ['.', ',', ':', ';', '!', '?', ')', '\''];

/// A text as Slack passes it on: entities, and names as mentions.
pub(super) fn typed(world: &World, text: &str, names: Names) -> String {
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    if names == Names::Plain {
        return text;
    }
    let mention = |word: &str| {
        let person = word
            .strip_prefix('@')
            .and_then(|name| world.users.iter().find(|user| user.name == name));
        let channel = word
            .strip_prefix('#')
            .and_then(|name| world.find_channel(name));
        match (person, channel) {
            (Some(user), _) if names == Names::Mentioned => Some(format!("<@{}>", user.id)),
            (Some(user), _) => Some(format!("<@{}|{}>", user.id, user.name)),
            (_, Some(channel)) => Some(format!("<#{}|{}>", channel.id, channel.name)),
            _ => None,
        }
    };
    let word = |word: &str| {
        let name = word.trim_end_matches(AFTER);
        let rest = &word[name.len()..];
        mention(name).map_or_else(|| word.to_owned(), |mention| mention + rest)
    };
    let line = |line: &str| line.split(' ').map(word).collect::<Vec<_>>().join(" ");
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}
