//! The grammar as a table.

use super::*;
use proptest::prelude::*;

fn wants(text: &str) -> Wanted {
    parse(text).wanted
}

#[test]
fn commands_are_understood_however_they_are_typed() {
    let team = |name: &str| Wanted::Team(name.to_owned());
    let named = |name: &str| Wanted::Named(name.to_owned());
    for (text, wanted) in [
        ("", Wanted::Mine),
        ("   ", Wanted::Mine),
        ("my teams", Wanted::Mine),
        ("all", Wanted::All),
        ("ALL", Wanted::All),
        ("at risk", Wanted::AtRisk),
        ("at-risk", Wanted::AtRisk),
        ("At  Risk", Wanted::AtRisk),
        ("risks", Wanted::AtRisk),
        ("atrisk", Wanted::AtRisk),
        ("off-track", Wanted::OffTrack),
        ("off track all", Wanted::OffTrack),
        ("on track", Wanted::OnTrack),
        ("All on-track", Wanted::OnTrack),
        ("stale", Wanted::Stale),
        ("stales", Wanted::Stale),
        ("changed", Wanted::Changed),
        ("changes", Wanted::Changed),
        ("team payments", team("payments")),
        ("Team Data Platform", team("Data Platform")),
        ("payments team", team("payments")),
        ("teams payments", team("payments")),
        ("team", team("")),
        ("PAY-1.2", named("PAY-1.2")),
        ("pay-1.2", named("pay-1.2")),
        ("pay 1.2", named("pay 1.2")),
        ("nonsense", named("nonsense")),
        (
            "<@U123|ana>",
            Wanted::Person(Somebody::Id(PersonId::new("U123"))),
        ),
        (
            "<@U123>",
            Wanted::Person(Somebody::Id(PersonId::new("U123"))),
        ),
        ("@ana", Wanted::Person(Somebody::Name("ana".to_owned()))),
        ("new", Wanted::New(None)),
        ("new objective", Wanted::New(None)),
        ("new PAY-1", Wanted::New(Some("PAY-1".to_owned()))),
        ("edit pay-1", Wanted::Edit(Some("pay-1".to_owned()))),
        ("PAY-1 edit", Wanted::Edit(Some("PAY-1".to_owned()))),
        ("edit", Wanted::Edit(None)),
        ("reopen PAY-1", Wanted::Reopen(Some("PAY-1".to_owned()))),
        ("export", Wanted::Export),
        ("help", Wanted::Help),
        ("Help!", Wanted::Help),
    ] {
        assert_eq!(wants(text), wanted, "{text}");
    }
}

#[test]
fn sharing_and_pages_are_taken_off_first() {
    let parsed = |text| {
        let command = parse(text);
        (command.wanted, command.share, command.page)
    };
    let payments = || Wanted::Team("payments".to_owned());
    assert_eq!(parsed("team payments share"), (payments(), true, 0));
    assert_eq!(parsed("share team payments"), (payments(), true, 0));
    assert_eq!(parsed("at risk share"), (Wanted::AtRisk, true, 0));
    assert_eq!(parsed("all page 3"), (Wanted::All, false, 2));
    assert_eq!(parsed("all page 3 share"), (Wanted::All, true, 2));
    assert_eq!(parsed("all page 0").2, 0);
    assert_eq!(parsed("share"), (Wanted::Mine, true, 0));
}

#[test]
fn a_reading_is_taken_apart() {
    let read = |text: &str| match wants(text) {
        Wanted::Update(it) => {
            [it.code, it.value, it.confidence, it.note].map(Option::unwrap_or_default)
        }
        other => panic!("{text}: {other:?}"),
    };
    for (text, expected) in [
        (
            r#"update PAY-1.2 5400 7 "campaign started""#,
            ["PAY-1.2", "5400", "7", "campaign started"],
        ),
        (
            "update PAY-1.2 5400 7 “campaign started”",
            ["PAY-1.2", "5400", "7", "campaign started"],
        ),
        ("Update PAY-1.2 5,400", ["PAY-1.2", "5,400", "", ""]),
        (
            "PAY-1.2 update 5400 7/10 campaign started",
            ["PAY-1.2", "5400", "7", "campaign started"],
        ),
        ("update PAY-1.2 5 400 € 7", ["PAY-1.2", "5 400 €", "7", ""]),
        ("update PAY-1.2 5 400 EUR", ["PAY-1.2", "5 400 EUR", "", ""]),
        (
            "update PLT-1.1 3h 20min 6",
            ["PLT-1.1", "3h 20min", "6", ""],
        ),
        (
            "update PLT-1.1 1 hour and 30 minutes 6 and 2 more",
            ["PLT-1.1", "1 hour and 30 minutes", "6", "and 2 more"],
        ),
        (
            "update PLT-1.1 90 Minuten 6",
            ["PLT-1.1", "90 Minuten", "6", ""],
        ),
        (
            "update PLT-1.1 3h20 6 slow & <b>",
            ["PLT-1.1", "3h20", "6", "slow & <b>"],
        ),
        (
            "update LAW-1.1 not done 4",
            ["LAW-1.1", "not done", "4", ""],
        ),
        ("update PAY-1.2 7", ["PAY-1.2", "7", "", ""]),
        ("update PAY-1.2", ["PAY-1.2", "", "", ""]),
        ("update PAY-1.2 many 7", ["PAY-1.2", "many", "", "7"]),
        ("update PAY-1.2 NaN", ["PAY-1.2", "NaN", "", ""]),
        ("update PAY-1.2 \"5400\"", ["PAY-1.2", "", "", "5400"]),
        ("update PAY-1.2 ５４００ ７", ["PAY-1.2", "5400", "7", ""]),
        ("update PAY-1.2 5400 11 x", ["PAY-1.2", "5400", "11", "x"]),
        ("update PAY-1.2 5400 -1", ["PAY-1.2", "5400", "-1", ""]),
        ("update PAY-1.2 5400 7.5", ["PAY-1.2", "5400", "7.5", ""]),
        ("update PAY-1.2 5400 100", ["PAY-1.2", "5400", "100", ""]),
        ("update PAY-1.2 5 400", ["PAY-1.2", "5 400", "", ""]),
        ("update PAY-1.2 5 400,5 3", ["PAY-1.2", "5 400,5", "3", ""]),
        ("update PAY-1.2 € 5 400", ["PAY-1.2", "€ 5 400", "", ""]),
        ("update PLT-1.1 3h 20", ["PLT-1.1", "3h 20", "", ""]),
        (
            "update PAY-1.2 4.42 exactly",
            ["PAY-1.2", "4.42 exactly", "", ""],
        ),
        (
            "update PAY-1.2 4.42 Exactly 7 so it is",
            ["PAY-1.2", "4.42 exactly", "7", "so it is"],
        ),
        (
            "update PAY-1.2 exactly 4.42 7",
            ["PAY-1.2", "4.42 exactly", "7", ""],
        ),
        (
            "update PAY-1.2 4.42 7 exactly \"a note\"",
            ["PAY-1.2", "4.42 exactly", "7", "a note"],
        ),
        (
            "update PAY-1.2 4800 7 exactly as hoped",
            ["PAY-1.2", "4800", "7", "exactly as hoped"],
        ),
        ("update", ["", "", "", ""]),
    ] {
        assert_eq!(read(text), expected.map(str::to_owned), "{text}");
    }
}

#[test]
fn a_length_of_time_is_read_as_it_is_written() {
    let read = |text: &str, unit: &Unit| match wants(&format!("update PLT-1.1 {text}")) {
        Wanted::Update(it) => {
            let it = it.in_unit(unit);
            [it.value, it.confidence, it.note].map(Option::unwrap_or_default)
        }
        other => panic!("{text}: {other:?}"),
    };
    for (text, expected) in [
        ("2 hrs 7", ["2 hrs", "7", ""]),
        ("45 mins", ["45 mins", "", ""]),
        ("1 hr", ["1 hr", "", ""]),
        ("2 Tage", ["2 Tage", "", ""]),
        ("1 Tag 2 Std 6 so", ["1 Tag 2 Std", "6", "so"]),
        ("10 seconds", ["10 seconds", "", ""]),
        ("5 sec", ["5 sec", "", ""]),
        ("5 Sek. exactly", ["5 Sek. exactly", "", ""]),
        ("3 weeks 7 at last", ["3 weeks", "7", "at last"]),
        ("1 Woche", ["1 Woche", "", ""]),
        ("1 hour, 5 minutes", ["1 hour, 5 minutes", "", ""]),
        (
            "2 Stunden, 5 Minuten und 3 Sekunden 7",
            ["2 Stunden, 5 Minuten und 3 Sekunden", "7", ""],
        ),
        ("2h second try", ["2h", "", "second try"]),
        ("3h20 7 second try", ["3h20", "7", "second try"]),
        ("3h20 7 weeks of work", ["3h20", "7", "weeks of work"]),
    ] {
        let expected = expected.map(str::to_owned);
        assert_eq!(read(text, &Unit::Duration), expected, "{text}");
    }
    for (text, expected) in [
        ("5400 week two", ["5400", "", "week two"]),
        ("5400 7 second try", ["5400", "7", "second try"]),
    ] {
        let expected = expected.map(str::to_owned);
        assert_eq!(read(text, &Unit::Number), expected, "{text}");
    }
}

#[test]
fn an_ending_is_taken_apart() {
    let Wanted::Close(close) = wants(r#"close PAY-1 0.7 waited keep "the bank was late""#) else {
        panic!("no ending");
    };
    assert_eq!(close.code.as_deref(), Some("PAY-1"));
    assert_eq!(close.words, ["0.7", "waited", "keep"]);
    assert_eq!(close.explanation.as_deref(), Some("the bank was late"));
}

#[test]
fn a_word_that_is_no_command_has_a_nearest_one() {
    for (word, command) in [
        ("atrsk", Some("at risk")),
        ("stael", Some("stale")),
        ("udpate", Some("update")),
        ("hlep", Some("help")),
        ("off-trak", Some("off track")),
        ("on trak", Some("on track")),
        ("xyzzy", None),
    ] {
        assert_eq!(nearest_command(word), command, "{word}");
    }
}

proptest! {
    #[test]
    fn nothing_that_is_typed_panics(text in "\\PC*", verb in "(update|close|team|@|<@| )?") {
        let _ = parse(&format!("{verb} {text}"));
        let _ = nearest_command(&text);
    }
}
