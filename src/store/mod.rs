//! What Headway remembers: SQL, and nothing but SQL, for SQLite and PostgreSQL alike; takes and gives domain values.
//!
//! Invariants: a method that writes is one whole transaction; rows never leave this room; what cannot be read back
//! is [`StoreError::Corrupt`], never a panic; every row belongs to a workspace; no answer stands in an error.
//!
//! Races that are accepted: two reads are two snapshots (only [`Store::organisation`] reads several tables as one);
//! a pace or a hold that was read may be overtaken before the caller acts on it, which Slack answers with a 429.

mod ask;
mod asked;
mod category;
mod check_in;
mod conversation;
mod decision;
mod error;
mod event;
pub mod explain;
mod fold;
mod iteration;
mod iterations_since;
mod last_word;
mod later;
mod lead_sees;
mod ledger;
mod matters;
mod moved;
mod objective;
mod open;
mod organisation;
mod pace;
mod question;
mod read_objective;
mod read_roll_up;
mod reading;
mod record;
mod record_iteration;
mod record_reading;
mod refused_shape;
mod replace;
mod request;
mod results_ask;
mod retired;
mod review;
mod roll_up;
mod round;
mod rows;
mod settle_week;
mod stay;
mod subscription;
mod target;
mod tick_gates;
mod told;
mod told_everyone;
mod transaction;
mod value;
mod workspace;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use sqlx::AnyPool;

use crate::domain::id::WorkspaceId;
use organisation::Company;

pub use crate::domain::delivery_rules::Settled;
pub use error::StoreError;
pub use ledger::ByHand;
pub use objective::Kept;
pub use pace::Turn;
pub use question::Asked;
pub use record::Recorded;
pub use record_iteration::{Begun, Told};
pub use record_reading::Noted;
pub use target::{Agreed, Agreements};
pub use told_everyone::{Behind, ToldPage};

/// What everything in this room gives back.
pub type Result<T> = std::result::Result<T, StoreError>;

/// The database, open and migrated; a cheap clone.
#[derive(Debug, Clone)]
pub struct Store {
    /// SQLite has one writer at a time, so one connection; PostgreSQL a few.
    writer: AnyPool,
    /// SQLite's cannot write at all; PostgreSQL's are the writer's.
    reader: AnyPool,
    backend: Backend,
    /// The companies as they were last read, each with its version: most reads need only ask for the version.
    read: Arc<Mutex<Companies>>,
}

/// Companies as they were last read, each with its version.
type Companies = HashMap<WorkspaceId, (i64, Arc<Company>)>;

/// Which database answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Backend {
    Sqlite,
    Postgres,
}
