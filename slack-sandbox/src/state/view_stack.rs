//! A person's stack of modals, at most three deep, and their home tab.

use super::inputs;
use super::views::{View, ViewIds};
use super::{World, inputs::Values};
use serde_json::{Map, Value};

/// The most views on top of each other.
pub(crate) const DEPTH: usize = 3;
/// How many closed views are remembered.
const CLOSED: usize = 200;

impl World {
    pub(crate) fn view_ids(&self) -> ViewIds {
        ViewIds {
            team: self.app.team_id.clone(),
            app: self.app.app_id.clone(),
            bot: self.app.bot_id.clone(),
        }
    }

    /// A view with all that was filled in.
    pub(crate) fn filled(&self, view: &View) -> Value {
        view.to_slack(&self.view_ids(), &view.values)
    }

    /// A view as the Web API answers it: with an empty state.
    pub(crate) fn unfilled(&self, view: &View) -> Value {
        view.to_slack(&self.view_ids(), &Values::new())
    }

    pub(crate) fn top_view(&self, user: &str) -> Option<&View> {
        self.stacks.get(user).and_then(|stack| stack.last())
    }

    fn new_hash(&mut self) -> String {
        let seconds = self.now().timestamp();
        format!("{seconds}.{}", self.short_id())
    }

    /// Writes out what the app left to Slack.
    fn complete(&mut self, body: &mut Map<String, Value>) {
        if let Some(blocks) = body.get_mut("blocks").and_then(Value::as_array_mut) {
            inputs::fill_ids(blocks, || self.short_id());
        }
        for key in ["title", "submit", "close"] {
            body.get_mut(key)
                .into_iter()
                .for_each(inputs::complete_texts);
        }
    }

    fn new_view(&mut self, user: &str, mut body: Map<String, Value>) -> View {
        self.complete(&mut body);
        let id = self.id("V");
        let hash = self.new_hash();
        let mut view = View {
            root_view_id: id.clone(),
            id,
            user: user.to_owned(),
            body,
            hash,
            previous_view_id: None,
            values: Values::new(),
            errors: Map::new(),
        };
        view.values = inputs::initial(view.blocks());
        view
    }

    fn view_changed(&mut self, user: &str) {
        let count = self.tick();
        self.view_news.insert(user.to_owned(), count);
    }

    /// Opens a modal; what was open is replaced.
    pub(crate) fn open_view(&mut self, user: &str, body: Map<String, Value>) -> View {
        let view = self.new_view(user, body);
        self.clear_views(user);
        self.stacks.insert(user.to_owned(), vec![view.clone()]);
        self.view_changed(user);
        view
    }

    /// Puts a modal on top of the others, if there is room.
    pub(crate) fn push_view(&mut self, user: &str, body: Map<String, Value>) -> Option<View> {
        let stack = self.stacks.get(user).map_or(&[][..], Vec::as_slice);
        if stack.len() >= DEPTH {
            return None;
        }
        let Some((root, below)) = stack.first().zip(stack.last()) else {
            return Some(self.open_view(user, body));
        };
        let (root, below) = (root.id.clone(), below.id.clone());
        let mut view = self.new_view(user, body);
        view.root_view_id = root;
        view.previous_view_id = Some(below);
        self.stacks
            .entry(user.to_owned())
            .or_default()
            .push(view.clone());
        self.view_changed(user);
        Some(view)
    }

    /// Gives an open modal or a home tab a new body.
    pub(crate) fn update_view(&mut self, id: &str, mut body: Map<String, Value>) -> Option<View> {
        self.complete(&mut body);
        let hash = self.new_hash();
        let view = self.view_mut(id)?;
        view.replace(body, hash);
        let view = view.clone();
        self.view_changed(&view.user);
        Some(view)
    }

    /// Puts a view on a person's home tab.
    pub(crate) fn publish_home(&mut self, user: &str, body: Map<String, Value>) -> View {
        if let Some(id) = self.homes.get(user).map(|home| home.id.clone())
            && let Some(view) = self.update_view(&id, body.clone())
        {
            return view;
        }
        let view = self.new_view(user, body);
        self.homes.insert(user.to_owned(), view.clone());
        self.view_changed(user);
        view
    }

    /// An open modal or a home tab.
    pub(crate) fn view(&self, id: &str) -> Option<&View> {
        self.stacks
            .values()
            .flatten()
            .chain(self.homes.values())
            .find(|view| view.id == id)
    }

    pub(crate) fn view_mut(&mut self, id: &str) -> Option<&mut View> {
        self.stacks
            .values_mut()
            .flatten()
            .chain(self.homes.values_mut())
            .find(|view| view.id == id)
    }

    /// A modal that was closed a while ago and may still be on another device.
    pub(crate) fn closed_view(&self, id: &str) -> Option<&View> {
        self.closed.iter().rev().find(|view| view.id == id)
    }

    /// Takes a modal off, and what lies on it.
    pub(crate) fn close_view(&mut self, user: &str, id: &str) {
        let Some(stack) = self.stacks.get_mut(user) else {
            return;
        };
        let Some(at) = stack.iter().position(|view| view.id == id) else {
            return;
        };
        let gone = stack.split_off(at);
        self.remember(gone);
    }

    /// Takes all modals off.
    pub(crate) fn clear_views(&mut self, user: &str) {
        let gone = self.stacks.remove(user).unwrap_or_default();
        self.remember(gone);
    }

    fn remember(&mut self, gone: Vec<View>) {
        self.closed.extend(gone);
        while self.closed.len() > CLOSED {
            self.closed.pop_front();
        }
    }
}
