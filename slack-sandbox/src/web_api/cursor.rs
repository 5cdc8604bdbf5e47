//! Cursors and limits of lists.

use super::args::Args;
use super::refusal::Refusal;
use serde_json::{Value, json};

/// A cursor that leads to this key. It ends in an equals sign as Slack's do, so it must be escaped in a URL.
pub(super) fn write(key: &str) -> String {
    let hex: String = key.bytes().map(|byte| format!("{byte:02x}")).collect();
    hex + "="
}

/// The key that the argument `cursor` leads to.
pub(super) fn read(args: &Args) -> Result<Option<String>, Refusal> {
    let Some(text) = args.text("cursor") else {
        return Ok(None);
    };
    let hex = text.strip_suffix('=').ok_or("invalid_cursor")?;
    let pair = |pair: &[u8]| {
        std::str::from_utf8(pair)
            .ok()
            .and_then(|pair| u8::from_str_radix(pair, 16).ok())
    };
    let bytes: Option<Vec<u8>> = hex.as_bytes().chunks(2).map(pair).collect();
    let key = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    key.map(Some).ok_or_else(|| "invalid_cursor".into())
}

/// The argument `limit`, between 1 and `most`.
pub(super) fn limit(args: &Args, default: usize, most: usize) -> Result<usize, Refusal> {
    match args.number("limit").map_err(|_| "invalid_limit")? {
        None | Some(0) => Ok(default),
        Some(number) => match usize::try_from(number) {
            Ok(number) if number <= most => Ok(number),
            _ => Err("invalid_limit".into()),
        },
    }
}

/// One page, of at most `limit`, of a list that is in order of its keys, and the cursor to the next, empty at the end.
pub(super) fn page<'a, T>(
    items: impl Iterator<Item = &'a T>,
    key: impl Fn(&T) -> &str,
    args: &Args,
    limit: usize,
) -> Result<(Vec<&'a T>, String), Refusal> {
    let from = read(args)?;
    let mut rest = items
        .skip_while(|item| from.as_deref().is_some_and(|from| key(item) != from))
        .peekable();
    if from.is_some() && rest.peek().is_none() {
        return Err("invalid_cursor".into());
    }
    let taken: Vec<&T> = rest.by_ref().take(limit).collect();
    let next = rest.peek().map(|item| write(key(item))).unwrap_or_default();
    Ok((taken, next))
}

/// `response_metadata` with this cursor.
pub(super) fn metadata(next: &str) -> Value {
    json!({"next_cursor": next})
}
