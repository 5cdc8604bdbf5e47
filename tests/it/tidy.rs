//! The walls of the house, kept: who may know whom, and the habits of every file. Broken ones are listed with file,
//! line and the rule.

mod habits;
mod paths;
mod rooms;
mod seen_to_fail;
pub mod tokens;

use std::fmt;

use crate::sources;

/// A rule that a line breaks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Broken {
    line: usize,
    /// What stands there.
    what: String,
    /// What holds instead.
    rule: String,
}

impl Broken {
    fn new(line: usize, what: impl Into<String>, rule: impl Into<String>) -> Self {
        Self {
            line,
            what: what.into(),
            rule: rule.into(),
        }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: `{}`: {}", self.line, self.what, self.rule)
    }
}

/// What a source text breaks; `file` is its path from the root, which says in what room it stands.
fn check(source: &str, file: &str, libraries: &[String]) -> Vec<Broken> {
    let mut broken = habits::of_the_text(source, file);
    match source.parse::<proc_macro2::TokenStream>() {
        Ok(tokens) => {
            let paths = paths::of(&tokens, &rooms::home(file));
            let tokens = tokens::flat(&tokens);
            broken.extend(habits::of_the_tokens(&tokens, file));
            broken.extend(habits::of_the_paths(&paths, file));
            if file.starts_with("src/") {
                let inner = tokens.windows(2).filter(|pair| pair[0].is("mod"));
                let inner: Vec<&str> = inner.map(|pair| pair[1].text.as_str()).collect();
                let foreign = libraries
                    .iter()
                    .filter(|library| !inner.contains(&library.as_str()));
                let foreign: Vec<&str> = foreign.map(String::as_str).collect();
                broken.extend(rooms::check(&paths, file, &foreign));
            }
        }
        Err(error) => broken.push(Broken::new(
            error.span().start().line,
            error.to_string(),
            "the file is not Rust",
        )),
    }
    broken.sort();
    broken.dedup();
    broken
}

/// The names by which the sources know the packages of `Cargo.toml`.
fn libraries() -> Vec<String> {
    let manifest: toml::Table = sources::read("Cargo.toml").parse().unwrap();
    let tables = ["dependencies", "dev-dependencies", "build-dependencies"];
    let listed = tables
        .iter()
        .filter_map(|table| manifest.get(*table)?.as_table());
    listed
        .flat_map(toml::Table::keys)
        .map(|name| name.replace('-', "_"))
        .collect()
}

fn fail_on(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn every_file_keeps_the_walls_and_the_habits() {
    let libraries = libraries();
    let folders = [
        "src",
        "tests",
        "benches",
        "slack-sandbox/src",
        "slack-sandbox/tests",
    ];
    let mut files: Vec<String> = folders.into_iter().flat_map(sources::rust_files).collect();
    assert!(
        files.iter().any(|file| file == "src/lib.rs"),
        "the sources are not where they are looked for"
    );
    files.push("build.rs".to_owned());
    let broken = files.iter().flat_map(|file| {
        let found = check(&sources::read(file), file, &libraries);
        found
            .into_iter()
            .map(move |broken| format!("{file}:{broken}"))
    });
    fail_on(&broken.collect::<Vec<_>>());
}

#[test]
fn the_sandbox_knows_nothing_of_headway() {
    let files = sources::files("slack-sandbox");
    assert!(!files.is_empty());
    let mut broken = Vec::new();
    for file in files {
        let text = std::fs::read(sources::root().join(&file)).unwrap();
        for (number, line) in String::from_utf8_lossy(&text).lines().enumerate() {
            if line.to_lowercase().contains("headway") {
                broken.push(format!(
                    "{file}:{}: slack-sandbox is a Slack for any app and never names this one",
                    number + 1
                ));
            }
        }
    }
    fail_on(&broken);
}

#[test]
fn every_exception_is_still_needed() {
    let unused = habits::exceptions().filter(|(file, word, _)| {
        let path = sources::root().join(file);
        let text = std::fs::read_to_string(path).unwrap_or_default();
        !text.contains(word)
    });
    let unused: Vec<String> = unused
        .map(|(file, word, _)| {
            format!("{file}: no `{word}` there (any more): strike the exception")
        })
        .collect();
    fail_on(&unused);
}
