//! Seven weeks that the demo's company has behind it: the story of a team whose fires nearly doubled.

use chrono::{DateTime, TimeDelta, Utc};

use crate::app::{App, import_organisation};
use crate::cli::import::confirm;
use crate::cli::org_file::{self, Mistake, OrgFileError};
use crate::cli::serve::Parts;
use crate::domain::calendar;
use crate::domain::check_in::{Ask, CheckIn, Round};
use crate::domain::id::{AskId, CategoryId, KeyResultCode, PersonId, TeamId, WorkspaceId};
use crate::domain::okr::Reading;
use crate::domain::organisation::{Organisation, Team};
use crate::domain::time_split::TimeSplit;
use crate::domain::week::Week;

/// Handle, name and zone of everybody in the demo's Slack; the last two are a guest and somebody from outside.
pub(super) const PEOPLE: [(&str, &str, &str); 18] = [
    ("mara", "Mara Lindqvist", "Europe/Berlin"),
    ("ana", "Ana Ruiz", "Europe/Madrid"),
    ("ben", "Ben Okafor", "Europe/Berlin"),
    ("grace", "Grace Park", "America/New_York"),
    ("hugo", "Hugo Silva", "America/New_York"),
    ("jonas", "Jonas Weber", "Europe/Berlin"),
    ("ines", "Inés Vidal", "Europe/Madrid"),
    ("farid", "Farid Amiri", "Europe/Berlin"),
    ("omar", "Omar Haddad", "Europe/Berlin"),
    ("priya", "Priya Nair", "Europe/Berlin"),
    ("cleo", "Cleo Martin", "Europe/Berlin"),
    ("dario", "Dario Conti", "Europe/Berlin"),
    ("elif", "Elif Yılmaz", "Europe/Berlin"),
    ("kofi", "Kofi Mensah", "Europe/Berlin"),
    ("lena", "Lena Vogel", "Europe/Berlin"),
    ("rosa", "Rosa Hahn", "Europe/Berlin"),
    ("gus", "Gus Guest", "Europe/Berlin"),
    ("sam", "Sam Elsewhere", "Europe/London"),
];

/// The oldest week of the story.
const FIRST: &str = "2026-W40";

/// One team's weeks, W40 to W46: fires, security, support, new, existing, tune-ups.
const WEEKS: [(&str, [[u8; 6]; 7]); 4] = [
    (
        "payments",
        [
            [20, 10, 5, 15, 35, 15],
            [22, 10, 5, 15, 35, 13],
            [21, 8, 5, 20, 35, 11],
            [24, 10, 4, 15, 35, 12],
            [22, 8, 5, 15, 35, 15],
            [23, 10, 5, 12, 35, 15],
            [40, 10, 0, 0, 35, 15],
        ],
    ),
    (
        "search",
        [
            [10, 5, 10, 35, 25, 15],
            [8, 5, 12, 35, 25, 15],
            [12, 5, 10, 30, 28, 15],
            [10, 5, 10, 35, 30, 10],
            [15, 5, 10, 30, 25, 15],
            [18, 5, 12, 25, 30, 10],
            [20, 5, 10, 25, 30, 10],
        ],
    ),
    (
        "platform",
        [
            [10, 10, 15, 0, 25, 40],
            [10, 10, 20, 0, 25, 35],
            [5, 10, 15, 0, 25, 45],
            [10, 10, 15, 5, 20, 40],
            [10, 10, 15, 0, 20, 45],
            [10, 5, 15, 0, 25, 45],
            [10, 10, 10, 0, 25, 45],
        ],
    ),
    (
        "infrastructure",
        [
            [30, 15, 10, 0, 15, 30],
            [35, 15, 10, 0, 10, 30],
            [30, 15, 10, 0, 15, 30],
            [25, 20, 10, 0, 15, 30],
            [30, 15, 10, 0, 15, 30],
            [30, 15, 10, 0, 15, 30],
            [30, 15, 10, 0, 15, 30],
        ],
    ),
];

/// One key result's readings, W40 to W46: value and confidence.
type Readings = (&'static str, &'static str, [Option<(f64, u8)>; 7]);

const READINGS: [Readings; 6] = [
    (
        "payments",
        "PAY-1.1",
        [
            Some((65.0, 6)),
            Some((66.0, 6)),
            Some((67.0, 7)),
            Some((68.0, 7)),
            Some((69.0, 7)),
            Some((70.0, 7)),
            Some((71.0, 7)),
        ],
    ),
    (
        "payments",
        "PAY-1.2",
        [
            None,
            Some((3960.0, 5)),
            Some((4020.0, 5)),
            Some((4080.0, 5)),
            Some((4170.0, 6)),
            Some((4290.0, 6)),
            Some((4420.0, 7)),
        ],
    ),
    (
        "search",
        "SRC-2.1",
        [
            Some((58.0, 6)),
            Some((59.0, 6)),
            Some((60.0, 6)),
            Some((61.0, 6)),
            Some((62.0, 6)),
            Some((62.0, 5)),
            None,
        ],
    ),
    (
        "search",
        "SRC-2.2",
        [
            Some((21400.0, 7)),
            Some((21000.0, 7)),
            Some((20300.0, 7)),
            Some((19800.0, 7)),
            Some((19300.0, 7)),
            Some((18900.0, 7)),
            Some((18600.0, 7)),
        ],
    ),
    (
        "platform",
        "PLT-1.1",
        [
            Some((11100.0, 7)),
            Some((10200.0, 7)),
            Some((9600.0, 7)),
            Some((9000.0, 7)),
            Some((8400.0, 8)),
            Some((7800.0, 8)),
            Some((7440.0, 8)),
        ],
    ),
    (
        "infrastructure",
        "PLT-1.2",
        [
            Some((9.0, 6)),
            Some((9.0, 6)),
            Some((8.0, 6)),
            Some((8.0, 5)),
            Some((8.0, 5)),
            Some((8.0, 5)),
            Some((8.0, 4)),
        ],
    ),
];

/// Imports the company and writes its weeks, as if they had been answered.
pub(super) async fn write(parts: &Parts, company: &str, now: DateTime<Utc>) -> anyhow::Result<()> {
    let app = App::new(
        parts.store.clone(),
        parts.slack.clone(),
        parts.clock.clone(),
        parts.chance.clone(),
        WorkspaceId::new("main"),
    );
    let org = import(parts, company).await?;
    import_organisation::import(
        &parts.store,
        &*parts.chance,
        &org,
        now - TimeDelta::weeks(8),
    )
    .await?;
    let first: Week = FIRST.parse()?;
    for (at, week) in (0_u32..7).map(|weeks| first.ahead(weeks)).enumerate() {
        write_week(&app, &org, week, at).await?;
    }
    super::matters::ask(&app, &org).await
}

/// Reads the company, and has Slack confirm its people, as `headway import` does.
async fn import(parts: &Parts, company: &str) -> anyhow::Result<Organisation> {
    let mistakes = |mistakes: Vec<Mistake>| anyhow::anyhow!("{}", OrgFileError::Mistakes(mistakes));
    let parsed = org_file::parse_with_places("examples/org.toml", company).map_err(mistakes)?;
    let confirmed = confirm(&parts.slack, &*parts.clock, parsed, &mut std::io::stderr()).await?;
    confirmed.map_err(mistakes)
}

async fn write_week(app: &App, org: &Organisation, week: Week, at: usize) -> anyhow::Result<()> {
    let (digest, close) = (
        calendar::digest_at(org, week),
        calendar::close_at(org, week),
    );
    let due = digest - TimeDelta::hours(25);
    let round = Round {
        week,
        opened: due,
        digested: None,
        closed: None,
    };
    app.store.open_round(&app.workspace, &round).await?;
    for (team, splits) in &WEEKS {
        let Some(team) = org.team(&TeamId::new(*team)) else {
            continue;
        };
        let due = super::matters::asked_at(team, week, due)?;
        let asked: Vec<(PersonId, bool)> = calendar::asked(
            team,
            org.ask_day(team, week),
            &std::collections::BTreeSet::new(),
        )
        .into_iter()
        .map(|asked| (asked.person.clone(), asked.estimate))
        .collect();
        for (number, (person, estimate)) in asked.into_iter().enumerate() {
            let id = AskId::new(app.chance.id(due));
            let ask = Ask {
                id,
                week,
                team: team.id.clone(),
                person,
                due,
                estimate,
                outcome: None,
                message: None,
            };
            app.store
                .add_asks(&app.workspace, std::slice::from_ref(&ask), &[])
                .await?;
            let answer = answer(&ask, team, splits[at], at, number)?;
            let brought = super::matters::needed(org, team, week)?;
            app.store
                .record_answer(&app.workspace, &answer, &brought, &[])
                .await?;
        }
    }
    app.store
        .set_digested(&app.workspace, week, digest, &[])
        .await?;
    app.store
        .close_round(&app.workspace, week, close, &[])
        .await?;
    Ok(())
}

fn answer(
    ask: &Ask,
    team: &Team,
    split: [u8; 6],
    at: usize,
    number: usize,
) -> anyhow::Result<CheckIn> {
    let keys = [
        "fires", "security", "support", "new", "existing", "tune-ups",
    ];
    let sent = ask.due + TimeDelta::minutes(7);
    let readings = READINGS
        .iter()
        .filter(|(of, ..)| number == 0 && *of == team.id.as_str());
    let readings: Vec<Reading> = readings
        .filter_map(|(_, code, weeks)| Some((code, weeks[at]?)))
        .map(|(code, (value, confidence))| {
            Ok(Reading {
                key_result: KeyResultCode::new(*code),
                week: ask.week,
                value,
                confidence: confidence.try_into()?,
                by: ask.person.clone(),
                note: None,
            })
        })
        .collect::<anyhow::Result<_>>()?;
    Ok(CheckIn {
        ask: ask.id.clone(),
        week: ask.week,
        team: ask.team.clone(),
        person: ask.person.clone(),
        estimate: ask.estimate,
        split: TimeSplit::new(keys.into_iter().map(CategoryId::new).zip(split))?,
        repeated: false,
        readings,
        results_asked: true,
        results_note: None,
        note: None,
        need: None,
        next_slice: None,
        form_opened: Some(sent - TimeDelta::seconds(55)),
        sent,
        revision: 1,
    })
}
