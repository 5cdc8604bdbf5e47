//! The arguments of `headway export`.

use clap::{Args, ValueEnum};

use super::Database;
use crate::domain::week::Week;

/// `headway export`.
#[derive(Debug, Args)]
#[command(after_long_help = concat!(
    include_str!("../../docs/export.md"),
    "\n",
    include_str!("../../docs/export-results.md")
))]
pub struct Export {
    /// What is exported.
    #[arg(long, value_enum, default_value_t = ExportWhat::Splits)]
    pub what: ExportWhat,
    /// How it is written.
    #[arg(long, value_enum, default_value_t = ExportFormat::Csv)]
    pub format: ExportFormat,
    /// The first week, like 2026-W40; without it the first that there is.
    #[arg(long, value_name = "WEEK")]
    pub from: Option<Week>,
    /// The last week, included; without it the newest.
    #[arg(long, value_name = "WEEK")]
    pub to: Option<Week>,
    /// Where everything is kept.
    #[command(flatten)]
    pub database: Database,
}

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportWhat {
    /// Where the time went: one row a team, week and category.
    Splits,
    /// Where key results stood: one row a week and key result.
    Results,
}

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// For spreadsheets: RFC 4180, in UTF-8, with a heading.
    Csv,
    /// For programs: one JSON object a line.
    Json,
}
