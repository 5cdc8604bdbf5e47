//! What a test needs beside Rust: a browser, PostgreSQL. Where it is missing the test says so and passes; where
//! `HEADWAY_TEST_REQUIRE` names it (`browser,postgres`), a missing one is a failure.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Duration;

use sqlx::Connection as _;

/// What `HEADWAY_TEST_REQUIRE` may name.
const KNOWN: [&str; 2] = ["browser", "postgres"];

/// Where PostgreSQL is looked for when `HEADWAY_TEST_POSTGRES` does not say.
const POSTGRES: &str = "postgres://postgres@127.0.0.1:5432/postgres";

/// A browser and the program that drives it.
#[derive(Debug, Clone)]
pub struct Browser {
    pub chromium: PathBuf,
    pub driver: PathBuf,
}

/// Chromium and its driver; without them the test is skipped.
pub fn browser() -> Option<Browser> {
    static FOUND: OnceLock<Result<Browser, String>> = OnceLock::new();
    or_skip("browser", FOUND.get_or_init(find_browser).clone())
}

/// A database of PostgreSQL that lets us in and in which databases may be created; without it the test is skipped.
pub fn postgres() -> Option<String> {
    static FOUND: OnceLock<Result<String, String>> = OnceLock::new();
    or_skip("postgres", FOUND.get_or_init(find_postgres).clone())
}

/// A variable of the environment; one that is empty is not set.
pub fn environment(name: &str) -> Option<String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the tests' own switches, read here alone"
    )]
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Says that the test is skipped, on the real standard error: the harness hides what a passing test prints.
pub fn skipped(why: &str) {
    let test = std::thread::current().name().unwrap_or("?").to_owned();
    let line = format!("{test}: skipped, because {why}\n");
    // Nobody reads it when standard error is closed, and that is no reason to fail.
    let _ = std::io::stderr().write_all(line.as_bytes());
}

fn or_skip<T>(name: &str, found: Result<T, String>) -> Option<T> {
    let required = required(environment("HEADWAY_TEST_REQUIRE").as_deref().unwrap_or(""));
    match found {
        Ok(found) => Some(found),
        Err(why) if required.iter().any(|other| other == name) => {
            panic!("HEADWAY_TEST_REQUIRE asks for `{name}`, but {why}")
        }
        Err(why) => {
            skipped(&why);
            None
        }
    }
}

fn required(list: &str) -> Vec<String> {
    let names = list.split(',').map(str::trim);
    let names: Vec<String> = names
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    for name in &names {
        assert!(
            KNOWN.contains(&name.as_str()),
            "HEADWAY_TEST_REQUIRE names `{name}`; known are {KNOWN:?}"
        );
    }
    names
}

fn find_browser() -> Result<Browser, String> {
    let chromium = ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find_map(on_path);
    Ok(Browser {
        chromium: chromium.ok_or("there is no `chromium` on the PATH")?,
        driver: on_path("chromedriver").ok_or("there is no `chromedriver` on the PATH")?,
    })
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = environment("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// Logs in, in a thread of its own, so that tests with and without a runtime can ask.
fn find_postgres() -> Result<String, String> {
    let url = environment("HEADWAY_TEST_POSTGRES").unwrap_or_else(|| POSTGRES.to_owned());
    let tried = url.clone();
    let login = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let limit = Duration::from_secs(5);
            match tokio::time::timeout(limit, sqlx::PgConnection::connect(&tried)).await {
                Ok(Ok(connection)) => connection.close().await.map_err(|error| error.to_string()),
                Ok(Err(error)) => Err(error.to_string()),
                Err(_) => Err("no answer within five seconds".to_owned()),
            }
        })
    });
    let outcome = login.join().expect("the login does not panic");
    outcome.map_err(|error| format!("PostgreSQL does not let us in ({error})"))?;
    Ok(url)
}

#[test]
fn what_is_required_is_here() {
    if let Some(found) = browser() {
        let version = std::process::Command::new(&found.chromium)
            .arg("--version")
            .output()
            .unwrap();
        assert!(version.status.success(), "{found:?} does not run");
        assert!(found.driver.is_file());
    }
    if let Some(url) = postgres() {
        assert!(url.starts_with("postgres"));
    }
}

#[test]
#[should_panic(expected = "names `postgress`")]
fn an_unknown_requirement_is_a_mistake_and_no_silence() {
    required("browser, postgress");
}

#[test]
fn what_is_missing_and_not_required_skips() {
    assert_eq!(required(" browser,postgres,"), ["browser", "postgres"]);
    assert_eq!(required(""), [""; 0]);
}
