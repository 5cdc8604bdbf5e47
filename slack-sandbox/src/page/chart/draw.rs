//! The drawing itself, by plotters, as SVG whose colours are the page's own and follow light and dark.

use std::ops::Range;

use plotters::coord::Shift;
use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, SegmentValue};
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;

use super::{COLOURS, Plot, shown};

/// Drawn twice as large as shown, because plotters rounds to whole units.
const SIZE: (u32, u32) = (720, 350);
const PIE: (u32, u32) = (480, 480);

/// Colours that stand for names of the palette until the drawing is done.
const INK: RGBColor = RGBColor(1, 2, 3);
const GRID: RGBColor = RGBColor(1, 2, 4);
const BACK: RGBColor = RGBColor(1, 2, 5);

type Failed = DrawingAreaErrorKind<std::io::Error>;
type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

fn colour(n: usize) -> RGBColor {
    RGBColor(9, 9, u8::try_from(n % COLOURS).unwrap_or(0))
}

/// A line, bars, or areas over categories.
pub(super) fn plot(plot: &Plot<'_>) -> String {
    drawing(SIZE, |area| draw_plot(area, plot))
}

/// A pie; nothing to divide is an empty one.
pub(super) fn pie(segments: &[(&str, f64)]) -> String {
    drawing(PIE, |area| {
        let sizes: Vec<f64> = segments.iter().map(|(_, value)| value.max(0.0)).collect();
        if sizes.iter().sum::<f64>() <= 0.0 {
            return area.draw(&Circle::new((240, 240), 224, GRID.stroke_width(1)));
        }
        let colours: Vec<RGBColor> = (0..segments.len()).map(colour).collect();
        let labels = vec![""; segments.len()];
        let mut pie = Pie::new(&(240, 240), &224.0, &sizes, &colours, &labels);
        pie.start_angle(-90.0);
        area.draw(&pie)
    })
}

fn drawing(size: (u32, u32), draw: impl FnOnce(&Area<'_>) -> Result<(), Failed>) -> String {
    let mut out = String::new();
    {
        let area = SVGBackend::with_string(&mut out, size).into_drawing_area();
        if let Err(error) = draw(&area).and_then(|()| area.present()) {
            tracing::warn!(%error, "a chart is not drawn whole");
        }
    }
    let own = format!("<svg width=\"{}\" height=\"{}\" ", size.0, size.1);
    out = out.replacen(&own, "<svg aria-hidden=\"true\" ", 1);
    for (stands, name) in [(INK, "quiet"), (GRID, "line"), (BACK, "bg")] {
        out = named(&out, stands, name);
    }
    (0..COLOURS).fold(out, |out, n| named(&out, colour(n), &format!("c{n}")))
}

/// Puts the palette's name where a colour stands for it.
fn named(svg: &str, RGBColor(red, green, blue): RGBColor, name: &str) -> String {
    let stands = format!("\"#{red:02X}{green:02X}{blue:02X}\"");
    svg.replace(&stands, &format!("\"var(--{name})\""))
}

/// A vertical axis with these lines.
struct Axis(Vec<f64>);

impl Ranged for Axis {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        RangedCoordf64::from(self.range()).map(value, limit)
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        self.0.clone()
    }

    fn range(&self) -> Range<f64> {
        self.0[0]..self.0[self.0.len() - 1]
    }
}

fn draw_plot(area: &Area<'_>, plot: &Plot<'_>) -> Result<(), Failed> {
    let count = plot.categories.len().max(1);
    let ticks = ticks(plot);
    let (low, high) = (ticks[0], ticks[ticks.len() - 1]);
    let longest = ticks.iter().map(|tick| shown(*tick).chars().count()).max();
    let left = u32::try_from(longest.unwrap_or(1)).unwrap_or(8).min(16) * 12 + 18;
    let mut chart = ChartBuilder::on(area)
        .margin_top(16)
        .margin_right(12)
        .x_label_area_size(44)
        .y_label_area_size(left)
        .build_cartesian_2d((0..count - 1).into_segmented(), Axis(ticks))?;
    let label = ("sans-serif", 24).into_font().color(&INK);
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(GRID.stroke_width(1))
        .axis_style(GRID.stroke_width(1))
        .set_tick_mark_size(LabelAreaPosition::Left, 6)
        .set_tick_mark_size(LabelAreaPosition::Bottom, 8)
        .x_labels(count.min(widest(plot)))
        .y_labels(8)
        .x_label_formatter(&|at| match at {
            SegmentValue::CenterOf(n) => plot.categories.get(*n).copied().unwrap_or("").to_owned(),
            _ => String::new(),
        })
        .y_label_formatter(&|value| shown(*value))
        .x_label_style(label.clone())
        .y_label_style(label)
        .draw()?;
    let base = 0f64.clamp(low, high);
    let slot = chart.plotting_area().dim_in_pixel().0 / u32::try_from(count).unwrap_or(u32::MAX);
    for (n, one) in plot.series.iter().enumerate() {
        let points = one.values.iter().enumerate();
        let points = points.map(|(at, value)| (SegmentValue::CenterOf(at), *value));
        let style = colour(n).stroke_width(3);
        match plot.kind {
            "bar" => {
                let (before, after) = beside(slot, n, plot.series.len());
                chart.draw_series(one.values.iter().enumerate().map(|(at, value)| {
                    let corners = [
                        (SegmentValue::Exact(at), *value),
                        (SegmentValue::Exact(at + 1), base),
                    ];
                    let mut bar = Rectangle::new(corners, colour(n).filled());
                    bar.set_margin(0, 0, before, after);
                    bar
                }))?;
            }
            "area" => {
                let series = AreaSeries::new(points, base, colour(n).mix(0.22));
                chart.draw_series(series.border_style(style))?;
            }
            _ => {
                chart.draw_series(LineSeries::new(points.clone(), style))?;
                chart.draw_series(points.map(|point| {
                    EmptyElement::at(point)
                        + Circle::new((0, 0), 5, colour(n).filled())
                        + Circle::new((0, 0), 5, BACK.stroke_width(1))
                }))?;
            }
        }
    }
    Ok(())
}

/// How far the bars of one series stay from both edges of their category.
fn beside(slot: u32, n: usize, of: usize) -> (u32, u32) {
    let (n, of) = (
        u32::try_from(n).unwrap_or(0),
        u32::try_from(of.max(1)).unwrap_or(1),
    );
    let bar = (slot * 4 / 5 / of).clamp(2, 96);
    let edge = slot.saturating_sub(bar * of) / 2;
    let before = edge + bar * n;
    (before + 1, slot.saturating_sub(before + bar) + 1)
}

/// How many labels of categories find room beside each other.
fn widest(plot: &Plot<'_>) -> usize {
    let longest = plot
        .categories
        .iter()
        .map(|name| name.chars().count())
        .max();
    (640 / (longest.unwrap_or(1) * 12 + 20)).max(2)
}

/// The lines of the vertical axis, from below all values to above them; at least two.
///
/// A line may leave zero out where its values lie close together; what is filled stands on zero.
fn ticks(plot: &Plot<'_>) -> Vec<f64> {
    let all = || {
        plot.series
            .iter()
            .flat_map(|one| one.values.iter().copied())
    };
    let high = all().fold(0.0, f64::max);
    let lowest = all().fold(f64::INFINITY, f64::min);
    let low = if plot.kind == "line" && lowest.is_finite() && lowest > high / 2.0 && lowest < high {
        lowest
    } else {
        lowest.min(0.0)
    };
    let raw = (high - low) / 4.0;
    if raw <= 0.0 || !raw.is_finite() {
        return vec![0.0, 0.5, 1.0];
    }
    let power = 10f64.powf(raw.log10().floor());
    let steps = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|n| n * power);
    let step = steps
        .into_iter()
        .find(|step| *step >= raw * 0.999)
        .unwrap_or(raw);
    let first = (low / step).floor() * step;
    // Four steps hold the values; rounding both ends adds at most two.
    let lines = (0..8u32).map(|n| first + step * f64::from(n));
    let below = lines
        .clone()
        .take_while(|line| *line < high - step * 0.001)
        .count();
    lines.take(below + 1).collect()
}
