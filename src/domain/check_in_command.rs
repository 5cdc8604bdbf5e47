//! What is typed behind `/checkin`, read forgivingly: case, order, plurals and polite words do not matter.

use super::nearest::nearest;

/// What `/checkin` is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckInCommand {
    /// Nothing more: the person's own check-in.
    Own,
    /// What lies open between teams and leadership, by its page from 1 on.
    Open(usize),
    /// What there is.
    Help,
    /// Where the time went.
    Split(SplitAsked),
    /// What was agreed, of the team that was typed; nothing means the person's own.
    Target(String),
    /// A look back on a month or a quarter: the words that say which, as they were typed.
    Review(Vec<String>),
    /// The company's digest each Friday, as a direct message.
    Subscribe,
    /// No longer.
    Unsubscribe,
    /// The digest as it would be now.
    Preview,
    /// A word that is no command, and the command that is a slip of the finger away.
    Unknown(String, Option<&'static str>),
}

/// Whose split, over how many weeks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitAsked {
    /// The words that name a team, a kind, a line or the company, as they were typed; none means the person's teams.
    pub about: Vec<String>,
    /// Over so many weeks.
    pub weeks: u32,
    /// How many were typed, where that is more.
    pub of_weeks: Option<u32>,
    /// Whether the channel is to see it.
    pub share: bool,
}

/// Over so many weeks where nothing is said.
pub const USUAL_WEEKS: u32 = 12;
/// Over so many at most.
pub const MOST_WEEKS: u32 = 52;

/// The commands, each with the words that mean it, its own first.
const COMMANDS: [(&str, &[&str]); 9] = [
    ("start", &["start", "now"]),
    ("open", &["open", "waiting"]),
    ("help", &["help", "?"]),
    ("split", &["split", "splits", "time", "allocation"]),
    ("target", &["target", "targets", "agreed", "agreement"]),
    ("subscribe", &["subscribe", "subscription", "subscribed"]),
    ("unsubscribe", &["unsubscribe", "stop"]),
    ("digest", &["digest", "preview"]),
    ("review", &["review", "reviews", "retrospective"]),
];

/// Reads the text behind `/checkin`.
#[must_use]
pub fn check_in_command(text: &str) -> CheckInCommand {
    let words = words(text);
    let command = |word: &Word| {
        let meant = |(_, all): &&(&str, &[&str])| all.contains(&word.folded().as_str());
        let found = COMMANDS.iter().filter(|_| !word.quoted).find(meant);
        found.map(|(command, _)| *command)
    };
    let Some(first) = words.first() else {
        return CheckInCommand::Own;
    };
    // Whoever types `/checkin split help` asks for help; a team called so is named in quotation marks.
    if words.len() > 1 && words.last().and_then(command) == Some("help") {
        return CheckInCommand::Help;
    }
    // Before the others: a part of a review may be named like one of them.
    if let Some(at) = words
        .iter()
        .position(|word| command(word) == Some("review"))
    {
        let others = words.iter().enumerate().filter(|(other, _)| *other != at);
        return CheckInCommand::Review(others.map(|(_, word)| word.text.clone()).collect());
    }
    // `/checkin payments split` means what `/checkin split payments` means.
    if let Some(at) = words.iter().position(|word| command(word) == Some("split")) {
        let (before, after) = (&words[..at], &words[at + 1..]);
        return CheckInCommand::Split(split_asked(before.iter().chain(after)));
    }
    if let Some(at) = words
        .iter()
        .position(|word| command(word) == Some("target"))
    {
        let others = words.iter().enumerate().filter(|(other, _)| *other != at);
        let team: Vec<&str> = others.map(|(_, word)| word.text.as_str()).collect();
        return CheckInCommand::Target(team.join(" "));
    }
    // `/checkin subscribe digest`, `/checkin digest stop`, `/checkin preview the digest`.
    let has = |wanted: &str| words.iter().any(|word| command(word) == Some(wanted));
    if command(first).is_some_and(|first| first != "help") {
        for (wanted, means) in [
            ("unsubscribe", CheckInCommand::Unsubscribe),
            ("subscribe", CheckInCommand::Subscribe),
            ("digest", CheckInCommand::Preview),
        ] {
            if has(wanted) {
                return means;
            }
        }
    }
    match command(first) {
        Some("start") => CheckInCommand::Own,
        Some("open") => CheckInCommand::Open(page(&words[1..])),
        Some("help") => CheckInCommand::Help,
        _ => {
            let known = COMMANDS.iter().map(|(command, _)| *command);
            CheckInCommand::Unknown(text.trim().to_owned(), nearest(&first.text, known))
        }
    }
}

/// The page that is asked for: the first number, or the first page.
fn page(words: &[Word]) -> usize {
    let numbers = words.iter().filter_map(|word| word.text.parse().ok());
    numbers.into_iter().find(|page| *page > 0).unwrap_or(1)
}

fn split_asked<'a>(words: impl Iterator<Item = &'a Word>) -> SplitAsked {
    let mut asked = SplitAsked {
        about: Vec::new(),
        weeks: USUAL_WEEKS,
        of_weeks: None,
        share: false,
    };
    for word in words {
        let folded = word.folded();
        let weeks = folded.strip_suffix('w').unwrap_or(&folded).parse::<u32>();
        match (word.quoted, folded.as_str(), weeks) {
            (false, _, Ok(weeks)) if weeks > 0 => {
                asked.weeks = weeks.min(MOST_WEEKS);
                asked.of_weeks = (weeks > MOST_WEEKS).then_some(weeks);
            }
            (false, "share", _) => asked.share = true,
            (false, "week" | "weeks" | "last" | "past", _) => {}
            _ => asked.about.push(word.text.clone()),
        }
    }
    asked
}

struct Word {
    text: String,
    /// It stood in quotation marks, so it is a name and nothing else.
    quoted: bool,
}

impl Word {
    fn folded(&self) -> String {
        self.text.to_lowercase()
    }
}

/// The words; what stands in quotation marks is one.
fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let is_quote = |letter: char| "\"“”„«»".contains(letter);
    for (at, piece) in text.split(is_quote).enumerate() {
        if at % 2 == 1 {
            let name = piece.split_whitespace().collect::<Vec<_>>().join(" ");
            if !name.is_empty() {
                words.push(Word {
                    text: name,
                    quoted: true,
                });
            }
            continue;
        }
        for word in piece.split_whitespace() {
            let bare = word.trim_matches(|letter| ",.;:!".contains(letter));
            if !bare.is_empty() {
                words.push(Word {
                    text: bare.to_owned(),
                    quoted: false,
                });
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(about: &[&str], weeks: u32, share: bool) -> CheckInCommand {
        CheckInCommand::Split(SplitAsked {
            about: about.iter().map(ToString::to_string).collect(),
            weeks,
            of_weeks: None,
            share,
        })
    }

    fn review(words: &[&str]) -> CheckInCommand {
        CheckInCommand::Review(words.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn how_many_weeks_were_typed_is_kept_where_they_are_too_many() {
        let typed = |text| match check_in_command(text) {
            CheckInCommand::Split(asked) => (asked.weeks, asked.of_weeks),
            _ => (0, None),
        };
        assert_eq!(typed("split payments 52"), (52, None));
        assert_eq!(typed("split payments 60"), (52, Some(60)));
        assert_eq!(typed("split payments 60 8"), (8, None));
    }

    #[test]
    fn case_order_and_plurals_do_not_matter() {
        for (text, means) in [
            ("", CheckInCommand::Own),
            ("start", CheckInCommand::Own),
            (" NOW", CheckInCommand::Own),
            ("  Open ", CheckInCommand::Open(1)),
            ("open page 3", CheckInCommand::Open(3)),
            ("open 0", CheckInCommand::Open(1)),
            ("open help", CheckInCommand::Help),
            ("HELP", CheckInCommand::Help),
            ("?", CheckInCommand::Help),
            ("split help", CheckInCommand::Help),
            ("target help", CheckInCommand::Help),
            ("split “help”", split(&["help"], 12, false)),
            ("split", split(&[], 12, false)),
            ("Splits", split(&[], 12, false)),
            ("split payments", split(&["payments"], 12, false)),
            ("Payments split 8", split(&["Payments"], 8, false)),
            ("split 8 weeks payments", split(&["payments"], 8, false)),
            (
                "split share last 8w payments",
                split(&["payments"], 8, true),
            ),
            ("split company 50 share", split(&["company"], 50, true)),
            ("split payments, 0", split(&["payments", "0"], 12, false)),
            ("split “Search 2” 4", split(&["Search 2"], 4, false)),
            ("split \"share\"", split(&["share"], 12, false)),
            ("target", CheckInCommand::Target(String::new())),
            ("Review", review(&[])),
            ("q4 review share", review(&["q4", "share"])),
            ("review split 2026-11", review(&["split", "2026-11"])),
            ("review help", CheckInCommand::Help),
            ("split “review”", split(&["review"], 12, false)),
            ("Targets", CheckInCommand::Target(String::new())),
            (
                "payments TARGET",
                CheckInCommand::Target("payments".to_owned()),
            ),
            (
                "target Search 2",
                CheckInCommand::Target("Search 2".to_owned()),
            ),
            ("subscribe", CheckInCommand::Subscribe),
            ("Subscribe digest", CheckInCommand::Subscribe),
            ("digest subscribe, please", CheckInCommand::Subscribe),
            ("stop", CheckInCommand::Unsubscribe),
            ("unsubscribe from the digest", CheckInCommand::Unsubscribe),
            ("STOP digest", CheckInCommand::Unsubscribe),
            ("digest stop", CheckInCommand::Unsubscribe),
            ("digest preview", CheckInCommand::Preview),
            ("preview digest", CheckInCommand::Preview),
            ("digest", CheckInCommand::Preview),
            ("subscribe help", CheckInCommand::Help),
            ("help digest", CheckInCommand::Help),
            ("split digest", split(&["digest"], 12, false)),
            ("split R&D", split(&["R&D"], 12, false)),
        ] {
            assert_eq!(check_in_command(text), means, "{text}");
        }
    }

    #[test]
    fn a_slip_of_the_finger_is_named() {
        let unknown = |text: &str, near| CheckInCommand::Unknown(text.to_owned(), near);
        for (text, near) in [
            ("splt payments", Some("split")),
            ("halp", Some("help")),
            ("opne", Some("open")),
            ("tarket", Some("target")),
            ("subscrib", Some("subscribe")),
            ("unsubscibe", Some("unsubscribe")),
            ("frobnicate", None),
            ("\"split\"", Some("split")),
        ] {
            assert_eq!(check_in_command(text), unknown(text, near), "{text}");
        }
    }
}
