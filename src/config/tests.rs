//! Days and secrets as they are given.

use super::*;

#[test]
fn days_are_four_two_and_two_digits() {
    assert!(day("2026-02-28").is_ok() && day("2150-01-01").is_ok());
    for text in [
        "2026-02-29",
        "2026-2-28",
        "+12026-01-01",
        "0000-01-01",
        "today",
        "",
    ] {
        assert!(day(text).is_err(), "{text}");
    }
}

#[test]
fn a_secret_given_twice_is_refused() {
    let given = Some("postgres://here".to_owned());
    let both = given_or_in_file("DATABASE_URL", given.clone(), Some(Path::new("/dev/null")));
    assert!(matches!(both, Err(ConfigError::Twice { .. })));
    assert_eq!(
        given_or_in_file("DATABASE_URL", given.clone(), None).unwrap(),
        given
    );
}
