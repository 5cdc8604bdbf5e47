//! Keys, as WebDriver writes them, and pressing them wherever the keyboard is.

use serde_json::{Value, json};

use crate::driver::Driver;

pub const TAB: &str = "\u{e004}";
pub const ENTER: &str = "\u{e007}";
pub const SHIFT: &str = "\u{e008}";
pub const ESCAPE: &str = "\u{e00c}";
pub const DOWN: &str = "\u{e015}";

impl Driver {
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
