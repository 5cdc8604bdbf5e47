//! The digest's thread in companies of any size: what is worth saying is said, the rest shares a line, and every
//! message is one that Slack takes.

use std::fmt::Write as _;

use headway::cli::digest::print;
use headway::cli::org_file;
use headway::clock::Clock;
use headway::config::DigestFormat;
use headway::domain::allocation::History;
use headway::domain::check_in::RollUp;
use headway::domain::digest::{Sources, TeamPart, digest, thread};
use headway::domain::id::CategoryId;
use headway::domain::matters::Matters;
use headway::domain::organisation::Organisation;
use headway::domain::shape::Shape;
use headway::domain::time_split::TimeSplit;
use headway::domain::week::Week;
use headway::slack::view;
use headway::store::Store;
use headway::words::message::Message;
use headway::words::thread::pages;
use serde_json::json;
use slack_sandbox::blockkit::{Surface, message_blocks_too_long, validate_blocks};

use crate::house::House;

const KINDS: [&str; 3] = ["application", "platform", "infrastructure"];

/// A company of so many teams; hostile names, product lines for some, an agreement for each.
pub fn company(teams: usize) -> Organisation {
    let mut text = "[workspace]\nname = \"Northwind\"\ntime_zone = \"Europe/Berlin\"\nleadership_channel = \"leadership\"\nleaders = [\"mara\"]\nadmins = [\"mara\"]\n[people.mara]\nname = \"Mara Lindqvist\"\nemail = \"mara@example.com\"\n".to_owned();
    for team in 0..teams {
        let (kind, line) = (KINDS[team % 3], team % 7);
        let line = if line < 4 {
            format!("product_line = \"Line {line}\"\n")
        } else {
            String::new()
        };
        write!(
            text,
            "[people.p{team}]\nname = \"Person {team}\"\nemail = \"p{team}@example.com\"\n[teams.t{team}]\nname = \"Team <{team:03}> & co\"\nkind = \"{kind}\"\n{line}lead = \"p{team}\"\nmembers = [\"p{team}\"]\n[teams.t{team}.targets.2026-Q4]\nsplit = {{ fires = 20, existing = 80 }}\n"
        )
        .unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("org.toml");
    std::fs::write(&path, text).unwrap();
    org_file::read(&path).unwrap()
}

pub fn row(org: &Organisation, team: usize, week: Week, fires: u8) -> RollUp {
    let split = [
        (CategoryId::new("fires"), fires),
        (CategoryId::new("existing"), 100 - fires),
    ];
    RollUp {
        week,
        team: org.teams[team].id.clone(),
        split: Some(TimeSplit::new(split).unwrap()),
        estimate: true,
        weight: 1.0,
        available: 1.0,
        strength: 1.0,
        asked: 1,
        answered: 1,
        counted: 1,
        repeated: 0,
        seconds: 30,
    }
}

/// The pages of a company's thread, where every `loud`th team is outside its band; `before` says how many loud teams
/// had a reply and a page when the thread was posted.
fn told(teams: usize, loud: impl Fn(usize) -> bool, late: usize, posted: Option<usize>) -> Told {
    let org = company(teams);
    let week: Week = "2026-W47".parse().unwrap();
    let fires = |team| if loud(team) { 60 } else { 20 };
    let rows = (0..teams)
        .flat_map(|team| [week.previous(), week].map(|week| row(&org, team, week, fires(team))));
    let history = History::new(rows.collect());
    let digest = digest(&Sources {
        org: &org,
        week,
        day: week.monday(),
        history: &history,
        asks: &[],
        check_ins: &[],
        readings: &[],
        decided: &[],
        iterations: &[],
        told_before: None,
        matters: &Matters::default(),
    });
    let thread = thread(&digest, &org);
    let told: Vec<&TeamPart> = thread.told().collect();
    Told {
        pages: pages(&thread, week, &org, &told[..late], posted),
        replies: told.iter().map(|part| part.name.clone()).collect(),
    }
}

struct Told {
    pages: Vec<Message>,
    replies: Vec<String>,
}

fn holds(pages: &[Message], teams: usize, when: &str) {
    let mut said = String::new();
    for page in pages {
        let text = view::text(page);
        assert!(
            text.chars().count() < 4_000 && !text.contains('…'),
            "{when}"
        );
        said.push_str(&text);
        for shape in [Shape::Native, Shape::Tables, Shape::Plain] {
            let blocks = json!(view::blocks(page, shape));
            assert_eq!(validate_blocks(Surface::Message, &blocks), [], "{when}");
            assert!(!message_blocks_too_long(&blocks), "{when} {shape:?}");
            let blocks = blocks.to_string();
            assert!(!blocks.contains('…'), "{when} {shape:?}: {blocks}");
        }
    }
    for team in 0..teams {
        let name = format!("Team &lt;{team:03}&gt; &amp; co");
        assert!(said.contains(&name), "{when}: {name}");
    }
}

#[test]
fn four_hundred_teams_make_a_thread_in_which_each_stands_and_that_slack_takes() {
    for (every, most_pages) in [(400, 5), (10, 7), (2, 20), (1, 27)] {
        let told = told(400, |team| team % every == 0, 0, None);
        let when = format!("every {every}th is outside its band");
        holds(&told.pages, 400, &when);
        assert!(
            told.pages.len() <= most_pages,
            "{when}: {}",
            told.pages.len()
        );
        assert_eq!(told.replies.len(), 400_usize.div_ceil(every), "{when}");
    }
}

#[test]
fn a_small_company_reads_all_teams_in_one_table() {
    let told = told(4, |team| team == 1, 0, None);
    assert_eq!(told.pages.len(), 1);
    assert_eq!(told.replies, ["Team <001> & co"]);
    let text = told.pages[0].text();
    let row = "Team <001> & co: Non-elective 60%, Agreed 20% ± 10, Gap 40 points more, the week of 0.4 people, Waiting –, Group Line 1";
    assert!(text.starts_with("Week 47, team by team\n"), "{text}");
    assert!(text.contains(row), "{text}");
    assert!(text.contains("Gap as agreed"), "{text}");
    let quiet = "Nothing changed in: Team <000> & co, Team <002> & co, Team <003> & co.";
    assert!(text.ends_with(quiet), "{text}");
}

#[test]
fn what_late_answers_add_stands_on_the_pages_that_are_there() {
    let few = told(30, |team| team < 3, 2, Some(1));
    assert_eq!(few.pages.len(), 1);
    let text = few.pages[0].text();
    let late = "Team <000> & co spent 60% on non-elective work";
    assert!(text.contains(late), "{text}");
    // More than any page holds is counted, and nothing is posted again.
    let many = told(400, |_| true, 200, Some(1));
    assert_eq!(many.pages.len(), 1);
    let text = many.pages[0].text();
    assert!(
        text.contains("Late answers said more than fits here"),
        "{text}"
    );
}

const WEEK: [(&str, &str); 5] = [
    ("Fires", "35"),
    ("Security", "0"),
    ("Support", "0"),
    ("New features", "0"),
    ("Tune-ups", "15"),
];

#[tokio::test]
async fn a_team_in_which_nothing_changed_has_no_reply_and_a_late_answer_is_told_in_the_table() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    house.person("ana").submits(&WEEK).await;
    house.walks_to("2026-11-20T15:01:00Z").await;
    assert_eq!(house.thread().replies("Payments").len(), 1);
    house.walks_to("2026-11-26T14:01:00Z").await;
    house
        .person("ana")
        .presses_only("Same split as last week")
        .await;
    house.walks_to("2026-11-27T15:01:00Z").await;
    assert_eq!(house.thread().replies("Payments").len(), 1, "last week's");
    let before = house.thread().messages;
    let table = before
        .iter()
        .find(|it| it.text.starts_with("Week 48, team by team"))
        .unwrap();
    let quiet = "Nothing changed in: Payments.";
    assert!(table.text.contains(quiet), "{}", table.text);
    house.walks_to("2026-11-30T09:00:00Z").await;
    house.person("ana").presses("Edit").await;
    house
        .person("ana")
        .submits(&[("Fires", "75"), ("New features", "0"), ("Tune-ups", "0")])
        .await;
    house.walks_to("2026-11-30T09:01:00Z").await;
    let after = house.thread().messages;
    assert_eq!(after.len(), before.len(), "nothing is posted again");
    let edited = after.iter().find(|it| it.ts == table.ts).unwrap();
    let late = "Payments spent 75% on non-elective work";
    assert!(edited.text.contains(late), "{}", edited.text);
    assert!(!edited.text.contains(quiet), "{}", edited.text);
    house.ends().await;
}

#[tokio::test]
async fn the_head_draws_the_weeks_that_have_a_number_and_says_where_there_is_nothing_to_draw() {
    let mut house = House::new().await;
    house.walks_to("2026-11-20T15:01:00Z").await;
    let head = house.thread().head();
    assert!(head.contains("no number is filled in"), "{head}");
    assert!(!head.contains("Where the weeks went"), "{head}");
    house.walks_to("2026-11-23T09:00:00Z").await;
    house.person("ana").presses("Check in").await;
    house.person("ana").submits(&WEEK).await;
    house.walks_to("2026-11-23T09:01:00Z").await;
    let head = house.thread().head();
    assert!(
        head.contains("nothing to draw or to compare it with yet"),
        "{head}"
    );
    assert!(!head.contains("Where the weeks went"), "{head}");
    // Week 48 stays without an answer.
    house.walks_to("2026-12-03T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    house
        .person("ana")
        .submits(&[("Fires", "25"), ("Tune-ups", "25")])
        .await;
    house.walks_to("2026-12-04T15:01:00Z").await;
    let head = house.thread().head();
    let drawn = "Where the weeks went, % of the time: W47, W49\nElective: 65, 75\nElective, agreed: 65, 65\nFires: 35, 25";
    assert!(head.contains(drawn), "{head}");
    assert!(
        head.contains("No number for week 48; none is filled in."),
        "{head}"
    );
    house.ends().await;
}

#[test]
fn a_week_in_which_nobody_was_asked_says_so() {
    let org = company(2);
    let week: Week = "2026-W53".parse().unwrap();
    let digest = digest(&Sources {
        org: &org,
        week,
        day: week.monday(),
        history: &History::new(Vec::new()),
        asks: &[],
        check_ins: &[],
        readings: &[],
        decided: &[],
        iterations: &[],
        told_before: None,
        matters: &Matters::default(),
    });
    let head = headway::words::digest::head(&digest, &org, None);
    let text = head.text();
    let said = "Week 53: nobody was there to answer: everybody was away or off";
    assert!(text.starts_with(said), "{text}");
    assert!(!head.has_figures());
    let thread = thread(&digest, &org);
    let page = pages(&thread, week, &org, &[], None).remove(0).text();
    let unasked = "Nobody was there to answer for: Team <000> & co, Team <001> & co.";
    assert!(page.ends_with(unasked), "{page}");
}

async fn printed(house: &House, week: &str, format: DigestFormat) -> Result<String, String> {
    let store = Store::open(&house.database).await.unwrap();
    let (week, mut out) = (week.parse().unwrap(), Vec::new());
    let now = house.clock.now();
    match print(&store, week, format, now, &mut out).await {
        Ok(()) => Ok(String::from_utf8(out).unwrap()),
        Err(error) => Err(error.to_string()),
    }
}

#[tokio::test]
async fn the_command_prints_what_the_thread_says_and_posts_nothing() {
    let mut house = House::new().await;
    let early = printed(&house, "2026-W47", DigestFormat::Text).await;
    assert!(
        early
            .unwrap_err()
            .contains("nobody has been asked about 2026-W47 yet")
    );
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    house.person("ana").submits(&WEEK).await;
    house.hears_one_of_platform().await;
    house.walks_to("2026-11-20T15:01:00Z").await;
    let calls = house.sandbox.calls().len();
    let text = printed(&house, "2026-W47", DigestFormat::Text)
        .await
        .unwrap();
    let posted: Vec<String> = house
        .thread()
        .messages
        .into_iter()
        .map(|it| it.text)
        .collect();
    assert_eq!(text.trim_end(), posted.join("\n\n"));
    for format in [DigestFormat::Json, DigestFormat::Blocks] {
        let lines = printed(&house, "2026-W47", format).await.unwrap();
        let lines: Vec<serde_json::Value> = lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let which: Vec<&str> = lines
            .iter()
            .map(|it| it["message"].as_str().unwrap())
            .collect();
        assert_eq!(which, ["head", "table", "reply", "reply"]);
        assert_eq!(lines[1]["text"], posted[1].as_str());
        assert_eq!(
            lines[1]["blocks"].is_array(),
            format == DigestFormat::Blocks
        );
    }
    assert_eq!(house.sandbox.calls().len(), calls);
    house.ends().await;
}
