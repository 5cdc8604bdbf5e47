//! What each person did on this page alone: how far they read, and how they look at data tables.

use std::collections::HashMap;
use std::ops::Bound;

use super::data_table::Look;
use crate::state::Ts;

/// How many messages' tables are remembered; beyond that all of them look as they did at first.
const TABLES: usize = 10_000;

/// The newest message that was shown, by person, conversation and thread.
#[derive(Default)]
pub(super) struct Reads {
    marks: HashMap<(String, String, Option<Ts>), Ts>,
    looks: HashMap<(String, String), HashMap<String, Look>>,
}

impl Reads {
    /// Where unread messages begin, as the start of a range; in a thread if one is named.
    pub(super) fn next(&self, user: &str, channel: &str, thread: Option<Ts>) -> Bound<Ts> {
        let key = (user.to_owned(), channel.to_owned(), thread);
        match self.marks.get(&key) {
            Some(ts) => Bound::Excluded(*ts),
            None => Bound::Unbounded,
        }
    }

    pub(super) fn mark(&mut self, user: &str, channel: &str, thread: Option<Ts>, ts: Ts) {
        let key = (user.to_owned(), channel.to_owned(), thread);
        self.marks.insert(key, ts);
    }

    /// How a person looks at the tables of a message, by block id.
    pub(super) fn looks(&self, user: &str, ts: Ts) -> HashMap<String, Look> {
        let key = (user.to_owned(), ts.to_string());
        self.looks.get(&key).cloned().unwrap_or_default()
    }

    /// A person pressed something on a table; what makes no sense changes nothing.
    pub(super) fn turn(&mut self, user: &str, ts: &str, block_id: &str, asked: &str) {
        if self.looks.len() >= TABLES {
            self.looks.clear();
        }
        let key = (user.to_owned(), ts.to_owned());
        let look = self
            .looks
            .entry(key)
            .or_default()
            .entry(block_id.to_owned())
            .or_default();
        *look = look.after(asked).unwrap_or(*look);
    }
}
