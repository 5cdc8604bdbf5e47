//! The sandbox's clock: the system's, or one that stands until it is set. The only file that reads the system time.

use chrono::{DateTime, Utc};

/// Where the sandbox takes the time from that its `ts` are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SandboxClock {
    /// The time of the machine.
    #[default]
    System,
    /// A time that stands still until it is set anew.
    Fixed(DateTime<Utc>),
}

impl SandboxClock {
    /// What this clock shows.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::System => system_now(),
            Self::Fixed(at) => *at,
        }
    }
}

/// The machine's time, which request signatures always carry.
#[expect(
    clippy::disallowed_methods,
    reason = "the sandbox's one door to the system time"
)]
pub(crate) fn system_now() -> DateTime<Utc> {
    Utc::now()
}
