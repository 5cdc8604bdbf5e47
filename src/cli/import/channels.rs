//! The channels that an import names: whether Slack has them and Headway is in them, and their ids.

use std::io::Write;

use anyhow::Context;

use crate::app::import_organisation::{Channel, look_up_channels};
use crate::cli::org_file::{Mistake, Places};
use crate::clock::Clock;
use crate::domain::id::ChannelId;
use crate::domain::organisation::Organisation;
use crate::slack::Client;
use crate::words::figures::possessive;

const NOWHERE: &str = "Slack shows us no channel of this name; is it private? Invite Headway to it, or write its id, \"C…\"";
const NO_SCOPE: &str = "channels cannot be found by name without the scopes channels:read and groups:read; write its id, \"C…\"";

/// Puts Slack's ids in the place of names; gives what is wrong with a name, and says to `err` where the bot is
/// missing.
pub(super) async fn confirm(
    slack: &Client,
    clock: &dyn Clock,
    organisation: &mut Organisation,
    places: &Places,
    err: &mut impl Write,
) -> anyhow::Result<Vec<Mistake>> {
    let mut wanted = vec![organisation.settings.leadership_channel.clone()];
    wanted.extend(told(organisation).cloned());
    let mut found = look_up_channels(slack, clock, &wanted)
        .await
        .context("looking up channels in Slack")?
        .into_iter();
    let mut mistakes = Vec::new();
    match found.next() {
        Some(Channel::There { id, member }) => {
            let name = organisation.settings.leadership_channel.as_str();
            if let Some(note) = leadership_note(name, member) {
                writeln!(err, "note: {note}")?;
            }
            organisation.settings.leadership_channel = id;
        }
        Some(Channel::Nowhere) => mistakes.push(places.channel_mistake(NOWHERE)),
        Some(Channel::NoScope) => mistakes.push(places.channel_mistake(NO_SCOPE)),
        None => {}
    }
    let teams = organisation.teams.iter_mut();
    for (team, found) in teams
        .filter(|team| team.told_channel().is_some())
        .zip(found)
    {
        match found {
            Channel::There { id, member } => {
                if member == Some(false) {
                    let name = team.channel.as_ref().map_or("", ChannelId::as_str);
                    writeln!(
                        err,
                        "note: Headway is not in {} channel ({name}), so the team's own part of the digest cannot be posted there; invite it: /invite @Headway",
                        possessive(&team.name)
                    )?;
                }
                team.channel = Some(id);
            }
            Channel::Nowhere => mistakes.extend(places.team_channel_mistake(&team.id, NOWHERE)),
            // The name of a public channel still does to post there.
            Channel::NoScope => {
                writeln!(err, "note: {} channel: {NO_SCOPE}", possessive(&team.name))?;
            }
        }
    }
    Ok(mistakes)
}

fn told(organisation: &Organisation) -> impl Iterator<Item = &ChannelId> {
    let teams = organisation.teams.iter();
    teams.filter_map(crate::domain::organisation::Team::told_channel)
}

fn leadership_note(name: &str, member: Option<bool>) -> Option<String> {
    match member {
        Some(true) => None,
        Some(false) => Some(format!(
            "Headway is not in the leadership channel ({name}), so the digest cannot be posted; \
             invite it there: /invite @Headway"
        )),
        None => Some(format!(
            "Slack does not say whether Headway is in the leadership channel ({name}); \
             make sure that it is: /invite @Headway"
        )),
    }
}
