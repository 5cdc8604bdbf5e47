//! Charts and tables, as data: how they look is Slack's affair, and what they say can always be said in words.

use super::message::Line;

/// Numbers over the same points, most often weeks. Every series has one value for each point: where a week has no
/// number it is no point, because silence is never filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What is counted, and in which unit; Slack shows 50 characters.
    pub title: String,
    /// How it is drawn.
    pub look: Look,
    /// The points, in order; where not all fit, the last ones are shown. Slack shows 20 of 20 characters each.
    pub points: Vec<String>,
    /// What is compared; Slack shows 12.
    pub series: Vec<Series>,
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// A line for each series: how it goes.
    Lines,
    /// A bar for each series at each point: how much of each.
    Bars,
}

/// One line, or one bar at each point.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its name in the legend; Slack shows 20 characters.
    pub name: String,
    /// One for each point.
    pub values: Vec<f64>,
}

/// Rows under headings.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The headings; the first column names the row.
    pub columns: Vec<String>,
    /// One cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// What stands in a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text, which may be somebody's own.
    Text(String),
    /// A number, and how it is written.
    Number(f64, String),
}

impl Cell {
    /// A number as a plain figure.
    #[must_use]
    pub fn number(value: f64) -> Self {
        Self::Number(value, figure(value))
    }

    /// How it reads.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Number(_, text) => text,
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// "45", "6.5"; a dash where there is no number.
fn figure(value: f64) -> String {
    if value.is_finite() {
        // Nobody reads the hundredth of thousands.
        let parts = if value.abs() < 1000.0 { 100.0 } else { 1.0 };
        let rounded = (value * parts).round() / parts;
        format!("{rounded}")
    } else {
        "–".to_owned()
    }
}

impl Chart {
    /// The same in words: the title with the points, then a line for each series.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let head = Line::bold(self.title.clone()).and(format!(": {}", self.points.join(", ")));
        let series = self.series.iter().map(|series| {
            let values: Vec<String> = series.values.iter().copied().map(figure).collect();
            Line::plain(format!("{}: {}", series.name, values.join(", ")))
        });
        std::iter::once(head).chain(series).collect()
    }

    /// The same as rows: one for each point.
    #[must_use]
    pub fn table(&self) -> Table {
        let names = self.series.iter().map(|series| series.name.clone());
        let row = |(at, point): (usize, &String)| {
            let value = |series: &Series| {
                let value = series.values.get(at).copied().unwrap_or(f64::NAN);
                Cell::number(value)
            };
            let cells = self.series.iter().map(value);
            std::iter::once(Cell::Text(point.clone()))
                .chain(cells)
                .collect()
        };
        Table {
            caption: self.title.clone(),
            columns: std::iter::once(String::new()).chain(names).collect(),
            rows: self.points.iter().enumerate().map(row).collect(),
        }
    }
}

impl Table {
    /// The same in words: the caption, then a line for each row.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let row = |row: &Vec<Cell>| {
            let cells = self.columns.iter().zip(row).skip(1);
            let cells: Vec<String> = cells
                .map(|(column, cell)| format!("{column} {}", cell.text()).trim().to_owned())
                .collect();
            let name = row.first().map_or("", Cell::text);
            let colon = if cells.is_empty() { "" } else { ": " };
            Line::plain(format!("{name}{colon}{}", cells.join(", ")))
        };
        std::iter::once(Line::bold(self.caption.clone()))
            .chain(self.rows.iter().map(row))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart() -> Chart {
        let series = |name: &str, values: [f64; 2]| Series {
            name: name.to_owned(),
            values: values.to_vec(),
        };
        Chart {
            title: "Elective work, %".to_owned(),
            look: Look::Lines,
            points: vec!["W46".to_owned(), "W47".to_owned()],
            series: vec![
                series("Elective", [50.0, 62.5]),
                series("Agreed", [65.0; 2]),
            ],
        }
    }

    fn read(lines: &[Line]) -> Vec<String> {
        lines.iter().map(Line::text).collect()
    }

    #[test]
    fn a_chart_can_be_read_aloud() {
        let read = read(&chart().lines());
        let said = [
            "Elective work, %: W46, W47",
            "Elective: 50, 62.5",
            "Agreed: 65, 65",
        ];
        assert_eq!(read, said);
    }

    #[test]
    fn a_chart_is_a_table_with_a_row_for_each_point() {
        let said = [
            "Elective work, %",
            "W46: Elective 50, Agreed 65",
            "W47: Elective 62.5, Agreed 65",
        ];
        assert_eq!(read(&chart().table().lines()), said);
    }

    #[test]
    fn a_number_that_is_none_is_a_dash() {
        assert_eq!(Cell::number(f64::NAN).text(), "–");
    }
}
