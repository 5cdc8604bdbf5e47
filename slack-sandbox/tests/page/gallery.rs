//! A gallery: each block, each surface and each state, light and dark, wide and on a telephone.
//!
//! It stands in `target/tmp/gallery`; `index.html` leafs through it. A picture is of the part that it is about, and
//! nothing in it may hang over the edge of the screen.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use slack_sandbox::{Act, Fault, FaultRule};

use crate::app::Show;
use crate::driver::Driver;
use crate::require;

/// One way to look at everything.
struct Look {
    name: &'static str,
    colours: &'static str,
    width: u32,
    height: u32,
}

const LOOKS: [Look; 4] = [
    Look {
        name: "light-wide",
        colours: "light",
        width: 1200,
        height: 820,
    },
    Look {
        name: "dark-wide",
        colours: "dark",
        width: 1200,
        height: 820,
    },
    Look {
        name: "light-narrow",
        colours: "light",
        width: 360,
        height: 800,
    },
    Look {
        name: "dark-narrow",
        colours: "dark",
        width: 400,
        height: 800,
    },
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_block_and_surface_is_drawn_within_the_screen() {
    let Some(browser) = require::browser() else {
        return;
    };
    let shots = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gallery");
    // Pictures of an earlier run may have other names; that there is none is as well.
    let _ = std::fs::remove_dir_all(&shots);
    let (show, page) = tokio::join!(Show::start(), Driver::start(&browser, &shots));
    let gallery = Gallery {
        show,
        page,
        shots,
        names: Mutex::default(),
    };
    let posted = gallery.post_all().await;
    gallery.talk().await;
    let portrait = gallery.portrait().await;
    for look in &LOOKS {
        gallery.page.colours(look.colours).await;
        gallery.blocks(look, &posted).await;
        gallery.page.resize(look.width, look.height).await;
        gallery
            .page
            .open(&gallery.show.place("ana", &portrait))
            .await;
        gallery.shoot(look, "the page as the README shows it").await;
        gallery.conversations(look).await;
        gallery.forms(look).await;
        gallery.tools(look).await;
    }
    gallery.leave_index();
}

struct Gallery {
    show: Arc<Show>,
    page: Driver,
    shots: PathBuf,
    /// Names of pictures, without the way they were looked at.
    names: Mutex<Vec<String>>,
}

impl Gallery {
    /// Posts every sample; gives name and `ts` of each.
    async fn post_all(&self) -> Vec<(String, String)> {
        let channel = self.show.channel("partners");
        let samples = self.show.sample(include_str!("samples/messages.json"));
        let mut posted = Vec::new();
        for mut sample in samples.as_array().unwrap().clone() {
            let Value::String(name) = sample["name"].take() else {
                panic!("a sample has no name: {sample}");
            };
            sample.as_object_mut().unwrap().shift_remove("name");
            sample["channel"] = json!(channel);
            if sample.get("text").is_none() {
                sample["text"] = json!(name);
            }
            let answer = self.show.call("chat.postMessage", sample).await;
            posted.push((name, answer["ts"].as_str().unwrap().to_owned()));
        }
        posted
    }

    /// A conversation of several people, with a thread, an edit, a reaction and a deletion.
    async fn talk(&self) {
        let general = self.show.channel("general");
        for (who, text) in [
            ("ana", "Good morning :wave:"),
            ("ana", "The vault migration is done."),
            (
                "ben",
                "Congratulations! How did the week go?\nWe had two fires.",
            ),
        ] {
            self.show.says(who, &general, text, None).await;
        }
        let posted = self
            .show
            .call("chat.postMessage", json!({"channel": general, "text": "*Week 47: 7 points less elective work than agreed*\n• Time: 58% elective, 65% agreed."}))
            .await;
        let ts = posted["ts"].as_str().unwrap();
        for (who, text) in [("ben", "Is that the migration?"), ("ana", "Mostly, yes.")] {
            self.show.says(who, &general, text, Some(ts)).await;
        }
        self.show
            .call("chat.update", json!({"channel": general, "ts": ts, "text": "*Week 47: 7 points less elective work than agreed*\n• Time: 58% elective, 65% agreed (four-week mean 60%)."}))
            .await;
        self.show
            .call(
                "reactions.add",
                json!({"channel": general, "timestamp": ts, "name": "eyes"}),
            )
            .await;
        let ids = ["ana", "ben", "chloe"].map(|name| self.show.sandbox.find_user(name).unwrap().id);
        let group = self
            .show
            .call("conversations.open", json!({"users": ids.join(",")}))
            .await;
        self.show
            .call("chat.postMessage", json!({"channel": group["channel"]["id"], "text": "The three of you answer for Payments."}))
            .await;
        let random = self.show.channel("random");
        self.show.says("ben", &random, "Lunch?", None).await;
    }

    /// What the README shows: a message with a chart, its thread beside it. Gives the place.
    async fn portrait(&self) -> String {
        let channel = self.show.channel("leadership");
        let blocks = self.show.sample(include_str!("samples/portrait.json"));
        let posted = self
            .show
            .call(
                "chat.postMessage",
                json!({"channel": channel, "text": "Week 47", "blocks": blocks}),
            )
            .await;
        let ts = posted["ts"].as_str().unwrap();
        let rows = [
            ["Team", "Elective"],
            ["Payments", "50%"],
            ["Search", "71%"],
            ["Identity", "64%"],
            ["Growth", "58%"],
        ];
        let rows = rows.map(|row| row.map(|text| json!({"type": "raw_text", "text": text})));
        let table = json!([{"type": "data_table", "block_id": "t", "caption": "Where the week went", "page_size": 3, "rows": rows}]);
        self.show
            .call("chat.postMessage", json!({"channel": channel, "thread_ts": ts, "text": "Where the week went", "blocks": table}))
            .await;
        self.show
            .says(
                "ben",
                &channel,
                "Is the vault migration why fires went up?",
                Some(ts),
            )
            .await;
        format!("&c={channel}&thread={ts}")
    }

    async fn blocks(&self, look: &Look, posted: &[(String, String)]) {
        self.page.resize(look.width.min(900), 4000).await;
        let place = format!("&c={}", self.show.channel("partners"));
        self.page.open(&self.show.place("ana", &place)).await;
        self.page.until("the pictures are there", "return [...document.images].map(one => { one.loading = 'eager'; return one.complete; }).every(Boolean)").await;
        for (name, ts) in posted {
            self.part(look, &format!("block, {name}"), &format!("[id='m-{ts}']"))
                .await;
        }
    }

    async fn conversations(&self, look: &Look) {
        let general = self.show.channel("general");
        let at = |who: &str, rest: &str| self.show.place(who, rest);
        let (empty, talk) = (
            at("ana", &format!("&c={}", self.show.channel("secret"))),
            at("ana", &format!("&c={general}")),
        );
        let head = self
            .show
            .sandbox
            .messages(&general)
            .iter()
            .find(|one| !one.reactions.is_empty())
            .unwrap()
            .ts;
        let thread = format!("{talk}&thread={head}");
        let open = [
            ("nothing said yet", empty),
            ("a conversation", talk.clone()),
            ("a thread", thread),
            (
                "an archived channel",
                at("ana", &format!("&c={}", self.show.channel("old-project"))),
            ),
        ];
        for (name, url) in open {
            self.page.open(&url).await;
            self.shoot(look, name).await;
        }
        self.show
            .acts(
                "ana",
                Act::Slash {
                    command: "/okr".into(),
                    text: String::new(),
                    channel: Some(general.clone()),
                },
            )
            .await;
        self.page.open(&talk).await;
        self.shoot(look, "an ephemeral message").await;
        self.page.types("Message #general", "/").await;
        self.page.sees(".completions", "/open").await;
        self.shoot(look, "a command is completed").await;
        self.page.types("Message #general", "/nothing").await;
        self.page.press("Send").await;
        self.page.sees("#note", "/nothing is not a command").await;
        self.shoot(look, "a command that is none").await;
        if look.width < 700 {
            self.page.press_on("#side-fold summary").await;
            self.shoot(look, "the menu on a telephone").await;
        }
        if look.width > 700 {
            self.page.open(&talk).await;
            self.page.press_on(".composer summary").await;
            self.shoot(look, "the menu of shortcuts").await;
        }
        for who in ["ana", "ben"] {
            self.show.acts(who, Act::OpenHome).await;
            self.page.open(&at(who, "&tab=home")).await;
            self.shoot(
                look,
                if who == "ana" {
                    "the Home tab"
                } else {
                    "a Home tab not published"
                },
            )
            .await;
        }
    }

    async fn forms(&self, look: &Look) {
        let url = self
            .show
            .place("ana", &format!("&c={}", self.show.channel("general")));
        for name in ["form", "inputs", "alerts", "long"] {
            self.show.opens("ana", name).await;
            self.page.open(&url).await;
            self.shoot(look, &format!("modal, {name}")).await;
            if name == "inputs" {
                self.page.resize(look.width, 1800).await;
                self.shoot(look, "modal, every input").await;
                self.page.resize(look.width, look.height).await;
            }
            if name == "form" {
                self.page.press("Start anew").await;
                self.shoot(look, "a question before an action").await;
                self.page.press("Go on").await;
                self.page.types("Fires", "99").await;
                self.page.press("Send").await;
                self.page
                    .sees(".modal .wrong", "Please complete this required field.")
                    .await;
                self.shoot(look, "modal, a field left empty").await;
                self.page.types("What is it called?", "A week").await;
                self.page.press("Send").await;
                self.page.sees(".modal .wrong", "15 too many").await;
                self.shoot(look, "modal, an error from the app").await;
                self.page.press("Look at last week").await;
                self.page.sees(".modal", "2 of 3").await;
                self.shoot(look, "modal, on another").await;
            }
            self.show.closes("ana").await;
        }
    }

    async fn tools(&self, look: &Look) {
        let at = |page: &str| {
            self.show
                .place("ana", "")
                .replace("/?", &format!("/{page}?"))
        };
        let faults = self.show.sandbox.faults();
        self.page.open(&at("faults")).await;
        self.shoot(look, "no faults").await;
        faults.add(FaultRule::new("chat.postMessage", Fault::CutAfter).times(2));
        faults.add(
            FaultRule::new("*", Fault::Delay)
                .seconds(2.5)
                .for_ever()
                .skip(3),
        );
        self.page.open(&at("faults")).await;
        self.shoot(look, "faults that wait").await;
        faults.clear();
        self.page.open(&at("inspect")).await;
        self.shoot(look, "the inspector").await;
        self.page.press_on(".exchange b").await;
        self.shoot(look, "the inspector, one open").await;
    }

    /// A picture of one element.
    async fn part(&self, look: &Look, name: &str, selector: &str) {
        let finds = format!(
            "const one = document.querySelector({});
             one.scrollIntoView({{block: 'nearest'}});
             const box = one.getBoundingClientRect();
             return {{x: box.left, y: box.top, width: box.width, height: box.height, scale: 1}}",
            json!(selector)
        );
        let clip = self.page.run(&finds).await;
        self.take(look, name, Some(clip)).await;
    }

    async fn shoot(&self, look: &Look, name: &str) {
        self.take(look, name, None).await;
    }

    async fn take(&self, look: &Look, name: &str, clip: Option<Value>) {
        let over = "return document.documentElement.scrollWidth - innerWidth";
        let over = self.page.run(over).await;
        let over = over.as_i64().unwrap();
        assert!(over <= 0, "{name}, {}: {over} units too wide", look.name);
        self.page.shoot(&file(name, look), clip).await;
        let mut names = self.names.lock().unwrap();
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }

    fn leave_index(&self) {
        let mut html = String::from(
            "<!DOCTYPE html><meta charset=utf-8><title>The page's gallery</title><style>body{font:16px system-ui;margin:24px}\
             section{display:flex;gap:16px;align-items:start;overflow-x:auto;padding:8px 0}img{max-height:820px;border:1px solid #999}</style>\
             <h1>The page's gallery</h1>",
        );
        for name in self.names.lock().unwrap().iter() {
            write!(html, "<h2>{name}</h2><section>").unwrap();
            let there = LOOKS.iter().map(|look| format!("{}.png", file(name, look)));
            for file in there.filter(|file| self.shots.join(file).is_file()) {
                write!(
                    html,
                    "<img loading=lazy src=\"{file}\" alt=\"{name}\" title=\"{file}\">"
                )
                .unwrap();
            }
            html.push_str("</section>");
        }
        std::fs::write(self.shots.join("index.html"), html).unwrap();
    }
}

fn file(name: &str, look: &Look) -> String {
    let words = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    format!("{}.{}", words.collect::<Vec<_>>().join("-"), look.name)
}
