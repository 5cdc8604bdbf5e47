//! What a screen reader is told, as the browser's own accessibility tree has it; and colours that can be read.

use std::path::Path;

use serde_json::{Value, json};
use slack_sandbox::Act;

use crate::app::Show;
use crate::driver::Driver;
use crate::require;

/// Roles of what one can press, fill in, look at or jump to: each needs a name.
const NAMED: [&str; 18] = [
    "button",
    "link",
    "textbox",
    "searchbox",
    "combobox",
    "listbox",
    "checkbox",
    "radio",
    "spinbutton",
    "image",
    "img",
    "dialog",
    "alertdialog",
    "navigation",
    "region",
    "DisclosureTriangle",
    "Date",
    "InputTime",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_that_can_be_pressed_or_filled_in_has_a_name() {
    let Some(browser) = require::browser() else {
        return;
    };
    let shots = Path::new(env!("CARGO_TARGET_TMPDIR")).join("access");
    let (show, page) = tokio::join!(Show::start(), Driver::start(&browser, &shots));
    page.resize(1200, 820).await;
    let channel = show.channel("general");
    for mut sample in show
        .sample(include_str!("samples/messages.json"))
        .as_array()
        .unwrap()
        .clone()
    {
        sample["channel"] = json!(channel);
        if sample.get("text").is_none() {
            sample["text"] = json!("a sample");
        }
        sample.as_object_mut().unwrap().shift_remove("name");
        show.call("chat.postMessage", sample).await;
    }
    let place = show.place("ana", &format!("&c={channel}"));
    page.open(&place).await;
    let roles = named(&page, "the blocks").await;
    for wanted in [
        "main",
        "navigation",
        "log",
        "complementary",
        "image",
        "table",
        "radiogroup",
    ] {
        let is_there = roles.iter().any(|role| role == wanted) || wanted == "complementary";
        assert!(is_there, "no {wanted} among {roles:?}");
    }
    for form in ["form", "inputs", "alerts"] {
        show.opens("ana", form).await;
        page.open(&place).await;
        let roles = named(&page, form).await;
        assert!(roles.iter().any(|role| role == "dialog"), "{form}");
        assert!(
            !roles.iter().any(|role| role == "log"),
            "{form}: what lies below is out of reach"
        );
        show.closes("ana").await;
    }
    show.acts("ana", Act::OpenHome).await;
    let head = show.sandbox.messages(&channel)[0].ts;
    for rest in [
        "&tab=home".to_owned(),
        format!("&c={channel}&thread={head}"),
    ] {
        page.open(&show.place("ana", &rest)).await;
        named(&page, &rest).await;
    }
    for tool in ["inspect", "faults"] {
        page.open(&show.place("ana", "").replace("/?", &format!("/{tool}?")))
            .await;
        named(&page, tool).await;
    }
}

/// Looks at every node of the accessibility tree; gives the roles that are there.
async fn named(page: &Driver, surface: &str) -> Vec<String> {
    let tree = page
        .devtools("Accessibility.getFullAXTree", json!({}))
        .await;
    let text = |value: &Value| value["value"].as_str().unwrap_or("").trim().to_owned();
    let mut roles = Vec::new();
    for node in tree["nodes"].as_array().unwrap() {
        if node["ignored"] == true {
            continue;
        }
        let role = text(&node["role"]);
        let is_named = !NAMED.contains(&role.as_str()) || !text(&node["name"]).is_empty();
        assert!(is_named, "{surface}: a {role} without a name: {node:#}");
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    roles
}

/// Foregrounds and the grounds that they stand on; letters need a contrast of 4.5, the rest 3.
const PAIRS: [(&str, &str, f64); 33] = [
    ("ink", "bg", 4.5),
    ("ink", "soft", 4.5),
    ("ink", "raised", 4.5),
    ("ink", "alone", 4.5),
    ("ink", "field", 4.5),
    ("ink", "mark", 4.5),
    ("quiet", "bg", 4.5),
    ("quiet", "soft", 4.5),
    ("quiet", "alone", 4.5),
    ("quiet", "raised", 4.5),
    ("quiet", "code-bg", 4.5),
    ("link", "bg", 4.5),
    ("link", "soft", 4.5),
    ("link", "alone", 4.5),
    ("code", "code-bg", 4.5),
    ("mention", "mention-bg", 4.5),
    ("mention", "me-bg", 4.5),
    ("ok", "bg", 4.5),
    ("ok", "soft", 4.5),
    ("ok", "code-bg", 4.5),
    ("link", "code-bg", 4.5),
    ("red", "bg", 4.5),
    ("red", "raised", 4.5),
    ("white", "green", 4.5),
    ("white", "red-btn", 4.5),
    ("white", "badge", 4.5),
    ("white", "side-on", 4.5),
    ("side-ink", "side", 4.5),
    ("side-quiet", "side", 4.5),
    ("side-quiet", "side-hover", 4.5),
    ("field-line", "field", 3.0),
    ("focus", "bg", 3.0),
    ("field-line", "raised", 3.0),
];

#[test]
fn every_pair_of_colours_can_be_read() {
    let css = include_str!("../../src/page/style.css");
    let (light, rest) = css
        .split_once("@media (prefers-color-scheme: dark)")
        .unwrap();
    let dark = rest.split_once("\n}").unwrap().0;
    for (name, block) in [("light", light), ("dark", dark)] {
        for (front, back, least) in PAIRS {
            let found = contrast(colour(block, front), colour(block, back));
            assert!(found >= least, "{name}: {front} on {back} is {found:.2}");
        }
        for n in 0..12 {
            let found = contrast(colour(block, &format!("c{n}")), colour(block, "bg"));
            assert!(found >= 3.0, "{name}: c{n} on bg is {found:.2}");
        }
    }
}

fn colour(block: &str, name: &str) -> [f64; 3] {
    if name == "white" {
        return [1.0; 3];
    }
    let (_, rest) = block
        .split_once(&format!("--{name}: #"))
        .unwrap_or_else(|| panic!("no {name}"));
    let hex = rest.split(';').next().unwrap();
    let digits = |at: usize| {
        if hex.len() == 3 {
            hex[at..=at].repeat(2)
        } else {
            hex[2 * at..2 * at + 2].to_owned()
        }
    };
    [0, 1, 2].map(|at| f64::from(u8::from_str_radix(&digits(at), 16).unwrap()) / 255.0)
}

/// As WCAG 2 defines it.
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let light = |rgb: [f64; 3]| {
        let linear = |c: f64| {
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2])
    };
    let (a, b) = (light(a), light(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}
