//! What stands behind `/okr`, as people type it: case, order, plurals, hyphens and quotes are forgiven.

mod pieces;

use pieces::{Piece, key, looks_like_code, pieces, somebody, take_page, take_share};

use crate::domain::id::PersonId;
use crate::domain::nearest::nearest;

/// What was typed, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// What is wanted.
    pub wanted: Wanted,
    /// For the whole channel, rather than in private.
    pub share: bool,
    /// Which page of it, from 0.
    pub page: usize,
}

/// What is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// The person's own teams.
    Mine,
    /// The whole company.
    All,
    /// A team, by what was typed of its name; nothing was where the person's own is meant.
    Team(String),
    /// What somebody answers for or owns.
    Person(Somebody),
    /// An objective or a key result by code; or a word that may be a team's name, or none of these.
    Named(String),
    /// All that is at risk or off track.
    AtRisk,
    /// All that is off track.
    OffTrack,
    /// All that has had no reading for too long.
    Stale,
    /// All that is announced as something else than a week ago.
    Changed,
    /// A reading.
    Update(Update),
    /// The form of a new objective; or of a new key result of one, by its code.
    New(Option<String>),
    /// The form of one, by code.
    Edit(Option<String>),
    /// A key result that is to be retired, by code, and why; without a reason its form.
    Retire(Option<String>, Option<String>),
    /// How an objective ended.
    Close(Close),
    /// Open again what was closed, or bring back what was retired, by code.
    Reopen(Option<String>),
    /// Away in a week, by what was typed of it, or the newest: of whoever is asked for key results alone.
    Away(Option<String>),
    /// There after all.
    Back(Option<String>),
    /// All of it as a table.
    Export,
    /// What can be typed.
    Help,
}

/// A person, as Slack names one, or as somebody typed one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Somebody {
    /// By id.
    Id(PersonId),
    /// By a name.
    Name(String),
}

/// A reading as it was typed; whatever is missing is asked for in a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Update {
    /// Of which key result.
    pub code: Option<String>,
    /// What was measured.
    pub value: Option<String>,
    /// Will we get there?
    pub confidence: Option<String>,
    /// What there is to say.
    pub note: Option<String>,
}

/// An ending as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Close {
    /// Of which objective.
    pub code: Option<String>,
    /// Score, cause, decision, in any order.
    pub words: Vec<String>,
    /// Why.
    pub explanation: Option<String>,
}

/// The commands as help names them, for "did you mean".
pub const COMMANDS: [&str; 14] = [
    "all",
    "team",
    "at risk",
    "off track",
    "stale",
    "changed",
    "update",
    "new",
    "edit",
    "retire",
    "close",
    "reopen",
    "export",
    "help",
];

/// Understands what was typed. Slack writes people as `<@U1|ana>` and three characters as entities.
#[must_use]
pub fn parse(text: &str) -> Command {
    let mut pieces = pieces(text);
    let share = take_share(&mut pieces);
    let page = take_page(&mut pieces);
    Command {
        wanted: wanted(&pieces),
        share,
        page,
    }
}

/// The command that was probably meant by a word that is none.
#[must_use]
pub fn nearest_command(word: &str) -> Option<&'static str> {
    let key = key(word);
    COMMANDS
        .into_iter()
        .find(|command| command.replace(' ', "") == key)
        .or_else(|| nearest(word, COMMANDS))
        .or_else(|| {
            let keys = COMMANDS.map(|command| command.replace(' ', ""));
            let near = nearest(&key, keys.iter().map(String::as_str))?;
            COMMANDS
                .into_iter()
                .find(|command| command.replace(' ', "") == near)
        })
}

fn wanted(pieces: &[Piece]) -> Wanted {
    let keys: Vec<String> = pieces.iter().map(|piece| key(&piece.text)).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let Some((&first, rest)) = keys.split_first() else {
        return Wanted::Mine;
    };
    if let Some(somebody) = pieces.iter().find_map(somebody) {
        return Wanted::Person(somebody);
    }
    // "PAY-1.2 update 5400" is "update PAY-1.2 5400": the verb may stand behind the code.
    if let Some(verb) = verb(first) {
        return verb.with(&pieces[1..]);
    }
    if let (Some(verb), true) = (
        rest.first().and_then(|second| verb(second)),
        looks_like_code(&pieces[0].text),
    ) {
        let mut turned = pieces.to_vec();
        turned.remove(1);
        return verb.with(&turned);
    }
    let together: String = keys.concat();
    match together.as_str() {
        "mine" | "my" | "myteam" | "me" | "list" => Wanted::Mine,
        "all" | "everything" | "everybody" | "everyone" | "company" | "listall" => Wanted::All,
        "atrisk" | "risk" | "riskat" | "risky" | "allatrisk" | "atriskall" => Wanted::AtRisk,
        "offtrack" | "trackoff" | "alloff" | "off" => Wanted::OffTrack,
        "stale" | "silent" | "allstale" | "staleall" => Wanted::Stale,
        "changed" | "change" | "new since" | "allchanged" => Wanted::Changed,
        "export" | "csv" | "exportall" => Wanted::Export,
        "help" | "helpme" | "commands" => Wanted::Help,
        _ => team_or_name(pieces, &keys),
    }
}

/// "team payments", "payments team", or a word by itself.
fn team_or_name(pieces: &[Piece], keys: &[&str]) -> Wanted {
    let is_team = |at: usize| keys.get(at).is_some_and(|key| *key == "team");
    let joined = |pieces: &[Piece]| {
        let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
        texts.join(" ")
    };
    if is_team(0) {
        Wanted::Team(joined(&pieces[1..]))
    } else if keys.len() > 1 && is_team(keys.len() - 1) {
        Wanted::Team(joined(&pieces[..keys.len() - 1]))
    } else {
        Wanted::Named(joined(pieces))
    }
}

/// A command that takes more behind it.
#[derive(Clone, Copy)]
enum Verb {
    Update,
    New,
    Edit,
    Retire,
    Close,
    Reopen,
    Away,
    Back,
}

fn verb(key: &str) -> Option<Verb> {
    Some(match key {
        "update" | "set" | "measure" | "measured" | "read" | "reading" => Verb::Update,
        "new" | "create" | "add" => Verb::New,
        "edit" | "rename" => Verb::Edit,
        "retire" | "remove" | "delete" | "drop" => Verb::Retire,
        "close" | "end" | "score" => Verb::Close,
        "reopen" | "open" => Verb::Reopen,
        "away" => Verb::Away,
        "back" => Verb::Back,
        _ => return None,
    })
}

impl Verb {
    fn with(self, rest: &[Piece]) -> Wanted {
        let text = |at: usize| rest.get(at).map(|piece| piece.text.clone());
        match self {
            Self::Update => Wanted::Update(update(rest)),
            Self::New => Wanted::New(text(0).filter(|text| looks_like_code(text))),
            Self::Edit => Wanted::Edit(text(0)),
            Self::Retire => Wanted::Retire(text(0), words_behind(rest)),
            Self::Close => Wanted::Close(Close {
                code: text(0),
                words: rest
                    .iter()
                    .skip(1)
                    .filter(|it| !it.quoted)
                    .map(|it| it.text.clone())
                    .collect(),
                explanation: rest
                    .iter()
                    .skip(1)
                    .find(|it| it.quoted)
                    .map(|it| it.text.clone()),
            }),
            Self::Reopen => Wanted::Reopen(text(0)),
            Self::Away => Wanted::Away(text(0)),
            Self::Back => Wanted::Back(text(0)),
        }
    }
}

/// All that stands behind a code.
fn words_behind(pieces: &[Piece]) -> Option<String> {
    let words: Vec<&str> = pieces.iter().skip(1).map(|it| it.text.as_str()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// `PAY-1.2 5400 7 "campaign started"`. A value may be written with spaces (`5 400 €`, `3h 20min`, `not done`), and
/// a note without quotes: the value goes as far as something of a number does, and a whole number from 0 to 10
/// behind it is the confidence.
fn update(pieces: &[Piece]) -> Update {
    let Some((code, rest)) = pieces.split_first() else {
        return Update::default();
    };
    let quote = rest.iter().position(|piece| piece.quoted);
    let (plain, quoted) = rest.split_at(quote.unwrap_or(rest.len()));
    let of_value = |piece: &&Piece| {
        let text = piece.text.to_lowercase();
        text.starts_with(|c: char| c.is_ascii_digit() || "+-−€$£¥.,".contains(c))
            || [
                "not", "done", "yes", "no", "€", "$", "£", "¥", "%", "min", "h", "d", "s", "ms",
                "hours", "minutes", "days",
            ]
            .contains(&text.as_str())
            || (piece.text.len() == 3 && piece.text.bytes().all(|byte| byte.is_ascii_uppercase()))
    };
    let mut value: Vec<&Piece> = plain.iter().take_while(of_value).collect();
    let words = &plain[value.len()..];
    let is_confidence = |piece: &Piece| {
        let text = piece.text.strip_suffix("/10").unwrap_or(&piece.text);
        text.len() <= 2 && text.parse::<u8>().is_ok_and(|number| number <= 10)
    };
    let confidence = (value.len() > 1)
        .then(|| value.last().copied())
        .flatten()
        .filter(|last| is_confidence(last))
        .cloned();
    if confidence.is_some() {
        value.pop();
    }
    let note: Vec<&str> = words
        .iter()
        .chain(quoted)
        .map(|piece| piece.text.as_str())
        .collect();
    let value: Vec<&str> = value.iter().map(|piece| piece.text.as_str()).collect();
    let some = |text: String| (!text.is_empty()).then_some(text);
    Update {
        code: Some(code.text.clone()),
        value: some(value.join(" ")),
        confidence: confidence.map(|piece| piece.text.trim_end_matches("/10").to_owned()),
        note: some(note.join(" ")),
    }
}

#[cfg(test)]
mod tests;
