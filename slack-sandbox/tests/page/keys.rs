//! Keys, as WebDriver writes them, and pressing them wherever the keyboard is.

use std::path::Path;

use serde_json::{Value, json};

use crate::driver::Driver;

pub const TAB: &str = "\u{e004}";
pub const ENTER: &str = "\u{e007}";
pub const SHIFT: &str = "\u{e008}";
pub const ESCAPE: &str = "\u{e00c}";
pub const DOWN: &str = "\u{e015}";

impl Driver {
    /// Chooses a file in a field for files.
    pub async fn hands_over(&self, selector: &str, file: &Path) {
        let found = json!({"using": "css selector", "value": selector});
        let found = self.tell("element", &found).await.unwrap();
        let id = found
            .as_object()
            .unwrap()
            .values()
            .next()
            .unwrap()
            .as_str()
            .unwrap();
        let body = json!({"text": file.to_str().unwrap()});
        self.tell(&format!("element/{id}/value"), &body)
            .await
            .unwrap();
    }

    /// Presses keys one after another, wherever the keyboard is; special ones as WebDriver writes them.
    pub async fn keys(&self, keys: &str) {
        let each = keys.chars().flat_map(|key| {
            ["keyDown", "keyUp"].map(|what| json!({"type": what, "value": key.to_string()}))
        });
        self.press_keys(each.collect()).await;
    }

    /// Presses a key while another is held.
    pub async fn chord(&self, held: &str, key: &str) {
        let step = |what: &str, key: &str| json!({"type": what, "value": key});
        let steps = [
            ("keyDown", held),
            ("keyDown", key),
            ("keyUp", key),
            ("keyUp", held),
        ];
        self.press_keys(steps.map(|(what, key)| step(what, key)).to_vec())
            .await;
    }

    async fn press_keys(&self, steps: Vec<Value>) {
        let body = json!({"actions": [{"type": "key", "id": "keyboard", "actions": steps}]});
        self.tell("actions", &body).await.unwrap();
    }
}
