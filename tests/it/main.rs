//! The one integration-test binary: a module a feature.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the rule's own exception covers test functions, not their helpers"
)]

mod answering;
mod browser;
mod closing;
mod comings;
mod crash;
mod deliver;
mod demo;
mod door;
mod export;
mod faults;
mod for_everyone;
mod form;
mod head;
mod house;
mod import;
mod imported;
mod iterations;
mod late;
mod long_reply;
mod manifest;
mod matters;
mod meanwhile;
mod numbers;
mod okrs;
mod operators;
mod post_digest;
mod postgres;
mod preview;
mod privacy;
mod readme;
mod require;
mod review;
mod sources;
mod split;
mod stands_on;
mod store;
mod subscribers;
mod targets;
mod thread;
mod thread_faults;
mod tidy;
mod told;
mod told_once;
mod views;
mod week;
mod whose_split;
