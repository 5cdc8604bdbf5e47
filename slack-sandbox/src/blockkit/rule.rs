//! The little language of the tables: what a property may hold, and the one function that checks it.

use chrono::{NaiveDate, NaiveTime};
use serde_json::{Map, Value};

use super::Faults;

/// A check over several properties of one object; the pointer is the object's.
pub(super) type Also = fn(&Map<String, Value>, &str, &mut Faults);

/// One kind of object: its `type`, its properties, and what must hold between them.
pub(super) struct Kind {
    pub name: &'static str,
    pub fields: &'static [Field],
    pub also: Also,
}

pub(super) struct Field {
    pub name: &'static str,
    pub required: bool,
    pub rule: Rule,
}

pub(super) enum Rule {
    /// A string of so many characters.
    Str(usize, usize),
    Bool,
    /// An integer between two bounds.
    Int(i64, i64),
    Number,
    /// A number written as a string.
    Decimal,
    /// `2026-11-19`
    Date,
    /// `15:00`
    Time,
    /// `Europe/Madrid`
    Zone,
    /// An address that begins with https.
    Https(usize),
    /// An http(s) or other absolute address of at most so many characters.
    Url(usize),
    /// A closed set of strings.
    Among(&'static [&'static str]),
    /// A `plain_text` object of at most so many characters.
    Plain(usize),
    /// A `plain_text` or `mrkdwn` object of at most so many characters.
    Text(usize),
    /// An object without a `type` of its own.
    Object(&'static Kind),
    /// An object whose `type` is one of these.
    OneOf(&'static [&'static Kind]),
    /// From so many to so many of these.
    List(usize, usize, &'static Rule),
    /// Taken as it is.
    Any,
}

pub(super) const fn must(name: &'static str, rule: Rule) -> Field {
    Field {
        name,
        required: true,
        rule,
    }
}

pub(super) const fn may(name: &'static str, rule: Rule) -> Field {
    Field {
        name,
        required: false,
        rule,
    }
}

pub(super) const fn kind(name: &'static str, fields: &'static [Field]) -> Kind {
    Kind {
        name,
        fields,
        also: nothing_more,
    }
}

pub(super) const fn kind_also(name: &'static str, fields: &'static [Field], also: Also) -> Kind {
    Kind { name, fields, also }
}

fn nothing_more(_: &Map<String, Value>, _: &str, _: &mut Faults) {}

/// Checks one value against its rule, and everything below it.
pub(super) fn check(rule: &Rule, value: &Value, at: &str, faults: &mut Faults) {
    match rule {
        Rule::Any => {}
        Rule::Str(min, max) => {
            if let Some(text) = string(value, at, faults) {
                length(text, *min, *max, at, faults);
            }
        }
        Rule::Url(max) => {
            if let Some(text) = string(value, at, faults) {
                length(text, 1, *max, at, faults);
                if !text.is_empty() && !is_url(text) {
                    faults.add(at, "must be a valid url");
                }
            }
        }
        Rule::Decimal => format(
            value,
            at,
            "must be a number in a string",
            is_decimal,
            faults,
        ),
        Rule::Date => format(
            value,
            at,
            "must be a date in the format YYYY-MM-DD",
            is_date,
            faults,
        ),
        Rule::Time => format(
            value,
            at,
            "must be a time in the format HH:mm",
            is_time,
            faults,
        ),
        Rule::Zone => format(
            value,
            at,
            "must be a valid timezone",
            |text| text.parse::<chrono_tz::Tz>().is_ok(),
            faults,
        ),
        Rule::Https(max) => {
            check(&Rule::Url(*max), value, at, faults);
            let url = value.as_str().unwrap_or("https://");
            if is_url(url) && !url.starts_with("https://") {
                faults.add(at, "must be an https url");
            }
        }
        Rule::Bool => {
            if !value.is_boolean() {
                faults.add(at, "must be a boolean");
            }
        }
        Rule::Number => {
            if !value.is_number() {
                faults.add(at, "must be a number");
            }
        }
        Rule::Int(min, max) => match value.as_i64() {
            None => faults.add(at, "must be an integer"),
            Some(n) if n < *min => faults.add(at, format!("must be greater than {}", min - 1)),
            Some(n) if n > *max => {
                faults.add(at, format!("must be less than {}", max.saturating_add(1)));
            }
            Some(_) => {}
        },
        Rule::Among(set) => {
            if let Some(text) = string(value, at, faults)
                && !set.contains(&text)
            {
                faults.not_among(at, set, text);
            }
        }
        Rule::Plain(max) => text_object(value, *max, &["plain_text"], at, faults),
        Rule::Text(max) => text_object(value, *max, &["plain_text", "mrkdwn"], at, faults),
        Rule::Object(kind) => {
            if let Some(map) = object(value, at, faults) {
                check_fields(kind, map, false, at, faults);
            }
        }
        Rule::OneOf(kinds) => one_of(value, kinds, at, faults),
        Rule::List(min, max, of) => list(value, *min, *max, of, at, faults),
    }
}

/// Checks the properties of an object whose kind is known.
pub(super) fn check_fields(
    kind: &Kind,
    map: &Map<String, Value>,
    has_type: bool,
    at: &str,
    faults: &mut Faults,
) {
    for field in kind.fields {
        match map.get(field.name) {
            Some(value) => check(&field.rule, value, &format!("{at}/{}", field.name), faults),
            None if field.required => {
                faults.missing(at, field.name);
            }
            None => {}
        }
    }
    for name in map.keys() {
        let known =
            (has_type && name == "type") || kind.fields.iter().any(|field| field.name == name);
        if !known {
            faults.add(at, format!("invalid additional property: {name}"));
        }
    }
    (kind.also)(map, at, faults);
}

pub(super) fn one_of(value: &Value, kinds: &[&'static Kind], at: &str, faults: &mut Faults) {
    let Some(map) = object(value, at, faults) else {
        return;
    };
    match map.get("type").map(Value::as_str) {
        None => faults.missing(at, "type"),
        Some(None) => faults.add(format!("{at}/type"), "must provide a string"),
        Some(Some(name)) => match kinds.iter().find(|kind| kind.name == name) {
            Some(kind) => check_fields(kind, map, true, at, faults),
            None => {
                let names: Vec<&'static str> = kinds.iter().map(|kind| kind.name).collect();
                faults.unsupported(&format!("{at}/type"), &names, name);
            }
        },
    }
}

fn list(value: &Value, min: usize, max: usize, of: &Rule, at: &str, faults: &mut Faults) {
    let Some(items) = value.as_array() else {
        faults.add(at, "must provide an array");
        return;
    };
    if items.len() < min {
        faults.add(at, format!("no less than {min} items allowed"));
    }
    if items.len() > max {
        faults.add(at, format!("no more than {max} items allowed"));
    }
    for (n, item) in items.iter().enumerate() {
        check(of, item, &format!("{at}/{n}"), faults);
    }
}

fn text_object(value: &Value, max: usize, types: &[&'static str], at: &str, faults: &mut Faults) {
    let Some(map) = object(value, at, faults) else {
        return;
    };
    let name = map.get("type").and_then(Value::as_str);
    match name {
        None => faults.missing(at, "type"),
        Some(name) if !types.contains(&name) => {
            faults.not_among(&format!("{at}/type"), types, name);
        }
        Some(_) => {}
    }
    match map.get("text") {
        None => faults.missing(at, "text"),
        Some(text) => check(&Rule::Str(1, max), text, &format!("{at}/text"), faults),
    }
    let flag = if name == Some("mrkdwn") {
        "verbatim"
    } else {
        "emoji"
    };
    for (key, value) in map {
        if key == flag {
            check(&Rule::Bool, value, &format!("{at}/{key}"), faults);
        } else if key != "type" && key != "text" {
            faults.add(at, format!("invalid additional property: {key}"));
        }
    }
}

pub(super) fn object<'a>(
    value: &'a Value,
    at: &str,
    faults: &mut Faults,
) -> Option<&'a Map<String, Value>> {
    let map = value.as_object();
    if map.is_none() {
        faults.add(at, "must provide an object");
    }
    map
}

fn string<'a>(value: &'a Value, at: &str, faults: &mut Faults) -> Option<&'a str> {
    let text = value.as_str();
    if text.is_none() {
        faults.add(at, "must provide a string");
    }
    text
}

fn length(text: &str, min: usize, max: usize, at: &str, faults: &mut Faults) {
    let count = text.chars().count();
    if count < min {
        faults.add(at, format!("must be more than {} characters", min - 1));
    } else if count > max {
        faults.add(at, format!("must be less than {} characters", max + 1));
    }
}

fn format(value: &Value, at: &str, message: &str, fits: fn(&str) -> bool, faults: &mut Faults) {
    if let Some(text) = string(value, at, faults)
        && !fits(text)
    {
        faults.add(at, message);
    }
}

fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        && rest
            .trim_start_matches('/')
            .starts_with(|c: char| !c.is_whitespace())
}

pub(super) fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && all_digits(fraction)
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}

fn is_time(text: &str) -> bool {
    text.len() == 5 && NaiveTime::parse_from_str(text, "%H:%M").is_ok()
}
