//! The page as a person meets it, in headless Chromium: a gallery of every block and surface, the keyboard alone, and
//! what a screen reader is told.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the rule's own exception covers test functions, not their helpers"
)]

mod access;
mod app;
mod driver;
mod gallery;
mod keyboard;
mod keys;
mod pressed;
mod require;
mod tools;
