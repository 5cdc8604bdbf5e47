//! A local Slack: the state of one workspace, the Web API over it, signed deliveries to an app, and a page.

pub mod blockkit;
