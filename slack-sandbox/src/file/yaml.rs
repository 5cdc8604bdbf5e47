//! YAML to nodes: one document, every name once, aliases written out as long as that is not absurd.

use super::json;
use super::mistake::quoted;
use super::node::{Entry, Item, Node, Place};
use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use std::collections::HashMap;

/// How deep lists and tables may stand in each other.
const DEEPEST: usize = 60;
/// How many values there may be, each as often as an alias repeats it.
const MOST_NODES: usize = 20_000;

type Broken = Vec<(Place, String)>;

/// The root, or what is no YAML.
pub(super) fn parse(text: &str) -> Result<Node, Broken> {
    // YAML takes most JSON, and more: only what it does not is read as JSON.
    let read = read(text);
    if read.is_err() && text.trim_start().starts_with('{') {
        return json::parse(text);
    }
    read
}

fn read(text: &str) -> Result<Node, Broken> {
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => builder.take(event, span).map_err(|broken| vec![broken])?,
            Err(error) => {
                let place = place(error.marker().line(), error.marker().col());
                return Err(vec![(place, format!("is not YAML: {}", error.info()))]);
            }
        }
    }
    if !builder.twice.is_empty() {
        return Err(builder.twice);
    }
    let nothing = || vec![(Place::START, "is empty".to_owned())];
    builder.root.ok_or_else(nothing)
}

/// The parser counts columns from 0.
fn place(line: usize, column: usize) -> Place {
    Place {
        line: line.max(1),
        column: column + 1,
    }
}

/// A list or a table that is not finished.
struct Open {
    place: Place,
    anchor: usize,
    what: What,
}

enum What {
    List(Vec<Node>),
    /// With the name that waits for its value.
    Table(Vec<Entry>, Option<(String, Place)>),
}

#[derive(Default)]
struct Builder {
    root: Option<Node>,
    open: Vec<Open>,
    anchors: HashMap<usize, Node>,
    nodes: usize,
    twice: Broken,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), (Place, String)> {
        let place = place(span.start.line(), span.start.col());
        match event {
            Event::DocumentStart(_) if self.root.is_some() => Err((
                place,
                "begins a second document; one is all there may be".to_owned(),
            )),
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain && tag.is_none();
                let item = if plain {
                    scalar(&text)
                } else {
                    Item::Text(text.into_owned())
                };
                self.count(1, place)?;
                self.close(anchor, Node { place, item })
            }
            Event::Alias(anchor) => {
                let Some(node) = self.anchors.get(&anchor) else {
                    return Err((place, "repeats something that it is part of".to_owned()));
                };
                let node = Node {
                    place,
                    item: node.item.clone(),
                };
                self.count(size(&node, MOST_NODES), place)?;
                self.close(0, node)
            }
            Event::SequenceStart(anchor, _) => self.begin(place, anchor, What::List(Vec::new())),
            Event::MappingStart(anchor, _) => {
                self.begin(place, anchor, What::Table(Vec::new(), None))
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.open.pop() else {
                    return Ok(());
                };
                let item = match open.what {
                    What::List(items) => Item::List(items),
                    What::Table(entries, _) => Item::Table(entries),
                };
                let place = open.place;
                self.close(open.anchor, Node { place, item })
            }
            _ => Ok(()),
        }
    }

    fn begin(&mut self, place: Place, anchor: usize, what: What) -> Result<(), (Place, String)> {
        if self.open.len() >= DEEPEST {
            return Err((place, format!("is nested more than {DEEPEST} deep")));
        }
        self.count(1, place)?;
        self.open.push(Open {
            place,
            anchor,
            what,
        });
        Ok(())
    }

    fn count(&mut self, more: usize, place: Place) -> Result<(), (Place, String)> {
        self.nodes += more;
        if self.nodes > MOST_NODES {
            return Err((
                place,
                format!("is where there are more than {MOST_NODES} values"),
            ));
        }
        Ok(())
    }

    /// Puts a whole value where it belongs.
    fn close(&mut self, anchor: usize, node: Node) -> Result<(), (Place, String)> {
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut().map(|open| &mut open.what) {
            None => self.root = Some(node),
            Some(What::List(items)) => items.push(node),
            Some(What::Table(entries, name)) => match name.take() {
                Some((name, place)) => {
                    let value = node;
                    let entry = Entry { name, place, value };
                    if let Some(first) = entries.iter().find(|one| one.name == entry.name) {
                        let (name, line) = (quoted(&entry.name), first.place.line);
                        let what = format!("{name} is there twice; first on line {line}");
                        self.twice.push((entry.place, what));
                    } else {
                        entries.push(entry);
                    }
                }
                None => *name = Some((key(&node)?, node.place)),
            },
        }
        Ok(())
    }
}

/// How many values a node holds, itself included; counts no further than `most`.
fn size(node: &Node, most: usize) -> usize {
    let mut count = 1;
    let mut add = |below: &Node| {
        if count < most {
            count += size(below, most - count);
        }
    };
    match &node.item {
        Item::List(items) => items.iter().for_each(&mut add),
        Item::Table(entries) => entries.iter().for_each(|entry| add(&entry.value)),
        _ => {}
    }
    count
}

fn key(node: &Node) -> Result<String, (Place, String)> {
    match &node.item {
        Item::Text(text) | Item::Number(text) => Ok(text.clone()),
        Item::Flag(flag) => Ok(flag.to_string()),
        Item::Nothing => Ok("null".to_owned()),
        other => Err((
            node.place,
            format!("is {}; a name belongs here", other.sort()),
        )),
    }
}

/// A word without quotes, as YAML 1.2 reads it.
fn scalar(text: &str) -> Item {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Item::Nothing,
        "true" | "True" | "TRUE" => Item::Flag(true),
        "false" | "False" | "FALSE" => Item::Flag(false),
        _ if is_number(text) => Item::Number(text.to_owned()),
        _ => Item::Text(text.to_owned()),
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+']);
    digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.contains(|c: char| c.is_ascii_digit())
        && digits.parse::<f64>().is_ok()
}
