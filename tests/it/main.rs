//! The one integration-test binary: a module a feature.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the rule's own exception covers test functions, not their helpers"
)]

mod answering;
mod browser;
mod crash;
mod deliver;
mod demo;
mod door;
mod export;
mod faults;
mod form;
mod house;
mod import;
mod iterations;
mod manifest;
mod okrs;
mod postgres;
mod privacy;
mod readme;
mod require;
mod review;
mod sources;
mod split;
mod stands_on;
mod store;
mod targets;
mod thread;
mod tidy;
mod told;
mod views;
mod week;
