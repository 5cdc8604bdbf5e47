//! Where the page goes after one of the host program's own buttons.

use super::place::Place;
use crate::options::Show;
use crate::state::World;

/// The place that shows what was done; the same one where the acting person has no such place.
pub(super) fn place(world: &World, from: &Place, show: &Show) -> Place {
    match show {
        Show::Here => from.clone(),
        Show::AppMessages => world
            .im_of(&from.acting)
            .map_or_else(|| from.clone(), |im| from.channel(&im.id)),
        Show::NewestThread(name) => newest_thread(world, from, name),
    }
}

fn newest_thread(world: &World, from: &Place, name: &str) -> Place {
    let channel = world
        .find_channel(name)
        .filter(|channel| channel.members.contains(&from.acting));
    let Some(channel) = channel else {
        return from.clone();
    };
    let parents = channel.messages.values().filter(|one| one.is_reply());
    let newest = parents.filter_map(|reply| reply.thread_ts).max();
    let place = from.channel(&channel.id);
    newest.map_or_else(|| place.clone(), |ts| place.with_thread(&ts.to_string()))
}
