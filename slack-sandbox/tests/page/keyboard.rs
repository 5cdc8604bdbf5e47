//! The keyboard alone: everything is reached, seen to be reached, pressed, and left again.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::app::Show;
use crate::driver::Driver;
use crate::keys::{DOWN, ENTER, ESCAPE, SHIFT, TAB};
use crate::require;

/// Somebody who has no mouse.
struct Typist {
    show: Arc<Show>,
    page: Driver,
}

impl Typist {
    async fn start() -> Option<Self> {
        let browser = require::browser()?;
        let shots = Path::new(env!("CARGO_TARGET_TMPDIR")).join("keyboard");
        let (show, page) = tokio::join!(Show::start(), Driver::start(&browser, &shots));
        page.resize(1200, 820).await;
        Some(Self { show, page })
    }

    async fn opens(&self, channel: &str) {
        let place = format!("&c={}", self.show.channel(channel));
        self.page.open(&self.show.place("ana", &place)).await;
    }

    /// What has the keyboard: its id or tag, and the words on it; it must be on the screen and look focused.
    async fn focused(&self) -> String {
        let looks = self
            .page
            .run(
                "const one = document.activeElement;
                 const box = one.getBoundingClientRect();
                 const around = one.closest('.composer');
                 const style = getComputedStyle(one);
                 const marked = style.outlineStyle !== 'none' || (around && getComputedStyle(around).boxShadow !== 'none');
                 return {name: `${one.id || one.className || one.nodeName.toLowerCase()}: ${(one.ariaLabel || one.innerText || '').trim()}`,
                     seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && marked}",
            )
            .await;
        let name = looks["name"].as_str().unwrap().to_owned();
        assert_eq!(looks["seen"], true, "the focus on {name} is seen");
        name
    }

    /// Presses Tab until something that begins so has the keyboard; gives all that were passed.
    async fn tabs_to(&self, wanted: &str) -> Vec<String> {
        let mut passed = Vec::new();
        for _ in 0..80 {
            self.page.keys(TAB).await;
            let name = self.focused().await;
            if name.contains(wanted) {
                return passed;
            }
            passed.push(name);
        }
        panic!("{wanted} is not reached, but {passed:#?}");
    }

    async fn has_focus(&self, selector: &str) {
        let condition = format!(
            "return document.activeElement?.matches({})",
            json!(selector)
        );
        self.page
            .until(&format!("{selector} has the keyboard"), &condition)
            .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_is_opened_filled_and_sent_without_a_mouse() {
    let Some(typist) = Typist::start().await else {
        return;
    };
    let page = &typist.page;
    typist.opens("general").await;
    let passed = typist.tabs_to("say:").await;
    assert!(passed[0].contains("Skip to the messages"), "{passed:#?}");
    for stop in [
        "acting",
        "general",
        "leadership",
        "Home tab",
        "What went over the wire",
    ] {
        assert!(
            passed.iter().any(|one| one.contains(stop)),
            "{stop}: {passed:#?}"
        );
    }
    page.keys("/o").await;
    page.sees(".completions", "/okr").await;
    page.keys(DOWN).await;
    page.sees(".completions [aria-selected=true]", "/okr").await;
    page.keys(DOWN).await;
    page.keys(TAB).await;
    page.keys("form").await;
    page.keys(ENTER).await;
    page.sees(".modal h2", "Week 47").await;
    typist.has_focus("#f-fires_n").await;

    // The keyboard goes round in the form and never leaves it.
    let passed = typist.tabs_to("Send").await;
    for stop in [
        "f-name_t",
        "f-note_t",
        "Look at last week",
        "Start anew",
        "Not now",
    ] {
        assert!(
            passed.iter().any(|one| one.contains(stop)),
            "{stop}: {passed:#?}"
        );
    }
    page.keys(TAB).await;
    assert!(typist.focused().await.contains("Close"));
    page.chord(SHIFT, TAB).await;
    assert!(typist.focused().await.contains("Send"));

    page.keys(ENTER).await;
    page.sees(".modal .wrong", "Please complete this required field.")
        .await;
    typist.has_focus("#f-name_t").await;
    page.keys("A week").await;
    page.keys(ENTER).await;
    page.until(
        "the form is sent",
        "return !document.querySelector('.modal')",
    )
    .await;
    typist.has_focus("#say").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn escape_closes_what_lies_on_top_and_gives_the_keyboard_back() {
    let Some(typist) = Typist::start().await else {
        return;
    };
    let page = &typist.page;
    let channel = typist.show.channel("general");
    let ask = json!({"title": {"type": "plain_text", "text": "Sure?"}, "text": {"type": "plain_text", "text": "It is lost."},
        "confirm": {"type": "plain_text", "text": "Yes"}, "deny": {"type": "plain_text", "text": "No"}});
    let plain = |text: &str| json!({"type": "plain_text", "text": text});
    typist.show.call("chat.postMessage", json!({"channel": channel, "text": "t", "blocks": [{"type": "actions", "block_id": "b", "elements": [
        {"type": "button", "action_id": "push", "text": plain("Look"), "confirm": ask},
        {"type": "overflow", "action_id": "o", "options": [{"text": plain("One"), "value": "1"}, {"text": plain("Two"), "value": "2"}]}]}]})).await;
    typist.opens("general").await;

    typist.tabs_to("Look").await;
    page.keys(ENTER).await;
    page.sees("dialog", "It is lost.").await;
    assert!(
        typist.focused().await.contains("No"),
        "the harmless answer comes first"
    );
    page.keys(ESCAPE).await;
    page.until(
        "the question is gone",
        "return !document.querySelector('dialog[open]')",
    )
    .await;
    assert!(typist.focused().await.contains("Look"));

    typist.tabs_to("More actions").await;
    page.keys(ENTER).await;
    page.keys(TAB).await;
    assert!(typist.focused().await.contains("One"));
    page.keys(ESCAPE).await;
    assert!(typist.focused().await.contains("More actions"));

    typist.tabs_to("Reply in thread").await;
    page.keys(ENTER).await;
    typist.has_focus("#thread-panel textarea").await;
    page.keys("A reply").await;
    page.keys(ENTER).await;
    page.sees("#thread", "A reply").await;
    page.until(
        "the field is empty",
        "return document.querySelector('#thread-panel textarea').value === ''",
    )
    .await;
    page.keys(ESCAPE).await;
    page.until(
        "the thread is closed",
        "return !document.querySelector('#thread-panel')",
    )
    .await;
    typist.has_focus(".replies").await;

    typist.show.opens("ana", "pushed").await;
    page.sees(".modal", "Last week").await;
    typist.tabs_to("And the week before").await;
    page.keys(ENTER).await;
    page.sees(".modal", "2 of 3").await;
    page.keys(ESCAPE).await;
    page.until("the form below is back", "return document.querySelector('.modal') && !document.querySelector('.modal').innerText.includes('of 3')").await;
    page.keys(ESCAPE).await;
    page.until(
        "the form is closed",
        "return !document.querySelector('.modal')",
    )
    .await;
    typist.has_focus(".replies").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn shortcuts_are_chosen_and_options_searched_for_without_a_mouse() {
    let Some(typist) = Typist::start().await else {
        return;
    };
    let page = &typist.page;
    let general = typist.show.channel("general");
    typist
        .show
        .says("ben", &general, "The index is too slow.", None)
        .await;
    typist.opens("general").await;
    typist.tabs_to("Message shortcuts").await;
    page.keys(ENTER).await;
    page.keys(TAB).await;
    assert!(typist.focused().await.contains("Make a request"));
    page.keys(ENTER).await;
    page.sees(".modal", "Week 47").await;
    page.keys(ESCAPE).await;
    page.until(
        "the form is closed",
        "return !document.querySelector('.modal')",
    )
    .await;
    typist.tabs_to("Shortcuts").await;
    page.keys(ENTER).await;
    page.keys(TAB).await;
    assert!(typist.focused().await.contains("Check in"));
    page.keys(ENTER).await;
    page.sees(".modal", "Week 47").await;
    typist.show.closes("ana").await;

    typist.show.opens("ana", "inputs").await;
    page.sees(".modal", "Every input").await;
    page.types("E-mail", "ana@example.com").await;
    typist.tabs_to("Search").await;
    page.keys("1.2").await;
    page.keys(ENTER).await;
    page.sees(".modal option", "PAY-1.2 Weekly active payers")
        .await;
    page.until(
        "what was typed before is still there",
        "return document.getElementById('f-i1_e').value === 'ana@example.com'",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_data_table_is_sorted_and_paged_with_and_without_a_script() {
    let Some(typist) = Typist::start().await else {
        return;
    };
    let page = &typist.page;
    let cell = |text: &str| json!({"type": "raw_text", "text": text});
    let rows: Vec<Value> = ["Team", "Beta", "Gamma", "Alpha"]
        .iter()
        .map(|name| json!([cell(name)]))
        .collect();
    let table = json!({"type": "data_table", "block_id": "teams and more", "caption": "Teams", "page_size": 2, "rows": rows});
    typist
        .show
        .call(
            "chat.postMessage",
            json!({"channel": typist.show.channel("general"), "text": "t", "blocks": [table]}),
        )
        .await;
    let shows = |rows: &str| {
        format!(
            "return [...document.querySelectorAll('tbody th')].map(one => one.innerText).join() === '{rows}'"
        )
    };

    typist.opens("general").await;
    typist.tabs_to("sort: Team").await;
    page.keys(ENTER).await;
    page.until("sorted", &shows("Alpha,Beta")).await;
    typist.has_focus("[aria-sort=ascending] .sort").await;
    typist.tabs_to("Next page").await;
    page.keys(ENTER).await;
    page.until("the second page", &shows("Gamma")).await;

    page.devtools(
        "Emulation.setScriptExecutionDisabled",
        json!({"value": true}),
    )
    .await;
    page.devtools("Page.reload", json!({})).await;
    page.until("no script runs", "return document.readyState === 'complete' && !document.documentElement.matches('.scripted')").await;
    page.press_on(".sort").await;
    page.until("turned round", &shows("Gamma,Beta")).await;
    page.press_on(".pager button:last-of-type").await;
    page.until("the second page again", &shows("Alpha")).await;
}
