//! What a declared target must say.

use super::*;

#[test]
fn a_target_is_agreed_by_two_people_and_a_temporary_one_says_until_when_and_for_what() {
    let target = |lines: &str| {
        said(&format!(
            "{SMALL}\n[teams.payments.targets.2026-Q4]\nsplit = {{ fires = 40, existing = 60 }}\n{lines}\n"
        ))
    };
    assert_eq!(
        target("product = \"ana\""),
        [
            "32: teams.payments.targets.2026-Q4.product: stands alone; name who agreed it from engineering, too: engineering = \"ana\""
        ]
    );
    assert_eq!(
        target("product = \"ana\"\nengineering = \"ana\""),
        [
            "33: teams.payments.targets.2026-Q4.engineering: \"ana\" agreed it from product; a target is agreed by two people, one from product and one from engineering"
        ]
    );
    let temporary = |lines: &str| {
        said(&format!(
            "{SMALL}\n[[teams.payments.temporary_targets]]\n{lines}\n"
        ))
    };
    assert_eq!(
        temporary("split = { fires = 100 }\nfrom = 2026-11-20\nuntil = 2026-11-25"),
        [
            "30: teams.payments.temporary_targets.why: is missing; write why = \"launch of X\"",
            "30: teams.payments.temporary_targets.gives_way: is missing; write what gives way: gives_way = \"tune-ups\"",
            "33: teams.payments.temporary_targets.until: is too early: a week counts by its Thursday, so the first day that it can end on is 2026-11-26",
        ]
    );
    let whole = "split = { fires = 100 }\nfrom = 2026-11-20\nuntil = \"2026-12-12\"\nwhy = \"launch of X\"\ngives_way = \"tune-ups\"";
    assert_eq!(temporary(whole), [""; 0]);
    let twice = format!("{whole}\n[[teams.payments.temporary_targets]]\n{whole}");
    assert_eq!(
        temporary(&twice),
        [
            "36: teams.payments.temporary_targets: begins in the same week as another; write one of them, or another from"
        ]
    );
}
