//! What a team agreed: shown, agreed anew, told in the digest.

mod beside;
mod quarters;

use serde_json::Value;
use slack_sandbox::ActOutcome;

use crate::house::House;

const TUESDAY: &str = "2026-11-17T10:00:00Z";

async fn tuesday() -> House {
    let mut house = House::new().await;
    house.walks_to(TUESDAY).await;
    house
}

/// The id of somebody, as a menu of people sends it.
fn id(house: &House, handle: &str) -> String {
    house.sandbox.find_user(handle).unwrap().id
}

/// All that a form or page says, without its fields' contents.
fn read(view: &Value) -> String {
    serde_json::to_string(&view["blocks"]).unwrap()
}

fn said(outcome: &ActOutcome) -> Vec<String> {
    let errors = outcome.errors.clone().unwrap_or_default();
    let texts = errors.iter().map(|(block, said)| {
        let said = said.as_str().unwrap_or_default();
        format!("{block}: {said}")
    });
    texts.collect()
}

/// A change that is right, but for what a test changes in it.
fn filled(house: &House) -> Vec<(&'static str, String)> {
    vec![
        ("Fires", "25".to_owned()),
        ("Tune-ups", "10".to_owned()),
        (
            "Why this mix?",
            "an application team in a launch year".to_owned(),
        ),
        ("Who agreed it from product?", id(house, "mara")),
        ("And from engineering?", id(house, "ana")),
        (
            "Why does it change?",
            "the vault needs a quarter".to_owned(),
        ),
    ]
}

async fn agrees(house: &mut House, handle: &str, fields: &[(&str, String)]) -> ActOutcome {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(label, text)| (*label, text.as_str()))
        .collect();
    house.person(handle).submits(&fields).await
}

#[tokio::test]
async fn a_lead_agrees_the_target_anew_and_the_digest_tells_it() {
    let mut house = tuesday().await;
    let form = house.person("ana").opens("/checkin target").await;
    assert!(
        read(&form).contains("35% non-elective ± 10: 20% fires"),
        "{}",
        read(&form)
    );
    let fields = filled(&house);
    let outcome = agrees(&mut house, "ana", &fields).await;
    assert_eq!(said(&outcome), [""; 0]);
    let page = read(&outcome.view.unwrap());
    assert!(page.contains("Payments agreed anew: 40% non-elective instead of 35%, because “the vault needs a quarter”. It holds from week 47 to the end of 2026-Q4"), "{page}");
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    house
        .person("ana")
        .submits(&[("Fires", "40"), ("PAY-1.2", "4,420")])
        .await;
    house.walks_to("2026-11-20T15:01:00Z").await;
    let reply = house.thread().replies("Payments").remove(0);
    let told = "Agreed anew on Tuesday: 40% non-elective instead of 35%, because “the vault needs a quarter”.";
    assert!(reply.contains(told), "{reply}");
    assert!(
        reply.contains("; 40% ± 10 was agreed: as agreed."),
        "{reply}"
    );
    // Once is enough: the next digest does not tell it again.
    house.walks_to("2026-11-26T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    house
        .person("ana")
        .submits(&[("Anything leadership", "All is well.")])
        .await;
    house.walks_to("2026-11-27T15:01:00Z").await;
    let replies = house.thread().replies("Payments");
    assert!(!replies[1].contains("anew"), "{}", replies[1]);
    assert!(replies[1].contains("40% ± 10 was agreed"), "{}", replies[1]);
    house.ends().await;
}

#[tokio::test]
async fn an_old_week_is_compared_with_what_held_then() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    house
        .person("ana")
        .submits(&[("Fires", "40"), ("PAY-1.2", "4,420")])
        .await;
    house.walks_to("2026-11-23T08:00:00Z").await;
    // Week 47 is still open and its digest is out; what is agreed in week 48 does not touch it.
    house.person("ana").opens("/checkin target").await;
    let fields = filled(&house);
    agrees(&mut house, "ana", &fields).await;
    house.settles().await;
    let reply = house.thread().replies("Payments").remove(0);
    assert!(reply.contains("35% ± 10 was agreed"), "{reply}");
    let app = &house.running().app;
    let org = app.organisation().await.unwrap();
    let payments = org
        .teams
        .iter()
        .find(|team| team.name == "Payments")
        .unwrap();
    let fires = |week: &str| {
        let target = payments.target(week.parse().unwrap()).unwrap();
        target
            .split
            .iter()
            .map(|(id, percent)| (id.to_string(), percent))
            .find(|(id, _)| id == "fires")
            .unwrap()
            .1
    };
    assert_eq!(
        (fires("2026-W40"), fires("2026-W47"), fires("2026-W48")),
        (20, 20, 25)
    );
    house.ends().await;
}

#[tokio::test]
async fn a_temporary_target_is_seen_and_ends_by_itself() {
    let mut house = tuesday().await;
    house.person("ana").opens("/checkin target").await;
    let mut fields = filled(&house);
    fields.retain(|(label, _)| *label != "Why does it change?" && *label != "Why this mix?");
    fields.push(("Why this mix?", "launch of X".to_owned()));
    fields.push(("Until when?", "2026-11-18".to_owned()));
    let outcome = agrees(&mut house, "ana", &fields).await;
    assert_eq!(
        said(&outcome),
        [
            "target.until: A week counts by its Thursday, so the first day that it can end on is 19 November.",
            "target.gives_way: What gives way while it lasts?",
        ]
    );
    let right = [
        ("Until when?", "2026-11-20".to_owned()),
        ("What gives way?", "tune-ups".to_owned()),
    ];
    let outcome = agrees(&mut house, "ana", &right).await;
    assert_eq!(said(&outcome), [""; 0]);
    let lasts = "temporary until 20 November: “launch of X”; what gives way: “tune-ups”";
    let shown = house.person("ben").types("/checkin target").await;
    let upper = lasts.replacen('t', "T", 1);
    assert!(shown.contains(&upper), "{shown}");
    assert!(shown.contains("2026-Q4: 35% non-elective ± 10"), "{shown}");
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    house
        .person("ana")
        .submits(&[("Fires", "40"), ("PAY-1.2", "4,420")])
        .await;
    let receipt = house.person("ana").ask();
    assert!(
        receipt.contains(&format!("40% ± 10 was agreed ({lasts}): as agreed.")),
        "{receipt}"
    );
    house.walks_to("2026-11-26T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    house
        .person("ana")
        .submits(&[("Anything leadership", "All is well.")])
        .await;
    house.walks_to("2026-11-27T15:01:00Z").await;
    let replies = house.thread().replies("Payments");
    assert!(replies[0].contains(lasts), "{}", replies[0]);
    assert!(
        replies[1].contains("; 35% ± 10 was agreed:"),
        "{}",
        replies[1]
    );
    house.ends().await;
}

#[tokio::test]
async fn every_mistake_is_said_beside_its_field_with_what_would_be_right() {
    let mut house = tuesday().await;
    let form = house
        .person("mara")
        .answers_with("/checkin target", "Payments")
        .await;
    let fields = [
        ("Fires", "70"),
        ("Who agreed it from product?", &*id(&house, "ana")),
        ("And from engineering?", &*id(&house, "nora")),
    ]
    .map(|(label, text)| (label, text.to_owned()));
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(label, text)| (*label, text.as_str()))
        .collect();
    let outcome = house.person("mara").forces(&form, &fields).await;
    let mut mistakes = said(&outcome);
    mistakes.sort();
    assert_eq!(
        mistakes,
        [
            "target.engineering: Headway does not know this person. An admin can add them to org.toml.",
            "target.share:tune-ups: Adds up to 150: 50 too many.",
            "target.why: A sentence, please: the phase, the kind of team, or what it is for.",
        ]
    );
    let mut alone = filled(&house);
    alone.retain(|(label, _)| *label != "Why does it change?" && *label != "And from engineering?");
    alone.push(("And from engineering?", id(&house, "mara")));
    let alone: Vec<(&str, &str)> = alone
        .iter()
        .map(|(label, text)| (*label, text.as_str()))
        .collect();
    let outcome = house.person("mara").forces(&form, &alone).await;
    let mut mistakes = said(&outcome);
    mistakes.sort();
    assert_eq!(
        mistakes,
        [
            "target.engineering: Somebody else than from product, please: two people agree a target.",
            "target.reason: Something else is agreed already: a sentence on why it changes, please.",
        ]
    );
    house.ends().await;
}

#[tokio::test]
async fn a_form_that_is_sent_twice_agrees_once() {
    let mut house = tuesday().await;
    house.person("ana").opens("/checkin target").await;
    let fields = filled(&house);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(label, text)| (*label, text.as_str()))
        .collect();
    for outcome in house.person("ana").submits_twice(&fields).await {
        let page = read(&outcome.body["view"]);
        assert!(
            page.contains("Payments agreed anew") || page.contains("That is what is agreed"),
            "{page}"
        );
    }
    let shown = house.person("ben").types("/checkin target").await;
    assert_eq!(shown.matches("instead of 35%").count(), 1, "{shown}");
    house.ends().await;
}

#[tokio::test]
async fn two_who_agree_at_once_lose_nothing() {
    let mut house = tuesday().await;
    house.person("ana").opens("/checkin target").await;
    house.person("mara").opens("/checkin target payments").await;
    let mut anas = filled(&house);
    agrees(&mut house, "ana", &anas.clone()).await;
    anas.retain(|(label, _)| *label != "Fires" && *label != "Tune-ups");
    anas.push(("Fires", "5".to_owned()));
    anas.push(("Tune-ups", "30".to_owned()));
    let outcome = agrees(&mut house, "mara", &anas).await;
    let view = outcome.view.unwrap();
    let again = read(&view);
    assert!(
        again.contains("Ana Ruiz changed what is agreed while you were writing."),
        "{again}"
    );
    assert!(
        again.contains("Agreed anew on Tuesday: 40% non-elective instead of 35%"),
        "{again}"
    );
    assert!(
        again.contains("the vault needs a quarter"),
        "what was typed stays: {again}"
    );
    let blocks = view["blocks"].as_array().unwrap();
    let fires = blocks
        .iter()
        .find(|block| block["block_id"] == "target.share:fires")
        .unwrap();
    assert_eq!(fires["element"]["initial_value"], "5");
    let outcome = agrees(&mut house, "mara", &[]).await;
    let page = read(&outcome.view.unwrap());
    assert!(page.contains("20% non-elective instead of 40%"), "{page}");
    let shown = house.person("ben").types("/checkin target").await;
    assert!(
        shown.contains("17 November, by Mara Lindqvist: 20% non-elective instead of 40%"),
        "{shown}"
    );
    assert!(
        shown.contains("17 November, by Ana Ruiz: 40% non-elective instead of 35%"),
        "{shown}"
    );
    house.ends().await;
}

#[tokio::test]
async fn who_may_not_agree_reads_it_or_hears_who_can() {
    let mut house = tuesday().await;
    let read_only = house.person("ben").types("/checkin target").await;
    assert!(
        read_only.contains("35% non-elective ± 10: 20% fires"),
        "{read_only}"
    );
    assert!(
        read_only.ends_with("Ana Ruiz, Mara Lindqvist and Omar Haddad can change it."),
        "{read_only}"
    );
    let refused = house
        .person("jonas")
        .types("/checkin target PAYMENTS")
        .await;
    assert_eq!(
        refused,
        "What Payments agreed is read by its own people, leaders and admins. Ana Ruiz, Mara Lindqvist and Omar Haddad can change it."
    );
    let nowhere = house
        .person("jonas")
        .types("/checkin target Paymints")
        .await;
    assert_eq!(
        nowhere,
        "There is no team called “Paymints”. Did you mean Payments?"
    );
    let nobody = house.person("nora").types("/checkin target").await;
    assert!(nobody.starts_with("You are in no team"), "{nobody}");
    let guest = house.person("gus").types("/checkin target payments").await;
    assert!(guest.contains("guests"), "{guest}");
    let nothing = house.person("ines").types("/checkin target").await;
    assert!(
        nothing.contains("Nothing is agreed for 2026-Q4."),
        "{nothing}"
    );
    // A form that somebody without the right sends all the same changes nothing.
    let form = house.person("ana").opens("/checkin target").await;
    let app = house.running().app.clone();
    let about = headway::slack::ids::form_key(
        form["callback_id"].as_str().unwrap(),
        form["private_metadata"].as_str().unwrap(),
    );
    let headway::words::message::About::Target(about) = about.unwrap().about else {
        panic!("it is about a target");
    };
    let jonas = headway::domain::id::PersonId::new(id(&house, "jonas"));
    let typed = headway::domain::typed::Typed::default();
    let outcome = app.agree_target(&jonas, &about, 0, &typed).await.unwrap();
    assert!(
        matches!(outcome, headway::app::Submitted::Page(_)),
        "{outcome:?}"
    );
    house.ends().await;
}
