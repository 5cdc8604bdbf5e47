//! What Headway knows, without asking anybody: pure values in, values out; no clock, no network, no database.

pub mod assignment;
pub mod cadence;
pub mod calendar;
pub mod category;
pub mod changes;
pub mod check_in;
pub mod delivery;
pub mod delivery_rules;
pub mod digest;
pub mod id;
pub mod insight;
pub mod number;
pub mod okr;
pub mod organisation;
pub mod prompt;
pub mod roll_up;
pub mod submission;
pub mod target;
pub mod time_split;
pub mod typed;
pub mod week;
