//! The command line: one file a command. No rules of their own.

pub mod org_file;
