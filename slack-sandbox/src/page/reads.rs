//! How far each person has read each conversation on this page.

use std::collections::HashMap;

use crate::state::Ts;

/// The newest message that was shown, by person and conversation.
#[derive(Default)]
pub(super) struct Reads(HashMap<(String, String), Ts>);

impl Reads {
    /// Where unread messages begin, as the start of a range.
    pub(super) fn next(&self, user: &str, channel: &str) -> std::ops::Bound<Ts> {
        match self.0.get(&(user.to_owned(), channel.to_owned())) {
            Some(ts) => std::ops::Bound::Excluded(*ts),
            None => std::ops::Bound::Unbounded,
        }
    }

    pub(super) fn mark(&mut self, user: &str, channel: &str, ts: Ts) {
        self.0.insert((user.to_owned(), channel.to_owned()), ts);
    }
}
