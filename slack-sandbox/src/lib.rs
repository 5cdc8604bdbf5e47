//! A local Slack: the state of one workspace, the Web API over it, signed deliveries to an app, and a page.
//!
//! [`Sandbox::start`] takes the app's [`Manifest`] and a [`WorkspaceSpec`] and listens on a loopback address. The
//! workspace in `state` is plain data; `web_api` is the only door for the app, `act` the only one for people, and
//! `control` is `act` over HTTP. Nothing waits on the machine's time but signatures, triggers and time-outs.

mod act;
pub mod blockkit;
mod clock;
mod control;
mod deliver;
mod faults;
mod file;
mod look;
mod loopback;
mod manifest;
mod options;
mod page;
mod sandbox;
mod serve;
mod signing;
mod socket;
mod state;
mod web_api;
mod workspace;

pub use act::{Act, ActOutcome, Nonsense, Until};
pub use clock::SandboxClock;
pub use faults::{Fault, FaultKind, FaultRule, Faults};
pub use file::{Mistake, Mistakes};
pub use manifest::{
    AppHome, BotUser, Display, Events, Features, Interactivity, Manifest, OAuth, Scopes, Settings,
    Shortcut, SlashCommand,
};
pub use options::{Options, PageAction, PageOptions, Show};
pub use sandbox::Sandbox;
pub use signing::sign;
pub use socket::{Disconnect, SocketStatus};
pub use state::{
    Call, Channel, Delivery, Ephemeral, Kind, Message, Packed, Ts, User, UserGroup, View,
};
pub use workspace::{ChannelSpec, PersonSpec, UserGroupSpec, WorkspaceSpec};
