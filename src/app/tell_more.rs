//! What is too long for one message of Slack's: how many there are is decided once, with the digest, and the ledger
//! knows it from then on.

use super::say::Say;
use super::{App, Result};
use crate::domain::delivery::Subject;
use crate::words::message::Message;

impl App {
    /// How many messages there are of something, the first one included.
    pub(super) async fn messages_of(&self, first: &Subject) -> Result<usize> {
        let mut messages = 1;
        for number in 2.. {
            let more = Subject::More(Box::new(first.clone()), number);
            if self
                .store
                .delivery_of(&self.workspace, &more)
                .await?
                .is_none()
            {
                break;
            }
            messages += 1;
        }
        Ok(messages)
    }
}

/// A message and those behind it.
pub(super) fn in_pages(first: Subject, pages: usize) -> Vec<Subject> {
    let last = u32::try_from(pages).unwrap_or(u32::MAX);
    let more = (2..=last).map(|number| Subject::More(Box::new(first.clone()), number));
    let more: Vec<Subject> = more.collect();
    std::iter::once(first).chain(more).collect()
}

/// One of several messages, by its number from 1 on.
pub(super) fn nth(messages: Vec<Message>, number: u32) -> Say {
    let at = usize::try_from(number)
        .unwrap_or(usize::MAX)
        .saturating_sub(1);
    match messages.into_iter().nth(at) {
        Some(message) => Say::Post(message),
        None => Say::NotWanted("there is no such message any more"),
    }
}
