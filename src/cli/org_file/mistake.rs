//! What is wrong with a file, and where: one line a mistake.

use std::fmt;
use std::io;
use std::string::FromUtf8Error;

/// One thing that is wrong with an `org.toml`, as it is printed: `org.toml:12: teams.payments.kind: ...`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The file, as it was named.
    pub file: String,
    /// Counts from 1.
    pub line: usize,
    /// The key with all that it stands under; empty where the file as a whole is wrong.
    pub key: String,
    /// What is wrong, and what would be right.
    pub what: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        f.write_str(&self.what)
    }
}

/// Why a file gave no company.
#[derive(Debug, thiserror::Error)]
pub enum OrgFileError {
    /// The system does not let us read it.
    #[error("cannot read {file}: {cause}")]
    CannotRead {
        /// The file, as it was named.
        file: String,
        /// What the system says.
        cause: io::Error,
    },
    /// Every mistake in it, in order of line, each on a line of its own.
    #[error("{}", lines(.0))]
    Mistakes(Vec<Mistake>),
}

fn lines(mistakes: &[Mistake]) -> String {
    let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// A text as a mistake quotes it: on one line, nothing in it that a terminal would obey, cut where it is long.
pub(super) fn quoted(text: &str) -> String {
    const MOST: usize = 60;
    let escape = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => c.escape_unicode().to_string(),
        c => c.to_string(),
    };
    let start: String = text.chars().take(MOST).map(escape).collect();
    let more = if text.chars().nth(MOST).is_some() {
        "…"
    } else {
        ""
    };
    format!("\"{start}{more}\"")
}

/// The file has more than it may hold.
pub(super) fn too_large(file: &str) -> Mistake {
    Mistake {
        file: file.to_owned(),
        line: 1,
        key: String::new(),
        what: "is larger than 1 MiB, which is the most that is read".to_owned(),
    }
}

/// The file is not text.
pub(super) fn not_text(file: &str, error: &FromUtf8Error) -> Mistake {
    let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
    Mistake {
        file: file.to_owned(),
        line: 1 + good.iter().filter(|byte| **byte == b'\n').count(),
        key: String::new(),
        what: "is not UTF-8 text from here on; save the file as UTF-8".to_owned(),
    }
}
