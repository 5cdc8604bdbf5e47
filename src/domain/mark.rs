//! A mark of a text, so short that it travels with a form or lies beside a message, by which it is seen that the text
//! is another.

/// FNV-1a in 64 bits (Fowler, Noll, Vo): a form and a ledger outlive the process, so the mark must be the same in the
/// next version too, which the standard library's does not promise. Nobody gains by making two texts collide but their
/// own author.
#[must_use]
pub fn mark(bytes: impl IntoIterator<Item = u8>) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, mix)
}

/// The same in half the room: its two halves, folded.
#[must_use]
pub fn short_mark(bytes: impl IntoIterator<Item = u8>) -> u32 {
    let whole = mark(bytes);
    let half = (whole ^ (whole >> 32)) & u64::from(u32::MAX);
    u32::try_from(half).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_what_its_authors_published() {
        for (text, whole) in [
            ("", 0xcbf2_9ce4_8422_2325),
            ("a", 0xaf63_dc4c_8601_ec8c),
            ("foobar", 0x8594_4171_f739_67e8),
        ] {
            assert_eq!(mark(text.bytes()), whole, "{text}");
        }
        assert_eq!(short_mark("a".bytes()), 0xaf63_dc4c ^ 0x8601_ec8c);
    }
}
