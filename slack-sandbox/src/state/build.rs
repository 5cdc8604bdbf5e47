//! From the description of a workspace to the workspace.

use super::channels::{Channel, Kind};
use super::files::Files;
use super::happenings::Happenings;
use super::inputs::Suggested;
use super::people::{User, UserGroup};
use super::tickets::Tickets;
use super::{Installation, Ts, World, log};
use crate::clock::SandboxClock;
use crate::deliver::retry::RetryBook;
use crate::faults::FaultBook;
use crate::manifest::Manifest;
use crate::web_api::Limits;
use crate::workspace::{ChannelSpec, WorkspaceSpec};
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

impl World {
    /// A workspace as described, with the app installed and its bot in it.
    pub(crate) fn build(
        spec: &WorkspaceSpec,
        manifest: &Manifest,
        withhold: &[String],
        clock: SandboxClock,
    ) -> Self {
        let app = Installation {
            team_id: String::new(),
            team_name: spec.name.clone(),
            domain: spec.domain.clone(),
            app_id: String::new(),
            bot_id: String::new(),
            bot_user: String::new(),
            scopes: manifest.granted(withhold),
            home_tab: manifest.features.app_home.home_tab_enabled,
            messages_tab: manifest.features.app_home.messages_tab_enabled != Some(false),
            socket_mode: manifest.settings.socket_mode_enabled,
            base_url: String::new(),
        };
        let mut world = Self {
            clock,
            app,
            users: Vec::new(),
            groups: Vec::new(),
            channels: BTreeMap::new(),
            stacks: HashMap::new(),
            closed: VecDeque::new(),
            homes: HashMap::new(),
            ephemerals: HashMap::new(),
            message_values: HashMap::new(),
            suggested: Suggested::default(),
            view_news: HashMap::new(),
            tickets: Tickets::default(),
            files: Files::default(),
            faults: FaultBook::default(),
            limits: Limits::default(),
            retries: RetryBook::default(),
            happenings: Happenings::new(manifest.events_sent(&manifest.granted(withhold))),
            log: log::Log::default(),
            last_ts: Ts::ZERO,
            made: 0,
            count: 0,
        };
        let given = given_ids(spec);
        world.app.team_id = world.id("T");
        world.app.app_id = world.id("A");
        world.app.bot_id = world.id("B");
        world.app.bot_user = world.free_id("U", &given);
        world.settle(spec, manifest, &given);
        world
    }

    /// A new id that nobody was given in the description.
    fn free_id(&mut self, prefix: &str, given: &HashSet<&str>) -> String {
        loop {
            let id = self.id(prefix);
            if !given.contains(id.as_str()) {
                return id;
            }
        }
    }

    fn settle(&mut self, spec: &WorkspaceSpec, manifest: &Manifest, given: &HashSet<&str>) {
        for person in &spec.people {
            let id = person
                .id
                .clone()
                .unwrap_or_else(|| self.free_id("U", given));
            self.users.push(User::from_spec(id, person));
        }
        let shown = &manifest.features.bot_user.display_name;
        let name = if shown.is_empty() {
            &manifest.display_information.name
        } else {
            shown
        };
        self.users.push(User {
            id: self.app.bot_user.clone(),
            name: name.to_lowercase().replace(' ', "_"),
            real_name: name.clone(),
            display_name: name.clone(),
            tz: "UTC".to_owned(),
            is_bot: true,
            ..User::default()
        });
        for channel in &spec.channels {
            let channel = self.channel(channel, given);
            self.channels.insert(channel.id.clone(), channel);
        }
        for group in &spec.user_groups {
            let id = group.id.clone().unwrap_or_else(|| self.free_id("S", given));
            let name = if group.name.is_empty() {
                &group.handle
            } else {
                &group.name
            };
            let members = self.named(&group.members);
            self.groups.push(UserGroup {
                id,
                handle: group.handle.clone(),
                name: name.clone(),
                members,
            });
        }
    }

    fn channel(&mut self, spec: &ChannelSpec, given: &HashSet<&str>) -> Channel {
        let id = spec.id.clone();
        let id = id.unwrap_or_else(|| self.free_id("C", given));
        let kind = if spec.private {
            Kind::Private
        } else {
            Kind::Public
        };
        let mut channel = Channel::new(id, &spec.name, kind, 1_700_000_000);
        channel.is_archived = spec.archived;
        channel.topic.clone_from(&spec.topic);
        channel.members = match &spec.members {
            Some(names) => self.named(names).into_iter().collect(),
            None => self
                .users
                .iter()
                .filter(|user| user.is_full_member())
                .map(|user| user.id.clone())
                .collect(),
        };
        if spec.bot {
            channel.members.insert(self.app.bot_user.clone());
        }
        channel
    }

    fn named(&self, names: &[String]) -> Vec<String> {
        names
            .iter()
            .filter_map(|name| self.find_user(name))
            .map(|user| user.id.clone())
            .collect()
    }
}

/// The ids that the description itself gives.
fn given_ids(spec: &WorkspaceSpec) -> HashSet<&str> {
    let people = spec.people.iter().map(|one| &one.id);
    let channels = spec.channels.iter().map(|one| &one.id);
    let groups = spec.user_groups.iter().map(|one| &one.id);
    people
        .chain(channels)
        .chain(groups)
        .filter_map(Option::as_deref)
        .collect()
}
