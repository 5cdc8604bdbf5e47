//! A key result that somebody took out of its objective in Slack: asked for and counted no more, with its history and
//! the reason kept. It can be brought back.

use chrono::{DateTime, Utc};

use super::{KeyResult, Objective};
use crate::domain::id::{KeyResultCode, PersonId};

/// The longest reason.
pub const LONGEST_REASON: usize = 300;

/// A key result that was retired.
#[derive(Debug, Clone, PartialEq)]
pub struct Retired {
    /// As it was.
    pub key_result: KeyResult,
    /// Why.
    pub reason: String,
    /// Who did.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
}

impl Objective {
    /// Takes a key result out; the same objective where it has none of this code.
    #[must_use]
    pub fn retiring(
        mut self,
        code: &KeyResultCode,
        reason: &str,
        by: &PersonId,
        at: DateTime<Utc>,
    ) -> Self {
        let Some(place) = self.key_results.iter().position(|it| it.code == *code) else {
            return self;
        };
        self.retired.push(Retired {
            key_result: self.key_results.remove(place),
            reason: reason.to_owned(),
            by: by.clone(),
            at,
        });
        self
    }

    /// Brings a retired key result back, to where its number stands among the others.
    #[must_use]
    pub fn bringing_back(mut self, code: &KeyResultCode) -> Self {
        let found = |it: &Retired| it.key_result.code == *code;
        if let Some(place) = self.retired.iter().position(found) {
            let back = self.retired.remove(place).key_result;
            let number = number_of(&back.code);
            let behind = |it: &KeyResult| number.is_some() && number_of(&it.code) > number;
            let place = self.key_results.iter().position(behind);
            let place = place.unwrap_or(self.key_results.len());
            self.key_results.insert(place, back);
        }
        self
    }
}

/// The 2 of `PAY-1.2`.
fn number_of(code: &KeyResultCode) -> Option<u32> {
    code.as_str().rsplit(['.', '-']).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::ObjectiveCode;
    use crate::domain::okr::Unit;

    #[test]
    fn what_is_retired_comes_back_as_it_was() {
        let owner = PersonId::new("U1");
        let quarter = "2026-Q4".parse().unwrap();
        let code = KeyResultCode::new("PAY-1.1");
        let it = KeyResult::new(
            code.clone(),
            "Payers",
            Unit::Number,
            (1.0, 2.0),
            owner.clone(),
        );
        let whole = Objective::new(
            ObjectiveCode::new("PAY-1"),
            "Paying",
            owner.clone(),
            Vec::new(),
            quarter,
        )
        .with(vec![it.clone()]);
        let at = "2026-11-19T14:00:00Z".parse().unwrap();
        let retired = whole.clone().retiring(&code, "nobody pays", &owner, at);
        assert_eq!(retired.key_results, []);
        assert_eq!(retired.retired[0].key_result, it);
        let again = retired.clone().retiring(&code, "twice", &owner, at);
        assert_eq!(again, retired);
        assert_eq!(retired.bringing_back(&code), whole);
        let mut many = whole.clone();
        for number in ["PAY-1.2", "PAY-1.10", "PAY-1.3"] {
            let it = KeyResult {
                code: KeyResultCode::new(number),
                ..it.clone()
            };
            many.key_results.push(it);
        }
        let second = KeyResultCode::new("PAY-1.2");
        for code in [&code, &second] {
            let retired = many.clone().retiring(code, "enough", &owner, at);
            assert_eq!(retired.bringing_back(code), many);
        }
        let other = KeyResultCode::new("PAY-1.9");
        assert_eq!(whole.clone().bringing_back(&other), whole);
    }
}
