//! The check against key results as companies publish them, good and bad.

mod lists;

use super::*;

fn reads_like_output(metric: &str) -> bool {
    output(metric, &ResultsSettings::default()).is_some()
}

/// As they stand in books, guides and blogs; the numbers are kept where they stand in the text.
const OUTCOMES: [&str; 30] = [
    "Weekly active payers",
    "Successful first payments",
    "Searches that end in a click on the first page",
    "Cost of the index, a month",
    "Minutes from merge to production",
    "Deployments that had to be undone",
    "Net promoter score",
    "Monthly recurring revenue",
    "Increase conversion from trial to paid",
    "Reduce churn of customers in their first year",
    "Percentage of users who complete onboarding on the first day",
    "Support tickets per hundred orders",
    "Tickets closed within one business day",
    "Build time on the main branch",
    "Release frequency",
    "Crash-free sessions",
    "Average load time of the product page",
    "Customers who renew after twelve months",
    "Hours of watch time a day",
    "Share of new hires still here after a year",
    "Gross margin of the marketplace",
    "Mean time to restore service",
    "Share of incidents found by customers before us",
    "Reach 20 million active Chrome users",
    "Increase average order value",
    "Achieve customer satisfaction of 4.5",
    "Organic visits to the site",
    "Merchants who take their first payment within a week",
    "Write-offs per thousand invoices",
    "Launch day crashes",
];

const OUTPUTS: [&str; 30] = [
    "Launch the new checkout",
    "Ship version 2 of the mobile app",
    "Build a recommendation engine",
    "Migrate all services to Kubernetes",
    "Deliver the roadmap for Q4",
    "80% of the roadmap delivered",
    "Number of features shipped",
    "Publish 12 blog posts",
    "Implement single sign-on",
    "Successfully launch in three new markets",
    "We will redesign the home page",
    "Write documentation for the API",
    "Hold weekly meetings with sales",
    "Hire five engineers",
    "Run ten customer interviews",
    "Complete phase 1 of the data platform",
    "Refactor the billing module",
    "Set up a data warehouse",
    "Roll out OKRs to every team",
    "Story points per sprint",
    "Features released per quarter go live on time",
    "8 articles published",
    "Customers migrated to the new billing",
    "Lines of code covered by the new linter",
    "Workshops held with the leadership team",
    "Upgrade to the latest version of the framework",
    "Create a design system",
    "Define a pricing strategy",
    "Train all support agents on the new tool",
    "Develop three prototypes",
];

#[test]
fn outcomes_are_left_alone() {
    for metric in OUTCOMES {
        let said = output(metric, &ResultsSettings::default());
        assert_eq!(said, None, "{metric}");
    }
}

#[test]
fn outputs_are_objected_to() {
    for metric in OUTPUTS {
        assert!(reads_like_output(metric), "{metric}");
    }
}

#[test]
fn an_objection_names_the_words_and_an_example() {
    let said = output(
        "Successfully launch the new checkout",
        &ResultsSettings::default(),
    );
    let Some(Objection::Output { words, example }) = said else {
        panic!("no objection");
    };
    assert_eq!(words, "launch");
    assert!(example.contains("Successful first payments, from 64% to 80%"));
}

#[test]
fn a_workspace_has_words_of_its_own() {
    let settings = ResultsSettings {
        output_words: vec!["ausliefern".to_owned(), "Code Freeze".to_owned()],
        outcome_words: vec!["Velocity".to_owned(), "ship".to_owned()],
        ..ResultsSettings::default()
    };
    let said = |metric| output(metric, &settings).is_some();
    assert!(said("Neue Kasse ausliefern"));
    assert!(said("Weeks until the code freeze"));
    assert!(!said("Velocity of money"));
    assert!(!said("Ship arrivals on time"));
    assert!(said("Launch it"));
}

#[test]
fn numbers_and_units_are_asked_for() {
    let draft = |unit, baseline, target, direction| Draft {
        metric: "Weekly active payers",
        unit,
        baseline,
        target,
        direction,
    };
    let said = |draft| objections(&draft, &ResultsSettings::default());
    let unit = Some(&Unit::Number);
    assert_eq!(said(draft(unit, Some(1.0), Some(2.0), None)), []);
    assert_eq!(
        said(draft(unit, None, Some(2.0), None)),
        [Objection::NoNumber]
    );
    assert_eq!(
        said(draft(unit, Some(2.0), Some(2.0), None)),
        [Objection::NoWay]
    );
    assert_eq!(
        said(draft(None, Some(1.0), Some(2.0), None)),
        [Objection::NoUnit]
    );
    let kept = Some(Direction::AtLeast);
    assert_eq!(said(draft(unit, Some(2.0), Some(2.0), kept)), []);
    assert_eq!(said(draft(None, None, None, Some(Direction::Done))), []);
    assert_eq!(
        said(draft(None, None, None, None)),
        [Objection::NoNumber, Objection::NoUnit]
    );
}

#[test]
fn a_verb_goes_the_way_of_its_numbers() {
    let said = |metric, baseline, target, direction| {
        let draft = Draft {
            metric,
            unit: Some(&Unit::Percent),
            baseline: Some(baseline),
            target: Some(target),
            direction,
        };
        objections(&draft, &ResultsSettings::default())
    };
    let other = |verb: &str, up| {
        let verb = verb.to_owned();
        vec![Objection::OtherWay { verb, up }]
    };
    assert_eq!(
        said("Reduce churn", 10.0, 20.0, None),
        other("Reduce", true)
    );
    assert_eq!(said("Reduce churn", 20.0, 10.0, None), []);
    assert_eq!(
        said("Increase retention", 80.0, 70.0, None),
        other("Increase", false)
    );
    assert_eq!(
        said("Abwanderung senken", 10.0, 20.0, None),
        other("senken", true)
    );
    assert_eq!(said("Abwanderung senken", 20.0, 10.0, None), []);
    assert_eq!(said("Lower funnel conversion", 2.0, 4.0, None), []);
    assert_eq!(said("Improve response time", 8.0, 2.0, None), []);
    let most = Some(Direction::AtMost);
    assert_eq!(said("Reduce churn", 10.0, 20.0, most), []);
}

#[test]
fn hostile_text_is_only_text() {
    for metric in [
        "",
        " ",
        "🚀🚀🚀",
        "<!channel>",
        "\u{202e}pihs",
        "ship",
        "12",
        &"ship ".repeat(2000),
    ] {
        let _ = output(metric, &ResultsSettings::default());
    }
    assert!(reads_like_output("ship"));
}

/// Lists that were written after the words, and what the check gets wrong of them: it objects, and never forbids.
#[test]
fn what_the_check_gets_wrong_is_known() {
    let outcomes = [
        "Signups per week from organic search",
        "Reduce p95 latency of the search API",
        "Grow net revenue retention",
        "Employee engagement score",
        "Time to first value",
        "Complaints per 1,000 deliveries",
        "Daily over monthly active users",
        "Lower cost per acquisition",
        "Win rate of enterprise deals",
        "Incidents resolved in under an hour",
        "Reduce onboarding time of new engineers",
        "Repeat purchase rate",
        "Qualified leads from partners",
        "Share of revenue from new products",
        "Average rating in the App Store",
        "Abandoned carts",
        "Deliver 99.95% availability",
        "Run rate revenue",
        "Build success rate",
        "Open pull requests older than a week",
    ];
    let outputs = [
        "Launch beta to 100 customers",
        "Ship dark mode",
        "Finish the SOC 2 audit",
        "100% of stories completed",
        "Introduce a loyalty programme",
        "Organise 3 hackathons",
        "Adopt TypeScript",
        "Get the new website live",
        "Implement an A/B testing framework",
        "Rewrite the onboarding emails",
        "Open an office in Berlin",
        "Sign off the brand guidelines",
        "Start a podcast",
        "Add Apple Pay",
        "Deploy the new CRM",
        "Produce 4 case studies",
        "Attend 5 conferences",
        "Conduct performance reviews",
        "Roll out the training to all staff",
        "Increase the number of releases",
    ];
    let alarms: Vec<&str> = outcomes
        .into_iter()
        .filter(|it| reads_like_output(it))
        .collect();
    let missed: Vec<&str> = outputs
        .into_iter()
        .filter(|it| !reads_like_output(it))
        .collect();
    let none: [&str; 0] = [];
    assert_eq!(alarms, none);
    assert_eq!(missed, none);
}

/// A third list, of key results as guides, books and public handbooks show them, written by somebody who had not seen
/// the words.
#[test]
fn a_third_list_is_told_apart() {
    let outcomes = [
        "Increase weekly active users from 10,000 to 15,000",
        "Achieve an NPS of 60 or higher",
        "Reduce monthly churn from 4% to 2%",
        "Sign-ups that become paying customers",
        "Reach 1 billion hours of watch time per day",
        "Grow ARR to 10M",
        "Improve average weekly visits per active user",
        "Customer retention rate",
        "Decrease average response time of support",
        "Close $1.5M in new enterprise deals",
        "Win 30 new logos in EMEA",
        "Median page load under 1 second",
        "Get 500 positive reviews in the App Store",
        "99.9% uptime of the API",
        "Employees who would recommend us as a place to work",
        "Open P1 bugs",
        "Time to hire for engineers",
        "Share of organic traffic",
        "Cut cloud spend per order by 20%",
        "Published articles that rank on the first page",
        "Add 200 paying customers",
        "Deliver 2M in new revenue",
        "Move NPS from 30 to 45",
        "Call abandonment rate",
        "Fix rate of reported bugs within a week",
        "Visit duration on the pricing page",
        "Update latency of the read replicas",
        "Deployments per day",
        "Change failure rate",
    ];
    let outputs = [
        "Launch new website by end of March",
        "Release 3 new features",
        "Complete migration to AWS",
        "Deliver the mobile app MVP",
        "Hire 10 salespeople",
        "Run 4 marketing campaigns",
        "Publish a weekly newsletter",
        "Contact 100 leads",
        "Make 50 cold calls a day",
        "Create an onboarding guide",
        "Send out a customer survey",
        "Hold monthly all-hands",
        "Visit 20 customers",
        "Schedule 30 demos",
        "Test 5 new pricing pages",
        "Update the knowledge base",
        "Redesign onboarding flow",
        "Setup CI/CD pipeline",
        "Write unit tests for the billing service",
        "Achieve 100% of planned sprint work",
        "Fix 50 bugs",
        "Purchase a CRM",
        "Develop a content calendar",
        "Translate the app into 5 languages",
        "Integrate Salesforce with billing",
        "Kick off the rebrand",
        "Validate the concept with 10 user interviews",
        "Emails sent per week",
        "Number of blog posts",
        "Add Apple Pay for all customers",
        "Get SOC 2 certified",
        "Expand the team to 20 engineers",
    ];
    let alarms: Vec<&str> = outcomes
        .into_iter()
        .filter(|it| reads_like_output(it))
        .collect();
    let missed: Vec<&str> = outputs
        .into_iter()
        .filter(|it| !reads_like_output(it))
        .collect();
    let none: [&str; 0] = [];
    assert_eq!(alarms, none);
    assert_eq!(missed, none);
}
