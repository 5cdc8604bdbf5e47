//! Joiners, leavers, shares and roles that change in mid-week; a table for each.

use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn week() -> Week {
    "2026-W47".parse().unwrap() // 16 to 22 November
}

fn stay(person: &str, role: Role, share: f64, from: Option<&str>, until: Option<&str>) -> Stay {
    Stay {
        person: PersonId::new(person),
        role,
        share,
        from: from.map(day),
        until: until.map(day),
    }
}

fn member(share: f64, from: Option<&str>, until: Option<&str>) -> Member {
    Member {
        person: PersonId::new("ana"),
        role: Role::Member,
        share,
        from: from.map(day),
        until: until.map(day),
    }
}

#[test]
fn a_person_weighs_the_mean_of_their_days() {
    let off: BTreeSet<NaiveDate> = ["2026-11-16", "2026-11-20", "2026-11-21"].map(day).into();
    let check = |stays: &[Stay], there: f64, whole: f64| {
        let present = present(week(), stays, |person| {
            (person.as_str() == "off").then_some(&off)
        });
        let one = present.values().next().copied();
        let expected = (there, whole) != (0.0, 0.0);
        assert_eq!(
            one,
            expected.then_some(Presence { there, whole }),
            "{stays:?}"
        );
    };
    let member = Role::Member;
    check(&[stay("ana", member, 1.0, None, None)], 1.0, 1.0);
    check(&[stay("ana", member, 0.5, None, None)], 0.5, 0.5);
    check(&[stay("off", member, 0.5, None, None)], 0.3, 0.5);
    check(&[stay("ana", Role::Observer, 1.0, None, None)], 0.0, 0.0);
    // Joined on Wednesday, left on Tuesday, there on Thursday alone, gone since Sunday.
    check(
        &[stay("ana", member, 1.0, Some("2026-11-18"), None)],
        0.6,
        1.0,
    );
    check(
        &[stay("ana", member, 1.0, None, Some("2026-11-17"))],
        0.4,
        1.0,
    );
    check(
        &[stay(
            "ana",
            member,
            1.0,
            Some("2026-11-19"),
            Some("2026-11-19"),
        )],
        0.2,
        1.0,
    );
    check(
        &[stay("ana", member, 1.0, None, Some("2026-11-15"))],
        0.0,
        0.0,
    );
    check(
        &[stay("ana", member, 1.0, Some("2026-11-21"), None)],
        0.0,
        0.0,
    );
    // Half time from Wednesday on; watching from Wednesday on.
    check(
        &[
            stay("ana", member, 1.0, None, Some("2026-11-17")),
            stay("ana", member, 0.5, Some("2026-11-18"), None),
        ],
        0.7,
        1.0,
    );
    check(
        &[
            stay("ana", Role::Lead, 1.0, None, Some("2026-11-17")),
            stay("ana", Role::Observer, 1.0, Some("2026-11-18"), None),
        ],
        0.4,
        1.0,
    );
}

#[test]
fn a_change_holds_from_the_day_of_the_import() {
    let today = day("2026-11-18");
    let all = [stay("ana", Role::Member, 1.0, None, None)];
    // The same again changes nothing.
    assert_eq!(
        after_import(&all, Some(&member(1.0, None, None)), today, None),
        all
    );
    // Half time from today; a second change on the same day replaces the first.
    let half = after_import(&all, Some(&member(0.5, None, None)), today, None);
    assert_eq!(
        half,
        [
            stay("ana", Role::Member, 1.0, None, Some("2026-11-17")),
            stay("ana", Role::Member, 0.5, Some("2026-11-18"), None),
        ]
    );
    let fifth = after_import(&half, Some(&member(0.2, None, None)), today, None);
    assert_eq!(
        fifth[1],
        stay("ana", Role::Member, 0.2, Some("2026-11-18"), None)
    );
    // Not in the file any more.
    let gone = after_import(&half, None, day("2026-11-20"), None);
    assert_eq!(gone[1].until, Some(day("2026-11-19")));
    assert_eq!(after_import(&gone, None, day("2026-11-25"), None), gone);
    assert_eq!(after_import(&half, None, today, None).len(), 1);
    // And back again.
    let back = after_import(
        &gone,
        Some(&member(0.5, None, None)),
        day("2026-12-01"),
        None,
    );
    assert_eq!(
        back[2],
        stay("ana", Role::Member, 0.5, Some("2026-12-01"), None)
    );
}

#[test]
fn the_file_may_say_from_when_and_until_when() {
    let today = day("2026-11-18");
    let said = member(1.0, Some("2026-11-02"), Some("2026-11-30"));
    let new = after_import(&[], Some(&said), today, Some(today));
    let expected = stay(
        "ana",
        Role::Member,
        1.0,
        Some("2026-11-02"),
        Some("2026-11-30"),
    );
    assert_eq!(new, [expected]);
    assert_eq!(after_import(&new, Some(&said), today, None), new);
    // It is over, and the file goes on saying so.
    assert_eq!(
        after_import(&new, Some(&said), day("2026-12-24"), None),
        new
    );
    // Nothing written: as the importer knows.
    let unsaid = after_import(&[], Some(&member(1.0, None, None)), today, Some(today));
    assert_eq!(unsaid[0].from, Some(today));
    // A day written later moves the beginning, and a share changes from the import on all the same.
    let moved = after_import(
        &unsaid,
        Some(&member(1.0, Some("2026-11-09"), None)),
        today,
        None,
    );
    assert_eq!(moved[0].from, Some(day("2026-11-09")));
    let less = member(0.5, Some("2026-11-09"), None);
    let changed = after_import(&moved, Some(&less), day("2026-11-25"), None);
    assert_eq!(
        changed,
        [
            stay(
                "ana",
                Role::Member,
                1.0,
                Some("2026-11-09"),
                Some("2026-11-24")
            ),
            stay("ana", Role::Member, 0.5, Some("2026-11-25"), None),
        ]
    );
    // Never gone after all; and an earlier stay is not overlapped.
    let past = [stay("ana", Role::Member, 1.0, None, Some("2026-11-10"))];
    let again = after_import(
        &past,
        Some(&member(1.0, Some("2026-11-01"), None)),
        today,
        None,
    );
    assert_eq!(again[1].from, Some(day("2026-11-11")));
}

#[test]
fn who_is_declared_until_a_past_day_left_then_and_may_come_back() {
    let today = day("2026-11-28");
    let whole = member(1.0, None, None);
    let left = member(0.5, None, Some("2026-11-20"));
    let first = after_import(&[], Some(&whole), today, None);
    let gone = after_import(&first, Some(&left), today, None);
    let was = stay("ana", Role::Member, 1.0, None, Some("2026-11-20"));
    assert_eq!(gone, std::slice::from_ref(&was));
    assert_eq!(after_import(&gone, Some(&left), today, None), gone);
    let again = stay("ana", Role::Member, 1.0, Some("2026-11-28"), None);
    let back = after_import(&gone, Some(&whole), today, None);
    assert_eq!(back, [was.clone(), again.clone()]);
    // What was written the wrong way round before is forgotten.
    let wrong = stay(
        "ana",
        Role::Member,
        0.5,
        Some("2026-11-28"),
        Some("2026-11-20"),
    );
    let healed = after_import(&[was.clone(), wrong], Some(&whole), today, None);
    assert_eq!(healed, [was.clone(), again.clone()]);
    // Removed, then in the past, then as at first; and removed, back, in the past, as at first.
    for files in [
        vec![None, Some(&left), Some(&whole)],
        vec![None, Some(&whole), Some(&left), Some(&whole)],
    ] {
        let stays = files.into_iter().fold(first.clone(), |stays, file| {
            after_import(&stays, file, today, Some(today))
        });
        assert_eq!(stays, [was.clone(), again.clone()]);
    }
}

type File = Option<(bool, bool, Option<u64>, Option<u64>)>;

fn file() -> impl Strategy<Value = File> {
    let days = || proptest::option::of(0..30_u64);
    proptest::option::weighted(0.8, (any::<bool>(), any::<bool>(), days(), days()))
}

proptest! {
    #[test]
    fn no_stay_is_inverted_and_no_two_share_a_day(
        files in proptest::collection::vec((0..5_u64, file()), 1..12),
        new_team in any::<bool>(),
    ) {
        let start = day("2026-11-02");
        let on = |days: u64| start + Days::new(days);
        let (mut passed, mut stays) = (0, Vec::new());
        for (later, file) in files {
            passed += later;
            let today = on(passed);
            let declared = file.map(|(half, lead, from, until)| Member {
                person: PersonId::new("ana"),
                role: if lead { Role::Lead } else { Role::Member },
                share: if half { 0.5 } else { 1.0 },
                from: from.map(on),
                until: until.map(|until| on(until.max(from.unwrap_or(0)))),
            });
            let since = (!new_team).then_some(today);
            stays = after_import(&stays, declared.as_ref(), today, since);
            prop_assert!(stays.iter().all(Stay::has_days), "{stays:?}");
            for pair in stays.windows(2) {
                prop_assert!(pair[0].until.is_some() && pair[0].until < pair[1].from, "{stays:?}");
            }
            if let Some(until) = declared.and_then(|member| member.until) {
                prop_assert!(stays.last().is_none_or(|it| it.until == Some(until)), "{stays:?}");
            }
        }
    }
}
