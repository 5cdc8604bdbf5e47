//! The rooms of `src` and who may know whom: the table, and the check of every path against it.

use super::Broken;
use super::paths::{From, Path, Role};

/// A module at the top of `src`.
struct Room {
    name: &'static str,
    /// What of the house it may use: rooms, or a part of one.
    may_use: &'static [&'static str],
    /// The libraries that it may use beside `std`.
    libraries: &'static [&'static str],
    never: &'static str,
}

/// Every library but those that have a room of their own.
const ANY: &str = "*";

/// Libraries that one room alone knows.
const HOUSED: [(&str, &str); 3] = [
    ("sqlx", "store"),
    ("slack_morphism", "slack"),
    ("slack_sandbox", "cli::demo"),
];

/// Rooms of values alone: no waiting, no files, no network, no clock.
const PURE: [&str; 2] = ["domain", "words"];

/// Parts of `std` that are no values.
const IMPURE: [&str; 8] = [
    "std::env",
    "std::fs",
    "std::io",
    "std::net",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "std::time::SystemTime",
];

const ROOMS: [Room; 14] = [
    Room {
        name: "domain",
        may_use: &[],
        libraries: &["chrono", "chrono_tz", "thiserror", "serde", "strsim"],
        never: "async, sqlx, slack_morphism, axum, any other room",
    },
    Room {
        name: "words",
        may_use: &["domain"],
        libraries: &["chrono", "chrono_tz", "serde"],
        never: "everything else",
    },
    Room {
        name: "store",
        may_use: &["domain", "crash"],
        libraries: &[
            "chrono",
            "chrono_tz",
            "futures_util",
            "serde",
            "serde_json",
            "sqlx",
            "thiserror",
            "tokio",
            "tracing",
            "url",
        ],
        never: "slack, door, app",
    },
    Room {
        name: "slack",
        may_use: &["domain", "words", "crash"],
        libraries: &[
            "chrono",
            "chrono_tz",
            "futures_util",
            "http_body_util",
            "hyper",
            "hyper_rustls",
            "hyper_util",
            "rustls",
            "secrecy",
            "serde",
            "serde_json",
            "serde_urlencoded",
            "slack_morphism",
            "thiserror",
            "tokio",
            "tracing",
            "url",
        ],
        never: "SQL, axum, app",
    },
    Room {
        name: "app",
        may_use: &[
            "domain",
            "words",
            "store",
            "slack::client",
            "slack::Client",
            "slack::error",
            "slack::SlackError",
            "slack::Class",
            "clock",
            "chance",
            "crash",
        ],
        libraries: &[
            "chrono",
            "chrono_tz",
            "futures_util",
            "serde",
            "serde_json",
            "thiserror",
            "tokio",
            "tokio_util",
            "tracing",
        ],
        never: "axum, SQL, slack_morphism",
    },
    Room {
        name: "door",
        may_use: &[
            "app", "slack", "store", "config", "domain", "words", "clock", "chance", "crash",
        ],
        libraries: &[
            "axum",
            "chrono",
            "futures_util",
            "secrecy",
            "serde",
            "serde_json",
            "serde_urlencoded",
            "thiserror",
            "tokio",
            "tokio_util",
            "tower_http",
            "tracing",
            "url",
        ],
        never: "SQL, slack_morphism, domain rules of its own",
    },
    Room {
        name: "deliver",
        may_use: &[
            "app", "slack", "store", "config", "domain", "words", "clock", "chance", "crash",
        ],
        libraries: &[
            "chrono",
            "futures_util",
            "thiserror",
            "tokio",
            "tokio_util",
            "tracing",
        ],
        never: "SQL, slack_morphism, axum, domain rules of its own",
    },
    Room {
        name: "schedule",
        may_use: &[
            "app", "slack", "store", "config", "domain", "clock", "chance", "crash",
        ],
        libraries: &[
            "chrono",
            "thiserror",
            "tokio",
            "tokio_cron_scheduler",
            "tokio_util",
            "tracing",
        ],
        never: "SQL, slack_morphism, axum, domain rules of its own",
    },
    Room {
        name: "cli",
        may_use: &[ANY],
        libraries: &[ANY],
        never: "SQL, slack_morphism, rules of its own; slack_sandbox outside cli/demo",
    },
    Room {
        name: "main",
        may_use: &[ANY],
        libraries: &[ANY],
        never: "SQL, slack_morphism, slack_sandbox, rules of its own",
    },
    Room {
        name: "config",
        may_use: &["domain"],
        libraries: &["chrono", "chrono_tz", "clap", "secrecy", "thiserror", "url"],
        never: "anything that acts on what was configured",
    },
    Room {
        name: "clock",
        may_use: &[],
        libraries: &["chrono", "tokio"],
        never: "any other room",
    },
    Room {
        name: "chance",
        may_use: &[],
        libraries: &["chrono", "uuid"],
        never: "any other room",
    },
    Room {
        name: "crash",
        may_use: &[],
        libraries: &["tracing"],
        never: "any other room",
    },
];

/// The module that a file is: `src/words/ask.rs` is `words::ask`.
pub fn home(file: &str) -> Vec<String> {
    let path = file.strip_prefix("src/").unwrap_or(file);
    let path = path.strip_suffix(".rs").unwrap_or(path);
    let mut steps: Vec<String> = path.split('/').map(str::to_owned).collect();
    if matches!(
        steps.last().map(String::as_str),
        Some("mod" | "lib" | "main")
    ) {
        steps.pop();
    }
    steps
}

/// Every path of a file of `src`, held against the table; `libraries` are the names that mean a package here.
pub fn check(paths: &[Path], file: &str, libraries: &[&str]) -> Vec<Broken> {
    // `lib` and `main` are no modules, and yet places with rules.
    let name = home(file).first().cloned();
    let name = name.unwrap_or_else(|| file["src/".len()..].replace(".rs", ""));
    if name == "lib" {
        let rule = "lib.rs declares the rooms and holds nothing else";
        let written = paths.iter();
        return written
            .map(|path| Broken::new(path.line, path.text(), rule))
            .collect();
    }
    let Some(room) = ROOMS.iter().find(|room| room.name == name) else {
        let rule =
            "no such room in ROOMS of tests/it/tidy/rooms.rs: say in the table what it may use";
        return vec![Broken::new(1, name, rule)];
    };
    paths
        .iter()
        .flat_map(|path| {
            let rules = [
                whole_house(path),
                other_room(path, room),
                library(path, room, file, libraries),
                handed_on(path, libraries),
                impure(path, room),
            ];
            let broken = rules.into_iter().flatten();
            broken.map(|rule| Broken::new(path.line, path.text(), rule))
        })
        .collect()
}

/// `use crate as c`, `use crate::*`, `use super::*` at the top: behind them nobody sees which room is meant.
fn whole_house(path: &Path) -> Option<String> {
    let whole = path.from == From::Crate && path.steps.is_empty();
    (whole && path.role != Role::Mention)
        .then(|| "the whole house is never brought in: name the room".to_owned())
}

fn other_room(path: &Path, room: &Room) -> Option<String> {
    let other = path.steps.first().filter(|_| path.from == From::Crate)?;
    if other == room.name {
        return None;
    }
    if !ROOMS.iter().any(|known| known.name == other) {
        return Some("no such room: what is shared stands in a room, not in the root".to_owned());
    }
    let inside = |part: &&str| {
        *part == ANY
            || part
                .split("::")
                .eq(path.steps.iter().take(part.split("::").count()))
    };
    (!room.may_use.iter().any(inside)).then(|| says(room))
}

fn library(path: &Path, room: &Room, file: &str, libraries: &[&str]) -> Option<String> {
    let name = path.steps.first().filter(|_| path.from == From::Name)?;
    if !libraries.contains(&name.as_str()) {
        return None;
    }
    if let Some((_, owner)) = HOUSED.iter().find(|(library, _)| library == name) {
        let folder = format!("src/{}", owner.replace("::", "/"));
        let inside = file == format!("{folder}.rs") || file.starts_with(&format!("{folder}/"));
        return (!inside).then(|| format!("{owner} alone knows {name}; {}", says(room)));
    }
    // Tests inside a file may check with whatever has no room of its own.
    // Tests inside a file may check with whatever has no room of its own.
    let allowed = path.in_tests
        || room
            .libraries
            .iter()
            .any(|library| [ANY, name].contains(library));
    (!allowed).then(|| says(room))
}

/// A library handed on under a name of ours would be invisible from then on.
fn handed_on(path: &Path, libraries: &[&str]) -> Option<String> {
    let name = path.steps.first().filter(|_| path.from == From::Name)?;
    let handed = path.role == Role::HandOn && libraries.contains(&name.as_str());
    handed.then(|| "a library is never handed on with `pub use`: who needs it names it".to_owned())
}

fn impure(path: &Path, room: &Room) -> Option<String> {
    let text = path.text().replace("core::", "std::");
    let hit = IMPURE
        .iter()
        .any(|part| text == *part || text.starts_with(&format!("{part}::")));
    (hit && PURE.contains(&room.name) && path.from == From::Name)
        .then(|| format!("{} is pure: values in, values out", room.name))
}

fn says(room: &Room) -> String {
    let list = |names: &[&str], all: &str| match names {
        [ANY] => all.to_owned(),
        [] => "none".to_owned(),
        names => names.join(", "),
    };
    format!(
        "{} may use of the house: {}; of libraries: {}; never {}",
        room.name,
        list(room.may_use, "every room"),
        list(room.libraries, "every one without a room of its own"),
        room.never
    )
}
