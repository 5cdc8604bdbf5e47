//! Ids and timestamps in Slack's form: `U0…`, `1795165200.000100`.

use chrono::{DateTime, Utc};
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// A message's time in microseconds since 1970, which is also its id within a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ts(u64);

impl Ts {
    pub(crate) const ZERO: Self = Self(0);
    pub(crate) const MAX: Self = Self(u64::MAX);

    /// The time that the clock shows, or a microsecond after `last` if that is later.
    pub(crate) fn after(last: Self, now: DateTime<Utc>) -> Self {
        let micros = u64::try_from(now.timestamp_micros()).unwrap_or(0);
        Self(micros.max(last.0 + 1))
    }

    /// Whole seconds since 1970.
    #[must_use]
    pub fn seconds(self) -> u64 {
        self.0 / 1_000_000
    }
}

impl fmt::Display for Ts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:06}", self.0 / 1_000_000, self.0 % 1_000_000)
    }
}

impl FromStr for Ts {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (seconds, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if seconds.is_empty()
            || seconds.len() > 12
            || fraction.len() > 6
            || !digits(seconds)
            || !digits(fraction)
        {
            return Err(());
        }
        let micros: u64 = format!("{fraction:0<6}").parse().map_err(|_| ())?;
        let seconds: u64 = seconds.parse().map_err(|_| ())?;
        Ok(Self(seconds * 1_000_000 + micros))
    }
}

impl Serialize for Ts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

const ALPHABET: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const SPAN: u64 = 36u64.pow(8);

/// The n-th id with this prefix, scattered as Slack's are: a bijection on eight base-36 digits.
pub(crate) fn nth(prefix: &str, n: u64) -> String {
    let scattered = u128::from(n) * 1_103_515_245_007 % u128::from(SPAN);
    let mut rest = u64::try_from(scattered).expect("smaller than the span");
    let mut digits = [b'0'; 8];
    for digit in digits.iter_mut().rev() {
        *digit = ALPHABET[usize::try_from(rest % 36).expect("below 36")];
        rest /= 36;
    }
    format!("{prefix}0{}", String::from_utf8_lossy(&digits))
}

/// The n-th id in the form of a random UUID, which names an envelope.
pub(crate) fn uuid(n: u64) -> String {
    let hash = Sha256::digest(n.to_be_bytes());
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let (a, b, c, d, e) = (
        &hex[..8],
        &hex[8..12],
        &hex[12..15],
        &hex[15..18],
        &hex[18..30],
    );
    format!("{a}-{b}-4{c}-a{d}-{e}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ts_survives_being_written() {
        let ts: Ts = "1795165200.000100".parse().unwrap();
        assert_eq!(ts.to_string(), "1795165200.000100");
        assert_eq!(
            "1795165200".parse::<Ts>().unwrap().to_string(),
            "1795165200.000000"
        );
        assert!(
            "now".parse::<Ts>().is_err()
                && "1.2.3".parse::<Ts>().is_err()
                && "".parse::<Ts>().is_err()
        );
    }

    #[test]
    fn ids_do_not_repeat() {
        let ids: std::collections::HashSet<_> = (0..10_000).map(|n| nth("U", n)).collect();
        assert_eq!(ids.len(), 10_000);
    }
}
