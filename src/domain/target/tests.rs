//! Which agreement holds in which week, what an import makes of a file and of what Slack changed, and what a form
//! comes to.

use super::declared::{Declared, Settled, Wrong, settle};
use super::*;
use crate::domain::id::CategoryId;

fn split(fires: u8) -> TimeSplit {
    let shares = [("fires", fires), ("existing", 100 - fires)];
    TimeSplit::new(shares.map(|(id, percent)| (CategoryId::new(id), percent))).unwrap()
}

fn quarter(text: &str) -> Quarter {
    text.parse().unwrap()
}

fn week(text: &str) -> Week {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn q4(fires: u8) -> TargetSplit {
    TargetSplit::for_quarter(quarter("2026-Q4"), split(fires), 10)
}

fn because(fires: u8, reason: &str) -> TargetSplit {
    TargetSplit {
        reason: Some(reason.to_owned()),
        ..q4(fires)
    }
}

fn since(week_text: &str, target: TargetSplit) -> TargetSplit {
    TargetSplit {
        since: week(week_text),
        ..target
    }
}

fn for_a_while(from: &str, until: &str, fires: u8) -> TargetSplit {
    TargetSplit {
        since: first_week_from(day(from)),
        until: Some(day(until)),
        why: Some("launch of X".to_owned()),
        gives_way: Some("tune-ups".to_owned()),
        ..q4(fires)
    }
}

fn by_slack(target: TargetSplit) -> TargetSplit {
    TargetSplit {
        entered: Some(Entered {
            on: day("2026-11-17"),
            by: Some(PersonId::new("U1")),
        }),
        ..target
    }
}

fn fires(targets: &[TargetSplit], in_week: &str) -> Option<u8> {
    let at = holding(targets, week(in_week))?;
    Some(targets[at].split.percent(&CategoryId::new("fires")))
}

#[test]
fn a_quarter_begins_and_ends_with_the_weeks_of_its_thursdays() {
    for (text, first, last) in [
        ("2026-Q4", "2026-W40", "2026-W53"),
        ("2027-Q1", "2027-W01", "2027-W12"),
        ("2025-Q1", "2025-W01", "2025-W13"),
        ("2026-Q3", "2026-W27", "2026-W39"),
    ] {
        assert_eq!(first_week(quarter(text)), week(first), "{text}");
        assert_eq!(last_week(quarter(text)), week(last), "{text}");
    }
}

#[test]
fn each_week_is_compared_with_what_held_in_it() {
    let targets = [
        q4(20),
        for_a_while("2026-11-02", "2026-11-19", 60),
        since("2026-W46", because(30, "the vault")),
        TargetSplit::for_quarter(quarter("2027-Q1"), split(15), 10),
    ];
    for (in_week, held) in [
        ("2026-W39", None),
        ("2026-W40", Some(20)),
        ("2026-W44", Some(20)),
        ("2026-W45", Some(60)),
        ("2026-W47", Some(60)),
        ("2026-W48", Some(30)),
        ("2026-W53", Some(30)),
        ("2027-W01", Some(15)),
        ("2027-W14", None),
    ] {
        assert_eq!(fires(&targets, in_week), held, "{in_week}");
    }
}

#[test]
fn a_temporary_target_ends_by_itself_with_its_last_thursday() {
    let until = |until| [q4(20), for_a_while("2026-11-16", until, 60)];
    assert_eq!(fires(&until("2026-12-09"), "2026-W50"), Some(20));
    assert_eq!(fires(&until("2026-12-10"), "2026-W50"), Some(60));
    assert_eq!(fires(&until("2026-12-12"), "2026-W51"), Some(20));
    // It may cross into the next quarter, and begins with the first Thursday among its days.
    assert_eq!(fires(&until("2027-01-15"), "2027-W02"), Some(60));
    let friday = [q4(20), for_a_while("2026-11-20", "2026-12-12", 60)];
    assert_eq!(fires(&friday, "2026-W47"), Some(20));
    assert_eq!(fires(&friday, "2026-W48"), Some(60));
}

#[test]
fn what_is_agreed_anew_is_told_with_what_it_replaced() {
    let mut ended = for_a_while("2026-11-02", "2026-12-12", 60);
    ended.ended = Some(week("2026-W47"));
    let last = by_slack(since("2026-W47", because(30, "the launch is over")));
    let team = team(vec![by_slack(q4(20)), ended.clone(), last.clone()]);
    let told = team.agreed_anew(day("2026-11-14"), day("2026-11-20"));
    let expected = Anew {
        now: last,
        before: ended,
    };
    assert_eq!(told, [expected]);
    assert_eq!(team.agreed_anew(day("2026-11-18"), day("2026-11-27")), []);
}

#[test]
fn what_is_agreed_twice_on_a_day_is_told_once() {
    let told = |targets: Vec<TargetSplit>| -> Vec<(u8, u8)> {
        let fires = |target: &TargetSplit| target.split.percent(&CategoryId::new("fires"));
        let anew = team(targets).agreed_anew(day("2026-11-14"), day("2026-11-20"));
        let anew = once_a_day(anew).into_iter();
        anew.map(|it| (fires(&it.before), fires(&it.now))).collect()
    };
    let again = |fires| since("2026-W47", by_slack(because(fires, "fires")));
    assert_eq!(told(vec![q4(20), again(30), again(40)]), [(20, 40)]);
    // Back to what it was is nothing to tell.
    assert_eq!(told(vec![q4(20), again(30), again(20)]), []);
    // Another day, and something for a while, stand for themselves.
    let mut thursday = again(40);
    thursday.entered = Some(Entered {
        on: day("2026-11-19"),
        by: None,
    });
    assert_eq!(
        told(vec![q4(20), again(30), thursday]),
        [(20, 30), (30, 40)]
    );
    let launch = by_slack(for_a_while("2026-11-17", "2026-12-11", 60));
    assert_eq!(told(vec![q4(20), again(30), launch]), [(20, 30), (30, 60)]);
}

fn team(targets: Vec<TargetSplit>) -> Team {
    Team {
        id: crate::domain::id::TeamId::new("payments"),
        name: "Payments".to_owned(),
        kind: crate::domain::organisation::TeamKind::Application,
        product_line: None,
        channel: None,
        tell_channel: true,
        lead_sees_answers: false,
        time_zone: None,
        answers: crate::domain::organisation::Answers::Lead,
        cadence: crate::domain::cadence::TeamCadence::default(),
        members: Vec::new(),
        targets,
    }
}

/// Imports a file on a Wednesday of week 47, after an import that said `last`.
fn import(current: &[TargetSplit], last: &[Declared], file: &[TargetSplit]) -> Settled {
    settle(current, last, file, day("2026-11-18"))
}

fn said(target: &TargetSplit, became: usize) -> Declared {
    Declared {
        target: target.clone(),
        became,
    }
}

#[test]
fn the_first_import_holds_for_the_whole_quarter_and_the_next_changes_nothing() {
    let file = [q4(20), for_a_while("2026-11-16", "2026-12-12", 60)];
    let first = import(&[], &[], &file);
    assert_eq!(fires(&first.targets, "2026-W40"), Some(20));
    assert_eq!(fires(&first.targets, "2026-W48"), Some(60));
    let again = import(&first.targets, &first.declared, &file);
    assert_eq!(again, first);
    // Before declarations were kept, what stands is what the file said.
    let upgraded = import(&first.targets, &[], &file);
    assert_eq!(upgraded, first);
}

#[test]
fn a_change_in_the_file_holds_from_its_week_on_and_needs_a_reason_of_its_own() {
    let (old, new) = (q4(20), because(30, "the vault"));
    let bare = import(std::slice::from_ref(&old), &[said(&old, 0)], &[q4(30)]);
    assert_eq!(bare.wrong, [(0, Wrong::NoReason)]);
    let changed = import(
        std::slice::from_ref(&old),
        &[said(&old, 0)],
        std::slice::from_ref(&new),
    );
    assert_eq!(changed.wrong, []);
    assert_eq!(fires(&changed.targets, "2026-W46"), Some(20));
    assert_eq!(fires(&changed.targets, "2026-W47"), Some(30));
    let again = because(40, "the vault");
    let again = import(&changed.targets, &changed.declared, &[again]);
    assert_eq!(again.wrong, [(0, Wrong::OldReason)]);
    // Only what is said about it changes: that needs none.
    let explained = TargetSplit {
        why: Some("an application team in a launch year".to_owned()),
        ..old.clone()
    };
    let explained = import(std::slice::from_ref(&old), &[said(&old, 0)], &[explained]);
    assert_eq!((explained.wrong.len(), explained.targets.len()), (0, 2));
}

#[test]
fn an_unchanged_file_leaves_what_slack_changed() {
    let (old, file) = (q4(20), [q4(20)]);
    let slack = by_slack(since("2026-W46", because(40, "the vault")));
    let current = [old.clone(), slack.clone()];
    let kept = import(&current, &[said(&old, 0)], &file);
    assert_eq!(kept.targets, current);
    assert_eq!((kept.kept.len(), kept.kept[0].still), (1, true));
    assert_eq!(kept.kept[0].stands, Some(slack.clone()));
    // The file is silent now: what Slack agreed stays all the same.
    let silent = import(&current, &[said(&old, 0)], &[]);
    assert_eq!(silent.targets, current);
    assert!(!silent.kept[0].still);
    // The file says what Slack says: nothing changes, and from now on the file speaks for it.
    let same = import(&current, &[said(&old, 0)], &[q4(40)]);
    assert_eq!((same.targets.len(), same.declared[0].became), (2, 1));
    // Both changed: the file needs a reason like everybody.
    let both = import(&current, &[said(&old, 0)], &[q4(50)]);
    assert_eq!(both.wrong, [(0, Wrong::NoReason)]);
    let both = import(&current, &[said(&old, 0)], &[because(50, "the board")]);
    assert_eq!(fires(&both.targets, "2026-W47"), Some(50));
    assert_eq!(fires(&both.targets, "2026-W46"), Some(40));
}

#[test]
fn what_the_file_no_longer_declares_ends_and_comes_back_as_a_change() {
    let (first, second) = (q4(20), since("2026-W46", because(30, "the vault")));
    let current = [first, second.clone()];
    let gone = import(&current, &[said(&because(30, "the vault"), 1)], &[]);
    assert_eq!(fires(&gone.targets, "2026-W46"), Some(30));
    assert_eq!(fires(&gone.targets, "2026-W47"), None);
    let back = import(&gone.targets, &gone.declared, &[q4(25)]);
    assert_eq!(fires(&back.targets, "2026-W46"), Some(30));
    assert_eq!(fires(&back.targets, "2026-W47"), Some(25));
    // A quarter that is over may leave the file: its history stays.
    let past = TargetSplit::for_quarter(quarter("2026-Q3"), split(20), 10);
    let tidied = import(std::slice::from_ref(&past), &[said(&past, 0)], &[]);
    assert_eq!(tidied.targets, std::slice::from_ref(&past));
    let rewritten = TargetSplit {
        split: split(90),
        reason: Some("it looks better".to_owned()),
        ..past.clone()
    };
    let rewritten = import(std::slice::from_ref(&past), &[said(&past, 0)], &[rewritten]);
    assert_eq!(rewritten.wrong, [(0, Wrong::Over)]);
}

#[test]
fn a_temporary_target_of_the_file_is_moved_ended_or_left() {
    let file = for_a_while("2026-11-09", "2026-12-12", 60);
    let current = [q4(20), file.clone()];
    let last = [said(&q4(20), 0), said(&file, 1)];
    let shorter = TargetSplit {
        reason: Some("the launch is earlier".to_owned()),
        ..for_a_while("2026-11-09", "2026-11-26", 60)
    };
    let moved = import(&current, &last, &[q4(20), shorter]);
    assert_eq!(moved.wrong, []);
    assert_eq!(fires(&moved.targets, "2026-W46"), Some(60));
    assert_eq!(fires(&moved.targets, "2026-W48"), Some(60));
    assert_eq!(fires(&moved.targets, "2026-W49"), Some(20));
    let gone = import(&current, &last, &[q4(20)]);
    assert_eq!(fires(&gone.targets, "2026-W46"), Some(60));
    assert_eq!(fires(&gone.targets, "2026-W47"), Some(20));
    // Slack ended it, and the file still says it.
    let mut ended = current.clone();
    ended[1].ended = Some(week("2026-W47"));
    let left = import(&ended, &last, &[q4(20), file]);
    assert_eq!(left.targets, ended);
    assert_eq!((left.kept.len(), left.kept[0].stands.is_none()), (1, true));
}
