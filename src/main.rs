//! Parses the command line and runs one command.

use std::process::ExitCode;

use clap::Parser;
use headway::cli;
use headway::config::Cli;

fn main() -> ExitCode {
    cli::run(Cli::parse())
}
