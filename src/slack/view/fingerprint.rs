//! A short name for all that a message says, by which it is seen that nothing changed.

use serde_json::json;

use super::{blocks, text};
use crate::domain::mark::mark;
use crate::domain::shape::Shape;
use crate::words::message::Message;

/// The same for messages that Slack would show alike in its best shape; another shape of the same is no change.
#[must_use]
pub fn fingerprint(message: &Message) -> String {
    let whole = json!([text(message), blocks(message, Shape::Native)]).to_string();
    format!("{:016x}", mark(whole.bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::message::{Line, Part};

    #[test]
    fn what_looks_or_reads_otherwise_has_another_name() {
        let plain = Message::line("Payments");
        let bold = Message::line(Line::bold("Payments"));
        let small = Message {
            parts: vec![Part::Small(vec!["Payments".into()])],
        };
        let names = [&plain, &bold, &small].map(fingerprint);
        assert_eq!(names[0], fingerprint(&plain.clone()));
        assert!(names[0] != names[1] && names[1] != names[2] && names[0] != names[2]);
    }
}
