//! Every sentence that the bot says, made of domain values; pure, in one language, one surface a file.

pub mod ask;
pub mod beside;
pub mod chart;
pub mod check_in_command;
pub mod digest;
mod fields;
pub mod figures;
pub mod form;
pub mod iteration;
pub mod message;
pub mod okr;
pub mod outcome;
pub mod pattern;
pub mod receipt;
pub mod review;
pub mod single_splits;
pub mod split;
pub mod target;
pub mod target_form;
pub mod team;
pub mod thread;
pub mod trouble;
