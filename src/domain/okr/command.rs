//! What stands behind `/okr`, as people type it: case, order, plurals, hyphens and quotes are forgiven.

mod pieces;
mod update;

use pieces::{Piece, key, looks_like_code, pieces, somebody, take_page, take_share};

use update::update;

use crate::domain::id::PersonId;
use crate::domain::nearest::nearest;
use crate::domain::okr::Unit;

/// What was typed, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// What is wanted.
    pub wanted: Wanted,
    /// For the whole channel, rather than in private.
    pub share: bool,
    /// Which page of it, from 0.
    pub page: usize,
    /// The whole command that was probably meant, where what was typed turns out to name nothing.
    pub meant: Option<String>,
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
    /// All that is on track.
    OnTrack,
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
    /// The same of a key result that is a length of time, where that is another: "10 seconds" and "5400 second try".
    pub as_time: Option<Box<Update>>,
}

impl Update {
    /// As it is meant of a key result in this unit.
    #[must_use]
    pub fn in_unit(self, unit: &Unit) -> Self {
        match self.as_time {
            Some(time) if *unit == Unit::Duration => *time,
            _ => self,
        }
    }
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
pub const COMMANDS: [&str; 15] = [
    "all",
    "team",
    "at risk",
    "off track",
    "on track",
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

/// Understands what was typed. Slack writes people as `<@U1|ana>`.
#[must_use]
pub fn parse(text: &str) -> Command {
    let mut pieces = pieces(text);
    let share = take_share(&mut pieces);
    let page = take_page(&mut pieces);
    Command {
        wanted: wanted(&pieces),
        share,
        page,
        meant: meant(&pieces),
    }
}

/// "uptade PAY-1.2 5000" is nearly "update PAY-1.2 5000", and "PAY-1.2 5000" lacks its verb: all else is kept.
fn meant(pieces: &[Piece]) -> Option<String> {
    let (first, rest) = pieces.split_first()?;
    let typed = |pieces: &[Piece]| {
        let pieces: Vec<String> = pieces.iter().map(Piece::typed).collect();
        pieces.join(" ")
    };
    if looks_like_code(&first.text) && rest.first().is_some_and(Piece::begins_a_value) {
        return Some(format!("update {}", typed(pieces)));
    }
    if !pieces.iter().any(|piece| looks_like_code(&piece.text)) {
        return None;
    }
    // "PAY-1.2 uptade 5000": the verb may stand behind the code.
    let (verb, others) = if looks_like_code(&first.text) {
        let (second, behind) = rest.split_first()?;
        (second, [std::slice::from_ref(first), behind].concat())
    } else {
        (first, rest.to_vec())
    };
    let verb = nearest(&verb.text, VERBS.map(|(word, _)| word))?;
    Some(format!("{verb} {}", typed(&others)))
}

/// Whether a code would be hidden behind a command: `/okr help` is no objective.
#[must_use]
pub fn is_command(code: &str) -> bool {
    let alone = parse(code);
    let named = matches!(alone.wanted, Wanted::Named(_)) && !alone.share;
    let letters: String = code.chars().take_while(char::is_ascii_alphabetic).collect();
    let letters = letters.to_lowercase();
    let words = COMMANDS.iter().flat_map(|command| command.split(' '));
    // "ON-1" is no beginning of "on track".
    let words = words.filter(|word| *word != "on");
    let other = ["share", "page", "away", "back"];
    !code.is_empty() && (!named || words.chain(other).any(|word| word == letters))
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
        "offtrack" | "trackoff" | "alloff" | "off" | "allofftrack" | "offtrackall" => {
            Wanted::OffTrack
        }
        "ontrack" | "trackon" | "allontrack" | "ontrackall" => Wanted::OnTrack,
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

/// The words that mean each, its own first.
const VERBS: [(&str, Verb); 21] = [
    ("update", Verb::Update),
    ("set", Verb::Update),
    ("measure", Verb::Update),
    ("measured", Verb::Update),
    ("read", Verb::Update),
    ("reading", Verb::Update),
    ("new", Verb::New),
    ("create", Verb::New),
    ("add", Verb::New),
    ("edit", Verb::Edit),
    ("rename", Verb::Edit),
    ("retire", Verb::Retire),
    ("remove", Verb::Retire),
    ("delete", Verb::Retire),
    ("drop", Verb::Retire),
    ("close", Verb::Close),
    ("end", Verb::Close),
    ("score", Verb::Close),
    ("reopen", Verb::Reopen),
    ("open", Verb::Reopen),
    ("away", Verb::Away),
];

fn verb(key: &str) -> Option<Verb> {
    let found = VERBS.iter().find(|(word, _)| *word == key);
    let back = (key == "back").then_some(Verb::Back);
    found.map(|(_, verb)| *verb).or(back)
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

#[cfg(test)]
mod tests;
