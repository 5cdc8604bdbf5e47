//! Faults on purpose: which calls of the Web API go wrong, how, and how often.

use crate::file::did_you_mean;
use crate::sandbox::Sandbox;
use crate::web_api;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The way in which a call goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The work is done and answered `seconds` late, in the machine's time.
    Delay,
    /// HTTP 429 with `Retry-After: seconds`; nothing is done.
    RateLimited,
    /// HTTP 500; nothing is done.
    #[serde(rename = "http_500")]
    Http500,
    /// The connection is cut; nothing is done.
    CutBefore,
    /// The work is done, then the connection is cut.
    CutAfter,
    /// The connection is cut; the work is done when the sandbox's clock has gone `seconds` on.
    LateCommit,
    /// A page of HTML with status 200; nothing is done.
    Html,
    /// `internal_error`; nothing is done.
    InternalErrorBefore,
    /// The work is done, then `internal_error`.
    InternalErrorAfter,
    /// The work is done and answered; history shows the message `seconds` later by the sandbox's clock.
    HiddenFromHistory,
    /// `token_revoked`; nothing is done. With method `*` and no count the token is dead until the faults are cleared.
    TokenRevoked,
    /// This error code; nothing is done.
    Error(String),
}

/// A kind of fault as a person chooses it from a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FaultKind {
    /// Its name in the control interface.
    pub name: &'static str,
    /// What happens, in a few words.
    pub label: &'static str,
    /// What `seconds` are, where it has any.
    pub seconds: Option<&'static str>,
    /// It needs an error code.
    pub code: bool,
}

const fn at_once(name: &'static str, label: &'static str) -> FaultKind {
    FaultKind {
        name,
        label,
        seconds: None,
        code: false,
    }
}

const fn timed(name: &'static str, label: &'static str, seconds: &'static str) -> FaultKind {
    FaultKind {
        name,
        label,
        seconds: Some(seconds),
        code: false,
    }
}

/// Every kind, for a list to choose from.
static KINDS: &[FaultKind] = &[
    timed("delay", "The answer is late", "seconds, on your own clock"),
    timed(
        "rate_limited",
        "429 with Retry-After; nothing is done",
        "seconds in Retry-After",
    ),
    at_once("http_500", "HTTP 500; nothing is done"),
    at_once("cut_before", "The connection is cut before the work"),
    at_once("cut_after", "The work is done, then the connection is cut"),
    timed(
        "late_commit",
        "The connection is cut, and the work is done later",
        "seconds until it is done",
    ),
    at_once("html", "A page of HTML with status 200; nothing is done"),
    at_once("internal_error_before", "internal_error; nothing is done"),
    at_once(
        "internal_error_after",
        "The work is done, then internal_error",
    ),
    timed(
        "hidden_from_history",
        "The message is posted, and history shows it later",
        "seconds until history shows it",
    ),
    at_once("token_revoked", "token_revoked; nothing is done"),
    FaultKind {
        code: true,
        ..at_once("error", "An error code of your choice; nothing is done")
    },
];

/// A fault that waits for its calls.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultRule {
    /// The method it strikes; `*` for every one.
    pub method: String,
    /// What happens.
    pub fault: Fault,
    /// How often; null for ever.
    #[serde(default = "once")]
    pub count: Option<u32>,
    /// How many calls pass first.
    #[serde(default)]
    pub skip: u32,
    /// The length of what takes time.
    #[serde(default = "one_second")]
    pub seconds: f64,
    /// Strikes only when the argument `channel` is this.
    #[serde(default)]
    pub channel: Option<String>,
}

/// A thousand days.
const MOST_SECONDS: f64 = 86_400_000.0;

#[expect(clippy::unnecessary_wraps, reason = "serde wants the field's own type")]
fn once() -> Option<u32> {
    Some(1)
}

fn one_second() -> f64 {
    1.0
}

impl FaultRule {
    /// A fault that strikes the next call of a method, once.
    #[must_use]
    pub fn new(method: &str, fault: Fault) -> Self {
        Self {
            method: method.to_owned(),
            fault,
            count: Some(1),
            skip: 0,
            seconds: 1.0,
            channel: None,
        }
    }

    /// What makes no sense in it, as a sentence.
    pub(crate) fn nonsense(&self) -> Option<String> {
        if self.method != "*" && !web_api::is_method(&self.method) {
            let known = web_api::method_names();
            let right = did_you_mean(&self.method, known, || {
                "write a method of the Web API, or \"*\" for all".to_owned()
            });
            return Some(format!(
                "there is no method \"{}\" here; {right}",
                self.method
            ));
        }
        if let Fault::Error(code) = &self.fault
            && !is_code(code)
        {
            return Some(format!(
                "\"{code}\" is no error code; write one like \"fatal_error\""
            ));
        }
        if self.count == Some(0) {
            return Some("count is 0, so it would never strike; null is for ever".to_owned());
        }
        if !(0.0..=MOST_SECONDS).contains(&self.seconds) {
            return Some(format!("seconds must be between 0 and {MOST_SECONDS}"));
        }
        None
    }

    /// Strikes this often.
    #[must_use]
    pub fn times(self, count: u32) -> Self {
        Self {
            count: Some(count),
            ..self
        }
    }

    /// Strikes until the faults are cleared.
    #[must_use]
    pub fn for_ever(self) -> Self {
        Self {
            count: None,
            ..self
        }
    }

    /// Lets this many calls pass first.
    #[must_use]
    pub fn skip(self, skip: u32) -> Self {
        Self { skip, ..self }
    }

    /// The length of what takes time.
    #[must_use]
    pub fn seconds(self, seconds: f64) -> Self {
        Self { seconds, ..self }
    }

    /// Strikes only calls with this `channel`.
    #[must_use]
    pub fn in_channel(self, channel: &str) -> Self {
        Self {
            channel: Some(channel.to_owned()),
            ..self
        }
    }
}

/// The faults that wait, and the work that was put off.
#[derive(Default)]
pub(crate) struct FaultBook {
    rules: Vec<FaultRule>,
    pub(crate) late: Vec<LateCall>,
}

/// A call whose work is done later.
pub(crate) struct LateCall {
    pub(crate) due: DateTime<Utc>,
    pub(crate) method: String,
    pub(crate) args: serde_json::Map<String, Value>,
}

impl FaultBook {
    /// The fault that strikes this call, which is counted.
    pub(crate) fn strike(&mut self, method: &str, channel: Option<&str>) -> Option<FaultRule> {
        for rule in &mut self.rules {
            let elsewhere = rule.channel.is_some() && rule.channel.as_deref() != channel;
            if (rule.method != method && rule.method != "*") || elsewhere || rule.count == Some(0) {
                continue;
            }
            if rule.skip > 0 {
                rule.skip -= 1;
                continue;
            }
            rule.count = rule.count.map(|count| count - 1);
            let struck = rule.clone();
            self.rules.retain(|rule| rule.count != Some(0));
            return Some(struck);
        }
        None
    }
}

/// The faults of a sandbox.
#[derive(Clone, Debug)]
pub struct Faults(pub(crate) Sandbox);

impl Faults {
    /// Lets a fault wait for its calls.
    pub fn add(&self, rule: FaultRule) {
        self.0.change(|world| world.faults.rules.push(rule));
    }

    /// Takes all waiting faults away.
    pub fn clear(&self) {
        self.0.change(|world| world.faults.rules.clear());
    }

    /// Takes the nth waiting fault away, if it still reads so.
    pub(crate) fn remove(&self, n: usize, reads: &str) -> bool {
        self.0.change(|world| {
            let rules = &mut world.faults.rules;
            let is_there = rules
                .get(n)
                .is_some_and(|rule| format!("{rule:?}") == reads);
            if is_there {
                rules.remove(n);
            }
            is_there
        })
    }

    /// The faults that still wait.
    #[must_use]
    pub fn waiting(&self) -> Vec<FaultRule> {
        self.0.read(|world| world.faults.rules.clone())
    }
}

impl Fault {
    /// Every kind there is.
    #[must_use]
    pub fn kinds() -> &'static [FaultKind] {
        KINDS
    }

    /// The fault of this kind's name; `code` is what [`FaultKind::code`] asks for.
    #[must_use]
    pub fn of_kind(name: &str, code: &str) -> Option<Self> {
        if name == "error" {
            return Some(Self::Error(code.to_owned())).filter(|_| is_code(code));
        }
        serde_json::from_value(Value::String(name.to_owned())).ok()
    }

    /// Its name in the log of calls.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Error(code) => code.clone(),
            other => serde_json::to_value(other)
                .ok()
                .and_then(|name| name.as_str().map(ToOwned::to_owned))
                .unwrap_or_default(),
        }
    }
}

/// Slack's error codes are words of lower-case letters, joined by underscores.
fn is_code(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    (1..=100).contains(&text.len()) && text.bytes().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_in_the_list_is_a_fault_and_every_fault_is_in_the_list() {
        for kind in KINDS {
            let fault = Fault::of_kind(kind.name, "fatal_error").expect(kind.name);
            let listed = match &fault {
                Fault::Error(code) => code == "fatal_error" && kind.code,
                Fault::Delay | Fault::RateLimited | Fault::LateCommit => kind.seconds.is_some(),
                Fault::HiddenFromHistory => kind.seconds.is_some(),
                Fault::Http500 | Fault::CutBefore | Fault::CutAfter | Fault::Html => true,
                Fault::InternalErrorBefore | Fault::InternalErrorAfter => true,
                Fault::TokenRevoked => true,
            };
            assert!(listed, "{}", kind.name);
        }
        assert_eq!(KINDS.len(), 12);
        assert_eq!(Fault::of_kind("meteor", ""), None);
        assert_eq!(Fault::of_kind("error", "Not a code"), None);
    }
}
