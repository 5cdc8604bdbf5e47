//! What leadership asks, decides and answers, on the demo's page: each form, and the list of what lies open.

use std::path::Path;

use super::driver::Driver;
use super::{Visitor, WIDE};
use crate::demo::process::Demo;
use crate::require;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn leadership_asks_and_answers_on_the_page() {
    let Some(browser) = require::browser() else {
        return;
    };
    let shots = Path::new(env!("CARGO_TARGET_TMPDIR")).join("screenshots");
    let (demo, driver) = tokio::join!(Demo::start(), Driver::start(&browser, &shots));
    let visitor = Visitor { driver };
    let page = &visitor.driver;
    page.resize(WIDE.0, WIDE.1).await;
    page.open(demo.url("page_url")).await;
    page.press("Thursday 15:00").await;
    page.sees("#pane", "Payments: your week 47").await;
    page.sees("#pane", "Mara asked on Friday:").await;
    page.press("Check in").await;
    page.sees(".modal", "From Friday").await;
    page.sees(".modal", "Needed since 11 November").await;
    page.resize(WIDE.0, 2000).await;
    page.shoot("12-form-from-friday").await;
    page.resize(WIDE.0, WIDE.1).await;
    page.types("Your answer to Mara", "Yes, mostly. It is done.")
        .await;
    page.press("Send").await;
    page.sees("#pane", "To Mara: “Yes, mostly. It is done.”")
        .await;

    visitor.is("Mara Lindqvist").await;
    page.press("Friday 16:00").await;
    page.sees("#thread", "Infrastructure").await;
    page.sees("#thread", "Ask the team").await;
    visitor.shoots("13-digest-waiting").await;
    page.press("Ask the team").await;
    page.sees(".modal h2", "Ask the team").await;
    visitor.shoots("14-ask-the-team").await;
    page.types("What do you want to know?", "Will it hold until Christmas?")
        .await;
    page.press("Ask").await;
    page.sees(".modal", "Asked.").await;
    page.press("Close").await;
    page.press("Record a decision").await;
    page.sees(".modal h2", "Record a decision").await;
    visitor.shoots("15-record-a-decision").await;
    page.press("Cancel").await;

    page.types("Message #leadership", "/checkin open").await;
    page.press("Send").await;
    page.sees(".only-you", "open between teams and leadership.")
        .await;
    page.sees(".only-you", "A week of a database engineer")
        .await;
    visitor.shoots("16-open").await;
    page.press("Answer").await;
    page.sees(".modal h2", "Answer a request").await;
    visitor.shoots("17-answer-a-request").await;
}
