//! Headway asks every team once a week how its time was split and how its key results moved, and tells leadership
//! on Friday what it means. The rooms, from the inside out; none knows those below it:
//!
//! - [`domain`]: what is true, purely.
//! - [`words`]: every sentence that the bot says.
//! - [`store`]: SQL, and nothing but SQL.
//! - [`slack`]: what we ask of Slack, and the only place that knows its types.
//! - [`app`]: the use cases, a verb a file.
//! - [`door`]: what comes in from Slack, verified and acknowledged.
//! - [`deliver`]: the worker of the ledger: what is due is sent, once.
//! - [`schedule`]: the pulse, once a minute.
//! - [`cli`]: one file a command; with `main`, the only one who knows everybody.

pub mod app;
pub mod chance;
pub mod cli;
pub mod clock;
pub mod config;
pub mod crash;
pub mod deliver;
pub mod domain;
pub mod door;
pub mod schedule;
pub mod slack;
pub mod store;
pub mod words;
