//! `/okr export`: a file, or the same as text where Slack takes none.

use crate::house::House;

const ROW: &str = "PAY-1,PAY-1.1,Successful first payments,percent,64,80,65,2026-W47,8,0.0625,0.5000,off track,Ana Ruiz";

#[tokio::test]
async fn all_of_it_comes_as_a_file() {
    let mut house = House::new().await;
    house.person("ana").types("/okr update PAY-1.1 65 8").await;
    let said = house.person("omar").reads("/okr export").await;
    assert_eq!(
        said,
        "2 key results as they stand today: okr-2026-Q4-2026-11-16.csv, in your messages with Headway."
    );
    // Slack looks at a file before it shows it.
    house.walks_to("2026-11-16T08:01:00Z").await;
    let messages = house.person("omar").messages();
    let file = serde_json::to_value(&messages.last().unwrap().files).unwrap();
    assert!(
        file.to_string().contains("okr-2026-Q4-2026-11-16.csv"),
        "{file}"
    );
    house.ends().await;
}

#[tokio::test]
async fn without_the_scope_it_comes_as_text_in_pages() {
    let mut house = House::without(&["files:write"]).await;
    house.person("ana").types("/okr update PAY-1.1 65 8").await;
    let said = house.person("omar").reads("/okr export").await;
    assert!(said.contains(ROW), "{said}");
    assert!(house.person("omar").messages().is_empty());
    house.ends().await;
}
