//! What is pressed on the page reaches the app, wherever in a message it stands.

use std::path::Path;

use serde_json::{Value, json};

use crate::app::Show;
use crate::driver::Driver;
use crate::require;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_element_of_a_message_tells_the_app_what_was_chosen() {
    let Some(browser) = require::browser() else {
        return;
    };
    let shots = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pressed");
    let (show, page) = tokio::join!(Show::start(), Driver::start(&browser, &shots));
    page.resize(1200, 4000).await;
    let channel = show.channel("partners");
    for mut sample in show
        .sample(include_str!("samples/messages.json"))
        .as_array()
        .unwrap()
        .clone()
    {
        sample["channel"] = json!(channel);
        sample["text"] = json!("a sample");
        sample.as_object_mut().unwrap().shift_remove("name");
        show.call("chat.postMessage", sample).await;
    }
    page.open(&show.place("ana", &format!("&c={channel}")))
        .await;

    page.press_on("[value$='\u{1f}a1']").await;
    assert_eq!(show.pressed(1).await["action_id"], "a1");
    page.press("Ask").await;
    assert_eq!(show.pressed(2).await["action_id"], "t1", "in a data table");
    page.press("Validated").await;
    assert_eq!(show.pressed(3).await["action_id"], "k1", "in a card");
    page.press("Choose").await;
    assert_eq!(show.pressed(4).await["action_id"], "k3", "in a carousel");
    page.press_on("[aria-label='This helped']").await;
    let feedback = show.pressed(5).await;
    assert_eq!(
        (&feedback["type"], &feedback["value"]),
        (&json!("feedback_buttons"), &json!("up"))
    );
    page.press("Delete").await;
    page.press("Delete it").await;
    let deleted = show.pressed(6).await;
    assert_eq!(
        (&deleted["action_id"], &deleted["value"]),
        (&json!("b3"), &json!("x"))
    );

    // Menus and fields act as soon as they change; one that takes several, when its own button is pressed.
    let field = |name: &str| format!("document.querySelector('[name$=\"\\u001f{name}\"]')");
    for (n, name, set, key, chosen) in [
        (7, "s1", "value = 's'", "/selected_option/value", "s"),
        (
            8,
            "d1",
            "value = '2026-12-24'",
            "/selected_date",
            "2026-12-24",
        ),
        (9, "d2", "value = '09:30'", "/selected_time", "09:30"),
    ] {
        let script = format!(
            "const one = {}; one.{set}; one.dispatchEvent(new Event('change', {{bubbles: true}}));",
            field(name)
        );
        page.run(&script).await;
        let action = show.pressed(n).await;
        assert_eq!(
            action.pointer(key),
            Some(&json!(chosen)),
            "{name}: {action}"
        );
    }
    page.run("document.querySelectorAll('[name$=\"\\u001fr1\"]')[1].click()")
        .await;
    assert_eq!(
        show.pressed(10).await.pointer("/selected_option/value"),
        Some(&json!("2"))
    );
    page.run("document.querySelectorAll('[name$=\"\\u001fc1\"]')[1].click()")
        .await;
    let both: Value = show.pressed(11).await["selected_options"].take();
    assert_eq!(both.as_array().map(Vec::len), Some(2), "{both}");
    page.run("const fold = document.querySelector('.several'); fold.open = true; fold.querySelectorAll('input')[1].click()").await;
    page.press("Apply").await;
    let both: Value = show.pressed(12).await["selected_options"].take();
    assert_eq!(both.as_array().map(Vec::len), Some(2), "{both}");
    page.sees(".several summary", "Security").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_carries_the_files_that_were_chosen() {
    let Some(browser) = require::browser() else {
        return;
    };
    let shots = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pressed");
    let (show, page) = tokio::join!(Show::start(), Driver::start(&browser, &shots));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("week 47.csv");
    std::fs::write(&file, "team,share\n").unwrap();
    show.opens("ana", "inputs").await;
    page.open(&show.place("ana", "")).await;
    page.hands_over("#f-i14_e", &file).await;
    page.run("document.querySelector('[name$=\"\\u001fe\"][type=checkbox]').closest('.several').open = true").await;
    for box_ in ["i5", "i7"] {
        page.run(&format!(
            "document.querySelector('[name=\"v:{box_}\\u001fe\"]').checked = true"
        ))
        .await;
    }
    page.press("Send").await;
    page.until(
        "the form is sent",
        "return !document.querySelector('.modal')",
    )
    .await;
    let told = show.sandbox.deliveries().pop().unwrap();
    assert_eq!(told.kind, "view_submission");
    let ana = show.sandbox.find_user("ana").unwrap().id;
    let file = show.payload(&told)["view"]["state"]["values"]["i14"]["e"]["files"][0].take();
    assert_eq!(
        (&file["name"], &file["size"]),
        (&json!("week 47.csv"), &json!(11))
    );
    assert_eq!(file["user"], json!(ana));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_app_changes_is_shown_and_what_a_person_types_stays() {
    let Some(browser) = require::browser() else {
        return;
    };
    let shots = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pressed");
    let (show, page) = tokio::join!(Show::start(), Driver::start(&browser, &shots));
    let ana = show.sandbox.find_user("ana").unwrap().id;
    show.opens("ana", "form").await;
    page.open(&show.place("ana", "")).await;
    page.types("What is it called?", "A wee").await;
    let mut view = show.modals["form"].clone();
    view["blocks"][0]["elements"][0]["text"] = json!("The app has looked again.");
    view["blocks"][1]["block_id"] = json!("fires2");
    view["blocks"][1]["element"]["initial_value"] = json!("77");
    let id = show.sandbox.view_of(&ana).unwrap().id;
    show.call("views.update", json!({"view_id": id, "view": view}))
        .await;
    page.sees(".modal", "The app has looked again.").await;
    let stands = "return [document.activeElement.id, document.activeElement.value, document.getElementById('f-fires2_n').value]";
    assert_eq!(page.run(stands).await, json!(["f-name_t", "A wee", "77"]));

    // A message comes in below the form; nothing of the form moves.
    let general = show.channel("general");
    show.says("ben", &general, "A word", None).await;
    page.until(
        "the channel is unread",
        "return [...document.querySelectorAll('.unread')].some(one => one.innerText.includes('general'))",
    )
    .await;
    assert_eq!(page.run(stands).await, json!(["f-name_t", "A wee", "77"]));
}
