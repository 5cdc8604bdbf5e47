//! What a file may hold, as a table: which names, what stands at each, how long it may be.

use super::mistake::{Mistakes, quoted};
use super::nearest::did_you_mean;
use super::node::{Item, Node};
use serde_json::{Map, Value, json};

/// What may stand somewhere.
pub(crate) enum Shape {
    /// True or false.
    Flag,
    /// A whole number.
    Whole,
    /// A text of so many to so many characters.
    Text(usize, usize),
    /// A text that a function finds right, or says what is right instead.
    Like(fn(&str) -> Result<(), String>),
    /// One of a few words.
    Word(&'static [&'static str]),
    /// So many to so many of these; `true` where none may be there twice.
    List(usize, usize, &'static Shape, bool),
    /// These names and no others.
    Table(&'static [Key]),
    /// Not looked at.
    Anything,
}

/// A name in a table.
pub(crate) struct Key {
    name: &'static str,
    /// What to write where it is missing; nothing if it may be.
    needed: Option<&'static str>,
    shape: Shape,
}

pub(crate) const fn may(name: &'static str, shape: Shape) -> Key {
    Key {
        name,
        needed: None,
        shape,
    }
}

/// `hint` says what to write where it is missing.
pub(crate) const fn must(name: &'static str, hint: &'static str, shape: Shape) -> Key {
    Key {
        name,
        needed: Some(hint),
        shape,
    }
}

impl Shape {
    /// What stands for a value that is wrong, so that those behind it in a list keep their places.
    pub(super) fn blank(&self) -> Value {
        match self {
            Self::Flag => json!(false),
            Self::Whole => json!(0),
            Self::Text(..) | Self::Like(_) | Self::Word(_) => json!(""),
            Self::List(..) => json!([]),
            Self::Table(_) => json!({}),
            Self::Anything => Value::Null,
        }
    }

    /// The value as JSON; nothing if it is wrong.
    pub(super) fn read(&self, node: &Node, key: &str, mistakes: &mut Mistakes) -> Option<Value> {
        match (self, &node.item) {
            (Self::Anything, _) => Some(Value::Null),
            (Self::Flag, Item::Flag(flag)) => Some(json!(flag)),
            (Self::Whole, Item::Number(number)) => {
                let whole: Option<i64> = number.parse().ok();
                if whole.is_none() {
                    mistakes.add(node.place, key, format!("{number} is not a whole number"));
                }
                whole.map(|whole| json!(whole))
            }
            (Self::Text(least, most), Item::Text(text)) => {
                let length = text.chars().count();
                let what = if text.is_empty() && *least > 0 {
                    "is empty; write a text".to_owned()
                } else if length < *least {
                    format!("has {length} characters; {least} are the least")
                } else if length > *most {
                    format!("has {length} characters; {most} are the most")
                } else {
                    return Some(json!(text));
                };
                mistakes.add(node.place, key, what);
                None
            }
            (Self::Like(fits), Item::Text(text)) => match fits(text) {
                Ok(()) => Some(json!(text)),
                Err(right) => {
                    let what = format!("is {}; {right}", quoted(text));
                    mistakes.add(node.place, key, what);
                    None
                }
            },
            (Self::Word(words), Item::Text(text)) => {
                if words.contains(&text.as_str()) {
                    return Some(json!(text));
                }
                let all = || format!("write \"{}\"", words.join("\" or \""));
                let right = did_you_mean(text, words.iter().copied(), all);
                mistakes.add(node.place, key, format!("is {}; {right}", quoted(text)));
                None
            }
            (Self::List(least, most, of, once), Item::List(items)) => {
                Some(list(node, items, (*least, *most), of, *once, key, mistakes))
            }
            (Self::Table(keys), Item::Table(_)) => Some(table(keys, node, key, mistakes)),
            (_, Item::Nothing) => {
                let what = format!("is empty; {} belongs here", self.wanted());
                mistakes.add(node.place, key, what);
                None
            }
            (_, found) => {
                let what = format!("is {}; {} belongs here", found.sort(), self.wanted());
                mistakes.add(node.place, key, what);
                None
            }
        }
    }

    fn wanted(&self) -> &'static str {
        match self {
            Self::Flag => "true or false, without quotes,",
            Self::Whole => "a whole number, without quotes,",
            Self::Text(..) | Self::Like(_) => "a text in quotes",
            Self::Word(_) => "a word",
            Self::List(..) => "a list",
            Self::Table(_) => "a table of names and values",
            Self::Anything => "anything",
        }
    }
}

fn list(
    node: &Node,
    items: &[Node],
    (least, most): (usize, usize),
    of: &Shape,
    once: bool,
    key: &str,
    mistakes: &mut Mistakes,
) -> Value {
    if items.len() < least {
        let what = "is an empty list; leave the key out where there is nothing";
        mistakes.add(node.place, key, what);
    }
    if items.len() > most {
        let what = format!("has {} entries; {most} are the most", items.len());
        mistakes.add(items[most].place, key, what);
    }
    let mut read: Vec<Value> = Vec::new();
    for (at, item) in items.iter().enumerate().take(most) {
        let key = format!("{key}[{at}]");
        let value = of.read(item, &key, mistakes);
        if once && value.as_ref().is_some_and(|value| read.contains(value)) {
            let what = match &item.item {
                Item::Text(text) => format!("{} is there twice", quoted(text)),
                _ => "is there twice".to_owned(),
            };
            mistakes.add(item.place, &key, what);
        }
        read.push(value.unwrap_or_else(|| of.blank()));
    }
    Value::Array(read)
}

fn table(keys: &[Key], node: &Node, key: &str, mistakes: &mut Mistakes) -> Value {
    let Item::Table(entries) = &node.item else {
        return json!({});
    };
    let full = |name: &str| {
        if key.is_empty() {
            name.to_owned()
        } else {
            format!("{key}.{name}")
        }
    };
    let mut read = Map::new();
    for entry in entries {
        let Some(known) = keys.iter().find(|known| known.name == entry.name) else {
            if mistakes.enough() {
                mistakes.add(entry.place, "", "");
                continue;
            }
            let names = || keys.iter().map(|known| known.name);
            let all = || format!("the keys are {}", names().collect::<Vec<_>>().join(", "));
            let right = did_you_mean(&entry.name, names(), all);
            let what = format!("is not a key here; {right}");
            mistakes.add(entry.place, &full(&entry.name), what);
            continue;
        };
        let value = known.shape.read(&entry.value, &full(known.name), mistakes);
        if let Some(value) = value.filter(|_| !matches!(known.shape, Shape::Anything)) {
            read.insert(known.name.to_owned(), value);
        }
    }
    for missing in keys {
        if let Some(hint) = missing.needed
            && node.get(missing.name).is_none()
        {
            let what = format!("is missing; {hint}");
            mistakes.add(node.place, &full(missing.name), what);
        }
    }
    Value::Object(read)
}
