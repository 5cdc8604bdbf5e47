//! The one integration-test binary: a module a feature.
#![expect(
    clippy::unwrap_used,
    reason = "all of this is tests; the lint knows only `#[test]` functions as such"
)]

mod manifest;
mod require;
mod sources;
mod store;
mod tidy;
