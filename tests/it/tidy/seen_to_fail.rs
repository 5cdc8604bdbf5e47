//! The tidy test, tested: small sources that break a rule, and sources that break none. A case is a line:
//! `file: source`, and for a source that breaks a rule ` ~> what is named ~> words of the rule`.

use super::check;

fn libraries() -> Vec<String> {
    let names = "anyhow axum chrono clap proptest serde serde_json slack_morphism slack_sandbox sqlx thiserror tokio toml url";
    names.split(' ').map(str::to_owned).collect()
}

/// Tries each line of the cases.
#[track_caller]
fn cases(cases: &str) {
    for case in cases.lines().map(str::trim).filter(|case| !case.is_empty()) {
        let (file, rest) = case.split_once(": ").unwrap();
        let parts: Vec<&str> = rest.split(" ~> ").collect();
        let source = format!("//! What is here.\n{}", parts[0]);
        let broken = check(&source, file, &libraries());
        let broken: Vec<String> = broken.iter().map(ToString::to_string).collect();
        match parts[..] {
            [_] => assert!(broken.is_empty(), "{case}\ngave {broken:#?}"),
            [_, what, rule] => {
                let start = format!("2: `{what}`");
                let named = |line: &String| line.starts_with(&start) && line.contains(rule);
                assert!(broken.iter().any(named), "{case}\ngave {broken:#?}");
            }
            _ => panic!("not a case: {case}"),
        }
    }
}

#[test]
fn a_library_is_seen_without_a_use() {
    cases(
        r##"
        src/app/close_round.rs: fn f() { let q = sqlx::query("x"); } ~> sqlx::query ~> store alone knows sqlx; app may use of the house: domain, words, store, slack::client
        src/app/close_round.rs: fn f() { ::sqlx::query("x"); } ~> sqlx::query ~> store alone knows sqlx; app may use of the house: domain, words, store, slack::client
        src/domain/week.rs: use axum::Router; ~> axum::Router ~> domain may use of the house: none
        src/domain/week.rs: use axum; ~> axum ~> never async, sqlx
        src/words/ask.rs: use std::{fmt, collections::BTreeMap}; use tokio::sync::{watch, mpsc as m}; ~> tokio::sync::mpsc ~> words may use
        src/domain/week.rs: extern crate sqlx; ~> sqlx ~> store alone knows sqlx
        "##,
    );
}

#[test]
fn a_library_is_seen_in_macros_and_attributes() {
    cases(
        r##"
        src/app/mod.rs: fn f() { vec![sqlx::query("x")]; } ~> sqlx::query ~> store alone
        src/domain/id.rs: #[derive(Debug, sqlx::FromRow)] struct Row; ~> sqlx::FromRow ~> store alone
        src/domain/id.rs: macro_rules! m { () => { axum::Router::new() }; } ~> axum::Router::new ~> domain may use
        src/domain/id.rs: #[serde(with = "crate::store::text")] struct Row; ~> crate::store::text ~> domain may use
        src/words/ask.rs: macro_rules! m { () => { $crate::app::tick() }; } ~> crate::app::tick ~> words may use
        "##,
    );
}

#[test]
fn another_room_is_seen_however_it_is_written() {
    cases(
        r##"
        src/domain/week.rs: fn f() { crate::store::open(); } ~> crate::store::open ~> domain may use of the house: none
        src/domain/week.rs: use super::super::store::Store; ~> crate::store::Store ~> domain may use of the house: none
        src/domain/okr/mod.rs: use super::super::words::message; ~> crate::words::message ~> domain may use of the house: none
        src/domain/mod.rs: use super::store::Store; ~> crate::store::Store ~> domain may use of the house: none
        src/domain/week.rs: mod tests { use super::super::super::store::Store; } ~> crate::store::Store ~> domain may use of the house: none
        src/domain/week.rs: use crate::{domain::id, words::{self, message::Line}}; ~> crate::words::message::Line ~> domain may use of the house: none
        src/domain/week.rs: use crate::{domain::id, words::{self, message::Line}}; ~> crate::words ~> domain may use of the house: none
        src/domain/week.rs: pub(crate) use crate::app::App; ~> crate::app::App ~> domain may use of the house: none
        "##,
    );
}

#[test]
fn the_whole_house_is_never_brought_in() {
    cases(
        r##"
        src/app/mod.rs: use crate as c; ~> crate ~> the whole house is never brought in
        src/app/mod.rs: use crate::{self as c}; ~> crate ~> the whole house is never brought in
        src/app/mod.rs: use crate::*; ~> crate ~> the whole house is never brought in
        src/app/mod.rs: use super::*; ~> crate ~> the whole house is never brought in
        src/main.rs: use headway as h; ~> crate ~> the whole house is never brought in
        "##,
    );
}

#[test]
fn a_part_of_a_room_is_not_the_room() {
    cases(
        r##"
        src/app/mod.rs: use crate::slack::client::Client;
        src/app/mod.rs: use crate::slack::view::blocks; ~> crate::slack::view::blocks ~> slack::client
        src/app/mod.rs: use crate::slack; ~> crate::slack ~> slack::client
        src/app/mod.rs: use crate::slack::client_secrets::X; ~> crate::slack::client_secrets::X ~> slack::client
        "##,
    );
}

#[test]
fn a_library_is_never_handed_on() {
    cases(
        r##"
        src/store/mod.rs: pub use sqlx::SqlitePool; ~> sqlx::SqlitePool ~> a library is never handed on
        src/store/mod.rs: pub use sqlx::*; ~> sqlx ~> a library is never handed on
        src/slack/client.rs: pub(crate) use slack_morphism as api; ~> slack_morphism ~> a library is never handed on
        "##,
    );
}

#[test]
fn every_room_stands_in_the_table() {
    cases(
        r##"
        src/lib.rs: pub use domain::week::Week; ~> domain::week::Week ~> declares the rooms
        src/app/mod.rs: use crate::Everything; ~> crate::Everything ~> no such room
        src/lib.rs: pub mod domain; pub mod words;
        "##,
    );
}

#[test]
fn the_local_slack_is_known_to_the_demo_alone() {
    cases(
        r##"
        src/cli/serve.rs: use slack_sandbox::Sandbox; ~> slack_sandbox::Sandbox ~> cli::demo alone
        src/main.rs: fn main() { slack_sandbox::run(); } ~> slack_sandbox::run ~> cli::demo alone
        src/cli/demolish.rs: use slack_sandbox::Sandbox; ~> slack_sandbox::Sandbox ~> cli::demo alone
        src/cli/demo.rs: use slack_sandbox::Sandbox; use crate::store::Store;
        src/cli/demo/page.rs: use slack_sandbox::Sandbox;
        "##,
    );
}

#[test]
fn pure_rooms_are_pure() {
    cases(
        r##"
        src/domain/week.rs: use std::{fmt, fs}; ~> std::fs ~> domain is pure
        src/words/ask.rs: fn f() { std::time::Instant::now(); } ~> std::time::Instant::now ~> words is pure
        src/domain/week.rs: async fn f() {} ~> async ~> nothing waits there
        src/domain/week.rs: mod tests { use sqlx::Row; } ~> sqlx::Row ~> store alone knows sqlx
        src/domain/week.rs: use proptest::prelude::*; ~> proptest::prelude ~> domain may use
        src/domain/week.rs: #[cfg(test)] mod tests { use proptest::prelude::*; use super::*; }
        "##,
    );
}

#[test]
fn the_environment_is_read_in_one_place() {
    cases(
        r##"
        src/cli/serve.rs: fn f() { std::env::var("HOME"); } ~> std::env::var ~> read in config.rs alone
        src/cli/serve.rs: use std::{env, fs}; ~> std::env ~> read in config.rs alone
        src/cli/serve.rs: const V: &str = env!("SECRET"); ~> env!(SECRET) ~> read in config.rs alone
        src/cli/serve.rs: const V: Option<&str> = option_env!("SECRET"); ~> option_env!(SECRET) ~> read in config.rs alone
        src/cli/serve.rs: #[derive(clap::Parser)] struct A { #[arg(long, env = "PORT")] port: u16 } ~> env ~> read in config.rs alone
        src/cli/serve.rs: const V: &str = env!("CARGO_PKG_VERSION");
        src/config.rs: struct A { #[arg(long, env = "PORT")] port: u16 } fn f() { std::env::var("HOME"); }
        "##,
    );
}

#[test]
fn what_waits_waits_on_the_clock() {
    cases(
        r##"
        src/deliver/mod.rs: fn f() { tokio::time::sleep(d); } ~> tokio::time::sleep ~> waits on `Clock`
        src/deliver/mod.rs: use tokio::time; fn f() { time::interval(d); } ~> tokio::time::interval ~> waits on `Clock`
        tests/it/loop.rs: fn f() { tokio::time::sleep(d); } ~> tokio::time::sleep ~> a test never sleeps
        tests/it/loop.rs: use std::thread; fn f() { thread::sleep(d); } ~> std::thread::sleep ~> a test never sleeps
        slack-sandbox/src/serve.rs: mod tests { fn f() { tokio::time::sleep(d); } } ~> tokio::time::sleep ~> a test never sleeps
        src/store/mod.rs: fn f() { chrono::Local::now(); } ~> chrono::Local::now ~> a time zone is an argument
        slack-sandbox/src/serve.rs: fn f() { tokio::time::sleep(d); }
        src/slack/client.rs: fn f() { tokio::time::timeout(d, call); }
        "##,
    );
}

#[test]
fn a_task_is_owned() {
    cases(
        r##"
        src/door/mod.rs: fn f() { tokio::spawn(async {}); } ~> tokio::spawn ~> a task is owned
        src/door/mod.rs: use tokio::task; fn f() { task::spawn(async {}); } ~> tokio::task::spawn ~> a task is owned
        slack-sandbox/src/serve.rs: use tokio::spawn; ~> tokio::spawn ~> a task is owned
        src/slack/client/tests.rs: fn f() { tokio::spawn(async {}); }
        src/door/mod.rs: fn f(tasks: &Tasks) { tasks.spawn(async {}); }
        "##,
    );
}

#[test]
fn what_is_committed_is_finished() {
    cases(
        r##"
        tests/it/a.rs: fn f() { todo!() } ~> todo! ~> finished
        benches/a.rs: fn f() { core::unimplemented!("x") } ~> unimplemented! ~> finished
        src/app/mod.rs: fn f() { vec![dbg!(1)]; } ~> dbg! ~> finished
        tests/it/a.rs: #[ignore = "slow"] fn f() {} ~> #[ignore] ~> a test runs
        src/app/mod.rs: #[allow(dead_code)] fn f() {} ~> #[allow] ~> has a `reason`
        src/app/mod.rs: #![allow(dead_code)] ~> #[allow] ~> has a `reason`
        src/app/mod.rs: #[cfg_attr(unix, expect(dead_code))] fn f() {} ~> #[allow] ~> has a `reason`
        src/app/mod.rs: fn f() { #[cfg(test)] wait(); } ~> #[cfg(test)] ~> only adds an item
        src/app/mod.rs: #[cfg(not(test))] fn wait() {} ~> #[cfg(test)] ~> only adds an item
        src/app/mod.rs: fn f() { if cfg!(test) { g() } } ~> cfg!(test) ~> the code under test is the code
        src/app/mod.rs: #[path = "x.rs"] mod y; ~> #[path] ~> where its name says
        src/app/mod.rs: #[expect(dead_code, reason = "kept for the next")] fn f() {}
        src/app/mod.rs: #[cfg(test)] pub(super) fn sample() {}
        src/app/mod.rs: #[cfg(test)] #[rustfmt::skip] pub mod tests { fn f() { assert_eq!("todo!()", x); } }
        "##,
    );
}

#[test]
fn sql_and_traits_have_their_places() {
    cases(
        r##"
        src/app/mod.rs: const Q: &str = " SELECT 1"; ~> SELECT 1 ~> SQL stands in store/
        src/app/mod.rs: pub trait Sender {} ~> trait Sender ~> the traits are Clock and Chance
        src/store/round.rs: const Q: &str = "SELECT 1"; use sqlx::Row;
        src/clock.rs: pub trait Clock {}
        "##,
    );
}

#[test]
fn ordinary_sources_break_nothing() {
    cases(
        r##"
        src/app/submit_check_in.rs: use std::fmt; use chrono::{DateTime, Utc}; use crate::domain::{check_in::CheckIn, id::*}; use super::App; use self::inner::Form; mod inner { use super::super::App; } /** Not sqlx::query, and never crate::door. */ pub(crate) fn f(app: &App) -> impl Fn() + use<'_> { app.store.save(Vec::<CheckIn>::new()) }
        src/cli/import/mod.rs: mod toml; use crate::app::App; fn f() { toml::read(); anyhow::bail!("no"); }
        src/main.rs: fn main() -> std::process::ExitCode { headway::cli::run() }
        src/words/ask.rs: pub(in crate::words) fn f() -> crate::domain::week::Week { self::g() }
        "##,
    );
}

#[test]
fn the_form_of_a_file() {
    let headless = check("fn f() {}\n", "tests/it/a.rs", &[]);
    assert!(
        headless[0].rule.contains("begins with a `//!` line"),
        "{headless:?}"
    );
    let long = format!("//! Long.\n{}", "// more\n".repeat(400));
    let long = check(&long, "tests/it/a.rs", &[]);
    assert!(long[0].rule.contains("401 lines"), "{long:?}");
    let unknown = check("//! Unknown.\n", "src/helpers.rs", &[]);
    assert!(unknown[0].rule.contains("say in the table what it may use"));
    let odd = check("//! Odd.\nfn f( {\n", "src/app/mod.rs", &[]);
    assert_eq!(odd[0].rule, "the file is not Rust");
}
