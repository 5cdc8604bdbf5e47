//! The README against the code: its configuration table, its commands, its length.

use std::collections::BTreeSet;

use clap::CommandFactory;
use headway::config::Cli;

use crate::sources::read;

/// What stands in backticks, in a table's cells that `keep`.
fn code_in_tables(keep: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let readme = read("README.md");
    let cells = readme
        .lines()
        .filter(|line| line.starts_with('|'))
        .filter_map(|line| line.split('|').nth(1));
    cells
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .filter(|code| keep(code))
        .map(str::to_owned)
        .collect()
}

fn in_capitals(code: &str) -> bool {
    code.chars()
        .all(|letter| letter.is_ascii_uppercase() || letter == '_')
}

#[test]
fn every_variable_that_the_code_reads_stands_in_the_table_and_no_other() {
    let cli = Cli::command();
    let commands = cli.get_subcommands().chain(std::iter::once(&cli));
    let arguments = commands.flat_map(clap::Command::get_arguments);
    let read: BTreeSet<String> = arguments
        .filter_map(clap::Arg::get_env)
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    assert_eq!(code_in_tables(in_capitals), read);
}

#[test]
fn every_command_stands_in_the_table_and_no_other() {
    let cli = Cli::command();
    let commands: BTreeSet<String> = cli
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect();
    let told = code_in_tables(|code| code.starts_with("headway "));
    let told: BTreeSet<String> = told
        .iter()
        .filter_map(|line| line.split(' ').nth(1))
        .map(str::to_owned)
        .collect();
    assert_eq!(told, commands);
}

#[test]
fn the_readme_begins_with_its_two_commands_and_stays_short() {
    let readme = read("README.md");
    assert!(readme.lines().count() < 200);
    assert!(read("ARCHITECTURE.md").lines().count() < 150);
    let begin: String = readme.lines().take(12).collect();
    assert!(
        begin.contains("cargo run --release -- demo") && begin.contains("cargo test --workspace")
    );
}
