//! The loop that closes in both directions: requests of teams, questions and decisions of leadership.

mod decided;
mod decisions;
mod open;
mod questions;
mod requests;
mod trouble;
