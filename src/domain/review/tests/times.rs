//! Where the time went: every number computed again from the rows.

use proptest::prelude::*;

use super::*;
use crate::domain::category::{Marks, Purpose};

fn any_split() -> impl Strategy<Value = TimeSplit> {
    proptest::collection::vec(0u8..=100, 5).prop_map(|mut cuts| {
        cuts.sort_unstable();
        let ends = cuts.iter().copied().chain([100]);
        let starts = [0].into_iter().chain(cuts.iter().copied());
        let shares: Vec<u8> = ends.zip(starts).map(|(end, start)| end - start).collect();
        split(shares.try_into().unwrap())
    })
}

/// A team's four weeks of November: silent where there is no split; what it agreed; tenths of people.
type AnyTeam = ([Option<TimeSplit>; 4], Option<TimeSplit>, u16);

fn any_teams() -> impl Strategy<Value = Vec<AnyTeam>> {
    let week = || proptest::option::weighted(0.8, any_split());
    let weeks = [week(), week(), week(), week()];
    let team = (weeks, proptest::option::of(any_split()), 1u16..200);
    proptest::collection::vec(team, 1..9)
}

proptest! {
    #[test]
    fn kinds_add_up_to_the_company_and_every_number_is_what_the_rows_come_to(teams in any_teams()) {
        let targets: Vec<_> = teams.iter().map(|(_, target, _)| target.clone()).collect();
        let org = company(&targets);
        let first = week("2026-W45");
        let mut rows = Vec::new();
        // In whole tenths of people times percent: nothing is rounded on the way.
        let (mut all, mut elective, mut compared, mut done, mut agreed) = (0u64, 0u64, 0u64, 0u64, 0u64);
        let chosen = |split: &TimeSplit| u64::from(split.elective(&org.categories, first));
        for (at, (weeks, target, tenths)) in teams.iter().enumerate() {
            for (ahead, split) in (0..).zip(weeks) {
                let Some(split) = split else { continue };
                let people = u64::from(*tenths);
                rows.push(row(at, first.ahead(ahead), split.clone(), f64::from(*tenths) / 10.0));
                all += people;
                elective += people * chosen(split);
                if let Some(target) = target {
                    compared += people;
                    done += people * chosen(split);
                    agreed += people * chosen(target);
                }
            }
        }
        let told = Given::of(org, rows).told();
        #[expect(clippy::cast_precision_loss, reason = "small whole numbers")]
        let exact = |part: u64, whole: u64| part as f64 / whole as f64;
        let Some(span) = &told.time.company else {
            prop_assert_eq!(all, 0);
            return Ok(());
        };
        prop_assert!((span.people - exact(all, 10)).abs() < 1e-6);
        prop_assert!((f64::from(span.elective) - exact(elective, all)).abs() <= 0.5 + 1e-9);
        prop_assert_eq!(span.split.iter().map(|it| u32::from(it.1)).sum::<u32>(), 100);
        prop_assert_eq!(span.purposes.iter().map(|it| it.1).sum::<u32>(), 100);
        prop_assert_eq!(span.against.is_some(), compared > 0);
        let kinds = || told.time.kinds.iter().map(|kind| &kind.span);
        let people: f64 = kinds().map(|span| span.people).sum();
        prop_assert!((people - span.people).abs() < 1e-6);
        if let Some(against) = &span.against {
            prop_assert!((f64::from(against.elective) - exact(done, compared)).abs() <= 0.5 + 1e-9);
            prop_assert!((f64::from(against.agreed) - exact(agreed, compared)).abs() <= 0.5 + 1e-9);
            #[expect(clippy::cast_precision_loss, reason = "small whole numbers")]
            let gap = (done as f64 - agreed as f64) / 1000.0;
            prop_assert!((against.gap - gap).abs() < 1e-6);
            let of_kinds: f64 = kinds().filter_map(|it| it.against.as_ref()).map(|it| it.gap).sum();
            prop_assert!((of_kinds - gap).abs() < 1e-6);
            let of_teams: f64 = against.teams.iter().map(|it| it.gap).sum();
            prop_assert!((of_teams - gap).abs() < 1e-6);
            for (at, (_, agreed, done)) in against.purposes.iter().enumerate() {
                let of = |which: fn(&(Purpose, f64, f64)) -> f64| -> f64 {
                    kinds().filter_map(|it| it.against.as_ref()).map(|it| which(&it.purposes[at])).sum()
                };
                prop_assert!((of(|it| it.1) - agreed).abs() < 1e-6);
                prop_assert!((of(|it| it.2) - done).abs() < 1e-6);
            }
            let sides = against.purposes.iter().fold((0.0, 0.0), |sum, it| (sum.0 + it.1, sum.1 + it.2));
            prop_assert!((sides.0 - against.people).abs() < 1e-6);
            prop_assert!((sides.1 - against.people).abs() < 1e-6);
        }
        let weeks: f64 = told.time.weeks.iter().map(|span| span.people).sum();
        prop_assert!((weeks - span.people).abs() < 1e-6);
    }
}

#[test]
fn each_week_is_read_by_its_own_marks_and_against_its_own_agreement() {
    let mut org = company(&[Some(split([20, 0, 0, 0, 80, 0]))]);
    // Until week 46 support was chosen work.
    org.categories[2].earlier = vec![(
        week("2026-W46"),
        Marks {
            elective: true,
            purpose: Purpose::TuneUp,
        },
    )];
    let mut anew = org.teams[0].targets[0].clone();
    anew.split = split([40, 0, 0, 0, 60, 0]);
    anew.since = week("2026-W47");
    org.teams[0].targets[0].ended = Some(week("2026-W47"));
    org.teams[0].targets.push(anew);
    let weeks = ["2026-W45", "2026-W46", "2026-W47", "2026-W48"];
    let rows = weeks.map(|it| row(0, week(it), split([20, 0, 40, 0, 40, 0]), 2.0));
    let told = Given::of(org, rows.to_vec()).told();
    let span = told.time.company.unwrap();
    assert_eq!(span.elective, 60, "80, 80, 40 and 40");
    let purposes = [
        (Purpose::Innovation, 40),
        (Purpose::TuneUp, 20),
        (Purpose::Run, 40),
    ];
    assert_eq!(span.purposes, purposes);
    assert_eq!(span.split, split([20, 0, 40, 0, 40, 0]));
    let against = span.against.unwrap();
    assert_eq!((against.elective, against.agreed), (60, 70));
    assert!((against.gap + 0.8).abs() < 1e-9, "{against:?}");
    assert_eq!(against.people, 8.0);
}

#[test]
fn silence_is_counted_and_long_gaps_are_asked_about() {
    let target = Some(split([20, 0, 0, 0, 80, 0]));
    let org = company(&[target.clone(), None, target]);
    let mut rows: Vec<RollUp> = (0..7)
        .map(|back| {
            row(
                0,
                week("2026-W48").back(back),
                split([60, 0, 0, 0, 40, 0]),
                4.0,
            )
        })
        .collect();
    rows.push(row(2, week("2026-W46"), split([20, 0, 0, 0, 80, 0]), 1.0));
    rows[3].split = Some(split([60, 0, 0, 0, 40, 0]));
    rows.retain(|row| row.week != week("2026-W45"));
    let mut given = Given::of(org, rows);
    given.today = Some("2026-11-29".parse().unwrap());
    let told = given.told();
    assert_eq!(told.stands_on.missing, [week("2026-W45")]);
    assert_eq!((told.stands_on.weeks, told.stands_on.teams_in), (4, 2));
    assert_eq!(told.stands_on.minutes, 4);
    let prioritise = &told.prioritise;
    assert_eq!(prioritise.chronic, [], "the row is broken by week 45");
    assert_eq!(prioritise.gaps.len(), 1);
    assert!((prioritise.gaps[0].gap + 4.8).abs() < 1e-9);
    assert_eq!(prioritise.without, ["Team 1"]);
    assert_eq!(told.align.without, ["Team 1"]);
    let long: Vec<RollUp> = (0..40)
        .map(|back| {
            row(
                0,
                week("2026-W48").back(back),
                split([60, 0, 0, 0, 40, 0]),
                4.0,
            )
        })
        .collect();
    let mut org = company(&[Some(split([20, 0, 0, 0, 80, 0]))]);
    let first = first_week_needed(period("2026-11"));
    for quarter in ["2026-Q1", "2026-Q2", "2026-Q3"] {
        let target =
            TargetSplit::for_quarter(quarter.parse().unwrap(), split([20, 0, 0, 0, 80, 0]), 10);
        org.teams[0].targets.push(target);
    }
    let long = long.into_iter().filter(|row| row.week >= first).collect();
    let told = Given::of(org, long).told();
    let chronic = &told.prioritise.chronic[0];
    assert_eq!(i64::from(chronic.weeks), week("2026-W48").since(first) + 1);
    assert!(chronic.or_more);
    assert_eq!(chronic.agreed, 80);
}

#[test]
fn what_is_to_be_agreed_is_the_quarter_that_goes_on_and_in_its_last_month_the_next() {
    let mut given = Given::of(company(&[None, Some(split([0, 0, 0, 60, 20, 20]))]), vec![]);
    let mut next = |period: &str, today: &str| {
        given.period = period.parse().unwrap();
        given.today = Some(today.parse().unwrap());
        let prioritise = given.told().prioritise;
        (prioritise.next.to_string(), prioritise.without.len())
    };
    // The second team has agreed on the fourth quarter.
    assert_eq!(next("2026-10", "2026-11-04"), ("2026-Q4".to_owned(), 1));
    assert_eq!(next("2026-Q4", "2026-11-04"), ("2026-Q4".to_owned(), 1));
    assert_eq!(next("2026-11", "2026-12-02"), ("2027-Q1".to_owned(), 2));
    assert_eq!(next("2026-Q4", "2027-01-06"), ("2027-Q1".to_owned(), 2));
    // Read long after: what came next then is agreed or past.
    assert_eq!(next("2026-03", "2026-11-04"), ("2026-Q4".to_owned(), 1));
}
