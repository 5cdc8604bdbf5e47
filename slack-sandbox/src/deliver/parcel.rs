//! What is sent to the app, where, and how it acknowledged.

use serde_json::{Map, Value};

/// What is sent, before it is signed or put in an envelope.
#[derive(Clone)]
pub(crate) struct Parcel {
    /// As it stands in the log.
    pub(crate) kind: String,
    /// On whose behalf.
    pub(crate) user: String,
    pub(crate) way: Way,
    pub(crate) body: Body,
    /// Set when it was sent before.
    pub(crate) retry: Option<Retry>,
}

/// The way to the app.
#[derive(Clone, Debug)]
pub(crate) enum Way {
    /// Over one of its connections.
    Socket,
    /// To this URL of the manifest.
    Http(String),
}

/// The payload, by what Slack sends it as.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// A form of its own.
    Command(Map<String, Value>),
    /// JSON in the field `payload` of a form.
    Interactive(Map<String, Value>),
    /// JSON.
    Event(Value),
    /// JSON that tries a URL; never sent again.
    Trial(Value),
}

/// Which attempt a parcel is, after the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Retry {
    /// 1 to 3.
    pub(crate) num: u8,
    /// How the attempt before it failed.
    pub(crate) reason: &'static str,
}

/// The content type of commands and interactivity.
const FORM: &str = "application/x-www-form-urlencoded";
/// The content type of events.
const JSON: &str = "application/json";

impl Parcel {
    pub(crate) fn new(kind: &str, user: &str, way: Way, body: Body) -> Self {
        Self {
            kind: kind.to_owned(),
            user: user.to_owned(),
            way,
            body,
            retry: None,
        }
    }
}

impl Body {
    /// Content type and text of a request.
    pub(crate) fn http(&self) -> (&'static str, String) {
        match self {
            Self::Command(fields) => {
                let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
                let pairs: Vec<_> = fields
                    .iter()
                    .map(|(key, value)| (key.clone(), text(value)))
                    .collect();
                (FORM, form(&pairs))
            }
            Self::Interactive(payload) => {
                let text = serde_json::to_string(payload).expect("JSON can always be written");
                (FORM, form(&[("payload".to_owned(), text)]))
            }
            Self::Event(payload) | Self::Trial(payload) => (JSON, payload.to_string()),
        }
    }

    /// The payload of an envelope.
    pub(crate) fn payload(&self) -> Value {
        match self {
            Self::Command(fields) | Self::Interactive(fields) => Value::Object(fields.clone()),
            Self::Event(payload) | Self::Trial(payload) => payload.clone(),
        }
    }

    /// The type of an envelope.
    pub(crate) fn envelope_type(&self) -> &'static str {
        match self {
            Self::Command(_) => "slash_commands",
            Self::Interactive(_) => "interactive",
            Self::Event(_) | Self::Trial(_) => "events_api",
        }
    }

    /// Whether Slack reads what the app acknowledges with.
    pub(crate) fn wants_answer(&self) -> bool {
        match self {
            Self::Command(_) => true,
            Self::Interactive(payload) => payload
                .get("type")
                .is_some_and(|kind| kind == "view_submission" || kind == "block_suggestion"),
            Self::Event(_) | Self::Trial(_) => false,
        }
    }
}

fn form(pairs: &[(String, String)]) -> String {
    serde_urlencoded::to_string(pairs).expect("pairs of texts can always be written as a form")
}

/// How the app acknowledged.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ack {
    /// Nothing if it did not in time or could not be reached; 200 for an acknowledgement over a socket.
    pub(crate) status: Option<u16>,
    pub(crate) body: String,
    pub(crate) ms: u64,
    pub(crate) timed_out: bool,
    /// The app asked not to be sent this again.
    pub(crate) no_retry: bool,
}

impl Ack {
    pub(crate) fn is_success(&self) -> bool {
        self.status
            .is_some_and(|status| (200..300).contains(&status))
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Failure {
    /// None within three seconds.
    TimedOut,
    /// The app could not be reached, or the connection broke.
    Unreachable(String),
    /// It sent the request on a third time.
    Redirects,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TimedOut => f.write_str("no answer within three seconds"),
            Self::Unreachable(why) => f.write_str(why),
            Self::Redirects => f.write_str("redirected more than twice"),
        }
    }
}

/// Slack's word for a failed attempt at an event.
pub(crate) fn reason(way: &Way, failure: Option<&Failure>) -> &'static str {
    match (failure, way) {
        (None, _) => "http_error",
        (Some(Failure::TimedOut), Way::Http(_)) => "http_timeout",
        (Some(Failure::TimedOut), Way::Socket) => "timeout",
        (Some(Failure::Unreachable(_)), _) => "connection_failed",
        (Some(Failure::Redirects), _) => "too_many_redirects",
    }
}
