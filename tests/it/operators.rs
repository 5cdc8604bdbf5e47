//! What operators type amiss is said in a sentence, and a reader who has read enough is no error.

use std::io::Read as _;
use std::process::Stdio;

use crate::demo::process::command;

/// Exit code, standard output and the complaint.
fn run(arguments: &[&str], database: &str) -> (Option<i32>, String, String) {
    let done = command(arguments)
        .env("DATABASE_URL", database)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (done.status.code(), text(done.stdout), text(done.stderr))
}

#[test]
fn a_command_that_reads_makes_no_database_where_there_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mistyped.db");
    let database = format!("sqlite:{}", path.display());
    let week = ["--week", "2026-W47"];
    for arguments in [
        &["deliveries"][..],
        &["rebuild"],
        &["export"],
        &["review", "--period", "2026-11"],
        &["digest", week[0], week[1]],
        &["digest", week[0], week[1], "--explain"],
        &["digest", week[0], week[1], "--post"],
    ] {
        let (code, out, complaint) = run(arguments, &database);
        let said = format!("there is no database at {}", path.display());
        assert_eq!(code, Some(2), "{arguments:?}: {complaint}");
        assert!(complaint.contains(&said), "{arguments:?}: {complaint}");
        assert_eq!(out, "", "{arguments:?}");
        assert!(!path.exists(), "{arguments:?}");
    }
}

#[tokio::test]
async fn a_database_without_a_company_is_no_silence() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("empty.db").display());
    let store = headway::store::Store::open(&database).await.unwrap();
    store.close().await;
    for arguments in [&["deliveries"][..], &["rebuild"]] {
        let (code, _, complaint) = run(arguments, &database);
        assert_eq!(code, Some(2), "{complaint}");
        assert!(
            complaint.contains("no company has been imported yet"),
            "{complaint}"
        );
    }
}

#[test]
fn days_in_the_wrong_order_are_refused() {
    let org = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/org.toml");
    let days = ["--from", "2026-02-01", "--to", "2026-01-01"];
    let (code, out, complaint) = run(
        &[&["simulate", "--org", org], &days[..]].concat(),
        "sqlite:none.db",
    );
    assert_eq!((code, out.as_str()), (Some(2), ""));
    let said = "--from 2026-02-01 is after --to 2026-01-01: there is no day between them\n";
    assert_eq!(complaint, said);
}

#[tokio::test]
async fn a_reader_who_has_read_enough_ends_the_command_quietly() {
    let mut house = crate::house::House::new().await;
    house.walks_to("2026-11-20T15:05:00Z").await;
    for more in [&["--explain"][..], &["--format", "blocks"]] {
        let arguments = [&["digest", "--week", "2026-W47"], more].concat();
        let mut child = command(&arguments)
            .env("DATABASE_URL", &house.database)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut complaint = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut complaint)
            .unwrap();
        assert!(child.wait().unwrap().success(), "{complaint}");
        assert_eq!(complaint, "");
    }
    house.ends().await;
}
