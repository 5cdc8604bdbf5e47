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

    /// Brings a retired key result back, behind the others.
    #[must_use]
    pub fn bringing_back(mut self, code: &KeyResultCode) -> Self {
        let found = |it: &Retired| it.key_result.code == *code;
        if let Some(place) = self.retired.iter().position(found) {
            self.key_results.push(self.retired.remove(place).key_result);
        }
        self
    }
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
        let other = KeyResultCode::new("PAY-1.9");
        assert_eq!(whole.clone().bringing_back(&other), whole);
    }
}
