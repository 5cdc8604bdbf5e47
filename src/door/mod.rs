//! What comes in from Slack: verified, made into a typed command, handed to the app, acknowledged within three
//! seconds. Nothing slow stands before an acknowledgement; what needs Slack goes on in tasks that are owned and
//! awaited at shutdown.

mod choice;
mod command;
mod event;
mod health;
mod http;
mod interaction;
mod payload;
mod review;
pub mod routes;
mod signature;

use std::time::Duration;

use chrono::{DateTime, Utc};
use secrecy::SecretString;
use tokio_util::task::TaskTracker;

pub use http::router;

use crate::app::{App, Failure, Heartbeat};
use crate::domain::id::{DeliveryId, SlackTeamId};
use crate::words::trouble;

/// The person waits three seconds at most; then Slack tells them that we failed.
const PATIENCE: Duration = Duration::from_millis(2_600);

/// What every door needs.
#[derive(Clone, Debug)]
pub struct Door {
    /// The use cases.
    pub app: App,
    /// Signs everything that Slack sends.
    pub signing_secret: SecretString,
    /// The workspace whose requests are answered.
    pub slack_team: SlackTeamId,
    /// When this process started, by the clock of Slack's events.
    pub started: DateTime<Utc>,
    /// Tells whether the heartbeat lives.
    pub heartbeat: Heartbeat,
    /// Calls to Slack that an acknowledgement does not wait for.
    pub tasks: TaskTracker,
}

impl Door {
    /// Logs a failure once, here at the edge, and gives the reference by which it is found.
    fn reference(&self, failure: &Failure, what: &'static str) -> String {
        let id = DeliveryId::new(self.app.chance.id(self.app.clock.now()));
        let reference = trouble::reference(&id);
        tracing::error!(reference, what, error = %failure, "a request failed");
        reference
    }
}
