//! Replies that no message could hold: several messages, each one that Slack takes, and no word lost.

use headway::domain::allocation::History;
use headway::domain::check_in::CheckIn;
use headway::domain::digest::{Sources, digest};
use headway::domain::id::{AskId, PersonId};
use headway::domain::organisation::Answers;
use headway::domain::shape::Shape;
use headway::domain::week::Week;
use headway::slack::view;
use headway::words::digest::{replies, team_parts};
use headway::words::message::Message;
use serde_json::json;
use slack_sandbox::blockkit::{Surface, message_blocks_too_long, validate_blocks};

use crate::house::{House, told};
use crate::thread::{company, row};

/// What Slack takes, in every shape, with nothing cut off.
pub fn slack_takes(message: &Message, when: &str) {
    let text = view::text(message);
    assert!(
        text.chars().count() < 4_000,
        "{when}: {}",
        text.chars().count()
    );
    assert!(!text.contains('…'), "{when}: {text}");
    for shape in [Shape::Native, Shape::Tables, Shape::Plain] {
        let blocks = json!(view::blocks(message, shape));
        assert_eq!(validate_blocks(Surface::Message, &blocks), [], "{when}");
        assert!(!message_blocks_too_long(&blocks), "{when} {shape:?}");
        assert!(!blocks.to_string().contains('…'), "{when} {shape:?}");
    }
}

#[test]
fn ten_people_s_hostile_notes_of_three_thousand_letters_all_stand_in_messages_that_slack_takes() {
    let mut org = company(1);
    org.teams[0].answers = Answers::Everyone;
    let week: Week = "2026-W47".parse().unwrap();
    for hostile in ["<", "&", "🔥", "\"", "\u{1}", "*_~`", "a b ", "<!channel> "] {
        let note = hostile.repeat(3_000 / hostile.chars().count());
        let note = note.trim_end().to_owned();
        let check_in = |number: usize| CheckIn {
            ask: AskId::new(number.to_string()),
            week,
            team: org.teams[0].id.clone(),
            person: PersonId::new(format!("U{number}")),
            estimate: false,
            split: row(&org, 0, week, 20).split.unwrap(),
            repeated: false,
            readings: Vec::new(),
            results_asked: true,
            results_note: Some(note.clone()),
            note: Some(note.clone()),
            need: Some(note.clone()),
            next_slice: Some(note.clone()),
            form_opened: None,
            sent: "2026-11-19T14:00:00Z".parse().unwrap(),
            revision: 1,
        };
        let check_ins: Vec<CheckIn> = (0..10).map(check_in).collect();
        let history = History::new(vec![row(&org, 0, week, 60)]);
        let digest = digest(&Sources {
            org: &org,
            week,
            day: week.monday(),
            history: &history,
            asks: &[],
            check_ins: &check_ins,
            readings: &[],
            decided: &[],
            iterations: &[],
            told_before: None,
            matters: &headway::domain::matters::Matters::default(),
        });
        let part = &digest.teams[0];
        let all = replies(part, &org, None);
        let letter = hostile.chars().next().unwrap();
        let told: usize = all.iter().map(|it| it.text().matches(letter).count()).sum();
        let wanted = 40 * note.matches(letter).count();
        assert!(told >= wanted, "{hostile:?}: {told} of {wanted}");
        for (at, message) in all.iter().enumerate() {
            slack_takes(message, &format!("{hostile:?}, {at}"));
        }
        // Fewer messages stand there: they hold what they can, and say that there is more.
        let few = replies(part, &org, Some(2));
        assert_eq!(few.len(), 2);
        few.iter().for_each(|it| slack_takes(it, hostile));
        assert!(
            few[1]
                .text()
                .contains("Late answers said more than fits here")
        );
        let own = team_parts(part, &org, week, None);
        own.iter().for_each(|it| slack_takes(it, hostile));
        assert!(
            own.last()
                .unwrap()
                .text()
                .contains("Leadership reads no more than this")
        );
    }
}

#[tokio::test]
async fn a_long_reply_is_several_messages_and_stays_as_many() {
    let mut house = House::with(&told()).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    let note = format!("{}end", "<vault> ".repeat(370));
    let fields = [
        ("Fires", "45"),
        ("Anything leadership", note.as_str()),
        ("Do you need", note.as_str()),
    ];
    assert_eq!(house.person("ana").submits(&fields).await.errors, None);
    house.walks_to("2026-11-20T15:05:00Z").await;
    let thread = house.thread().messages;
    let of_payments = |text: &str| text.starts_with("Payments");
    let replies: Vec<_> = thread.iter().filter(|it| of_payments(&it.text)).collect();
    assert!(replies.len() > 2, "{}", replies.len());
    let said: usize = replies
        .iter()
        .map(|it| it.text.matches("&lt;vault&gt;").count())
        .sum();
    assert_eq!(said, 740);
    let second = format!("Payments, continued (2 of {})", replies.len());
    assert!(replies[1].text.starts_with(&second), "{}", replies[1].text);
    assert!(replies.iter().all(|it| it.thread_ts == Some(thread[0].ts)));
    // The team's channel reads the same: the rest in the thread of the first message.
    let own = house.team_channel();
    assert_eq!(own.len(), replies.len());
    assert!(own[1..].iter().all(|it| it.thread_ts == Some(own[0].ts)));
    // Less is said later: what stood there says where it stands now.
    house.walks_to("2026-11-23T09:00:00Z").await;
    house.person("ana").presses("Edit").await;
    let fields = [("Anything leadership", "Done."), ("Do you need", "")];
    assert_eq!(house.person("ana").submits(&fields).await.errors, None);
    house.walks_to("2026-11-23T09:10:00Z").await;
    let after = house.thread().messages;
    assert_eq!(after.len(), thread.len());
    let emptied = after
        .iter()
        .filter(|it| it.text == "Payments: what stood here stands in the message above.");
    assert_eq!(emptied.count(), replies.len() - 1);
    house.ends().await;
}
