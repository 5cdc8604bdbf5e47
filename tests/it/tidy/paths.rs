//! Every path that a source text writes, made absolute: `crate::…`, `super::…`, the branches of a `use`, paths inside
//! macros, attributes and the strings of attributes.

use proc_macro2::TokenStream;

use super::tokens::{Kind, Token, closing, flat};

/// A path as it is meant: inside the crate without its `crate::`, or from a library or from here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    pub line: usize,
    pub from: From,
    pub steps: Vec<String>,
    pub role: Role,
    /// The name that a `use` gives it here.
    pub called: Option<String>,
    /// Stands in an inline module of tests.
    pub in_tests: bool,
}

/// Where a path begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// The root of this crate.
    Crate,
    /// A library, or a name of this module: `sqlx::query`, `Week::new`.
    Name,
}

/// What a path is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Stands in code.
    Mention,
    /// Is brought in under its own name.
    Use,
    /// Is brought in and handed on: `pub use`.
    HandOn,
    /// Is brought in under another name.
    Rename,
    /// Everything under it is brought in.
    Glob,
}

impl Path {
    pub fn text(&self) -> String {
        let steps = self.steps.join("::");
        match self.from {
            From::Crate if steps.is_empty() => "crate".to_owned(),
            From::Crate => format!("crate::{steps}"),
            From::Name => steps,
        }
    }
}

/// All paths of a text that stands in the module `home`.
pub fn of(tokens: &TokenStream, home: &[String]) -> Vec<Path> {
    let mut walk = Walk {
        tokens: flat(tokens),
        modules: home.to_vec(),
        ends: Vec::new(),
        found: Vec::new(),
    };
    walk.all();
    through_uses(walk.found)
}

/// Follows names that a `use` brought in: after `use tokio::time`, `time::sleep` is `tokio::time::sleep`.
fn through_uses(mut found: Vec<Path>) -> Vec<Path> {
    let brought: Vec<Path> = found
        .iter()
        .filter(|path| path.called.is_some())
        .cloned()
        .collect();
    for path in &mut found {
        if path.role != Role::Mention || path.from != From::Name {
            continue;
        }
        let source = brought
            .iter()
            .find(|other| other.called.as_ref() == path.steps.first());
        if let Some(source) = source {
            path.from = source.from;
            path.steps.splice(..1, source.steps.iter().cloned());
        }
    }
    found
}

struct Walk {
    tokens: Vec<Token>,
    /// The module that the walk is in.
    modules: Vec<String>,
    /// Where the inline modules around it end.
    ends: Vec<usize>,
    found: Vec<Path>,
}

impl Walk {
    fn all(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            if self.ends.last() == Some(&at) {
                self.ends.pop();
                self.modules.pop();
            }
            at = self.one(at);
        }
    }

    fn is(&self, at: usize, text: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(text))
    }

    fn name(&self, at: usize) -> Option<String> {
        let token = self.tokens.get(at)?;
        (token.kind == Kind::Name).then(|| token.text.clone())
    }

    /// Takes what begins here and says where to go on.
    fn one(&mut self, at: usize) -> usize {
        if self.is(at, "mod") && self.is(at + 2, "{") {
            self.modules.push(self.tokens[at + 1].text.clone());
            self.ends.push(closing(&self.tokens, at + 2));
            return at + 3;
        }
        // `use<'a>` in a type is another thing.
        if self.is(at, "use") && !self.is(at + 1, "<") {
            let public = at > 0 && (self.is(at - 1, "pub") || self.is(at - 1, ")"));
            return self.tree(at + 1, Vec::new(), public);
        }
        if self.is(at, "extern") && self.is(at + 1, "crate") {
            let steps = vec![self.tokens[at + 2].text.clone()];
            self.push(at + 2, steps, Role::Rename, None);
            return at + 3;
        }
        if self.is(at, "#") {
            let open = at + 1 + usize::from(self.is(at + 1, "!"));
            if self.is(open, "[") {
                self.strings(open);
            }
            return open;
        }
        self.mention(at)
    }

    fn mention(&mut self, at: usize) -> usize {
        let Some(first) = self.name(at) else {
            return at + 1;
        };
        let mut steps = vec![first];
        let mut end = at + 1;
        while self.is(end, "::") {
            let Some(next) = self.name(end + 1) else {
                break;
            };
            steps.push(next);
            end += 2;
        }
        if steps.len() > 1 {
            self.push(at, steps, Role::Mention, None);
        }
        end
    }

    /// One tree of a `use`, behind what was read of it; ends behind the tree.
    fn tree(&mut self, mut at: usize, mut steps: Vec<String>, public: bool) -> usize {
        let start = at;
        loop {
            if self.is(at, "{") {
                let end = closing(&self.tokens, at);
                at += 1;
                while at < end {
                    at = self.tree(at, steps.clone(), public);
                    at += usize::from(self.is(at, ","));
                }
                return end + 1;
            }
            if self.is(at, "*") {
                let role = if public { Role::HandOn } else { Role::Glob };
                self.push(start, steps, role, None);
                return at + 1;
            }
            if self.is(at, "::") {
                at += 1;
                continue;
            }
            let Some(step) = self.name(at) else {
                return at + 1;
            };
            if step != "self" || steps.is_empty() {
                steps.push(step);
            }
            at += 1;
            if !self.is(at, "::") {
                break;
            }
        }
        if self.is(at, "as") {
            let role = if public { Role::HandOn } else { Role::Rename };
            self.push(start, steps, role, self.name(at + 1));
            return at + 2;
        }
        let role = if public { Role::HandOn } else { Role::Use };
        let called = steps.last().cloned();
        self.push(start, steps, role, called);
        at
    }

    /// Paths in the strings of an attribute: `#[serde(with = "crate::store::text")]`.
    fn strings(&mut self, open: usize) {
        for at in open..closing(&self.tokens, open) {
            let Some(text) = self.tokens[at].string() else {
                continue;
            };
            let path = syn::parse_str::<syn::Path>(&text);
            if let Ok(path) = path.as_ref()
                && path.segments.len() > 1
            {
                let steps = path.segments.iter().map(|step| step.ident.to_string());
                self.push(at, steps.collect(), Role::Mention, None);
            }
        }
    }

    fn push(&mut self, at: usize, steps: Vec<String>, role: Role, called: Option<String>) {
        let line = self.tokens.get(at).map_or(0, |token| token.line);
        if steps.is_empty() {
            return;
        }
        let (from, steps) = self.absolute(steps);
        self.found.push(Path {
            line,
            from,
            steps,
            role,
            called,
            in_tests: self.modules.iter().any(|module| module == "tests"),
        });
    }

    fn absolute(&self, steps: Vec<String>) -> (From, Vec<String>) {
        let mut here = match steps[0].as_str() {
            "crate" | "headway" => Vec::new(),
            "self" | "super" => self.modules.clone(),
            _ => return (From::Name, steps),
        };
        let mut rest = steps.into_iter().peekable();
        if rest.peek().is_some_and(|step| step != "super") {
            rest.next();
        }
        while rest.next_if(|step| step == "super").is_some() {
            here.pop();
        }
        here.extend(rest);
        (From::Crate, here)
    }
}
