//! The one integration-test binary: a module a feature.

mod manifest;
mod require;
mod sources;
mod tidy;
