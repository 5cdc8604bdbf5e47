//! Keys of deliveries, there and back.

use super::*;

#[test]
fn a_key_survives_the_round_trip() {
    let week: Week = "2026-W47".parse().unwrap();
    let (ask, team) = (|| AskId::new("a"), || TeamId::new("payments"));
    for subject in [
        Subject::Ask(ask()),
        Subject::AskEdit(ask()),
        Subject::Reminder(ask(), 2),
        Subject::Results(week, PersonId::new("U1")),
        Subject::ResultsEdit(week, PersonId::new("U1")),
        Subject::DigestHead(week),
        Subject::DigestHeadEdit(week),
        Subject::DigestTable(week, 2),
        Subject::DigestTableEdit(week, 2),
        Subject::DigestReply(week, team()),
        Subject::DigestReplyEdit(week, team()),
        Subject::TeamPart(week, team()),
        Subject::TeamPartEdit(week, team()),
        Subject::Question(QuestionId::new("q")),
        Subject::QuestionEdit(QuestionId::new("q")),
        Subject::Decision(week, DecisionId::new("d")),
        Subject::Review("2026-11".parse().unwrap()),
        Subject::Review("2026-Q4".parse().unwrap()),
        Subject::ReviewPart("2026-Q4".parse().unwrap(), 12),
        Subject::Notice(PersonId::new("U1"), DeliveryId::new("x")),
    ] {
        assert_eq!(Subject::from_key(&subject.key()), Some(subject));
    }
    assert_eq!(Subject::from_key("decision:d"), None);
}
