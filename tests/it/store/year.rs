//! A random year, kept by the store and recomputed here from what happened.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use headway::domain::id::PersonId;
use headway::domain::organisation::{Answers, Organisation, Role};
use headway::domain::time_split::TimeSplit;
use headway::domain::week::Week;
use headway::store::Store;

use super::place::{Place, on_both};
use super::sample::{ask, at, check_in, organisation, record, round, split, week, workspace};

on_both!(a_random_year_is_kept_as_it_is_recomputed);

async fn import(store: &Store, company: &Organisation, day: &str) {
    let at: DateTime<Utc> = format!("{day}T09:00:00Z").parse().unwrap();
    store.replace_organisation(company, at).await.unwrap();
}

/// Numbers by chance, the same in every run (an xorshift generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u8) -> u8 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u8::try_from(self.0 % u64::from(most)).unwrap()
    }

    fn person(&mut self) -> usize {
        usize::from(self.below(5))
    }
}

/// Somebody's place in the team, as this test knows it: their share on each day.
type Diary = BTreeMap<(&'static str, NaiveDate), f64>;

const PEOPLE: [&str; 5] = ["ana", "ben", "dan", "eve", "fay"];

/// A year in which people come, go, change their shares, answer, edit and are away; every row is recomputed here,
/// from a diary of days and the answers as they were given, by the rule and not by the code.
async fn a_random_year_is_kept_as_it_is_recomputed(place: &Place) {
    let mut random = Dice(4);
    let store = place.open().await;
    let mut company = organisation();
    let mut diary = Diary::new();
    let first = week();
    let days_of = |in_week: Week| in_week.monday().iter_days().take(5);
    company.teams[1]
        .members
        .retain(|member| PEOPLE.contains(&member.person.as_str()));
    import(&store, &company, "2026-11-01").await;
    let mut expected = Vec::new();
    for ahead in 0..52 {
        let in_week = first.ahead(ahead);
        let today = in_week.monday() + Days::new(random.below(5).into());
        if ahead > 0 {
            change_somebody(&mut company, &mut random);
        }
        import(&store, &company, &today.to_string()).await;
        for day in days_of(in_week) {
            let declared = if day < today && ahead > 0 {
                None
            } else {
                Some(&company)
            };
            for person in PEOPLE {
                let share = match declared {
                    Some(company) => share_of(company, person),
                    // As on Friday before.
                    None => diary[&(person, in_week.previous().monday() + Days::new(4))],
                };
                diary.insert((person, day), share);
            }
        }
        let weigh = |person: &'static str| -> f64 {
            days_of(in_week)
                .map(|day| diary[&(person, day)])
                .sum::<f64>()
                / 5.0
        };
        expected.push(play_week(&store, in_week, &mut random, &weigh).await);
    }
    let kept = store
        .rollups(&workspace(), first, first.ahead(60))
        .await
        .unwrap();
    assert_eq!(kept.len(), expected.len());
    for (row, (in_week, total, weight)) in kept.iter().zip(&expected) {
        assert_eq!(row.week, *in_week);
        assert_eq!(row.split, *total, "{in_week}");
        assert!(
            (row.weight - weight).abs() < 1e-5,
            "{in_week}: {} {weight}",
            row.weight
        );
    }
    place.run("DELETE FROM roll_up").await;
    store.rebuild_rollups(&workspace()).await.unwrap();
    let rebuilt = store
        .rollups(&workspace(), first, first.ahead(60))
        .await
        .unwrap();
    assert_eq!(rebuilt, kept);
}

fn share_of(company: &Organisation, person: &str) -> f64 {
    let member = company.teams[1].member(&PersonId::new(person));
    let works = member.filter(|member| member.role != Role::Observer);
    works.map_or(0.0, |member| member.share)
}

fn change_somebody(company: &mut Organisation, random: &mut Dice) {
    assert_eq!(company.teams[1].answers, Answers::Everyone);
    let person = PersonId::new(PEOPLE[random.person()]);
    let members = &mut company.teams[1].members;
    let place = members.iter().position(|member| member.person == person);
    match (place, random.below(3)) {
        (None, _) => {
            let mut new = members[0].clone();
            (new.person, new.role, new.share) = (person, Role::Member, 1.0);
            members.push(new);
        }
        (Some(place), 0) if members.len() > 1 => {
            members.remove(place);
        }
        (Some(place), 1) => members[place].role = Role::Observer,
        (Some(place), _) => {
            members[place].role = Role::Member;
            members[place].share = f64::from(1 + random.below(10)) / 10.0;
        }
    }
}

/// One round: who answers what, who edits, who is away; gives back what its row must say once it is closed.
async fn play_week(
    store: &Store,
    in_week: Week,
    random: &mut Dice,
    weigh: &impl Fn(&'static str) -> f64,
) -> (Week, Option<TimeSplit>, f64) {
    let asks = PEOPLE.map(|person| ask("search", person, in_week));
    store
        .open_round(&workspace(), &round(in_week))
        .await
        .unwrap();
    store.add_asks(&workspace(), &asks, &[]).await.unwrap();
    let mut answers: BTreeMap<&'static str, u8> = BTreeMap::new();
    for _ in 0..2 + random.below(10) {
        let who = random.person();
        if random.below(6) == 0 {
            store
                .mark_away(&workspace(), &asks[who].id, at(5), &[])
                .await
                .unwrap();
            continue;
        }
        let fires = random.below(101);
        let mut answer = check_in(&asks[who], fires);
        answer.sent += TimeDelta::seconds(random.below(100).into());
        record(store, &answer).await;
        answers.insert(PEOPLE[who], fires);
    }
    store
        .close_round(&workspace(), in_week, at(9000), &[])
        .await
        .unwrap();
    let there: Vec<(f64, u8)> = answers
        .iter()
        .map(|(person, fires)| (weigh(person), *fires))
        .filter(|(weight, _)| *weight > 0.0)
        .collect();
    if there.len() < 3 {
        return (in_week, None, 0.0);
    }
    let weight: f64 = there.iter().map(|(weight, _)| weight).sum();
    let fires: f64 = there
        .iter()
        .map(|(weight, fires)| weight * f64::from(*fires))
        .sum();
    // Of two lines that add up to a hundred the largest remainder is the nearest whole number; a half goes to the
    // first of them by key, which is fires.
    let whole = (fires / weight + 0.5 + 1e-9).floor();
    let percent = (0..=100_u8).find(|it| f64::from(*it) == whole).unwrap();
    (in_week, Some(split(percent)), weight)
}
