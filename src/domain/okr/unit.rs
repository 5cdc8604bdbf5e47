//! What a key result's numbers count.

/// What a key result's numbers count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// A plain number.
    Number,
    /// Percent.
    Percent,
    /// An amount in a currency, by its ISO 4217 code.
    Money(String),
    /// A length of time; the number is seconds.
    Duration,
    /// Done, which is 1, or not, which is 0: the unit of whatever is meant to be done, and of nothing else.
    Done,
}

impl Unit {
    /// The word in `org.toml` and in the database: `number`, `percent`, `duration`, `done`, or a currency code like
    /// `EUR`.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Number => "number",
            Self::Percent => "percent",
            Self::Money(currency) => currency,
            Self::Duration => "duration",
            Self::Done => "done",
        }
    }

    /// Reads [`Unit::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "number" => Some(Self::Number),
            "percent" => Some(Self::Percent),
            "duration" => Some(Self::Duration),
            "done" => Some(Self::Done),
            code if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) => {
                Some(Self::Money(code.to_owned()))
            }
            _ => None,
        }
    }
}
