//! Outbound Slack, and the only room that knows slack-morphism: how messages and forms look there, and the ids by
//! which what comes back is recognised. Never SQL, never a rule of the domain, nothing inbound.

pub mod client;
pub mod error;
pub mod ids;
pub mod scopes;
pub mod signature;
pub mod view;

pub use client::{Client, ConnectError, Identity, SlackUser};
pub use error::{Class, SlackError};
