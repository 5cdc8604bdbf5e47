//! Times as the reader's clock shows them: message times, day dividers, and Slack's date tokens.

use chrono::{DateTime, Datelike, NaiveDate};
use chrono_tz::Tz;

use super::ctx::Ctx;

fn local(seconds: i64, ctx: &Ctx) -> DateTime<Tz> {
    DateTime::from_timestamp(seconds, 0)
        .unwrap_or_default()
        .with_timezone(&ctx.zone)
}

/// `15:04`, or `3:04 PM` where people write it so.
pub(super) fn clock(seconds: i64, ctx: &Ctx) -> String {
    local(seconds, ctx)
        .format(if twelve_hours(ctx) {
            "%-I:%M %p"
        } else {
            "%H:%M"
        })
        .to_string()
}

fn twelve_hours(ctx: &Ctx) -> bool {
    ["America/", "US/", "Australia/", "Asia/Kolkata"]
        .iter()
        .any(|zone| ctx.zone.name().starts_with(zone))
}

/// The day as a divider between messages names it.
pub(super) fn day(seconds: i64, ctx: &Ctx) -> String {
    let at = local(seconds, ctx).date_naive();
    relative(at, ctx, "Today", "Yesterday", "Tomorrow").map_or_else(
        || {
            format!(
                "{}, {} {}",
                at.format("%A"),
                at.format("%B"),
                ordinal(at.day())
            )
        },
        str::to_owned,
    )
}

/// The whole moment, for a tooltip and for those who hear the page.
pub(super) fn full(seconds: i64, ctx: &Ctx) -> String {
    let at = local(seconds, ctx);
    format!(
        "{} at {} ({})",
        at.format("%A %-d %B %Y"),
        clock(seconds, ctx),
        ctx.zone.name()
    )
}

/// `Thu 19 Nov 2026`
pub(super) fn weekday_date(seconds: i64, ctx: &Ctx) -> String {
    local(seconds, ctx).format("%a %-d %b %Y").to_string()
}

/// The day in the reader's zone, to see where one day ends.
pub(super) fn date_of(seconds: i64, ctx: &Ctx) -> NaiveDate {
    local(seconds, ctx).date_naive()
}

/// `2026-11-19T15:00`, as a field for date and time wants it.
pub(super) fn field(seconds: i64, ctx: &Ctx) -> String {
    local(seconds, ctx).format("%Y-%m-%dT%H:%M").to_string()
}

/// Fills Slack's date tokens: `{date_short} at {time}`.
pub(super) fn tokens(seconds: i64, format: &str, ctx: &Ctx) -> String {
    let at = local(seconds, ctx);
    let date = at.date_naive();
    let mut out = String::new();
    let mut rest = format;
    while let Some(start) = rest.find('{') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let Some(end) = rest.find('}') else { break };
        let (name, pretty) = match rest[1..end].strip_suffix("_pretty") {
            Some(name) => (name, true),
            None => (&rest[1..end], false),
        };
        let near = || {
            if pretty {
                relative(date, ctx, "today", "yesterday", "tomorrow")
            } else {
                None
            }
        };
        let month_day = format!("{} {}", date.format("%B"), ordinal(date.day()));
        let filled = match name {
            "date_num" => at.format("%Y-%m-%d").to_string(),
            "date_slash" => at.format("%m/%d/%Y").to_string(),
            "date" => near().map_or_else(|| format!("{month_day}, {}", date.year()), str::to_owned),
            "date_short" => {
                near().map_or_else(|| at.format("%b %-d, %Y").to_string(), str::to_owned)
            }
            "date_long" | "date_long_full" => near().map_or_else(
                || format!("{}, {month_day}, {}", at.format("%A"), date.year()),
                str::to_owned,
            ),
            "day_divider" => day(seconds, ctx),
            "time" => clock(seconds, ctx),
            "time_secs" if twelve_hours(ctx) => at.format("%-I:%M:%S %p").to_string(),
            "time_secs" => at.format("%H:%M:%S").to_string(),
            "ago" => ago(ctx.now.timestamp() - seconds),
            _ => rest[..=end].to_owned(),
        };
        out.push_str(&filled);
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out
}

fn relative(
    date: NaiveDate,
    ctx: &Ctx,
    today: &'static str,
    before: &'static str,
    after: &'static str,
) -> Option<&'static str> {
    match (date - ctx.now.with_timezone(&ctx.zone).date_naive()).num_days() {
        0 => Some(today),
        -1 => Some(before),
        1 => Some(after),
        _ => None,
    }
}

fn ordinal(day: u32) -> String {
    let suffix = match (day % 10, day / 10) {
        (1, 0 | 2 | 3) => "st",
        (2, 0 | 2) => "nd",
        (3, 0 | 2) => "rd",
        _ => "th",
    };
    format!("{day}{suffix}")
}

fn ago(seconds: i64) -> String {
    let (count, unit) = match seconds.abs() {
        s if s < 60 => return "just now".to_owned(),
        s if s < 3600 => (s / 60, "minute"),
        s if s < 86_400 => (s / 3600, "hour"),
        s => (s / 86_400, "day"),
    };
    let plural = if count == 1 { "" } else { "s" };
    if seconds < 0 {
        format!("in {count} {unit}{plural}")
    } else {
        format!("{count} {unit}{plural} ago")
    }
}

#[cfg(test)]
mod tests {
    use super::super::ctx::sample;
    use super::*;

    #[test]
    fn a_date_is_told_in_the_readers_zone() {
        let mut ctx = sample();
        let at = 1_795_165_200;
        assert_eq!(tokens(at, "{date_num} {time}", &ctx), "2026-11-20 10:00");
        assert_eq!(
            tokens(at - 86_400, "{date_short_pretty} at {time}", &ctx),
            "yesterday at 10:00"
        );
        assert_eq!(
            tokens(at - 864_000, "{date_long}", &ctx),
            "Tuesday, November 10th, 2026"
        );
        assert_eq!(tokens(at - 7200, "{ago} {x}", &ctx), "2 hours ago {x}");
        ctx.zone = chrono_tz::America::New_York;
        assert_eq!(clock(at, &ctx), "4:00 AM");
    }
}
