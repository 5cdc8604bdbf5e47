//! Faults on purpose: which calls of the Web API go wrong, how, and how often.

use crate::sandbox::Sandbox;
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
    /// `token_revoked`; nothing is done.
    TokenRevoked,
    /// This error code; nothing is done.
    Error(String),
}

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

    /// The faults that still wait.
    #[must_use]
    pub fn waiting(&self) -> Vec<FaultRule> {
        self.0.read(|world| world.faults.rules.clone())
    }
}

impl Fault {
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
