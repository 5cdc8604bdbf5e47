//! What stands beside Slack on the page: faults on purpose, the clock, the inspector.

use std::path::Path;
use std::sync::Arc;

use serde_json::json;

use crate::app::Show;
use crate::driver::Driver;
use crate::require;

async fn start() -> Option<(Arc<Show>, Driver)> {
    let browser = require::browser()?;
    let shots = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tools");
    let (show, page) = tokio::join!(Show::start(), Driver::start(&browser, &shots));
    page.resize(1200, 820).await;
    Some((show, page))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_is_armed_on_the_page_strikes_and_is_taken_away() {
    let Some((show, page)) = start().await else {
        return;
    };
    page.open(&show.place("ana", "").replace("/?", "/faults?"))
        .await;
    page.types("Method", "chat.postMesage").await;
    page.press("Let it wait").await;
    page.sees("#note", "chat.postMessage").await;
    page.types("How often", "2").await;
    page.types("Method", "chat.postMessage").await;
    page.run("document.getElementById('kind').value = 'internal_error_before'")
        .await;
    page.press("Let it wait").await;
    page.sees(".b-table", "2 times").await;

    let refused = show
        .try_call(
            "chat.postMessage",
            json!({"channel": show.channel("general"), "text": "x"}),
        )
        .await;
    assert_eq!(refused["error"], "internal_error");
    page.sees(".b-table", "once").await;
    page.press("Take away").await;
    page.sees("main", "None: every call is answered as it should be.")
        .await;
    show.call(
        "chat.postMessage",
        json!({"channel": show.channel("general"), "text": "x"}),
    )
    .await;

    page.open(&show.place("ana", "").replace("/?", "/inspect?"))
        .await;
    page.sees(".exchange", "200 internal_error").await;
    page.sees(".on-purpose", "internal_error_before").await;
    page.press_on("label:has([value=failed])").await;
    page.until(
        "only what failed is shown",
        "return document.querySelectorAll('.exchange').length === 1",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_inspector_shows_both_directions_in_their_order_while_the_clock_stands() {
    let Some((show, page)) = start().await else {
        return;
    };
    page.open(&show.place("ana", "").replace("/?", "/inspect?"))
        .await;
    show.opens("ana", "form").await;
    page.until(
        "what opened the form stands below the call that did",
        "return [...document.querySelectorAll('.exchange b')].map(one => one.innerText).slice(0, 2).join() === 'views.open,slash_command'",
    )
    .await;
    page.press_on(".exchange summary").await;
    page.sees(".exchange[open] .json", "\"trigger_id\"").await;
    show.says("ana", &show.channel("general"), "more", None)
        .await;
    show.closes("ana").await;
    page.sees(".exchange[open] .json", "\"trigger_id\"").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_clock_is_set_moved_on_and_let_run() {
    let Some((show, page)) = start().await else {
        return;
    };
    page.open(&show.place("ana", "")).await;
    page.press_on(".clock-set summary").await;
    page.press("+ 1 hour").await;
    page.sees(".clock-now", "Thu 19 Nov 2026 · 16:01").await;
    page.run("document.getElementById('clock-at').value = '2026-12-24T18:00'")
        .await;
    page.press("Set").await;
    page.sees(".clock-now", "Thu 24 Dec 2026 · 18:00").await;
    assert_eq!(show.sandbox.now().to_rfc3339(), "2026-12-24T17:00:00+00:00");
    page.press("Let it run").await;
    page.until(
        "it runs with the machine's",
        "return !document.querySelector('[value=system]')",
    )
    .await;
}
