//! What went wrong with a call, sorted by what to do about it. Bodies and addresses never stand in an error: they may
//! hold answers and secrets.

use std::time::Duration;

use hyper_util::client::legacy;
use serde_json::Value;
use slack_morphism::errors::SlackClientError;

/// A call that did not succeed, or whose outcome is not known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Slack: {code}")]
pub struct SlackError {
    /// Slack's word for it, or ours where Slack said nothing: `timed_out`, `not_connected`, `http_503` …
    pub code: String,
    /// What to do about it.
    pub class: Class,
    /// Where Slack points at in what we sent, as JSON pointers.
    pub detail: Option<String>,
}

/// What to do about an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Class {
    /// Nothing happened; try again, after so long where Slack says how long.
    Retry {
        /// Holds for this method in this workspace only.
        after: Option<Duration>,
    },
    /// It may have happened or not, or may still happen.
    Unknown,
    /// Slack refuses it for this channel, person or message, for good.
    Target,
    /// The app's installation lacks something that an admin can give.
    Misconfigured {
        /// The scope, where Slack names one.
        needed: Option<String>,
    },
    /// The installation is gone; nothing will work until somebody installs the app again.
    Dead,
    /// Slack does not understand what we sent.
    OurBug,
    /// A form's three seconds are over; the person must press again.
    Expired,
}

/// What we know of a call that did not succeed.
#[derive(Debug, Clone, Copy)]
pub enum Outcome<'a> {
    /// Slack answered with `ok: false` and this code.
    Refused(&'a str),
    /// HTTP 429, with what `Retry-After` said.
    RateLimited(Option<Duration>),
    /// Another HTTP status without a code of Slack's.
    Status(u16),
    /// No connection, so nothing was sent.
    NotConnected,
    /// The connection broke, the answer was late, or not readable.
    Lost,
}

/// Where Slack limits a method and does not say how long: its windows are minutes.
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

/// Sorts an outcome.
#[must_use]
pub fn classify(outcome: Outcome<'_>) -> Class {
    match outcome {
        Outcome::Refused(code) => classify_code(code),
        Outcome::RateLimited(after) => Class::Retry {
            after: Some(after.unwrap_or(MINUTE)),
        },
        Outcome::NotConnected => Class::Retry { after: None },
        Outcome::Status(_) | Outcome::Lost => Class::Unknown,
    }
}

fn classify_code(code: &str) -> Class {
    match code {
        "account_inactive"
        | "token_revoked"
        | "token_expired"
        | "invalid_auth"
        | "not_authed"
        | "team_access_not_granted"
        | "access_denied"
        | "enterprise_is_restricted" => Class::Dead,
        "missing_scope"
        | "not_allowed_token_type"
        | "method_deprecated"
        | "messages_tab_disabled"
        | "not_enabled"
        | "no_permission" => Class::Misconfigured { needed: None },
        "ratelimited" | "rate_limited" => Class::Retry {
            after: Some(MINUTE),
        },
        // A workspace on the free plan that was flooded.
        "message_limit_exceeded" => Class::Retry { after: Some(HOUR) },
        // The workspace is being moved into an organisation.
        "team_added_to_org" | "org_login_required" => Class::Retry { after: Some(HOUR) },
        "internal_error" | "fatal_error" | "service_unavailable" | "request_timeout" => {
            Class::Unknown
        }
        "expired_trigger_id"
        | "exchanged_trigger_id"
        | "trigger_expired"
        | "trigger_exchanged"
        | "invalid_trigger_id" => Class::Expired,
        "msg_blocks_too_long"
        | "msg_too_long"
        | "no_text"
        | "invalid_arguments"
        | "view_too_large"
        | "metadata_too_large"
        | "markdown_text_conflict"
        | "duplicate_external_id"
        | "invalid_array_arg"
        | "invalid_json"
        | "json_not_object" => Class::OurBug,
        other if other.starts_with("invalid_blocks") => Class::OurBug,
        other if other.starts_with("invalid_metadata") => Class::OurBug,
        // Slack saw a message with our id before: whether it stands is to be looked up.
        other if other.starts_with("duplicate_") => Class::Unknown,
        // A code that we do not know is a refusal; sending the same again would be refused again.
        _ => Class::Target,
    }
}

impl SlackError {
    /// An error of our own, in our own word.
    pub(super) fn ours(code: &str, outcome: Outcome<'_>) -> Self {
        Self {
            code: code.to_owned(),
            class: classify(outcome),
            detail: None,
        }
    }

    /// The answer did not come in time.
    pub(super) fn timed_out() -> Self {
        Self::ours("timed_out", Outcome::Lost)
    }

    /// The answer was not what this method answers.
    pub(super) fn unreadable() -> Self {
        Self::ours("unreadable_answer", Outcome::Lost)
    }

    /// Slack's refusal, with what the whole answer says about it.
    pub(super) fn refused(code: &str, body: Option<&str>) -> Self {
        let body: Value = body
            .and_then(|body| serde_json::from_str(body).ok())
            .unwrap_or_default();
        let messages = pointers(&body, "/response_metadata/messages");
        let class = match classify(Outcome::Refused(code)) {
            Class::Misconfigured { .. } => Class::Misconfigured {
                needed: body["needed"].as_str().map(str::to_owned),
            },
            // Some workspaces say so in a message alone.
            Class::OurBug if body.to_string().contains("`trigger_id` expired") => Class::Expired,
            class => class,
        };
        Self {
            code: code.to_owned(),
            class,
            detail: messages.or_else(|| pointers(&body, "/errors")),
        }
    }
}

/// The JSON pointers alone: the sentences around them may quote what was typed.
fn pointers(body: &Value, at: &str) -> Option<String> {
    let messages = body.pointer(at)?.as_array()?;
    let found: Vec<&str> = messages
        .iter()
        .filter_map(Value::as_str)
        .filter_map(|message| message.split_once("[json-pointer:"))
        .filter_map(|(_, rest)| rest.split(']').next())
        .collect();
    (!found.is_empty()).then(|| found.join(" "))
}

impl From<SlackClientError> for SlackError {
    fn from(error: SlackClientError) -> Self {
        match error {
            SlackClientError::ApiError(error) => {
                Self::refused(&error.code, error.http_response_body.as_deref())
            }
            SlackClientError::RateLimitError(error) => {
                Self::ours("rate_limited", Outcome::RateLimited(error.retry_after))
            }
            SlackClientError::HttpError(error) => of_status(
                error.status_code.as_u16(),
                error.http_response_body.as_deref(),
            ),
            SlackClientError::HttpProtocolError(error) => {
                let never_sent = error
                    .cause
                    .and_then(|cause| cause.downcast::<legacy::Error>().ok())
                    .is_some_and(|error| error.is_connect());
                if never_sent {
                    Self::ours("not_connected", Outcome::NotConnected)
                } else {
                    Self::ours("connection_lost", Outcome::Lost)
                }
            }
            SlackClientError::ProtocolError(_) => Self::unreadable(),
            SlackClientError::EndOfStream(_)
            | SlackClientError::SystemError(_)
            | SlackClientError::SocketModeProtocolError(_) => {
                Self::ours("connection_lost", Outcome::Lost)
            }
        }
    }
}

/// A status that is not 200: a refusal where the answer is Slack's, as with an old `response_url`.
pub(super) fn of_status(status: u16, body: Option<&str>) -> SlackError {
    let code = (400..500)
        .contains(&status)
        .then(|| serde_json::from_str::<Value>(body?).ok())
        .flatten()
        .and_then(|body| body["error"].as_str().map(str::to_owned));
    match code {
        Some(code) => SlackError::refused(&code, body),
        None => SlackError::ours(&format!("http_{status}"), Outcome::Status(status)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(class: &Class) -> &'static str {
        match class {
            Class::Retry { .. } => "retry",
            Class::Unknown => "unknown",
            Class::Target => "target",
            Class::Misconfigured { .. } => "misconfigured",
            Class::Dead => "dead",
            Class::OurBug => "our bug",
            Class::Expired => "expired",
        }
    }

    #[test]
    fn slacks_codes_are_sorted_by_what_to_do() {
        let table = [
            (
                "dead",
                "account_inactive token_revoked token_expired invalid_auth not_authed",
            ),
            (
                "dead",
                "team_access_not_granted access_denied enterprise_is_restricted",
            ),
            (
                "misconfigured",
                "missing_scope not_allowed_token_type messages_tab_disabled",
            ),
            (
                "target",
                "channel_not_found is_archived not_in_channel user_disabled",
            ),
            (
                "target",
                "user_not_found restricted_action restricted_action_read_only_channel",
            ),
            (
                "target",
                "message_not_found cant_update_message edit_window_closed",
            ),
            (
                "our bug",
                "invalid_blocks invalid_blocks_format msg_blocks_too_long msg_too_long",
            ),
            (
                "our bug",
                "no_text invalid_arguments view_too_large invalid_metadata_format",
            ),
            (
                "retry",
                "ratelimited rate_limited message_limit_exceeded team_added_to_org",
            ),
            (
                "unknown",
                "internal_error fatal_error service_unavailable request_timeout",
            ),
            (
                "unknown",
                "duplicate_message_not_found duplicate_channel_not_found",
            ),
            (
                "expired",
                "expired_trigger_id exchanged_trigger_id trigger_expired",
            ),
            ("target", "a_code_from_next_year"),
        ];
        for (class, codes) in table {
            for code in codes.split(' ') {
                assert_eq!(word(&classify(Outcome::Refused(code))), class, "{code}");
            }
        }
    }

    #[test]
    fn what_never_left_is_tried_again_and_what_may_have_arrived_is_not() {
        let seven = Duration::from_secs(7);
        let after = Some(seven);
        assert_eq!(
            classify(Outcome::RateLimited(after)),
            Class::Retry { after }
        );
        let minute = Some(Duration::from_secs(60));
        assert_eq!(
            classify(Outcome::RateLimited(None)),
            Class::Retry { after: minute }
        );
        assert_eq!(
            classify(Outcome::NotConnected),
            Class::Retry { after: None }
        );
        assert_eq!(classify(Outcome::Lost), Class::Unknown);
        for status in [301, 400, 404, 408, 500, 502, 503, 504] {
            assert_eq!(
                classify(Outcome::Status(status)),
                Class::Unknown,
                "{status}"
            );
        }
    }

    #[test]
    fn a_refusal_keeps_pointers_and_scopes_but_not_what_was_typed() {
        let body = r#"{"ok":false,"error":"invalid_blocks","response_metadata":{"messages":
            ["[ERROR] secret [json-pointer:/blocks/0/text]","[ERROR] x [json-pointer:/blocks/1]"]}}"#;
        let error = SlackError::refused("invalid_blocks", Some(body));
        assert_eq!(error.detail.as_deref(), Some("/blocks/0/text /blocks/1"));
        let body = r#"{"error":"missing_scope","needed":"im:history"}"#;
        let needed = Some("im:history".to_owned());
        assert_eq!(
            SlackError::refused("missing_scope", Some(body)).class,
            Class::Misconfigured { needed }
        );
        let body = r#"{"response_metadata":{"messages":["[ERROR] `trigger_id` expired 3"]}}"#;
        let error = SlackError::refused("invalid_arguments", Some(body));
        assert_eq!(error.class, Class::Expired);
    }

    #[test]
    fn an_old_response_url_is_a_refusal_and_a_broken_gateway_is_not() {
        let refused = of_status(404, Some(r#"{"ok":false,"error":"expired_url"}"#));
        assert_eq!(
            (refused.code.as_str(), refused.class),
            ("expired_url", Class::Target)
        );
        let gateway = of_status(502, Some(r#"{"error":"x"}"#));
        assert_eq!(
            (gateway.code.as_str(), gateway.class),
            ("http_502", Class::Unknown)
        );
        assert_eq!(of_status(404, Some("<html>")).class, Class::Unknown);
    }
}
