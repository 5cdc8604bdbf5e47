//! A short name for all that a message says, by which it is seen that nothing changed.

use serde_json::json;

use super::{blocks, text};
use crate::domain::shape::Shape;
use crate::words::message::Message;

/// The same for messages that Slack would show alike in its best shape; another shape of the same is no change.
///
/// FNV-1a in 64 bits (Fowler, Noll, Vo): it stays the same from one version of the compiler to the next, which the
/// standard library's does not promise. Nobody gains by making two messages collide but their own author.
#[must_use]
pub fn fingerprint(message: &Message) -> String {
    let whole = json!([text(message), blocks(message, Shape::Native)]).to_string();
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let hash = whole.bytes().fold(0xcbf2_9ce4_8422_2325, mix);
    format!("{hash:016x}")
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
