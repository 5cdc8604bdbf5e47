//! What holds for the text, the tokens and the paths of every Rust file, whatever room it stands in.

use super::Broken;
use super::paths::Path;
use super::tokens::{Kind, Token, closing};

/// Above this a file is two.
const LINES: usize = 400;

/// Where a rule does not hold: the file, the word that stands there, why.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    (
        "src/clock.rs",
        "trait Clock",
        "time is an argument: the system's, or one that is set",
    ),
    (
        "src/chance.rs",
        "trait Chance",
        "chance is an argument: the system's, or seeded",
    ),
    (
        "src/cli/serve.rs",
        "tokio::spawn",
        "the server and the worker: their handles are awaited, and their errors reported, at the stop",
    ),
    (
        "src/store/open.rs",
        "tokio::time::sleep",
        "at the start, while another process migrates: SQLite has no way to wait for it",
    ),
];

/// Tasks that nobody holds. An exception says who awaits or reports it.
const SPAWNS: [&str; 4] = [
    "tokio::spawn",
    "tokio::task::spawn",
    "tokio::task::spawn_local",
    "std::thread::spawn",
];

const WAITS: [&str; 5] = [
    "std::thread::sleep",
    "tokio::time::sleep",
    "tokio::time::sleep_until",
    "tokio::time::interval",
    "tokio::time::interval_at",
];

/// How a statement of SQL begins.
const SQL: [&str; 5] = [
    "SELECT ",
    "INSERT INTO ",
    "UPDATE ",
    "DELETE FROM ",
    "CREATE TABLE ",
];

/// All exceptions, for the test that each is still needed.
pub fn exceptions() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    EXCEPTIONS.iter().copied()
}

fn excused(file: &str, word: &str) -> bool {
    EXCEPTIONS
        .iter()
        .any(|(there, known, _)| *there == file && *known == word)
}

/// Length and first line.
pub fn of_the_text(source: &str, file: &str) -> Vec<Broken> {
    let mut broken = Vec::new();
    let first = source.lines().next().unwrap_or_default();
    if !first.starts_with("//! ") {
        let rule = "a file begins with a `//!` line that says what is in it";
        broken.push(Broken::new(1, first, rule));
    }
    let lines = source.lines().count();
    if lines > LINES {
        let rule = format!("{lines} lines: a file of more than {LINES} is split");
        broken.push(Broken::new(LINES + 1, file, rule));
    }
    broken
}

/// Words that do not stay, attributes, literals.
pub fn of_the_tokens(tokens: &[Token], file: &str) -> Vec<Broken> {
    let mut broken = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let rest = &tokens[at..];
        let rule = unfinished(rest)
            .or_else(|| waiting_in_pure_rooms(rest, file))
            .or_else(|| compiled_in(rest, file))
            .or_else(|| tested_otherwise(rest))
            .or_else(|| another_trait(rest, file))
            .or_else(|| sql(rest, file));
        if let Some((what, rule)) = rule {
            broken.push(Broken::new(token.line, what, rule));
        }
        if token.is("#") {
            let open = at + 1 + usize::from(tokens.get(at + 1).is_some_and(|next| next.is("!")));
            if tokens.get(open).is_some_and(|next| next.is("[")) {
                let end = closing(tokens, open);
                let found = attribute(&tokens[open + 1..end], &tokens[end + 1..], file);
                broken.extend(found.map(|(what, rule)| Broken::new(token.line, what, rule)));
            }
        }
    }
    broken
}

type Rule = Option<(String, &'static str)>;

fn unfinished(rest: &[Token]) -> Rule {
    let macros = ["todo", "unimplemented", "dbg"];
    let named = macros.into_iter().find(|name| rest[0].is(name));
    let called = rest.get(1).is_some_and(|next| next.is("!"));
    let name = named.filter(|_| called)?;
    Some((format!("{name}!"), "what is committed is finished"))
}

fn waiting_in_pure_rooms(rest: &[Token], file: &str) -> Rule {
    let pure = ["src/domain", "src/words"];
    let pure = pure.into_iter().any(|room| file.starts_with(room));
    let word = ["async", "await"].into_iter().find(|word| rest[0].is(word));
    let word = word.filter(|_| pure)?;
    Some((
        word.to_owned(),
        "domain and words are pure: nothing waits there",
    ))
}

fn compiled_in(rest: &[Token], file: &str) -> Rule {
    let read = rest[0].is("env") || rest[0].is("option_env");
    let called = rest.len() > 3 && rest[1].is("!");
    if !read || !called || !file.starts_with("src/") || file == "src/config.rs" {
        return None;
    }
    let name = rest[3].string().unwrap_or_default();
    let rule = "the environment is read in config.rs alone";
    (!name.starts_with("CARGO_")).then(|| (format!("{}!({name})", rest[0].text), rule))
}

fn tested_otherwise(rest: &[Token]) -> Rule {
    let asks = rest.len() > 3 && rest[0].is("cfg") && rest[1].is("!") && rest[3].is("test");
    asks.then(|| ("cfg!(test)".to_owned(), "the code under test is the code"))
}

fn another_trait(rest: &[Token], file: &str) -> Rule {
    let named = rest.get(1).filter(|next| next.kind == Kind::Name)?;
    if !rest[0].is("trait") || !file.starts_with("src/") {
        return None;
    }
    let what = format!("trait {}", named.text);
    let rule = "concrete structs: the traits are Clock and Chance";
    (!excused(file, &what)).then_some((what, rule))
}

fn sql(rest: &[Token], file: &str) -> Rule {
    if !file.starts_with("src/") || file.starts_with("src/store") {
        return None;
    }
    let text = rest[0].string()?;
    let text = text.trim_start();
    let begins = SQL.iter().any(|word| text.starts_with(word));
    begins.then(|| {
        let start = text.chars().take(30).collect();
        (start, "SQL stands in store/ and nowhere else")
    })
}

/// One attribute, given its inside and what it stands before.
fn attribute(
    inside: &[Token],
    behind: &[Token],
    file: &str,
) -> impl Iterator<Item = (String, &'static str)> {
    let has = |word: &str| inside.iter().any(|token| token.is(word));
    let begins = |words: &[&str]| {
        let first = inside.first();
        first.is_some_and(|first| words.iter().any(|word| first.is(word)))
    };
    let mut broken = Vec::new();
    if begins(&["ignore"]) {
        broken.push((
            "#[ignore]",
            "a test runs, or says why it was skipped and passes",
        ));
    }
    if begins(&["path"]) {
        broken.push(("#[path]", "a module stands where its name says"));
    }
    let silences = (has("allow") || has("expect")) && begins(&["allow", "expect", "cfg_attr"]);
    if silences && !has("reason") {
        broken.push(("#[allow]", "what is silenced has a `reason`"));
    }
    let set = begins(&["arg", "clap", "command", "group"]) && has("env");
    if set && file.starts_with("src/") && file != "src/config.rs" {
        broken.push(("env", "the environment is read in config.rs alone"));
    }
    let adds = !has("not") && before_item(behind);
    if begins(&["cfg", "cfg_attr"]) && has("test") && !adds {
        broken.push((
            "#[cfg(test)]",
            "the code under test is the code: `#[cfg(test)]` only adds an item",
        ));
    }
    broken
        .into_iter()
        .map(|(what, rule)| (what.to_owned(), rule))
}

/// Whether what stands here, behind further attributes and a `pub`, is an item.
fn before_item(mut behind: &[Token]) -> bool {
    while behind.len() > 1 && behind[0].is("#") && behind[1].is("[") {
        behind = &behind[closing(behind, 1) + 1..];
    }
    let items = [
        "mod", "fn", "use", "impl", "struct", "enum", "const", "static",
    ];
    let skipped = ["pub", "crate", "super", "async", "in"];
    let mut words = behind.iter().filter(|token| token.kind == Kind::Name);
    let first = words.find(|word| !skipped.iter().any(|skip| word.is(skip)));
    first.is_some_and(|word| items.iter().any(|item| word.is(item)))
}

/// Calls that are made in one place or in none.
pub fn of_the_paths(paths: &[Path], file: &str) -> Vec<Broken> {
    let mut broken = Vec::new();
    for path in paths {
        let text = path.text();
        if excused(file, &text) {
            continue;
        }
        let rules = [
            environment(&text, file),
            own_zone(&text, file),
            waits(&text, file, path.in_tests),
            spawns(&text, file, path.in_tests),
        ];
        let rules = rules.into_iter().flatten();
        broken.extend(rules.map(|rule| Broken::new(path.line, text.clone(), rule)));
    }
    broken
}

fn within(text: &str, part: &str) -> bool {
    text.strip_prefix(part)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn environment(text: &str, file: &str) -> Option<&'static str> {
    let read = within(text, "std::env") && text != "std::env::current_exe";
    (read && file.starts_with("src/") && file != "src/config.rs")
        .then_some("command line and environment are read in config.rs alone")
}

fn own_zone(text: &str, file: &str) -> Option<&'static str> {
    (within(text, "chrono::Local") && file.starts_with("src/"))
        .then_some("a time zone is an argument; the machine's own means nothing")
}

fn waits(text: &str, file: &str, in_tests: bool) -> Option<&'static str> {
    let tests = in_tests
        || ["tests/", "slack-sandbox/tests/"]
            .iter()
            .any(|dir| file.starts_with(dir));
    let ours = file.starts_with("src/") && file != "src/clock.rs";
    if !WAITS.iter().any(|wait| within(text, wait)) {
        return None;
    }
    match (tests, ours) {
        (true, _) => Some("a test never sleeps: it sets the clock, or awaits what it waits for"),
        (false, true) => Some("what waits, waits on `Clock`"),
        (false, false) => None,
    }
}

fn spawns(text: &str, file: &str, in_tests: bool) -> Option<&'static str> {
    let ours = ["src/", "slack-sandbox/src/"]
        .iter()
        .any(|dir| file.starts_with(dir));
    let loose = SPAWNS.contains(&text) && ours && !in_tests;
    loose.then_some("a task is owned: a `JoinSet` or a `TaskTracker` awaits it (or an exception with its reason)")
}
