//! Reading objectives back as they were declared, with what only Headway knows of them.

use std::collections::HashMap;

use chrono_tz::Tz;
use sqlx::{AnyConnection, FromRow};

use super::value::{instant, parsed, word};
use super::{Result, StoreError};
use crate::domain::cadence::local;
use crate::domain::id::{KeyResultCode, ObjectiveCode, PersonId, TeamId};
use crate::domain::okr::{
    Aim, Cause, Closing, Commitment, Curve, Decision, Direction, EarlierAim, KeyResult, KnownSince,
    Objective, Origin, Outcome, Retired, Score, Unit,
};

/// All active objectives of a workspace, in the order in which they were declared; days are counted in its zone.
pub(super) async fn read_objectives(
    tx: &mut AnyConnection,
    key: &str,
    zone: Tz,
) -> Result<Vec<Objective>> {
    let rows: Vec<ObjectiveRow> = sqlx::query_as(
        "SELECT * FROM objective WHERE workspace = $1 AND retired IS NULL
         ORDER BY position, objective",
    )
    .bind(key.to_owned())
    .fetch_all(&mut *tx)
    .await?;
    let team_rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT objective, team FROM objective_team
         WHERE workspace = $1 AND retired IS NULL ORDER BY objective, position",
    )
    .bind(key.to_owned())
    .fetch_all(&mut *tx)
    .await?;
    let mut teams: HashMap<String, Vec<TeamId>> = HashMap::new();
    for (objective, team) in team_rows {
        teams.entry(objective).or_default().push(TeamId::new(team));
    }
    let mut earlier = earlier_aims(tx, key).await?;
    let key_result_rows: Vec<KeyResultRow> = sqlx::query_as(
        "SELECT * FROM key_result
         WHERE workspace = $1 AND (retired IS NULL OR retired_reason IS NOT NULL)
         ORDER BY retired, position, key_result",
    )
    .bind(key.to_owned())
    .fetch_all(&mut *tx)
    .await?;
    let mut key_results: HashMap<String, Vec<KeyResult>> = HashMap::new();
    let mut retired: HashMap<String, Vec<Retired>> = HashMap::new();
    for row in key_result_rows {
        let objective = row.objective.clone();
        let earlier = earlier.remove(&row.key_result).unwrap_or_default();
        if row.retired.is_some() {
            let gone = row.retired(earlier, zone)?;
            retired.entry(objective).or_default().push(gone);
        } else {
            let it = row.key_result(earlier, zone)?;
            key_results.entry(objective).or_default().push(it);
        }
    }
    rows.into_iter()
        .map(|row| {
            let teams = teams.remove(&row.objective).unwrap_or_default();
            let key_results = key_results.remove(&row.objective).unwrap_or_default();
            let retired = retired.remove(&row.objective).unwrap_or_default();
            row.objective(teams, key_results, retired)
        })
        .collect()
}

pub(super) async fn earlier_aims(
    tx: &mut AnyConnection,
    key: &str,
) -> Result<HashMap<String, Vec<EarlierAim>>> {
    let rows: Vec<EarlierAimRow> = sqlx::query_as(
        "SELECT * FROM earlier_aim WHERE workspace = $1 ORDER BY key_result, position",
    )
    .bind(key.to_owned())
    .fetch_all(&mut *tx)
    .await?;
    let mut earlier: HashMap<String, Vec<EarlierAim>> = HashMap::new();
    for row in rows {
        let key_result = row.key_result.clone();
        earlier.entry(key_result).or_default().push(row.earlier()?);
    }
    Ok(earlier)
}

#[derive(FromRow)]
pub(super) struct ObjectiveRow {
    objective: String,
    title: String,
    accountable: String,
    quarter: String,
    product: Option<String>,
    engineering: Option<String>,
    commitment: String,
    private: i64,
    origin: String,
    version: i64,
    closed: Option<i64>,
    closed_by: Option<String>,
    score: Option<i64>,
    cause: Option<String>,
    explanation: Option<String>,
    decision: Option<String>,
}

impl ObjectiveRow {
    pub(super) fn code(&self) -> &str {
        &self.objective
    }

    pub(super) fn objective(
        self,
        teams: Vec<TeamId>,
        key_results: Vec<KeyResult>,
        retired: Vec<Retired>,
    ) -> Result<Objective> {
        let commitment = word(
            Commitment::from_word(&self.commitment),
            "objective.commitment",
        )?;
        let origin = word(Origin::from_word(&self.origin), "objective.origin")?;
        Ok(Objective {
            quarter: parsed(&self.quarter, "objective.quarter")?,
            closed: self.closing()?,
            code: ObjectiveCode::new(self.objective),
            title: self.title,
            accountable: PersonId::new(self.accountable),
            product: self.product.map(PersonId::new),
            engineering: self.engineering.map(PersonId::new),
            commitment,
            private: self.private != 0,
            teams,
            key_results,
            retired,
            origin,
            version: self.version,
        })
    }

    fn closing(&self) -> Result<Option<Closing>> {
        let Some(at) = self.closed else {
            return Ok(None);
        };
        let score = self
            .score
            .and_then(|tenths| Score::of_tenths(u8::try_from(tenths).ok()?));
        let cause = self.cause.as_deref().and_then(Cause::from_word);
        let decision = self.decision.as_deref().and_then(Decision::from_word);
        let by = self.closed_by.clone().map(PersonId::new);
        Ok(Some(Closing {
            score: word(score, "objective.score")?,
            cause: word(cause, "objective.cause")?,
            explanation: self.explanation.clone(),
            decision: word(decision, "objective.decision")?,
            by: word(by, "objective.closed_by")?,
            at: instant(at, "objective.closed")?,
        }))
    }
}

#[derive(FromRow)]
pub(super) struct KeyResultRow {
    key_result: String,
    objective: String,
    metric: String,
    unit: String,
    baseline: f64,
    target: f64,
    owner: String,
    direction: Option<String>,
    curve: String,
    weight: f64,
    outcome: Option<String>,
    kept: Option<String>,
    reason: Option<String>,
    known_since: Option<i64>,
    retired: Option<i64>,
    retired_by: Option<String>,
    retired_reason: Option<String>,
}

impl KeyResultRow {
    /// Its own code, and its objective's.
    pub(super) fn codes(&self) -> (&str, &str) {
        (&self.key_result, &self.objective)
    }

    /// When it was retired, if it was.
    pub(super) fn left(&self) -> Option<i64> {
        self.retired
    }

    pub(super) fn retired(mut self, earlier: Vec<EarlierAim>, zone: Tz) -> Result<Retired> {
        let at = word(self.retired, "key_result.retired")?;
        let by = word(self.retired_by.take(), "key_result.retired_by")?;
        let reason = word(self.retired_reason.take(), "key_result.retired_reason")?;
        Ok(Retired {
            key_result: self.key_result(earlier, zone)?,
            reason,
            by: PersonId::new(by),
            at: instant(at, "key_result.retired")?,
        })
    }

    /// With its days in a zone.
    pub(super) fn key_result(self, earlier: Vec<EarlierAim>, zone: Tz) -> Result<KeyResult> {
        // Those of before this was kept have been known all along.
        let known = self.known_since.filter(|at| *at > 0).map(|at| {
            let at = instant(at, "key_result.known_since")?;
            Ok::<_, StoreError>(local(zone, at).date_naive())
        });
        let direction = match &self.direction {
            None => Direction::between(self.baseline, self.target),
            Some(text) => word(Direction::from_word(text), "key_result.direction")?,
        };
        let outcome = match &self.outcome {
            None => None,
            Some(text) => Some(word(Outcome::from_word(text), "key_result.outcome")?),
        };
        Ok(KeyResult {
            code: KeyResultCode::new(self.key_result),
            metric: self.metric,
            unit: word(Unit::from_word(&self.unit), "key_result.unit")?,
            baseline: self.baseline,
            target: self.target,
            direction,
            curve: word(Curve::from_word(&self.curve), "key_result.curve")?,
            weight: self.weight,
            outcome,
            owner: PersonId::new(self.owner),
            kept: self.kept,
            reason: self.reason,
            earlier,
            known_since: KnownSince(known.transpose()?),
        })
    }
}

#[derive(FromRow)]
struct EarlierAimRow {
    key_result: String,
    until: String,
    person: Option<String>,
    reason: String,
    baseline: f64,
    target: f64,
    weight: f64,
    curve: String,
    direction: String,
}

impl EarlierAimRow {
    fn earlier(self) -> Result<EarlierAim> {
        Ok(EarlierAim {
            aim: Aim {
                baseline: self.baseline,
                target: self.target,
                weight: self.weight,
                curve: word(Curve::from_word(&self.curve), "earlier_aim.curve")?,
                direction: word(
                    Direction::from_word(&self.direction),
                    "earlier_aim.direction",
                )?,
            },
            until: self
                .until
                .parse()
                .map_err(|_| StoreError::corrupt("earlier_aim.until"))?,
            by: self.person.map(PersonId::new),
            reason: self.reason,
        })
    }
}
