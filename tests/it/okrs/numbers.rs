//! Numbers behind `/okr update` and in forms: read, asked about, or refused with a sentence.

use headway::domain::id::KeyResultCode;

use crate::house::{COMPANY, House};

#[tokio::test]
async fn what_cannot_be_read_as_a_number_is_asked_about_and_nothing_is_recorded() {
    let mut house = House::new().await;
    for (typed, said) in [
        (
            "/okr update PAY-1.2 5.400",
            "Is that 5,400 or 5.4? Please write 5400 or 5.4.",
        ),
        ("/okr update PAY-1.2 12%", "Another unit is meant here"),
        (
            "/okr update PAY-1.2 5400 11 x",
            "Confidence goes from 0 to 10, in whole numbers. Nothing is recorded.",
        ),
        (
            "/okr update PAY-1.2 5400 -1",
            "Confidence goes from 0 to 10",
        ),
        (
            "/okr update PAY-1.2 5400 7.5",
            "Confidence goes from 0 to 10",
        ),
        ("/okr update PAY-1.2 many", "A number, please, like 4400"),
        ("/okr update PAY-1.2 NaN", "A number, please, like 4400"),
        ("/okr update PAY-1.2 inf 7", "A number, please, like 4400"),
        (
            "/okr update PAY-1.2 4,42 7",
            "4.42 is about a thousandth of the aim, 6,000. Do you mean 4,420? If it is so, write 4.42 exactly.",
        ),
        (
            "/okr update PAY-1.2 -5",
            "-5 is below 0, unlike the aim, 6,000.",
        ),
        ("/okr update PAY-1.1 0.72 7", "Do you mean 72%?"),
        ("/okr update PAY-1.1 720", "Do you mean 72%?"),
        (
            "/okr update PAY 5400",
            "PAY may be PAY-1.1 and PAY-1.2. Which one?",
        ),
        (
            "/okr update PAX-1.2 5400",
            "There is no key result PAX-1.2. Did you mean PAY-1.2?",
        ),
        ("/okr update", "Of which one?"),
    ] {
        let heard = house.person("ana").types(typed).await;
        assert!(heard.contains(said), "{typed}: {heard}");
    }
    let app = &house.running().app;
    let code = [KeyResultCode::new("PAY-1.2")];
    let readings = app.store.readings_of(&app.workspace, &code).await.unwrap();
    assert_eq!(readings, []);
    house.ends().await;
}

#[tokio::test]
async fn a_number_that_can_hardly_be_meant_is_asked_about_and_taken_when_it_is_so() {
    let mut house = House::new().await;
    let mut ana = house.person("ana");
    ana.types("/okr update PAY-1.2 ４４２０ 7").await;
    let asked = ana.types("/okr update PAY-1.2 4,42").await;
    assert!(
        asked.starts_with(
            "4.42 is about a thousandth of the last one, 4,420. Do you mean 4,420? If it is so, write 4.42 exactly. \
             Nothing is recorded."
        ),
        "{asked}"
    );
    let taken = ana.types("/okr update PAY-1.2 4.42 exactly 6").await;
    assert!(taken.contains("4.42 of 6,000"), "{taken}");
    // What was taken once is not asked about again.
    let again = ana.types("/okr update PAY-1.2 4.42 5").await;
    assert!(again.starts_with("Recorded"), "{again}");
    // The same beside the field of its form, and of the check-in's.
    ana.opens("/okr update PAY-1.1").await;
    let value = "What does it read now?";
    let said = ana.submits(&[(value, "0.72")]).await.body["errors"].to_string();
    assert!(said.contains("Do you mean 72%?"), "{said}");
    let taken = ana.submits(&[(value, "0.72 exactly")]).await;
    assert!(taken.body["errors"].is_null(), "{}", taken.body);
    house.walks_to("2026-11-26T14:01:00Z").await;
    let mut ana = house.person("ana");
    ana.presses("Check in").await;
    let split = [("Fires", "20"), ("PAY-1.2", "-5")];
    let said = ana.submits(&split).await.body["errors"].to_string();
    assert!(
        said.contains("-5 is below 0, unlike the last one, 4.42."),
        "{said}"
    );
    let taken = ana
        .submits(&[("Fires", "20"), ("PAY-1.2", "-5 exactly")])
        .await;
    assert!(taken.errors.is_none());
    // An edit finds -5 in its field, and sends it as it is.
    ana.presses("Edit").await;
    let edited = ana.submits(&[("Fires", "25")]).await;
    assert!(edited.errors.is_none());
    house.ends().await;
}

#[tokio::test]
async fn a_length_of_time_is_recorded_in_the_words_that_people_write() {
    let percent = "unit = \"percent\"\nbaseline = 64\ntarget = 80";
    let time = "unit = \"duration\"\nbaseline = \"3h\"\ntarget = \"1h\"";
    let mut house = House::with(&COMPANY.replace(percent, time)).await;
    let mut ana = house.person("ana");
    for (typed, kept) in [
        ("2 hrs 7", "2h"),
        ("45 mins", "45min"),
        ("2 Stunden, 5 Minuten und 3 Sekunden", "2h 5min 3s"),
        ("2h second try", "2h"),
    ] {
        let said = ana.types(&format!("/okr update PAY-1.1 {typed}")).await;
        assert!(
            said.starts_with("Recorded") && said.contains(kept),
            "{typed}: {said}"
        );
    }
    house.ends().await;
}
