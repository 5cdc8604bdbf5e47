//! Socket Mode: the app's connections, the envelopes that go over them, and their acknowledgements.
//!
//! [`Sockets`] knows which connections there are and which envelope waits; `link` is the life of one connection.
//! Invariants: a ticket opens one connection; an envelope goes over one connection that was not told to leave while
//! there is another; what is not acknowledged when its connection ends has failed.

mod control;
mod link;

pub(crate) use control::routes;
pub(crate) use link::connect;

use crate::sandbox::Sandbox;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// The most connections of one app.
const MOST: usize = 10;
/// How long after a warning a connection ends, if nothing else is said.
const GRACE: Duration = Duration::from_secs(10);

/// Why Slack takes a connection away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disconnect {
    /// The connection will end soon; then `refresh_requested` follows and it ends.
    Warning,
    /// The connection ends now; another may be opened at once.
    RefreshRequested,
    /// Socket Mode was switched off; no other can be opened until it is switched on again.
    LinkDisabled,
    /// There are more than ten.
    TooManyWebsockets,
}

impl Disconnect {
    fn word(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::RefreshRequested => "refresh_requested",
            Self::LinkDisabled => "link_disabled",
            Self::TooManyWebsockets => "too_many_websockets",
        }
    }
}

/// A connection of the app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SocketStatus {
    /// Counted from 1 over all connections there ever were.
    pub number: u64,
    /// Envelopes that went over it.
    pub sent: u64,
    /// It was told that it will end.
    pub is_leaving: bool,
}

/// What a connection is told to do.
enum Order {
    Send(String),
    Leave(Disconnect, Duration),
}

/// All connections.
#[derive(Default)]
pub(crate) struct Sockets(Mutex<Book>);

#[derive(Default)]
struct Book {
    open: Vec<Link>,
    waiting: HashMap<String, Waiting>,
    made: u64,
    turn: usize,
}

struct Link {
    status: SocketStatus,
    orders: mpsc::UnboundedSender<Order>,
}

struct Waiting {
    number: u64,
    acknowledged: oneshot::Sender<Option<String>>,
}

impl Sockets {
    fn book(&self) -> MutexGuard<'_, Book> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a connection; gives its number and how many there are now, or nothing if there are too many.
    fn join(&self, orders: mpsc::UnboundedSender<Order>) -> Option<(u64, usize)> {
        let mut book = self.book();
        if book.open.len() >= MOST {
            return None;
        }
        book.made += 1;
        let number = book.made;
        let status = SocketStatus {
            number,
            sent: 0,
            is_leaving: false,
        };
        book.open.push(Link { status, orders });
        Some((number, book.open.len()))
    }

    /// Takes a connection away; what it did not acknowledge has failed.
    fn leave(&self, number: u64) {
        let mut book = self.book();
        book.open.retain(|link| link.status.number != number);
        book.waiting.retain(|_, waiting| waiting.number != number);
    }

    /// Marks a connection that gets nothing new while there is another.
    fn mark_leaving(&self, number: u64) {
        let mut book = self.book();
        let mut links = book.open.iter_mut();
        if let Some(link) = links.find(|link| link.status.number == number) {
            link.status.is_leaving = true;
        }
    }

    /// Sends an envelope over the next connection in turn; gives its number and what will be acknowledged.
    pub(crate) fn send(
        &self,
        envelope_id: &str,
        text: String,
    ) -> Option<(u64, oneshot::Receiver<Option<String>>)> {
        let mut book = self.book();
        let staying = |link: &Link| !link.status.is_leaving && !link.orders.is_closed();
        let any_stays = book.open.iter().any(staying);
        let usable = |link: &&mut Link| !any_stays || staying(link);
        let count = book
            .open
            .iter()
            .filter(|link| !any_stays || staying(link))
            .count();
        if count == 0 {
            return None;
        }
        let at = book.turn % count;
        book.turn = book.turn.wrapping_add(1);
        let link = book.open.iter_mut().filter(usable).nth(at)?;
        link.orders.send(Order::Send(text)).ok()?;
        link.status.sent += 1;
        let number = link.status.number;
        let (acknowledged, receiver) = oneshot::channel();
        let waiting = Waiting {
            number,
            acknowledged,
        };
        book.waiting.insert(envelope_id.to_owned(), waiting);
        Some((number, receiver))
    }

    /// An envelope came back; false if none of that id waits.
    fn acknowledge(&self, envelope_id: &str, payload: Option<String>) -> bool {
        let waiting = self.book().waiting.remove(envelope_id);
        waiting.is_some_and(|waiting| waiting.acknowledged.send(payload).is_ok())
    }

    /// Nobody waits for this envelope any more.
    pub(crate) fn forget(&self, envelope_id: &str) {
        self.book().waiting.remove(envelope_id);
    }
}

impl Sandbox {
    /// The app's connections, the oldest first.
    #[must_use]
    pub fn open_sockets(&self) -> Vec<SocketStatus> {
        let book = self.sockets().book();
        book.open.iter().map(|link| link.status.clone()).collect()
    }

    /// Tells every connection that it ends; after a warning it does ten seconds later. Gives how many were told.
    pub fn disconnect_sockets(&self, reason: Disconnect) -> usize {
        self.disconnect_sockets_within(reason, GRACE)
    }

    /// As [`Sandbox::disconnect_sockets`], with another time between a warning and the end.
    pub fn disconnect_sockets_within(&self, reason: Disconnect, grace: Duration) -> usize {
        if reason == Disconnect::LinkDisabled {
            self.change(|world| world.app.socket_mode = false);
        }
        let mut book = self.sockets().book();
        for link in &mut book.open {
            link.status.is_leaving = true;
            // One that has just ended needs no telling.
            let _ = link.orders.send(Order::Leave(reason, grace));
        }
        book.open.len()
    }

    /// Switches Socket Mode on again after [`Disconnect::LinkDisabled`].
    pub fn enable_sockets(&self) {
        self.change(|world| world.app.socket_mode = true);
    }
}
