//! JSON that is no YAML: escapes such as `\ud83d\ude00` and `\/`, tabs.

use super::mistake::quoted;
use super::node::{Entry, Item, Node, Place};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::fmt;

type Broken = Vec<(Place, String)>;

/// The root, or where it stops being JSON.
pub(super) fn parse(text: &str) -> Result<Node, Broken> {
    let broken = |error: serde_json::Error| {
        let place = Place {
            line: error.line().max(1),
            column: error.column().max(1),
        };
        let said = error.to_string();
        let said = said.split(" at line ").next().unwrap_or(&said).to_owned();
        vec![(place, format!("is neither JSON nor YAML: {said}"))]
    };
    // Reading it as a value first keeps it from being too deep.
    let _: Value = serde_json::from_str(text).map_err(broken)?;
    let mut reader = Reader {
        text,
        at: 0,
        place: Place::START,
        twice: Vec::new(),
    };
    let root = serde_json::from_str(text).and_then(|raw| reader.node(raw));
    let root = root.map_err(broken)?;
    if reader.twice.is_empty() {
        Ok(root)
    } else {
        Err(reader.twice)
    }
}

/// Goes through a text from its beginning to its end.
struct Reader<'a> {
    text: &'a str,
    /// How far it has come, in bytes and as a place.
    at: usize,
    place: Place,
    twice: Broken,
}

impl<'a> Reader<'a> {
    fn node(&mut self, raw: &'a RawValue) -> serde_json::Result<Node> {
        let place = self.come_to(raw.get());
        let item = match raw.get().as_bytes().first() {
            Some(b'{') => Item::Table(self.entries(serde_json::from_str(raw.get())?)?),
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(raw.get())?;
                let items = items.into_iter().map(|item| self.node(item));
                Item::List(items.collect::<Result<_, _>>()?)
            }
            _ => match serde_json::from_str(raw.get())? {
                Value::String(text) => Item::Text(text),
                Value::Bool(flag) => Item::Flag(flag),
                Value::Number(number) => Item::Number(number.to_string()),
                _ => Item::Nothing,
            },
        };
        Ok(Node { place, item })
    }

    fn entries(&mut self, pairs: Pairs<'a>) -> serde_json::Result<Vec<Entry>> {
        let mut entries: Vec<Entry> = Vec::new();
        for (name, value) in pairs.0 {
            let place = self.come_to(name.get());
            let name: String = serde_json::from_str(name.get())?;
            let value = self.node(value)?;
            if let Some(first) = entries.iter().find(|one| one.name == name) {
                let (name, line) = (quoted(&name), first.place.line);
                let what = format!("{name} is there twice; first on line {line}");
                self.twice.push((place, what));
            } else {
                entries.push(Entry { name, place, value });
            }
        }
        Ok(entries)
    }

    /// Where a part of the text stands; it stands behind all that were asked for before.
    fn come_to(&mut self, part: &'a str) -> Place {
        let at = part.as_ptr() as usize - self.text.as_ptr() as usize;
        for letter in self.text[self.at..at].chars() {
            if letter == '\n' {
                self.place.line += 1;
                self.place.column = 0;
            }
            self.place.column += 1;
        }
        self.at = at;
        self.place
    }
}

/// An object's names and values as they are written.
struct Pairs<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'a> Deserialize<'a> for Pairs<'a> {
    fn deserialize<D: Deserializer<'a>>(from: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'a> Visitor<'a> for Object {
            type Value = Pairs<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<Pairs<'a>, M::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }

        from.deserialize_map(Object)
    }
}
