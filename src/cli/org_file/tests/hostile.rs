//! Files that nobody should ever write: no text, no TOML, too much, pieces and wounds.

use proptest::prelude::*;

use super::super::*;
use super::*;

#[test]
fn a_text_that_is_no_toml_is_located_and_hides_what_may_follow_from_it() {
    let told = said_with("kind = \"application\"", "kind = \"application");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("15: is not TOML: "), "{told:?}");
    let told = said(
        &SMALL
            .replace("[people.ben]", "[people.ana]")
            .replace("Europe/Berlin", "Berlin"),
    );
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("4: workspace.time_zone: "), "{told:?}");
    assert_eq!(told[1], "10: is not TOML: duplicate key");
}

#[test]
fn what_is_no_text_or_too_much_of_it_is_not_read() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("org.toml");
    let told = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        let text = read(&path).unwrap_err().to_string();
        text.replace(&path.display().to_string(), "org.toml")
    };
    assert_eq!(
        told(b"a\nb\xff"),
        "org.toml:2: is not UTF-8 text from here on; save the file as UTF-8"
    );
    let most = usize::try_from(MOST_BYTES).unwrap();
    assert_eq!(
        told(&vec![b'\n'; most + 1]),
        "org.toml:1: is larger than 1 MiB, which is the most that is read"
    );
    assert!(told(&vec![b'\n'; most]).contains("workspace: is missing"));
    let none = read(&dir.path().join("none.toml")).unwrap_err();
    assert!(matches!(none, OrgFileError::CannotRead { .. }));
    std::fs::write(&path, format!("\u{feff}{}", SMALL.replace('\n', "\r\n"))).unwrap();
    assert!(
        read(&path).is_ok(),
        "a file as some editors on Windows save it"
    );
}

#[test]
fn a_mistake_is_one_line_whatever_it_quotes() {
    let told = said_with("kind = \"application\"", "kind = \"\\u001b[2J\\n\"");
    assert_eq!(told.len(), 1);
    assert!(!told[0].contains(char::is_control), "{told:?}");
}

#[test]
fn a_file_that_is_all_mistakes_is_answered_soon() {
    let bad: String = (0..40_000)
        .map(|number| format!("\"zz{number}\", "))
        .collect();
    let members = format!("members = [{bad}]");
    assert_eq!(
        said_with(r#"members = ["ana", "ben"]"#, &members).len(),
        40_000
    );
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,200}") {
        let _ = parse("org.toml", &text);
    }

    #[test]
    fn no_piece_of_toml_makes_it_panic(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..60)) {
        if let Err(mistakes) = parse("org.toml", &pieces.concat()) {
            prop_assert!(!mistakes.is_empty());
        }
    }

    /// A file with something cut out of it, and something else put there, is a company or says why not.
    #[test]
    fn no_wound_makes_it_panic(from in 0..EXAMPLE.len(), length in 0usize..200, put in proptest::sample::select(PIECES)) {
        let at = |byte: usize| (byte.min(EXAMPLE.len())..).find(|byte| EXAMPLE.is_char_boundary(*byte)).unwrap();
        let text = format!("{}{put}{}", &EXAMPLE[..at(from)], &EXAMPLE[at(from + length)..]);
        if let Err(mistakes) = parse("org.toml", &text) {
            prop_assert!(!mistakes.is_empty());
            let lines = text.lines().count();
            prop_assert!(mistakes.iter().all(|one| one.line >= 1 && one.line <= lines + 1));
        }
    }
}

/// What a file is made of, whole and broken.
const PIECES: &[&str] = &[
    "",
    "\n",
    " ",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ".",
    ",",
    "\"",
    "'",
    "\"\"\"",
    "#",
    "\r",
    "\0",
    "é",
    "\\u0000",
    "[workspace]\n",
    "[people]\n",
    "[people.ana]\n",
    "[teams.a]\n",
    "[teams.a.targets.2026-Q4]\n",
    "[[teams.a]]\n",
    "[objectives.A]\n",
    "[objectives.A.key_results.\"A.1\"]\n",
    "[objectives.A.key_results.A.1]\n",
    "[categories.a]\n",
    "name",
    "time_zone",
    "members",
    "lead",
    "split",
    "band",
    "share",
    "ask",
    "reminders",
    "digest",
    "people",
    "teams",
    "\"ana\"",
    "\"U1\"",
    "\"a@b\"",
    "\"friday 25:00\"",
    "\"thursday 15:00\"",
    "\"Europe/Berlin\"",
    "\"2026-Q4\"",
    "1",
    "-0.0",
    "nan",
    "1e400",
    "0xff",
    "99999999999999999999",
    "true",
    "2026-01-01",
    "07:00",
    "{ a = 1, a = 2 }",
    "[\"ana\", \"ana\"]",
    "[[[[]]]]",
    "\u{feff}",
];
