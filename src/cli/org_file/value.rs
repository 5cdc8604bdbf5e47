//! Values as they are read: a text, a name, a zone, a moment, a percent; anything else is a mistake at its place.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use chrono_tz::{TZ_VARIANTS, Tz};
use toml::de::DeValue;

use super::entry::{Entry, Section};
use super::mistake::quoted;
use super::reader::Reader;
use crate::domain::cadence::Moment;
use crate::domain::id::ChannelId;

/// The most characters that a name may have.
pub(super) const NAME: usize = 80;

/// The largest number that a key result may have: all whole numbers up to it are exact.
const LARGEST: f64 = 1e15;

impl Reader {
    /// Says what stands there and what should.
    fn not_a(&mut self, entry: &Entry, wanted: &str) {
        let found = match entry.value {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.mistake(entry, format!("is {found}; {wanted} belongs here"));
    }

    /// A table.
    pub(super) fn section<'a>(&mut self, entry: &Entry<'a>, like: &str) -> Option<Section<'a>> {
        if let DeValue::Table(table) = entry.value {
            return Some(Section::at(entry, table));
        }
        self.not_a(entry, &format!("a table like {like}"));
        None
    }

    /// The elements of a list, each by the list's key.
    pub(super) fn list<'a>(&mut self, entry: &Entry<'a>, of: &str) -> Option<Vec<Entry<'a>>> {
        let DeValue::Array(list) = entry.value else {
            self.not_a(entry, &format!("a list of {of} in brackets"));
            return None;
        };
        let element = |value: &'a toml::Spanned<DeValue<'a>>| Entry {
            key: entry.key.clone(),
            at: value.span().start,
            value: value.get_ref(),
        };
        Some(list.iter().map(element).collect())
    }

    /// Any text.
    pub(super) fn text<'a>(&mut self, entry: &Entry<'a>) -> Option<&'a str> {
        if let DeValue::String(text) = entry.value {
            return Some(text.as_ref());
        }
        self.not_a(entry, "a text in quotes");
        None
    }

    /// A text of one line, so many characters at most, without spaces around it.
    pub(super) fn line_of(&mut self, entry: &Entry, most: usize) -> Option<String> {
        let text = self.text(entry)?.trim();
        let length = text.chars().count();
        if text.is_empty() {
            self.mistake(entry, "is empty; write a text");
        } else if let Some(control) = text.chars().find(|c| c.is_control()) {
            let control = u32::from(control);
            self.mistake(
                entry,
                format!("has a control character in it (U+{control:04X}); write one line of text"),
            );
        } else if length > most {
            self.mistake(
                entry,
                format!("has {length} characters; {most} are the most"),
            );
        } else {
            return Some(text.to_owned());
        }
        None
    }

    /// A name.
    pub(super) fn name(&mut self, entry: &Entry) -> Option<String> {
        self.line_of(entry, NAME)
    }

    /// True or false.
    pub(super) fn flag(&mut self, entry: &Entry) -> Option<bool> {
        if let DeValue::Boolean(flag) = entry.value {
            return Some(*flag);
        }
        self.not_a(entry, "true or false, without quotes,");
        None
    }

    /// One of a few words.
    pub(super) fn word<T>(
        &mut self,
        entry: &Entry,
        words: &[&str],
        from_word: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(entry)?;
        let word = from_word(text);
        if word.is_none() {
            let right = match self.nearest(text, words.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("write \"{}\"", words.join("\" or \"")),
            };
            self.mistake(entry, format!("{} is unknown; {right}", quoted(text)));
        }
        word
    }

    /// A time zone by its name in the IANA database.
    pub(super) fn zone(&mut self, entry: &Entry) -> Option<Tz> {
        let text = self.text(entry)?;
        if let Ok(zone) = text.parse() {
            return Some(zone);
        }
        let zones = || TZ_VARIANTS.iter().map(|zone| zone.name());
        let city = |zone: &&'static str| zone.rsplit('/').next().unwrap_or(zone);
        let near = zones()
            .find(|zone| city(zone).eq_ignore_ascii_case(text))
            .or_else(|| self.nearest(text, zones()));
        let right = near.map_or("write one like \"Europe/Berlin\"".to_owned(), |near| {
            format!("did you mean \"{near}\"?")
        });
        self.mistake(
            entry,
            format!("{} is not a time zone; {right}", quoted(text)),
        );
        None
    }

    /// A day, with or without quotes.
    pub(super) fn day(&mut self, entry: &Entry) -> Option<NaiveDate> {
        let text = match entry.value {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(day) => day.to_string(),
            _ => String::new(),
        };
        // The form is checked too: chrono would also take "2026-1-2" and the year +12026.
        let day = text.parse().ok();
        let day = day.filter(|day: &NaiveDate| day.to_string() == text);
        if day.is_none() {
            self.mistake(entry, "is not a day; write it like \"2026-12-24\"");
        }
        day
    }

    /// A whole number from one to another; `why` is what the mistake says behind them.
    pub(super) fn whole_number(
        &mut self,
        entry: &Entry,
        range: RangeInclusive<u32>,
        why: &str,
    ) -> Option<u32> {
        let number = self.any_number(entry, "a whole number")?;
        let whole = range.clone().find(|whole| f64::from(*whole) == number);
        if whole.is_none() {
            let (least, most) = (range.start(), range.end());
            let what = format!("is not a whole number from {least} to {most}{why}");
            self.mistake(entry, what);
        }
        whole
    }

    /// A moment of the week.
    pub(super) fn moment(&mut self, entry: &Entry) -> Option<Moment> {
        let text = self.text(entry)?;
        let moment = text.parse().ok();
        if moment.is_none() {
            self.mistake(
                entry,
                format!(
                    "{} is not a moment of the week; write it like \"thursday 15:00\"",
                    quoted(text)
                ),
            );
        }
        moment
    }

    /// A Slack channel, by id or by name, with or without the sign before it.
    pub(super) fn channel(&mut self, entry: &Entry) -> Option<ChannelId> {
        let line = self.name(entry)?;
        let name = line.strip_prefix('#').unwrap_or(&line);
        let id = name.strip_prefix(['C', 'G']).is_some_and(|rest| {
            !rest.is_empty()
                && rest
                    .bytes()
                    .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        });
        let channel_name = !name.is_empty()
            && name
                .chars()
                .all(|c| (c.is_alphanumeric() && !c.is_uppercase()) || c == '-' || c == '_');
        if id || channel_name {
            return Some(ChannelId::new(name));
        }
        self.mistake(
            entry,
            format!(
                "{} is not a channel; write its name in lower case, like \"leadership\", or its id, \"C…\"",
                quoted(&line)
            ),
        );
        None
    }

    /// A whole percent.
    pub(super) fn percent(&mut self, entry: &Entry) -> Option<u8> {
        let number = self.any_number(entry, "a whole percent")?;
        let percent = (0..=100u8).find(|percent| f64::from(*percent) == number);
        if percent.is_none() {
            let given = if number.abs() <= LARGEST {
                format!("{number} ")
            } else {
                String::new()
            };
            self.mistake(
                entry,
                format!("{given}is not a whole percent from 0 to 100"),
            );
        }
        percent
    }

    /// A number that one can reckon with.
    pub(super) fn number(&mut self, entry: &Entry) -> Option<f64> {
        let number = self.any_number(entry, "a number")?;
        if number.abs() <= LARGEST {
            // A negative zero would print its sign.
            return Some(number + 0.0);
        }
        let what = if number.is_finite() {
            "is too large; 1000000000000000 is the most"
        } else {
            "is not a number that can be measured; write one like 3900 or 0.5"
        };
        self.mistake(entry, what);
        None
    }

    fn any_number(&mut self, entry: &Entry, wanted: &str) -> Option<f64> {
        let number = match entry.value {
            DeValue::Integer(integer) => {
                let whole = i64::from_str_radix(integer.as_str(), integer.radix());
                Some(whole.map_or(f64::MAX, |whole| whole as f64))
            }
            DeValue::Float(float) => float.as_str().parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.not_a(entry, &format!("{wanted}, without quotes,"));
        }
        number
    }
}
