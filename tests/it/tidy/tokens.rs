//! Rust's tokens, flat and with their lines. Looking at tokens rather than at a syntax tree sees into macros and
//! attributes too.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// One token; groups are opened into their brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub line: usize,
    pub text: String,
    pub kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Name,
    Sign,
    Literal,
}

impl Token {
    pub fn is(&self, text: &str) -> bool {
        self.kind != Kind::Literal && self.text == text
    }

    /// What a string literal says.
    pub fn string(&self) -> Option<String> {
        let literal: syn::LitStr = syn::parse_str(&self.text).ok()?;
        (self.kind == Kind::Literal).then(|| literal.value())
    }
}

/// All tokens of a stream in order; `::` is one token, and doc comments are left out.
pub fn flat(stream: &TokenStream) -> Vec<Token> {
    let mut tokens = Vec::new();
    push(stream, &mut tokens);
    without_docs(&tokens)
}

fn push(stream: &TokenStream, tokens: &mut Vec<Token>) {
    let mut colon_before = false;
    for tree in stream.clone() {
        let line = tree.span().start().line;
        let mut colon = false;
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                tokens.push(token(line, open, Kind::Sign));
                push(&group.stream(), tokens);
                tokens.push(token(group.span_close().start().line, close, Kind::Sign));
            }
            TokenTree::Ident(name) => {
                let name = name.to_string();
                let name = name.strip_prefix("r#").unwrap_or(&name);
                tokens.push(token(line, name, Kind::Name));
            }
            TokenTree::Punct(sign) if sign.as_char() == ':' && colon_before => {
                tokens.pop();
                tokens.push(token(line, "::", Kind::Sign));
            }
            TokenTree::Punct(sign) => {
                colon = sign.as_char() == ':' && sign.spacing() == proc_macro2::Spacing::Joint;
                tokens.push(token(line, &sign.to_string(), Kind::Sign));
            }
            TokenTree::Literal(literal) => {
                tokens.push(token(line, &literal.to_string(), Kind::Literal));
            }
        }
        colon_before = colon;
    }
}

fn token(line: usize, text: &str, kind: Kind) -> Token {
    Token {
        line,
        text: text.to_owned(),
        kind,
    }
}

/// A doc comment arrives as `#[doc = ".."]`, and its words are no code.
fn without_docs(tokens: &[Token]) -> Vec<Token> {
    let mut kept = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let rest = &tokens[at..];
        let inner = usize::from(rest.len() > 1 && rest[1].is("!"));
        let doc = rest.len() > 5 + inner
            && rest[0].is("#")
            && rest[1 + inner].is("[")
            && rest[2 + inner].is("doc")
            && rest[3 + inner].is("=")
            && rest[4 + inner].kind == Kind::Literal;
        if doc {
            at += 6 + inner;
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// Where the bracket that opens at `open` closes.
pub fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        if ["(", "[", "{"].iter().any(|sign| token.is(sign)) {
            depth += 1;
        } else if [")", "]", "}"].iter().any(|sign| token.is(sign)) {
            depth -= 1;
            if depth == 0 {
                return at;
            }
        }
    }
    tokens.len() - 1
}
