//! Whose time: a team, all teams of a kind or of a product line, or the company; and which of them a person means.

use super::id::TeamId;
use super::nearest::all_nearest;
use super::organisation::{Organisation, Team, TeamKind};

/// Whose time is added up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// One team's.
    Team(TeamId),
    /// That of all teams of a kind.
    Kind(TeamKind),
    /// That of all teams of a product line.
    Line(String),
    /// Everybody's.
    Company,
}

/// Whom some words mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// These alone.
    One(Scope),
    /// One of these.
    Several(Vec<Scope>),
    /// Nobody whom we know.
    Nobody,
}

/// Words that say of what sort a name is.
const SORTS: [(&str, Sort); 8] = [
    ("team", Sort::Team),
    ("kind", Sort::Kind),
    ("kinds", Sort::Kind),
    ("teams", Sort::Kind),
    ("line", Sort::Line),
    ("lines", Sort::Line),
    ("product", Sort::Line),
    ("products", Sort::Line),
];
/// Words that say nothing.
const POLITE: [&str; 10] = [
    "the", "of", "for", "in", "my", "our", "please", "show", "me", "and",
];
/// Words for everybody.
const EVERYBODY: [&str; 6] = [
    "company",
    "everyone",
    "everybody",
    "all",
    "everything",
    "org",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Team,
    Kind,
    Line,
}

impl Scope {
    /// Whether a team's time is in it.
    #[must_use]
    pub fn holds(&self, team: &Team) -> bool {
        match self {
            Self::Team(id) => team.id == *id,
            Self::Kind(kind) => team.kind == *kind,
            Self::Line(line) => team.product_line.as_ref() == Some(line),
            Self::Company => true,
        }
    }

    /// As people read it: "Payments", "Application teams", "Checkout", "Northwind".
    #[must_use]
    pub fn name(&self, org: &Organisation) -> String {
        match self {
            Self::Team(id) => org
                .team(id)
                .map_or_else(|| id.to_string(), |team| team.name.clone()),
            Self::Kind(TeamKind::Application) => "Application teams".to_owned(),
            Self::Kind(TeamKind::Platform) => "Platform teams".to_owned(),
            Self::Kind(TeamKind::Infrastructure) => "Infrastructure teams".to_owned(),
            Self::Line(line) => line.clone(),
            Self::Company => org.settings.name.clone(),
        }
    }

    fn is(&self, sort: Sort) -> bool {
        matches!(
            (self, sort),
            (Self::Team(_), Sort::Team) | (Self::Kind(_), Sort::Kind) | (Self::Line(_), Sort::Line)
        )
    }
}

/// Whom these words mean: a name as it is written, else how it begins, else the one that is a slip of the finger
/// away. A team comes before a line, a line before a kind of the same name.
#[must_use]
pub fn meant(org: &Organisation, words: &[String]) -> Meant {
    let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let names = names(org);
    let whole = words.join(" ");
    let sort = SORTS
        .into_iter()
        .find(|(word, _)| words.iter().any(|one| one == word));
    let sort = sort.map(|(_, sort)| sort);
    let says_something = |word: &&String| {
        !POLITE.contains(&word.as_str()) && !SORTS.iter().any(|(sort, _)| sort == word)
    };
    let bare: Vec<&str> = words
        .iter()
        .filter(says_something)
        .map(String::as_str)
        .collect();
    let bare = bare.join(" ");
    // "All teams" are the company; but no team is taken for the company because its name begins like "all".
    let fits = |scope: &Scope| sort.is_none_or(|sort| scope.is(sort));
    let named_so = |scope: &Scope| fits(scope) || *scope == Scope::Company;
    let among = |test: &dyn Fn(&str) -> bool| -> Vec<Scope> {
        let found = names
            .iter()
            .filter(|(name, scope)| fits(scope) && test(name));
        let mut found: Vec<Scope> = found.map(|(_, scope)| scope.clone()).collect();
        found.sort();
        found.dedup();
        found
    };
    // The whole first: a team may be called "The Team".
    for typed in [&whole, &bare] {
        let named = names.iter().filter(|(name, _)| name == typed);
        let named: Vec<&Scope> = named.map(|(_, scope)| scope).collect();
        let best = named.iter().filter(|scope| named_so(scope)).min();
        if let (false, Some(scope)) = (typed.is_empty(), best) {
            return Meant::One((*scope).clone());
        }
    }
    if bare.is_empty() {
        return Meant::Nobody;
    }
    let begins = |name: &str| name.split(' ').any(|word| word.starts_with(&bare));
    let found = among(&|name| name.starts_with(&bare) || begins(name));
    if let Some(found) = one_or_several(found) {
        return found;
    }
    // A slip of the finger in "team Team Al" is one in the name, which has the word in it, or in what is left of it.
    let fitting = || names.iter().filter(|(_, scope)| fits(scope));
    let slips = [without_sort(&words), whole, bare];
    let near = slips.iter().find_map(|typed| {
        let near = all_nearest(typed, fitting().map(|(name, _)| name.as_str()));
        one_or_several(among(&|name| near.contains(&name)))
    });
    near.unwrap_or(Meant::Nobody)
}

/// None of nothing.
fn one_or_several(found: Vec<Scope>) -> Option<Meant> {
    match found.as_slice() {
        [] => None,
        [one] => Some(Meant::One(one.clone())),
        _ => Some(Meant::Several(found)),
    }
}

/// The words without the first one that says of what sort the name is.
fn without_sort(words: &[String]) -> String {
    let sort = |word: &String| SORTS.iter().any(|(sort, _)| sort == word);
    let at = words.iter().position(sort);
    let rest = words
        .iter()
        .enumerate()
        .filter(|(word, _)| Some(*word) != at);
    let rest: Vec<&str> = rest.map(|(_, word)| word.as_str()).collect();
    rest.join(" ")
}

/// Everything that has a name, in small letters, beside what it names.
fn names(org: &Organisation) -> Vec<(String, Scope)> {
    let mut names = Vec::new();
    for team in &org.teams {
        let scope = Scope::Team(team.id.clone());
        names.push((team.name.to_lowercase(), scope.clone()));
        names.push((team.id.as_str().to_lowercase(), scope.clone()));
        if let Some(channel) = &team.channel {
            names.push((channel.as_str().to_lowercase(), scope));
        }
        let line = team.product_line.iter();
        names.extend(line.map(|line| (line.to_lowercase(), Scope::Line(line.clone()))));
    }
    let kinds = TeamKind::ALL.into_iter().filter(|kind| {
        let of_kind = |team: &Team| team.kind == *kind;
        org.teams.iter().any(of_kind)
    });
    for kind in kinds {
        names.push((kind.word().to_owned(), Scope::Kind(kind)));
        names.push((format!("{}s", kind.word()), Scope::Kind(kind)));
    }
    names.extend(EVERYBODY.map(|word| (word.to_owned(), Scope::Company)));
    names.push((org.settings.name.to_lowercase(), Scope::Company));
    names
}
