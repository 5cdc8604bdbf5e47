//! What went in both directions: calls of the Web API, and deliveries to the app. The newest are kept.

use super::packed::Packed;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use std::collections::VecDeque;

/// How many calls and how many deliveries are kept.
const KEPT: usize = 10_000;
/// How much text of either is kept.
const KEPT_BYTES: usize = 32 << 20;

/// One call of the Web API.
#[derive(Clone, Debug, Serialize)]
pub struct Call {
    /// Counted from 1.
    pub number: u64,
    /// When, by the sandbox's clock.
    pub at: DateTime<Utc>,
    /// When, by the machine's clock, which never stands.
    pub machine: DateTime<Utc>,
    /// Such as `chat.postMessage`.
    pub method: String,
    /// Its arguments, without the token.
    pub args: Value,
    /// The HTTP status; null if the connection was cut.
    pub status: Option<u16>,
    /// The answer; null if the connection was cut.
    pub answer: Value,
    /// The fault that struck.
    pub fault: Option<String>,
    /// How long it took, from the whole request to the answer.
    pub ms: u64,
}

/// One delivery to the app.
#[derive(Clone, Debug, Serialize)]
pub struct Delivery {
    /// Counted from 1.
    pub number: u64,
    /// When, by the sandbox's clock.
    pub at: DateTime<Utc>,
    /// When it was begun, by the machine's clock, which never stands.
    pub machine: DateTime<Utc>,
    /// `slash_command`, `block_actions`, `block_suggestion`, `view_submission`, `view_closed`, `shortcut`,
    /// `message_action`, `url_verification`, or `event:` and its type.
    pub kind: String,
    /// On whose behalf.
    pub user: String,
    /// Where to: a URL, or `socket` and the connection's number.
    pub url: String,
    /// 0 at first, 1 to 3 when an event is sent again.
    pub retry_num: u8,
    /// How the attempt before it failed.
    pub retry_reason: Option<String>,
    /// What the app answered, 200 for an acknowledgement over a socket; null if it did not in time.
    pub status: Option<u16>,
    /// How long it took.
    pub ms: u64,
    /// Why there is no status.
    pub error: Option<String>,
    /// The body that was sent.
    pub request: String,
    /// The body that came back.
    pub answer: String,
}

/// A call as it is kept.
pub(crate) struct PackedCall {
    pub(crate) at: DateTime<Utc>,
    pub(crate) machine: DateTime<Utc>,
    pub(crate) method: String,
    pub(crate) args: Packed,
    pub(crate) status: Option<u16>,
    pub(crate) answer: Packed,
    pub(crate) fault: Option<String>,
    pub(crate) ms: u32,
}

/// Both logs.
#[derive(Default)]
pub(crate) struct Log {
    pub(crate) calls: Kept<PackedCall>,
    pub(crate) deliveries: Kept<Delivery>,
}

/// The newest entries, bounded in number and size.
pub(crate) struct Kept<T> {
    entries: VecDeque<(usize, T)>,
    bytes: usize,
    made: u64,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self {
            entries: VecDeque::new(),
            bytes: 0,
            made: 0,
        }
    }
}

impl<T> Kept<T> {
    /// The number that the next entry bears.
    pub(crate) fn next_number(&self) -> u64 {
        self.made + 1
    }

    pub(crate) fn push(&mut self, size: usize, entry: T) {
        self.made += 1;
        self.bytes += size;
        self.entries.push_back((size, entry));
        while self.entries.len() > KEPT || self.bytes > KEPT_BYTES {
            let Some((size, _)) = self.entries.pop_front() else {
                break;
            };
            self.bytes -= size;
        }
    }

    /// The number of the oldest that is kept.
    fn first_number(&self) -> u64 {
        self.next_number() - self.entries.len() as u64
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.entries.iter().map(|(_, entry)| entry)
    }
}

impl Kept<PackedCall> {
    /// Keeps a call.
    pub(crate) fn keep(&mut self, call: PackedCall) {
        let size = call.args.size() + call.answer.size();
        self.push(size, call);
    }

    /// The newest calls, so many at most, oldest first.
    pub(crate) fn newest(&self, most: usize) -> Vec<Call> {
        let skip = self.entries.len().saturating_sub(most);
        let numbered = (self.first_number()..).zip(self.iter());
        let call = |(number, call): (u64, &PackedCall)| Call {
            number,
            at: call.at,
            machine: call.machine,
            method: call.method.clone(),
            args: call.args.value(),
            status: call.status,
            answer: call.answer.value(),
            fault: call.fault.clone(),
            ms: call.ms.into(),
        };
        numbered.skip(skip).map(call).collect()
    }
}
