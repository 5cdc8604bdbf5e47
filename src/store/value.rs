//! Between domain values and what both databases can hold: `String`, `i64`, `f64`.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Result, StoreError};
use crate::domain::week::Week;

/// Text as PostgreSQL takes it: without U+0000.
pub(super) fn text(text: impl AsRef<str>) -> String {
    let text = text.as_ref();
    if text.contains('\0') {
        text.replace('\0', "")
    } else {
        text.to_owned()
    }
}

/// The same, where there may be none.
pub(super) fn maybe_text(text_or_none: Option<impl AsRef<str>>) -> Option<String> {
    text_or_none.map(text)
}

pub(super) fn instant(seconds: i64, column: &'static str) -> Result<DateTime<Utc>> {
    DateTime::from_timestamp(seconds, 0).ok_or_else(|| StoreError::corrupt(column))
}

pub(super) fn maybe_instant(
    seconds: Option<i64>,
    column: &'static str,
) -> Result<Option<DateTime<Utc>>> {
    seconds.map(|seconds| instant(seconds, column)).transpose()
}

pub(super) fn maybe_seconds(instant: Option<DateTime<Utc>>) -> Option<i64> {
    instant.map(|instant| instant.timestamp())
}

pub(super) fn week(text: &str, column: &'static str) -> Result<Week> {
    parsed(text, column)
}

/// Anything that reads itself from text.
pub(super) fn parsed<T: std::str::FromStr>(text: &str, column: &'static str) -> Result<T> {
    text.parse().map_err(|_| StoreError::corrupt(column))
}

/// Anything that is known by a word.
pub(super) fn word<T>(found: Option<T>, column: &'static str) -> Result<T> {
    found.ok_or_else(|| StoreError::corrupt(column))
}

/// A count, which is never negative.
pub(super) fn count(number: i64, column: &'static str) -> Result<u32> {
    u32::try_from(number).map_err(|_| StoreError::corrupt(column))
}

pub(super) fn to_json<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|_| StoreError::Refused("a value that is not JSON"))
}

pub(super) fn from_json<T: DeserializeOwned>(json: &str, column: &'static str) -> Result<T> {
    serde_json::from_str(json).map_err(|_| StoreError::corrupt(column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nul_is_stripped_and_the_rest_kept() {
        assert_eq!(text("a\0b🙂'\""), "ab🙂'\"");
    }

    #[test]
    fn nonsense_is_corrupt_and_no_panic() {
        assert!(instant(i64::MAX, "x").is_err());
        assert!(count(-1, "x").is_err());
        assert!(week("2026-W99", "x").is_err());
        assert!(from_json::<Week>("17", "x").is_err());
    }
}
