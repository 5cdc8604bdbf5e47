//! A line of text in runs of one style each.

/// A run of text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The text, as it is read; never markup.
    pub text: String,
    /// How it looks.
    pub style: Style,
}

/// How a span looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As the text around it.
    Plain,
    /// Strong.
    Bold,
    /// Slanted.
    Italic,
    /// Fixed width: commands.
    Code,
    /// For the eye alone: drawn in letters, of what stands around it. A screen reader would read every bar, so the
    /// text goes without.
    Drawn,
    /// An address of Slack's, which leads where it says.
    Link,
}

/// A line of spans.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line(pub Vec<Span>);

impl Line {
    /// A line of plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::default().and(text)
    }

    /// A strong line.
    pub fn bold(text: impl Into<String>) -> Self {
        Self::default().and_bold(text)
    }

    /// A slanted line.
    pub fn italic(text: impl Into<String>) -> Self {
        Self::default().with(text, Style::Italic)
    }

    /// With more plain text behind it.
    #[must_use]
    pub fn and(self, text: impl Into<String>) -> Self {
        self.with(text, Style::Plain)
    }

    /// With strong text behind it.
    #[must_use]
    pub fn and_bold(self, text: impl Into<String>) -> Self {
        self.with(text, Style::Bold)
    }

    /// With an address behind it that Slack gave us, never one that somebody typed.
    #[must_use]
    pub fn and_link(self, address: impl Into<String>) -> Self {
        self.with(address, Style::Link)
    }

    /// With text in a style behind it.
    #[must_use]
    pub fn with(mut self, text: impl Into<String>, style: Style) -> Self {
        self.0.push(Span {
            text: text.into(),
            style,
        });
        self
    }

    /// With another line's spans behind its own.
    #[must_use]
    pub fn followed_by(mut self, line: Self) -> Self {
        self.0.extend(line.0);
        self
    }

    /// The text alone, without what is only drawn.
    #[must_use]
    pub fn text(&self) -> String {
        let read = self.0.iter().filter(|span| span.style != Style::Drawn);
        read.map(|span| span.text.as_str()).collect()
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}

impl From<String> for Line {
    fn from(text: String) -> Self {
        Self::plain(text)
    }
}
