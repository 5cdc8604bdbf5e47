//! Charts of a `data_visualization` block: what is read from the JSON, and the frame around the drawing.
//!
//! The drawing is a picture to those who hear the page; its numbers stand below it as a table behind a fold, for
//! everybody.

mod draw;

use maud::{Markup, PreEscaped, html};
use serde_json::Value;

use super::json::{list, text};

/// The palette's colours, `--c0` and so on, which series take in turn.
const COLOURS: usize = 12;

/// A line, a row of bars, or an area.
struct Series<'a> {
    name: &'a str,
    values: Vec<f64>,
}

/// Series over categories.
struct Plot<'a> {
    kind: &'a str,
    categories: Vec<&'a str>,
    series: Vec<Series<'a>>,
}

/// A titled chart with its legend and its numbers; `id` is unique on the page.
pub(super) fn chart(block: &Value, id: &str) -> Markup {
    let chart = &block["chart"];
    let title = text(block, "title");
    let title_id = format!("{id}-title");
    let (drawn, names, numbers) = if text(chart, "type") == "pie" {
        let segments = segments(chart);
        let names = shares(&segments);
        (draw::pie(&segments), names, segment_table(&segments))
    } else {
        let plot = read(chart);
        let names = plot.series.iter().map(|one| one.name.to_owned()).collect();
        (draw::plot(&plot), names, plot_table(&plot))
    };
    let axis = |name: &str| text(&chart["axis_config"], name);
    html! {
        figure.b-chart aria-labelledby=(title_id) {
            figcaption id=(title_id) { (title) }
            @if !axis("y_label").is_empty() { p.axis { (axis("y_label")) } }
            div.drawing.pie[text(chart, "type") == "pie"] role="img" aria-labelledby=(title_id) { (PreEscaped(drawn)) }
            @if !axis("x_label").is_empty() { p.axis.below { (axis("x_label")) } }
            ul.legend { @for (n, name) in names.iter().enumerate() {
                li { span class={ "key c" (n % COLOURS) } {} (name) }
            } }
            details.numbers {
                summary { "Show the numbers" }
                div.b-table tabindex="0" role="region" aria-label=(format!("Numbers: {title}")) { (numbers) }
            }
        }
    }
}

fn read(chart: &Value) -> Plot<'_> {
    let categories: Vec<&str> = list(&chart["axis_config"], "categories")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let values = |one: &Value| {
        let points = list(one, "data");
        let value = |label: &&str| {
            let found = points.iter().find(|point| text(point, "label") == *label);
            found.map_or(0.0, number)
        };
        categories.iter().map(value).collect()
    };
    Plot {
        kind: text(chart, "type"),
        series: list(chart, "series")
            .iter()
            .map(|one| Series {
                name: text(one, "name"),
                values: values(one),
            })
            .collect(),
        categories,
    }
}

fn segments(chart: &Value) -> Vec<(&str, f64)> {
    list(chart, "segments")
        .iter()
        .map(|one| (text(one, "label"), number(one)))
        .collect()
}

fn number(value: &Value) -> f64 {
    let number = value.get("value").and_then(Value::as_f64);
    number.filter(|n| n.is_finite()).unwrap_or(0.0)
}

/// Labels of a pie's segments with their shares of the whole.
fn shares(segments: &[(&str, f64)]) -> Vec<String> {
    let total: f64 = segments.iter().map(|(_, value)| value.max(0.0)).sum();
    let share =
        |value: f64| shown((1000.0 * value.max(0.0) / total.max(f64::MIN_POSITIVE)).round() / 10.0);
    segments
        .iter()
        .map(|(label, value)| format!("{label} {}%", share(*value)))
        .collect()
}

fn segment_table(segments: &[(&str, f64)]) -> Markup {
    html! {
        table { tbody { @for (label, value) in segments {
            tr { th scope="row" { (label) } td.right { (shown(*value)) } }
        } } }
    }
}

fn plot_table(plot: &Plot<'_>) -> Markup {
    html! {
        table {
            thead { tr { td {} @for one in &plot.series { th.right scope="col" { (one.name) } } } }
            tbody { @for (n, category) in plot.categories.iter().enumerate() {
                tr {
                    th scope="row" { (category) }
                    @for one in &plot.series { td.right { (one.values.get(n).map_or_else(String::new, |value| shown(*value))) } }
                }
            } }
        }
    }
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
    fn a_line_is_drawn_through_its_values_and_says_them_in_a_table() {
        let block = json!({"type": "data_visualization", "title": "Payers", "chart": {"type": "line",
            "series": [{"name": "Actual", "data": [{"label": "W46", "value": 4420}, {"label": "W47", "value": 4800}]}],
            "axis_config": {"categories": ["W46", "W47"]}}});
        let html = chart(&block, "x").into_string();
        assert!(
            html.contains("<polyline") && html.contains("var(--c0)"),
            "{html}"
        );
        assert!(
            html.contains("<th scope=\"row\">W47</th><td class=\"right\">4,800</td>"),
            "{html}"
        );
        assert!(
            html.contains("\n4,800\n") && !html.contains("\n0\n"),
            "values close together leave zero out: {html}"
        );
    }

    #[test]
    fn an_empty_chart_is_still_a_chart() {
        for kind in ["line", "bar", "area", "pie"] {
            let html = chart(&json!({"title": "t", "chart": {"type": kind}}), "x").into_string();
            assert!(
                html.contains("<svg") && !html.contains("NaN") && !html.contains("inf"),
                "{html}"
            );
        }
    }

    #[test]
    fn what_a_label_says_is_text_in_the_drawing() {
        let block = json!({"title": "t", "chart": {"type": "bar",
            "series": [{"name": "</svg><script>", "data": [{"label": "</text><script>", "value": 1e300}]}],
            "axis_config": {"categories": ["</text><script>"]}}});
        let html = chart(&block, "x").into_string();
        assert!(!html.contains("<script>"), "{html}");
    }
}
