//! The arguments of `headway review`.

use clap::Args;

use super::{Database, DigestFormat};
use crate::domain::period::Period;

/// `headway review`.
#[derive(Debug, Clone, Args)]
pub struct Review {
    /// Where everything is kept.
    #[command(flatten)]
    pub database: Database,
    /// The month or quarter, like 2026-11 or 2026-Q4.
    #[arg(long, value_name = "PERIOD")]
    pub period: Period,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = DigestFormat::Text)]
    pub format: DigestFormat,
}
