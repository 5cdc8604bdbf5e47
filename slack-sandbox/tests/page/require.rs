//! A browser, which these tests need beside Rust. Where there is none a test says so and passes; where
//! `SLACK_SANDBOX_TEST_REQUIRE` is `browser`, a missing one is a failure.

use std::io::Write as _;

use crate::driver::Browser;

/// The browser; without one the test is skipped.
pub fn browser() -> Option<Browser> {
    let why = match Browser::find(&environment("PATH")) {
        Ok(found) => return Some(found),
        Err(why) => why,
    };
    let wanted = environment("SLACK_SANDBOX_TEST_REQUIRE");
    assert!(
        wanted.is_empty() || wanted == "browser",
        "SLACK_SANDBOX_TEST_REQUIRE is `{wanted}`; it can be `browser`"
    );
    assert!(
        wanted.is_empty(),
        "SLACK_SANDBOX_TEST_REQUIRE asks for `browser`, but {why}"
    );
    let test = std::thread::current().name().unwrap_or("?").to_owned();
    // On the real standard error, as the harness hides what a passing test prints; when nobody reads it, so be it.
    let _ = std::io::stderr().write_all(format!("{test}: skipped, because {why}\n").as_bytes());
    None
}

fn environment(name: &str) -> String {
    #[expect(
        clippy::disallowed_methods,
        reason = "the tests' own switches, read here alone"
    )]
    std::env::var(name).unwrap_or_default()
}
