//! Every number of a digest is explained, and can be computed again from the rows that its query gives.

use chrono::{DateTime, Utc};
use headway::cli::explain::print_explained;
use headway::config::DigestFormat;
use headway::store::Store;
use sqlx::Connection as _;

use super::computed::computed_again;
use super::place::{Place, on_both};
use super::sample::{ask, at, check_in, imported, reading, record, round, week, workspace};

on_both!(every_printed_query_gives_the_rows_of_its_number);

/// Friday evening.
fn now() -> DateTime<Utc> {
    "2026-11-20T18:00:00Z".parse().unwrap()
}

/// Ten weeks of a team that answers by its lead and burns in the last one, and of one that answers by everyone.
async fn ten_weeks(place: &Place) -> Store {
    let store = imported(place).await;
    for back in (0..10).rev() {
        let of = week().back(back);
        store.open_round(&workspace(), &round(of)).await.unwrap();
        let asks = [
            ask("payments", "ana", of),
            ask("search", "ana", of),
            ask("search", "ben", of),
            ask("search", "eve", of),
        ];
        store.add_asks(&workspace(), &asks, &[]).await.unwrap();
        for (number, ask) in asks.iter().enumerate() {
            let fires = if back == 0 { 55 } else { 20 } + 3 * u8::try_from(number).unwrap();
            let mut answer = check_in(ask, fires);
            answer.repeated = number == 0;
            if number == 0 && back < 5 {
                let value = 4800.0 - 60.0 * f64::from(back);
                answer.readings = vec![reading("PAY-1.2", of, value)];
                if back == 3 {
                    answer.readings.push(reading("PAY-1.1", of, 71.0));
                }
            }
            record(&store, &answer).await;
        }
    }
    store
}

async fn every_printed_query_gives_the_rows_of_its_number(place: &Place) {
    let store = ten_weeks(place).await;
    let mut connection = place.connect().await;
    let weeks = (week(), &["payments", "search"][..]);
    let seen = computed_again(&store, &mut connection, weeks, now()).await;
    for name in [
        "payments: fires, normal",
        "gap",
        "four-week mean",
        "payments: PAY-1.2, at this slope",
        "payments: PAY-1.2, status",
    ] {
        assert!(seen.contains_key(name), "{name} is not among {seen:?}");
    }
    connection.close().await.unwrap();
    let refused = print_explained(
        &store,
        (week(), Some("nobody")),
        DigestFormat::Text,
        at(0),
        &mut Vec::new(),
    )
    .await;
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("there is no team `nobody`"), "{refused}");
}
