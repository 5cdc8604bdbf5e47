//! What should never be typed, in the forms that are shown once more: it stays what it was, and becomes no markup.

use serde_json::Value;

use super::{THURSDAY, shown};
use crate::house::House;
use crate::iterations::house_with_one;

const LOUD: &str =
    "<!channel> *bold* _it_ &amp; <http://x.example|y> \u{202e}back\u{202c} \u{1F525}";

/// Nothing that somebody typed stands where Slack reads markup, unless it is escaped.
fn is_no_markup(shown: &Value) {
    let mut all = vec![shown];
    while let Some(one) = all.pop() {
        match one {
            Value::Object(fields) => {
                if fields.get("type").is_some_and(|it| it == "mrkdwn") {
                    let text = fields["text"].as_str().unwrap_or_default();
                    assert!(!text.contains("<!") && !text.contains("<http"), "{text}");
                }
                for kind in ["link", "broadcast", "user", "usergroup"] {
                    assert!(fields.get("type").is_none_or(|it| it != kind), "{one}");
                }
                all.extend(fields.values());
            }
            Value::Array(values) => all.extend(values),
            _ => {}
        }
    }
}

#[tokio::test]
async fn two_who_edit_retire_and_close_with_it_lose_no_letter() {
    let mut house = House::new().await;
    for label in ["Keep it", "Why does the aim change"] {
        house.person("ana").opens("/okr edit PAY-1.2").await;
        house.person("mara").opens("/okr edit PAY-1.2").await;
        let metric = format!("{LOUD} {label}");
        let outcome = house
            .person("mara")
            .submits(&[("What is measured?", &metric)])
            .await;
        assert!(shown(&outcome).contains("is saved."), "{outcome:?}");
        is_no_markup(&outcome.body);
        let long = "&".repeat(300);
        let outcome = house.person("ana").submits(&[(label, &long)]).await;
        assert!(shown(&outcome).contains(&long), "{outcome:?}");
        is_no_markup(&outcome.body);
        let view = outcome.view.unwrap();
        assert!(view.to_string().contains("was changed after"), "{view}");
        // A blank alone is nothing, and says so beside its field.
        let outcome = house
            .person("ana")
            .submits(&[("What is measured?", "\u{200b} ")])
            .await;
        assert!(
            outcome.body["errors"]
                .to_string()
                .contains("Something is needed here."),
            "{outcome:?}"
        );
    }
    house.person("ana").opens("/okr retire PAY-1.2").await;
    house.person("omar").opens("/okr close PAY-1").await;
    let why = format!("/okr retire PAY-1.2 {LOUD}");
    house.person("mara").types(&why).await;
    let loud = [("Why does the aim change", LOUD)];
    let outcome = house.person("ana").submits(&loud).await;
    assert!(shown(&outcome).contains("Retired on"), "{outcome:?}");
    assert!(outcome.view.is_some(), "Slack takes it");
    is_no_markup(&outcome.body);

    let long = "<&".repeat(1_500);
    house
        .person("mara")
        .types(&format!("/okr close PAY-1 0.4 waited drop \"{LOUD}\""))
        .await;
    let ending = [
        ("How much of it", "0.7"),
        ("The one root cause", "waited"),
        ("Why?", long.as_str()),
        ("What becomes of it?", "keep"),
    ];
    let outcome = house.person("omar").submits(&ending).await;
    let said = shown(&outcome);
    assert!(said.contains("a score of 0.4"), "{said}");
    assert_eq!(outcome.shown, None, "Slack takes it");
    is_no_markup(&outcome.body);
    assert_eq!(
        said.matches("<&").count() + said.matches("&lt;&amp;").count(),
        1_500,
        "{said}"
    );
    house.ends().await;
}

#[tokio::test]
async fn what_was_typed_into_a_result_and_a_slice_reaches_receipts_and_digest_as_it_is() {
    let mut house = house_with_one().await;
    house.walks_to("2026-11-26T14:01:00Z").await;
    house
        .person("ana")
        .answers_with("/iteration 1", "What came of it?")
        .await;
    house
        .person("ben")
        .answers_with("/iteration 1", "What came of it?")
        .await;
    let ours = [
        ("#1 Insights by e-mail", "11%"),
        ("Seen by", "64"),
        ("You hoped", LOUD),
    ];
    let outcome = house.person("ben").submits(&ours).await;
    is_no_markup(&outcome.body);
    let long = "&<".repeat(500);
    let mine = [
        ("#1 Insights by e-mail", "5%"),
        ("Seen by", "64"),
        ("You hoped", long.as_str()),
        ("What follows?", "next-stage"),
    ];
    let outcome = house.person("ana").submits(&mine).await;
    is_no_markup(&outcome.body);
    assert!(shown(&outcome).contains(&long), "{outcome:?}");
    let outcome = house.person("ana").submits(&[]).await;
    assert_eq!(outcome.shown, None, "Slack takes it");
    let slice = [("This slice", LOUD), ("In a sentence", LOUD)];
    let outcome = house.person("ana").submits(&slice).await;
    assert!(shown(&outcome).contains("Begun as #2"), "{outcome:?}");
    is_no_markup(&outcome.body);
    house
        .person("ana")
        .checks_in(&[("Fires", "30"), ("Anything", LOUD)])
        .await;
    house.walks_to("2026-11-27T16:00:00Z").await;
    let messages = house.thread().messages;
    let messages = messages
        .iter()
        .chain(&house.person("ana").messages())
        .cloned()
        .collect::<Vec<_>>();
    for message in &messages {
        is_no_markup(&serde_json::to_value(&message.blocks).unwrap());
        assert!(
            !message.text.contains("<!channel>") && !message.text.contains("<http"),
            "{}",
            message.text
        );
    }
    assert!(
        messages
            .iter()
            .any(|it| it.text.contains("&lt;!channel&gt;")),
        "it is told"
    );
    house.ends().await;
}

/// Slack stops where Headway would refuse.
#[tokio::test]
async fn a_field_takes_as_many_letters_as_are_kept() {
    let mut house = House::new().await;
    house.walks_to(THURSDAY).await;
    for (command, fields) in [
        (
            "/okr edit PAY-1.2",
            vec![
                ("What is measured?", 100),
                ("Keep it", 300),
                ("Why does the aim", 300),
            ],
        ),
        ("/okr new", vec![("Code", 16), ("What shall be true?", 150)]),
        ("/okr close PAY-1", vec![("Why?", 3000)]),
    ] {
        let view = house.person("ana").opens(command).await;
        for (label, longest) in fields {
            let blocks = view["blocks"].as_array().unwrap();
            let field = blocks.iter().find(|block| {
                let text = block["label"]["text"].as_str();
                text.is_some_and(|text| text.starts_with(label))
            });
            assert_eq!(
                field.unwrap()["element"]["max_length"],
                longest,
                "{command}: {label}"
            );
        }
        // What gets past Slack is refused beside its field.
        let (label, longest) = match command {
            "/okr new" => ("What shall be true?", 150),
            "/okr close PAY-1" => ("Why?", 3000),
            _ => ("What is measured?", 100),
        };
        let long = "x".repeat(longest + 1);
        let outcome = house.person("ana").forces(&view, &[(label, &long)]).await;
        let errors = outcome.body["errors"].to_string();
        let said = format!("Too long: {longest} characters at most, please.");
        assert!(errors.contains(&said), "{command}: {outcome:?}");
    }
    house.ends().await;
}
