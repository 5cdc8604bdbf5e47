//! Use cases, a verb a file: each takes what it needs, asks the domain, and tells store and Slack.

pub mod import_organisation;
