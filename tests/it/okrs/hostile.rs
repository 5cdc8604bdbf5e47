//! What should never be typed, in every field of every form and behind every command of `/okr` and `/iteration`.

use serde_json::Value;

use crate::house::House;

fn hostile() -> Vec<String> {
    let long = "x".repeat(3000);
    [
        "<!channel> *bold* _it_ ~no~ `code` <@U1> <#C1> <!subteam^S1>",
        "\u{202e}evil\u{202c} \u{200f}",
        "a\u{0}b",
        "\u{1F525}\u{1F469}\u{200d}\u{1F469}\u{200d}\u{1F467}",
        "\u{200b}\u{feff}",
        "&lt;!here&gt; &amp;amp;",
        "\"quoted\" 'x' “y” \\\" {} %s ; DROP TABLE reading --",
        "line\nbreak\n\n> more",
        "<https://evil.example|click> javascript:alert(1)",
        "٤٥",
        "NaN",
        "-0",
        "1e9",
        "5.400",
        "5 400 €",
        "12%",
        "3h20",
        long.as_str(),
    ]
    .map(str::to_owned)
    .to_vec()
}

/// The labels of all fields in which one types.
fn typed_fields(view: &Value) -> Vec<String> {
    let blocks = view["blocks"].as_array().unwrap();
    let typed = blocks
        .iter()
        .filter(|block| block["element"]["type"] == "plain_text_input");
    typed
        .map(|block| block["label"]["text"].as_str().unwrap().to_owned())
        .collect()
}

fn is_quiet(what: &str, said: &str) {
    for loud in ["Something broke", "reference ", "perhaps"] {
        assert!(!said.contains(loud), "{what}: {said}");
    }
}

#[tokio::test]
async fn every_field_of_every_form_takes_it_or_says_what_is_wrong() {
    let mut house = House::new().await;
    for command in [
        "/okr update PAY-1.2",
        "/okr edit PAY-1.2",
        "/okr new PAY-1",
        "/okr edit PAY-1",
        "/okr new",
        "/iteration new",
        "/okr close PAY-1",
    ] {
        for text in hostile() {
            // Whatever was closed by it is open for the next.
            house.person("ana").types("/okr reopen PAY-1").await;
            let view = house.person("ana").opens(command).await;
            let labels = typed_fields(&view);
            let fields: Vec<(&str, &str)> = labels
                .iter()
                .map(|label| (label.as_str(), text.as_str()))
                .collect();
            let outcome = house.person("ana").forces(&view, &fields).await;
            let what = format!("{command} {text:.20}");
            let said = outcome.body.to_string();
            is_quiet(&what, &said);
            let errors = outcome.body["errors"].as_object();
            let explained = errors.is_none_or(|errors| {
                let short = |said: &Value| said.as_str().is_some_and(|said| said.len() > 10);
                !errors.is_empty() && errors.values().all(short)
            });
            assert!(explained, "{what}: {said}");
        }
    }
    house.person("ana").types("/okr reopen PAY-1").await;
    for command in [
        "/okr",
        "/okr all",
        "/okr PAY-1",
        "/okr PAY-1.2",
        "/iteration",
    ] {
        let said = house.person("ana").reads(command).await;
        is_quiet(command, &said);
        for markup in ["<!channel>", "<@U1>", "<https://evil"] {
            assert!(!said.contains(markup), "{command}: {said}");
        }
        assert!(!said.contains('\0'), "{command}");
    }
    house.ends().await;
}

#[tokio::test]
async fn every_command_answers_it() {
    let mut house = House::new().await;
    for command in [
        "/okr",
        "/okr team",
        "/okr @",
        "/okr update",
        "/okr update PAY-1.2",
        "/okr update PAY-1.2 4800",
        "/okr close",
        "/okr close PAY-1",
        "/okr reopen",
        "/okr retire",
        "/okr edit",
        "/okr new PAY-1",
        "/okr away",
        "/okr page",
        "/iteration",
        "/iteration #",
        "/iteration new",
    ] {
        for text in hostile() {
            let said = house
                .person("ana")
                .types(&format!("{command} {text}"))
                .await;
            is_quiet(command, &said);
            assert!(!said.contains("<!channel>"), "{command} {text:.20}: {said}");
        }
    }
    house.ends().await;
}

#[tokio::test]
async fn nothing_is_minus_nothing_and_nothing_invisible_is_a_name() {
    let mut house = House::new().await;
    let said = house.person("ana").types("/okr update PAY-1.2 -0 7").await;
    assert!(said.contains("Weekly active payers 0 of 6,000"), "{said}");
    house.person("ana").opens("/okr edit PAY-1").await;
    let outcome = house
        .person("ana")
        .submits(&[("What shall be true?", "\u{200b}\u{feff}\u{2060}")])
        .await;
    let errors = outcome.body["errors"].to_string();
    assert!(errors.contains("Something is needed here."), "{errors}");
    house.ends().await;
}
