//! Does a key result measure an outcome? A deterministic check by word lists; it objects, it never forbids.

mod by_words;

use super::outcome_words::{BRINGING, HOW_WELL, MEASURES, PERIODS, RESULTS};
use super::output_words::{
    ARTICLES, BEFORE_A_NUMBER, DONE, FILLERS, PHRASES, THINGS, USUAL_EXAMPLE, VERBS,
};
use super::{Direction, ResultsSettings, Unit};

/// A key result as somebody wrote it, perhaps not whole.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// What is measured.
    pub metric: &'a str,
    /// In what.
    pub unit: Option<&'a Unit>,
    /// From where.
    pub baseline: Option<f64>,
    /// To where.
    pub target: Option<f64>,
    /// How it is meant, where that was said.
    pub direction: Option<Direction>,
}

/// Why a key result may not measure an outcome. All of them yield to "keep it, because …".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Objection {
    /// It reads like output: something made, not what changes by it.
    Output {
        /// The words that read so, as they stand there.
        words: String,
        /// How something alike was turned into an outcome.
        example: &'static str,
    },
    /// There is no number to begin with, or none to reach.
    NoNumber,
    /// The number to reach is the one it begins with.
    NoWay,
    /// Its verb goes the other way than its numbers.
    OtherWay {
        /// The verb, as it stands there.
        verb: String,
        /// Whether the numbers go up.
        up: bool,
    },
    /// Nobody knows what the numbers count.
    NoUnit,
}

/// What there is to object, the gravest first; nothing where it reads like an outcome.
#[must_use]
pub fn objections(draft: &Draft<'_>, settings: &ResultsSettings) -> Vec<Objection> {
    let mut objections: Vec<Objection> = output(draft.metric, settings).into_iter().collect();
    let done = draft.direction == Some(Direction::Done) || draft.unit == Some(&Unit::Done);
    match (draft.baseline, draft.target) {
        _ if done => {}
        (Some(baseline), Some(target)) => {
            let keeps = draft.direction.is_some_and(Direction::keeps);
            if baseline == target && !keeps {
                objections.push(Objection::NoWay);
            }
            if !keeps {
                let words = words(draft.metric);
                objections.extend(by_words::other_way(&words, baseline, target));
            }
        }
        _ => objections.push(Objection::NoNumber),
    }
    if draft.unit.is_none() && !done {
        objections.push(Objection::NoUnit);
    }
    objections
}

/// A word as it stands in the text, and as the lists have it.
struct Word<'a> {
    shown: &'a str,
    plain: String,
}

fn words(text: &str) -> Vec<Word<'_>> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '\'' || c == '\u{2019}'))
        .map(|word| word.trim_matches(['-', '\'']))
        .filter(|word| !word.is_empty())
        .map(|shown| Word {
            shown,
            plain: shown.to_lowercase(),
        })
        .collect()
}

fn output(metric: &str, settings: &ResultsSettings) -> Option<Objection> {
    let words = words(metric);
    let allowed: Vec<String> = lowered(&settings.outcome_words);
    let objects = |phrase: &str| !allowed.iter().any(|word| word == phrase);
    let own = lowered(&settings.output_words);
    let own = own.iter().map(String::as_str);
    by_verb(&words, &objects)
        .or_else(|| by_phrase(&words, own.chain(PHRASES.iter().copied()), &objects))
        .or_else(|| by_things(&words, &objects))
        .or_else(|| by_words::by_certificate(&words, &objects))
        .or_else(|| by_words::by_staff(&words, &objects))
        .or_else(|| by_words::by_german(&words, &objects))
}

fn lowered(list: &[String]) -> Vec<String> {
    list.iter().map(|word| word.to_lowercase()).collect()
}

/// "Launch the new checkout": the first word that says something is a verb of making.
fn by_verb(words: &[Word<'_>], objects: &impl Fn(&str) -> bool) -> Option<Objection> {
    let at = words.iter().position(says_something)?;
    let (verb, next) = (&words[at], words.get(at + 1));
    let in_a = |families: &'static [(&'static [&'static str], &'static str)]| {
        let mut families = families.iter();
        families.find(|(verbs, _)| verbs.contains(&verb.plain.as_str()))
    };
    let counted =
        next.is_some_and(|next| is_number(next) || ARTICLES.contains(&next.plain.as_str()));
    let found = in_a(VERBS).or_else(|| in_a(BEFORE_A_NUMBER).filter(|_| counted));
    let (_, example) = found?;
    let is_a_name = next.is_some_and(|next| MEASURES.contains(&next.plain.as_str()));
    if is_a_name || brings_a_result(&verb.plain, &words[at + 1..]) || !objects(&verb.plain) {
        return None;
    }
    Some(Objection::Output {
        words: verb.shown.to_owned(),
        example,
    })
}

fn says_something(word: &Word<'_>) -> bool {
    !is_number(word) && !FILLERS.contains(&word.plain.as_str())
}

fn is_number(word: &Word<'_>) -> bool {
    let digits = word.plain.trim_end_matches(['k', 'm']);
    !digits.is_empty() && digits.chars().all(char::is_numeric)
}

/// "Add 200 paying customers": what is named right behind the verb is what changes, not something made for it.
fn brings_a_result(verb: &str, behind: &[Word<'_>]) -> bool {
    const ADJECTIVES: usize = 3;
    let named = behind
        .iter()
        .filter(|word| !is_number(word))
        .skip_while(|word| ["in", "of"].contains(&word.plain.as_str()));
    let named = named.take(ADJECTIVES).map(|word| word.plain.as_str());
    let joins = |word: &&str| !["for", "to", "of", "in", "with", "that", "and"].contains(word);
    BRINGING.contains(&verb) && named.take_while(joins).any(|word| RESULTS.contains(&word))
}

/// "… of the roadmap": the plan is spoken of.
fn by_phrase<'p>(
    words: &[Word<'_>],
    phrases: impl Iterator<Item = &'p str>,
    objects: &impl Fn(&str) -> bool,
) -> Option<Objection> {
    let found = |phrase: &str| {
        let wanted: Vec<&str> = phrase.split_whitespace().collect();
        let at = words.windows(wanted.len().max(1)).find(|window| {
            window
                .iter()
                .map(|word| word.plain.as_str())
                .eq(wanted.iter().copied())
        })?;
        let shown: Vec<&str> = at.iter().map(|word| word.shown).collect();
        Some(shown.join(" "))
    };
    phrases
        .filter(|phrase| objects(phrase))
        .find_map(found)
        .map(|words| Objection::Output {
            words,
            example: USUAL_EXAMPLE,
        })
}

/// "Features shipped", "8 articles published": things made are counted, and nothing is said of how well.
fn by_things(words: &[Word<'_>], objects: &impl Fn(&str) -> bool) -> Option<Objection> {
    const NEAR: usize = 4;
    let tells_how = |at: usize| {
        let often = words
            .get(at + 1)
            .is_some_and(|next| PERIODS.contains(&next.plain.as_str()));
        let word = words[at].plain.as_str();
        HOW_WELL.contains(&word) && !(word == "per" && often)
    };
    if (0..words.len()).any(tells_how) {
        return None;
    }
    let in_list = |list: &[&str], word: &Word<'_>| list.contains(&word.plain.as_str());
    let done = words
        .iter()
        .position(|word| in_list(DONE, word) && objects(&word.plain))?;
    let near = done.saturating_sub(NEAR)..words.len().min(done + NEAR);
    let thing = words[near]
        .iter()
        .find(|word| in_list(THINGS, word) && objects(&word.plain))?;
    Some(Objection::Output {
        words: format!("{} {}", thing.shown, words[done].shown),
        example: USUAL_EXAMPLE,
    })
}

#[cfg(test)]
mod tests;
