//! The arguments of `headway digest`.

use clap::{Args, ValueEnum};

use super::Database;
use crate::domain::week::Week;

/// `headway digest`.
#[derive(Debug, Clone, Args)]
pub struct Digest {
    /// Where everything is kept.
    #[command(flatten)]
    pub database: Database,
    /// The week, like 2026-W47.
    #[arg(long, value_name = "WEEK")]
    pub week: Week,
    /// Say what would be posted where, and what would be edited; change nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Write it down now for `headway serve` to send; where it is out, its edits.
    #[arg(long, conflicts_with = "dry_run")]
    pub post: bool,
    /// Print each number with its formula and the query that gives the rows it stands on, instead.
    #[arg(long, conflicts_with_all = ["dry_run", "post"])]
    pub explain: bool,
    /// With --explain: the numbers of this team's reply, by its key in `org.toml`.
    #[arg(long, value_name = "TEAM", requires = "explain")]
    pub team: Option<String>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = DigestFormat::Text)]
    pub format: DigestFormat,
}

/// How a digest is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DigestFormat {
    /// For people: what a screen reader reads.
    Text,
    /// For programs: one message a line, which it is and its text.
    Json,
    /// One message a line, with the blocks that Slack gets.
    Blocks,
}
