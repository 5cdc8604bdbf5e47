//! What a team agreed beside what else there is: a file, PostgreSQL, hostile text, Slack's own rules for a form.

use headway::cli::org_file;
use headway::slack::view;
use headway::words::target_form;
use insta::assert_json_snapshot;
use serde_json::json;
use slack_sandbox::blockkit::{validate_view, view_too_large};

use super::{agrees, filled, said, tuesday};
use crate::house::COMPANY;

#[tokio::test]
async fn an_import_leaves_what_slack_changed() {
    let mut house = tuesday().await;
    house.person("ana").opens("/checkin target").await;
    let fields = filled(&house);
    agrees(&mut house, "ana", &fields).await;
    house.imports(COMPANY).await;
    let shown = house.person("ben").types("/checkin target").await;
    assert!(
        shown.contains("40% non-elective ± 10: 25% fires"),
        "{shown}"
    );
    let changed = COMPANY.replace(
        "[teams.payments.targets.2026-Q4]\n",
        "[teams.payments.targets.2026-Q4]\nreason = \"the board asked\"\nwhy = \"growth\"\nproduct = \"mara\"\nengineering = \"ana\"\n",
    );
    house.imports(&changed).await;
    let shown = house.person("ben").types("/checkin target").await;
    assert!(
        shown.contains("35% non-elective ± 10: 20% fires"),
        "{shown}"
    );
    assert!(
        shown.contains(
            "17 November, by an import: 35% non-elective instead of 40%, because “the board asked”."
        ),
        "{shown}"
    );
    house.ends().await;
}

#[tokio::test]
async fn hostile_text_is_kept_and_never_obeyed() {
    let mut house = tuesday().await;
    house.person("ana").opens("/checkin target").await;
    let hostile =
        "<!channel> *bold* <https://example.com|click> & `'; DROP TABLE agreed_target; --";
    let mut fields = filled(&house);
    fields.retain(|(label, _)| !label.starts_with("Why"));
    fields.push(("Why this mix?", hostile.to_owned()));
    fields.push(("Why does it change?", format!("{hostile}\u{0}\u{202e}")));
    let outcome = agrees(&mut house, "ana", &fields).await;
    assert_eq!(said(&outcome), [""; 0]);
    let said = house.person("ben").types("/checkin target").await;
    assert!(said.contains("DROP TABLE"), "{said}");
    assert!(!said.contains("<!channel>"), "{said}");
    house.walks_to("2026-11-20T15:01:00Z").await;
    for message in &house.thread().messages {
        assert!(!message.text.contains("<!"), "{}", message.text);
        let blocks = serde_json::to_string(&message.blocks).unwrap();
        assert!(!blocks.contains("\"mrkdwn\""), "{blocks}");
    }
    house.ends().await;
}

#[test]
fn the_form_looks_like_this_and_slack_takes_it() {
    let org = org_file::parse("company.toml", COMPANY).unwrap();
    let today = "2026-11-17".parse().unwrap();
    let form = target_form::form(&org, &org.teams[0], today, 1_795_000_000, None);
    let modal = json!(view::modal(&form));
    assert_eq!(validate_view(&modal), []);
    assert!(!view_too_large(&modal));
    assert_json_snapshot!(modal);
}
