//! The commands, one file each. Here alone errors become sentences on standard error and exit codes.

pub mod import;
pub mod org_file;
pub mod simulate;
