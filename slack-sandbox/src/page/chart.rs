//! Charts of a `data_visualization` block as plain SVG: line, bar, area and pie.

use maud::{Markup, html};
use serde_json::Value;

use super::json::{list, text};

const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 240.0;
const LEFT: f64 = 48.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 36.0;

struct Series<'a> {
    name: &'a str,
    values: Vec<f64>,
}

/// A titled chart with its legend; its numbers are read out as a description.
pub(super) fn chart(block: &Value) -> Markup {
    let chart = &block["chart"];
    let kind = text(chart, "type");
    let title = text(block, "title");
    let categories: Vec<&str> = list(&chart["axis_config"], "categories")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let series: Vec<Series<'_>> = list(chart, "series")
        .iter()
        .map(|one| read_series(one, &categories))
        .collect();
    let segments: Vec<(&str, f64)> = list(chart, "segments")
        .iter()
        .map(|one| (text(one, "label"), number(one)))
        .collect();
    let names: Vec<String> = if kind == "pie" {
        let total: f64 = segments.iter().map(|(_, value)| value.max(0.0)).sum();
        segments
            .iter()
            .map(|(label, value)| {
                format!(
                    "{label} {}%",
                    shown(100.0 * value / total.max(f64::MIN_POSITIVE))
                )
            })
            .collect()
    } else {
        series.iter().map(|one| one.name.to_owned()).collect()
    };
    html! {
        figure.b-chart {
            figcaption { (title) }
            @if kind == "pie" { (pie(&segments, title)) }
            @else { (plot(kind, &series, &categories, &described(title, &series, &categories))) }
            @if kind != "pie" { (axis_labels(chart)) }
            ul.legend { @for (n, name) in names.iter().enumerate() {
                li { span class={ "key c" (n % 12) } {} (name) }
            } }
        }
    }
}

fn read_series<'a>(one: &'a Value, categories: &[&str]) -> Series<'a> {
    let points = list(one, "data");
    let value = |label: &&str| {
        points
            .iter()
            .find(|point| text(point, "label") == *label)
            .map_or(0.0, number)
    };
    Series {
        name: text(one, "name"),
        values: categories.iter().map(value).collect(),
    }
}

fn number(value: &Value) -> f64 {
    value
        .get("value")
        .and_then(Value::as_f64)
        .filter(|n| n.is_finite())
        .unwrap_or(0.0)
}

fn described(title: &str, series: &[Series<'_>], categories: &[&str]) -> String {
    let each = series.iter().map(|one| {
        let values = categories
            .iter()
            .zip(&one.values)
            .map(|(category, value)| format!("{category} {}", shown(*value)));
        format!("{}: {}", one.name, values.collect::<Vec<_>>().join(", "))
    });
    format!("{title}. {}", each.collect::<Vec<_>>().join(". "))
}

fn axis_labels(chart: &Value) -> Markup {
    let axis = &chart["axis_config"];
    let (x, y) = (text(axis, "x_label"), text(axis, "y_label"));
    html! {
        @if !x.is_empty() || !y.is_empty() {
            p.quiet.axes { @if !y.is_empty() { "↑ " (y) } @if !x.is_empty() { span { (x) " →" } } }
        }
    }
}

/// The scale of the vertical axis: its lowest and highest value, and the step between its lines.
///
/// A line may leave zero out where its values lie close together; what is filled stands on zero.
fn scale(kind: &str, series: &[Series<'_>]) -> (f64, f64, f64) {
    let all = || series.iter().flat_map(|one| one.values.iter().copied());
    let high = all().fold(f64::MIN_POSITIVE, f64::max);
    let lowest = all().fold(f64::INFINITY, f64::min);
    let low = if kind == "line" && lowest > high / 2.0 && lowest < high {
        lowest
    } else {
        lowest.min(0.0)
    };
    let raw = ((high - low) / 4.0).max(f64::MIN_POSITIVE);
    let power = 10f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|n| n * power)
        .find(|step| *step >= raw * 0.999)
        .unwrap_or(raw);
    (
        (low / step).floor() * step,
        (high / step).ceil() * step,
        step,
    )
}

fn plot(kind: &str, series: &[Series<'_>], categories: &[&str], described: &str) -> Markup {
    let (low, high, step) = scale(kind, series);
    let count = f64::from(u32::try_from(categories.len().max(1)).unwrap_or(1));
    let slot = (WIDTH - LEFT - RIGHT) / count;
    let x = |n: usize| LEFT + slot * (f64::from(u32::try_from(n).unwrap_or(0)) + 0.5);
    let y = |value: f64| {
        TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low).max(f64::MIN_POSITIVE)
    };
    let lines: Vec<f64> = (0..12u32)
        .map(|n| low + step * f64::from(n))
        .take_while(|line| *line <= high + step / 2.0)
        .collect();
    let every = categories.len().div_ceil(10).max(1);
    html! {
        svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(described) {
            @for line in &lines {
                line.grid x1=(LEFT) x2=(WIDTH - RIGHT) y1=(px(y(*line))) y2=(px(y(*line))) {}
                text.tick x=(LEFT - 6.0) y=(px(y(*line) + 4.0)) text-anchor="end" { (shown(*line)) }
            }
            @for (n, category) in categories.iter().enumerate() {
                @if n % every == 0 { text.tick x=(px(x(n))) y=(HEIGHT - BOTTOM + 18.0) text-anchor="middle" { (category) } }
            }
            @for (n, one) in series.iter().enumerate() {
                @let points: Vec<(f64, f64)> = one.values.iter().enumerate().map(|(at, value)| (x(at), y(*value))).collect();
                @match kind {
                    "bar" => (bars(n, series.len(), slot, &points, y(0f64.clamp(low, high)), one, categories)),
                    "area" => {
                        path class={ "area c" (n % 12) } d=(closed(&points, y(0f64.clamp(low, high)))) {}
                        path class={ "line c" (n % 12) } d=(open(&points)) {}
                    }
                    _ => {
                        path class={ "line c" (n % 12) } d=(open(&points)) {}
                        @for ((px_, py), (category, value)) in points.iter().zip(categories.iter().zip(&one.values)) {
                            circle class={ "dot c" (n % 12) } cx=(px(*px_)) cy=(px(*py)) r="3" { title { (one.name) ", " (category) ": " (shown(*value)) } }
                        }
                    }
                }
            }
        }
    }
}

fn bars(
    n: usize,
    of: usize,
    slot: f64,
    points: &[(f64, f64)],
    base: f64,
    one: &Series<'_>,
    categories: &[&str],
) -> Markup {
    let of = f64::from(u32::try_from(of.max(1)).unwrap_or(1));
    let width = (slot * 0.8 / of).min(48.0);
    let shift = width * (f64::from(u32::try_from(n).unwrap_or(0)) - of / 2.0);
    html! {
        @for ((x, y), (category, value)) in points.iter().zip(categories.iter().zip(&one.values)) {
            rect class={ "bar c" (n % 12) } x=(px(x + shift)) y=(px(y.min(base))) width=(px((width - 1.0).max(1.0)))
                height=(px((y - base).abs())) rx="2" { title { (one.name) ", " (category) ": " (shown(*value)) } }
        }
    }
}

fn open(points: &[(f64, f64)]) -> String {
    let each = points
        .iter()
        .enumerate()
        .map(|(n, (x, y))| format!("{}{} {}", if n == 0 { "M" } else { "L" }, px(*x), px(*y)));
    each.collect::<Vec<_>>().join(" ")
}

fn closed(points: &[(f64, f64)], base: f64) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return String::new();
    };
    format!(
        "{} L{} {} L{} {} Z",
        open(points),
        px(last.0),
        px(base),
        px(first.0),
        px(base)
    )
}

fn pie(segments: &[(&str, f64)], title: &str) -> Markup {
    let total: f64 = segments.iter().map(|(_, value)| value.max(0.0)).sum();
    let mut angle = 0.0;
    let mut slices = Vec::new();
    for (n, (label, value)) in segments.iter().enumerate() {
        let share = if total > 0.0 {
            value.max(0.0) / total
        } else {
            0.0
        };
        slices.push((n, label, *value, angle, angle + share));
        angle += share;
    }
    let described = segments
        .iter()
        .map(|(label, value)| format!("{label} {}", shown(*value)))
        .collect::<Vec<_>>()
        .join(", ");
    html! {
        svg.pie viewBox="0 0 240 240" role="img" aria-label=(format!("{title}. {described}")) {
            @for (n, label, value, from, to) in slices {
                path class={ "slice c" (n % 12) } d=(slice(from, to)) { title { (label) ": " (shown(value)) } }
            }
        }
    }
}

/// A slice between two shares of the whole turn.
fn slice(from: f64, to: f64) -> String {
    let point = |share: f64| {
        let turn = (share - 0.25) * std::f64::consts::TAU;
        (
            px(120.0 + 110.0 * turn.cos()),
            px(120.0 + 110.0 * turn.sin()),
        )
    };
    if to - from > 0.999 {
        return "M120 10 A110 110 0 1 1 119.9 10 Z".to_owned();
    }
    let ((x1, y1), (x2, y2)) = (point(from), point(to));
    let large = u8::from(to - from > 0.5);
    format!("M120 120 L{x1} {y1} A110 110 0 {large} 1 {x2} {y2} Z")
}

fn px(value: f64) -> String {
    format!("{value:.1}")
}

/// A number as a person writes it: thousands apart, at most two decimals.
fn shown(value: f64) -> String {
    let text = format!("{:.2}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let fraction = fraction.trim_end_matches('0');
    let mut grouped = String::new();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if value < 0.0 { "−" } else { "" };
    if fraction.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!(
            ["1234567", "0.5", "-3", "12.345"].map(|n| shown(n.parse().unwrap())),
            ["1,234,567", "0.5", "−3", "12.35"].map(str::to_owned)
        );
    }

    #[test]
    fn a_line_has_as_many_dots_as_values_and_says_them() {
        let block = json!({"type": "data_visualization", "title": "Payers", "chart": {"type": "line",
            "series": [{"name": "Actual", "data": [{"label": "W46", "value": 4420}, {"label": "W47", "value": 4800}]}],
            "axis_config": {"categories": ["W46", "W47"]}}});
        let html = chart(&block).into_string();
        assert_eq!(html.matches("<circle").count(), 2);
        assert!(
            html.contains("aria-label=\"Payers. Actual: W46 4,420, W47 4,800\""),
            "{html}"
        );
        assert!(
            html.contains(">4,800</text>") && !html.contains(">0</text>"),
            "{html}"
        );
    }

    #[test]
    fn an_empty_chart_is_still_a_chart() {
        for kind in ["line", "bar", "area", "pie"] {
            let html = chart(&json!({"title": "t", "chart": {"type": kind}})).into_string();
            assert!(
                html.contains("<svg") && !html.contains("NaN") && !html.contains("inf"),
                "{html}"
            );
        }
    }
}
