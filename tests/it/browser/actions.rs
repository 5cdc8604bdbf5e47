//! How much work an answer is: every press, every choice and every field that is filled counts as one.

use std::cell::Cell;
use std::path::Path;

use super::driver::Driver;
use super::{Visitor, WIDE};
use crate::demo::process::Demo;
use crate::require;

/// A visitor whose actions are counted.
struct Counted<'a> {
    page: &'a Driver,
    actions: Cell<u32>,
}

impl<'a> Counted<'a> {
    fn on(page: &'a Driver) -> Self {
        let actions = Cell::new(0);
        Self { page, actions }
    }

    async fn press(&self, label: &str) {
        self.actions.set(self.actions.get() + 1);
        self.page.press(label).await;
    }

    async fn fills(&self, label: &str, text: &str) {
        self.actions.set(self.actions.get() + 1);
        self.page.types(label, text).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_usual_week_is_under_ten_actions_and_an_unchanged_one_is_two_presses() {
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

    // Two shares and one value have changed; everything else is as it was.
    let ana = Counted::on(page);
    ana.press("Check in").await;
    page.sees(".modal h2", "Week 47").await;
    for (label, text) in [("Fires", "45"), ("Security", "5"), ("PAY-1.2 ", "4,800")] {
        ana.fills(label, text).await;
    }
    ana.press("Send").await;
    page.sees("#pane", "Payments, week 47: recorded").await;
    page.sees(
        "#pane",
        "In all: 45% fires, 5% security, 35% existing features, 15% tune-ups.",
    )
    .await;
    page.sees("#pane", "went from 4,420 to 4,800").await;
    let usual = ana.actions.get();
    assert!(usual < 10, "a usual week takes {usual} actions");

    page.press("An hour later").await;
    page.sees("#note", "It is Thursday 19 November, 16:01")
        .await;
    visitor.is("Grace Park").await;
    let grace = Counted::on(page);
    grace.press("Same split as last week").await;
    page.sees("#pane", "Not measured").await;
    grace.press("Not measured").await;
    let recorded = "const said = document.getElementById('pane').innerText;
        return said.includes('Search, week 47: recorded') && !said.includes('Not measured')";
    page.until("the receipt", recorded).await;
    assert_eq!(grace.actions.get(), 2, "an unchanged week");
}
