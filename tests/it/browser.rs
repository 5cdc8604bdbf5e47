//! The week as a newcomer plays it: in headless Chromium, on the demo's page, with a screenshot of every surface.
//!
//! The screenshots stand in `target/tmp/screenshots`, for people to leaf through.

mod actions;
mod driver;
mod matters;

use std::path::Path;

use driver::Driver;
use serde_json::{Value, json};

use crate::demo::process::Demo;
use crate::require;

const WIDE: (u32, u32) = (1280, 860);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newcomer_plays_the_week_on_the_page() {
    let Some(browser) = require::browser() else {
        return;
    };
    let shots = Path::new(env!("CARGO_TARGET_TMPDIR")).join("screenshots");
    let (demo, driver) = tokio::join!(Demo::start(), Driver::start(&browser, &shots));
    let visitor = Visitor { driver };
    visitor.driver.resize(WIDE.0, WIDE.1).await;
    visitor.driver.open(demo.url("page_url")).await;
    visitor.begins().await;
    visitor.answers_for_payments().await;
    visitor.repeats_in_two_presses().await;
    visitor.reads_the_digest().await;
    visitor.asks_where_it_stands().await;
    visitor.asks_where_the_time_went().await;
    visitor.reads_the_teams_channel().await;
}

/// Somebody at the page.
struct Visitor {
    driver: Driver,
}

impl Visitor {
    async fn begins(&self) {
        let page = &self.driver;
        page.sees(".welcome", "To play the week").await;
        assert_eq!(self.acting().await, "Ana Ruiz");
        self.shoots("1-start").await;
        page.press("Thursday 15:00").await;
        page.sees("#pane", "Payments: your week 47").await;
        page.sees("#note", "It is Thursday 19 November, 15:01")
            .await;
        self.shoots("2-ask").await;
    }

    async fn answers_for_payments(&self) {
        let page = &self.driver;
        self.is("Mara Lindqvist").await;
        self.is("Ana Ruiz").await;
        page.sees("#pane", "Payments: your week 47").await;
        page.press("Check in").await;
        page.sees(".modal h2", "Week 47").await;
        self.shoots("3-form").await;
        page.resize(WIDE.0, 1800).await;
        page.shoot("3-form-whole").await;
        page.resize(WIDE.0, WIDE.1).await;

        for (label, percent) in [("Fires", "45"), ("Security", "30"), ("Tune-ups", "40")] {
            page.types(label, percent).await;
        }
        page.types("Anything leadership", "The vault migration is done.")
            .await;
        page.press("Send").await;
        page.sees(".modal .wrong", "Adds up to 115: 15 too many.")
            .await;
        let beside = page
            .run("return document.querySelector('.modal .wrong').innerText")
            .await;
        assert!(beside.as_str().unwrap().starts_with("Tune-ups"), "{beside}");
        let kept = page
            .run("return [...document.querySelectorAll('.modal :is(input, textarea)')].map(one => one.value)")
            .await;
        for typed in ["45", "30", "40", "The vault migration is done."] {
            let values = kept.as_array().unwrap();
            assert!(values.contains(&json!(typed)), "{typed} is lost: {kept}");
        }
        self.shoots("4-error").await;

        for (label, text) in [("Security", "5"), ("Tune-ups", "15"), ("PAY-1.2 ", "4,800")] {
            page.types(label, text).await;
        }
        page.press("Send").await;
        page.until(
            "the form is gone",
            "return !document.querySelector('.modal')",
        )
        .await;
        page.sees("#pane", "Payments, week 47: recorded").await;
        page.sees("#pane", "went from 4,420 to 4,800").await;
        self.shoots("5-receipt").await;
    }

    async fn repeats_in_two_presses(&self) {
        let page = &self.driver;
        page.press("An hour later").await;
        page.sees("#note", "It is Thursday 19 November, 16:01")
            .await;
        self.is("Grace Park").await;
        page.press("Same split as last week").await;
        page.sees("#pane", "Not measured").await;
        self.shoots("6-repeated").await;
        page.press("Not measured").await;
        let condition = "const said = document.getElementById('pane').innerText;
            return said.includes('Search, week 47: recorded') && !said.includes('Not measured')";
        page.until("the receipt of two presses", condition).await;
        let forms = page
            .run("return document.querySelectorAll('.modal').length")
            .await;
        assert_eq!(forms, 0, "no form opened");
        self.shoots("7-repeated-receipt").await;
    }

    async fn reads_the_digest(&self) {
        let page = &self.driver;
        page.press("Friday 16:00").await;
        page.sees("#thread", "Infrastructure").await;
        page.sees("#thread", "Payments spent 50% on non-elective work")
            .await;
        page.sees("#pane", "Week 47:").await;
        page.sees("#pane", "Stands on 2 of 4 teams").await;
        page.sees(".top h2", "leadership").await;
        let top = page
            .run("return document.getElementById('thread').scrollTop")
            .await;
        assert_eq!(top, 0, "a thread is read from its beginning");
        self.shoots("8-digest").await;
        page.resize(WIDE.0, 3600).await;
        page.shoot("8-digest-whole").await;
        page.resize(WIDE.0, WIDE.1).await;
        page.press("Copy to forward").await;
        page.sees(".only-you", "The numbers stand on 2 of 4 teams")
            .await;
        page.shoot("8-digest-copied").await;
    }

    async fn asks_where_it_stands(&self) {
        let page = &self.driver;
        self.is("Ana Ruiz").await;
        page.types("Message #leadership", "/okr").await;
        page.press("Send").await;
        page.sees(".only-you", "PAY-1 Paying is the easy part")
            .await;
        page.sees(".only-you", "4,800 of 6,000").await;
        self.shoots("9-okr").await;
    }

    async fn asks_where_the_time_went(&self) {
        let page = &self.driver;
        page.types("Message #leadership", "/checkin split").await;
        page.press("Send").await;
        page.sees(
            ".only-you",
            "Payments, week 47: 15 points less elective work than agreed",
        )
        .await;
        page.sees(".only-you", "Stands on the lead's estimate")
            .await;
        self.shoots("10-split").await;
        page.resize(WIDE.0, 1800).await;
        page.shoot("10-split-whole").await;
        page.resize(WIDE.0, WIDE.1).await;
    }

    async fn reads_the_teams_channel(&self) {
        let page = &self.driver;
        let finds = "const named = one => one.innerText.includes('team-payments');
            const one = [...document.querySelectorAll('a')].find(named);
            return one && one.getAttribute('href')";
        let address = page.until("the team's channel", finds).await;
        page.press_on(&format!("a[href={address}]")).await;
        page.sees("#pane", "Leadership reads no more than this in the digest.")
            .await;
        self.shoots("11-team-channel").await;
    }

    /// Becomes somebody else, as one does on the page, and waits until the page has come back.
    async fn is(&self, name: &str) {
        let page = &self.driver;
        let finds = format!(
            "const acting = document.getElementById('acting');
             const one = [...acting.options].find(one => one.text.trim() === {});
             acting.value = one.value;
             acting.dispatchEvent(new Event('change', {{ bubbles: true }}));
             return one.value",
            json!(name)
        );
        // In one step: the page redraws itself when something happens.
        let id = page.until(name, &finds).await;
        let there = format!(
            "return new URL(location.href).searchParams.get('as') === {id}
                && document.readyState === 'complete' && document.documentElement.matches('.scripted')"
        );
        page.until(&format!("the page as {name}"), &there).await;
    }

    async fn acting(&self) -> Value {
        let chosen = "return document.getElementById('acting').selectedOptions[0].text.trim()";
        self.driver.run(chosen).await
    }

    /// What is seen now: by day, by night, and on a telephone, where nothing may hang over the edge.
    async fn shoots(&self, name: &str) {
        let page = &self.driver;
        page.shoot(name).await;
        page.colours("dark").await;
        page.shoot(&format!("{name}-dark")).await;
        page.colours("light").await;
        page.resize(400, 800).await;
        page.shoot(&format!("{name}-narrow")).await;
        let wide = page
            .run("return document.documentElement.scrollWidth")
            .await;
        assert!(
            wide.as_u64().unwrap() <= 400,
            "{name} is {wide} wide on a telephone"
        );
        page.resize(WIDE.0, WIDE.1).await;
    }
}
