//! Files that a person writes: read up to a size, parsed with the place of everything, held against a shape.
//!
//! Every mistake is told, not only the first. What is wrong stays out of the value that is read, so that the rest
//! can still be judged; a mistake that follows from another one is not told.

mod json;
mod mistake;
mod nearest;
mod node;
mod shape;
mod toml;
mod yaml;

pub(crate) use mistake::Problem;
pub use mistake::{Mistake, Mistakes};
pub(crate) use nearest::did_you_mean;
use node::Place;
pub(crate) use shape::{Key, Shape, may, must};

use anyhow::Context;
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The most that a file may hold, in bytes.
const MOST_BYTES: u64 = 1 << 20;

/// How a text is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Toml,
    /// JSON is a kind of YAML.
    Yaml,
}

/// The text of a file.
///
/// # Errors
/// What the system says, that it is too large, or that it is no text.
pub(crate) fn text(path: &Path) -> anyhow::Result<String> {
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes))
        .with_context(|| format!("cannot read {name}"))?;
    if bytes.len() as u64 > MOST_BYTES {
        let what = "is larger than 1 MiB, which is the most that is read";
        return Err(Mistakes::one(&name, Place::START, what).into());
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let good = String::from_utf8_lossy(&error.as_bytes()[..good]).into_owned();
        let what = "is not UTF-8 text from here on; save the file as UTF-8";
        Mistakes::one(&name, Place::after(&good), what).into()
    })
}

/// Reads a value: its shape first, then what `check` finds in it.
///
/// # Errors
/// Every mistake, in the order of the file.
pub(crate) fn read<T: DeserializeOwned>(
    name: &str,
    text: &str,
    format: Format,
    shape: &Shape,
    check: impl FnOnce(&T) -> Vec<Problem>,
) -> anyhow::Result<T> {
    let mut mistakes = Mistakes::of(name);
    let parsed = match format {
        Format::Toml => toml::parse(text),
        Format::Yaml => yaml::parse(text),
    };
    let root = match parsed {
        Ok(root) => root,
        Err(broken) => {
            for (place, what) in broken {
                mistakes.add(place, "", what);
            }
            return Err(mistakes.into());
        }
    };
    let value = shape.read(&root, "", &mut mistakes);
    let value: T = serde_json::from_value(value.unwrap_or_else(|| shape.blank()))
        .with_context(|| format!("{name} cannot be read"))?;
    for Problem { key, what } in check(&value) {
        if !mistakes.cover(&key) {
            mistakes.add(root.place_of(&key), &key, what);
        }
    }
    mistakes.none().map(|()| value)
}
