//! Where an objective stands: the mean of its key results, and the weakest of them.

use super::{KeyResult, Standing, Status};
use crate::domain::id::KeyResultCode;

/// Where an objective stands on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectiveStanding {
    /// The weighted mean of its key results' progress, 0 to 1; what has no reading is not on its way.
    pub progress: f64,
    /// The weighted mean of what is expected of them, 0 to 1.
    pub expected: f64,
    /// The status of the weakest.
    pub status: Status,
    /// Which ones are the weakest; none where all are on track.
    pub weakest: Vec<KeyResultCode>,
}

/// Of key results as they stand; none where an objective has none.
#[must_use]
pub fn objective_standing(standings: &[(KeyResult, Standing)]) -> Option<ObjectiveStanding> {
    let status = standings
        .iter()
        .map(|(_, standing)| standing.status)
        .max()?;
    let weights: f64 = standings.iter().map(|(_, standing)| standing.weight).sum();
    let mean = |of: fn(&Standing) -> f64| {
        let sum: f64 = standings
            .iter()
            .map(|(_, standing)| standing.weight * of(standing))
            .sum();
        if weights > 0.0 {
            (sum / weights).clamp(0.0, 1.0)
        } else {
            0.0
        }
    };
    let weakest = standings
        .iter()
        .filter(|(_, standing)| status != Status::OnTrack && standing.status == status)
        .map(|(key_result, _)| key_result.code.clone())
        .collect();
    Some(ObjectiveStanding {
        progress: mean(|standing| standing.progress),
        expected: mean(|standing| standing.expected),
        status,
        weakest,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::PersonId;
    use crate::domain::okr::Unit;

    fn one(code: &str, weight: f64, progress: f64, status: Status) -> (KeyResult, Standing) {
        let owner = PersonId::new("U1");
        let key_result = KeyResult::new(
            KeyResultCode::new(code),
            "Payers",
            Unit::Number,
            (0.0, 1.0),
            owner,
        );
        let standing = Standing {
            status,
            because: Vec::new(),
            latest: None,
            before: None,
            weight,
            progress,
            expected: 0.5,
            expected_value: 0.5,
        };
        (key_result, standing)
    }

    #[test]
    fn an_objective_is_as_far_as_the_weighted_mean_and_as_well_as_the_weakest() {
        let standing = objective_standing(&[
            one("A-1.1", 3.0, 1.0, Status::OnTrack),
            one("A-1.2", 1.0, 0.2, Status::OffTrack),
            one("A-1.3", 1.0, 0.6, Status::AtRisk),
        ])
        .unwrap();
        assert!((standing.progress - 0.76).abs() < 1e-12);
        assert!((standing.expected - 0.5).abs() < 1e-12);
        assert_eq!(standing.status, Status::OffTrack);
        assert_eq!(standing.weakest, [KeyResultCode::new("A-1.2")]);
        let well = objective_standing(&[one("A-1.1", 1.0, 1.0, Status::OnTrack)]).unwrap();
        assert_eq!((well.status, well.weakest), (Status::OnTrack, Vec::new()));
        assert_eq!(objective_standing(&[]), None);
    }
}
