//! The signature over the raw body, checked before anything is parsed.

use axum::http::HeaderMap;
use chrono::{DateTime, Utc};
use secrecy::SecretString;

use crate::slack::signature;

/// A request older or newer than this is refused: it may be a replay.
const FIVE_MINUTES: i64 = 300;

/// Whether Slack signed this body, and recently.
pub(super) fn is_signed(
    secret: &SecretString,
    headers: &HeaderMap,
    body: &[u8],
    now: DateTime<Utc>,
) -> bool {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let (Some(timestamp), Some(given)) = (
        header("x-slack-request-timestamp"),
        header("x-slack-signature"),
    ) else {
        return false;
    };
    let recent = timestamp.parse::<i64>().is_ok_and(|seconds| {
        now.timestamp()
            .checked_sub(seconds)
            .is_some_and(|age| age.abs() <= FIVE_MINUTES)
    });
    recent && signature::verify(secret, timestamp, body, given)
}
