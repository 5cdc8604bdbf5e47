//! What is typed into the form of a new iteration and behind the command, as it comes from Slack.

use super::{FIRST, shown};
use crate::house::{COMPANY, House};

/// A wrong reading is seen while the slice can still be begun otherwise: what is not understood is asked for again.
#[tokio::test]
async fn a_threshold_is_said_back_as_it_was_read() {
    let mut house = House::new().await;
    house.person("ana").opens("/iteration new").await;
    let deciding = |with: &'static str| {
        FIRST.map(|(label, text)| match label {
            "What decides" => (label, with),
            _ => (label, text),
        })
    };
    for odd in ["8% less churn", "2 months", "1 Mio €"] {
        let outcome = house.person("ana").submits(&deciding(odd)).await;
        let errors = outcome.body["errors"].to_string();
        assert!(
            errors.contains("A number with its side, please"),
            "{odd}: {outcome:?}"
        );
    }
    let outcome = house
        .person("ana")
        .submits(&deciding("3h or quicker"))
        .await;
    let begun = "What decides: readers who click, at most 3h (once 50 have seen it).";
    assert!(shown(&outcome).contains(begun), "{outcome:?}");
    house.ends().await;
}

/// Slack writes three characters as entities behind every command.
#[tokio::test]
async fn a_team_is_found_whose_name_slack_escapes() {
    let company = COMPANY.replace("name = \"Payments\"", "name = \"R&D\"");
    let mut house = House::with(&company).await;
    let mut ana = house.person("ana");
    let said = ana.types("/iteration R&D").await;
    assert!(said.contains("of R&amp;D"), "{said}");
    for (typed, echoed) in [
        (
            "/iteration a<b & c",
            "There is no /iteration a&lt;b &amp; c,",
        ),
        ("/iteration &lt;", "There is no /iteration &amp;lt;,"),
        (
            "/iteration <!channel>",
            "There is no /iteration &lt;!channel&gt;,",
        ),
        ("/checkin a<b & c", "There is no /checkin a&lt;b &amp; c."),
        (
            "/checkin <!channel>",
            "There is no /checkin &lt;!channel&gt;.",
        ),
        ("/okr a<b & c", "There is no /okr a&lt;b &amp; c."),
        ("/okr <!channel>", "There is no /okr &lt;!channel&gt;."),
    ] {
        let said = ana.types(typed).await;
        assert!(said.starts_with(echoed), "{typed}: {said}");
    }
    house.ends().await;
}
