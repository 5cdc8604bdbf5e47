//! Eighty key results in the style of public examples, a good and a bad one of each kind: written after the rules, as
//! people write them, in English and German. A miss is mended by a rule or a list, not by its own text.

use super::reads_like_output;

const GOOD: [&str; 44] = [
    "Reduce time to first response from 6 hours to 1 hour",
    "Increase trial-to-paid conversion",
    "Grow weekly active teams",
    "Raise NPS of new customers",
    "Cut infrastructure cost per order",
    "Median time to close a support case",
    "Accounts with at least three active users",
    "Churned revenue per month",
    "Share of orders delivered on time",
    "Average revenue per account",
    "Checkout abandonment rate",
    "Customers who reach value within seven days",
    "Failed payments per thousand",
    "Time to restore service after an incident",
    "P95 latency of search",
    "New hires productive within 30 days",
    "Voluntary attrition of engineers",
    "eNPS",
    "Percentage of decisions made with data",
    "Sessions without a crash",
    "Revenue from self-serve customers",
    "Expansion revenue",
    "Marketing qualified leads that become opportunities",
    "Cost per qualified lead",
    "Organic sign-ups per month",
    "Win rate against the main competitor",
    "Compliance rate of data requests",
    "Audit findings open longer than 30 days",
    "Certified users who renew",
    "Team satisfaction score",
    "Increase team satisfaction",
    "Achieve a compliance rate of 99%",
    "Grow team productivity as measured by cycle time",
    "Get 500 paying customers",
    "Get to 99.9% availability",
    "Wöchentlich aktive Nutzer",
    "Abwanderung von Kunden senken",
    "Anteil der Bestellungen, die pünktlich ausgeliefert werden",
    "Zeit bis zum Ausliefern",
    "Umsatz mit neuen Kunden steigern",
    "Prozent der Tickets am selben Tag abgeschlossen",
    "Kosten je Bestellung",
    "Zufriedenheit der Kunden mit dem Support",
    "Dauer vom Merge bis zum Ausrollen",
];

const BAD: [&str; 43] = [
    "Get ISO 27001 certified",
    "Become SOC 2 compliant",
    "Obtain the PCI certification",
    "Achieve SOC 2 Type II compliance",
    "Pass the ISO audit",
    "SOC 2 certification obtained",
    "Expand the team to 25 people",
    "Grow the sales team by 5",
    "Double the engineering team",
    "Increase headcount to 40",
    "Increase test coverage",
    "Raise code coverage to 80%",
    "Unit test coverage of the billing service",
    "Increase number of blog posts",
    "Increase the number of experiments",
    "Launch the referral programme",
    "Ship the redesigned onboarding",
    "Complete the data migration",
    "Roll out SSO to all customers",
    "Finish the rebrand",
    "Hire a head of design",
    "Deliver 5 customer trainings",
    "Host three meetups",
    "Migrate 100% of traffic to the new stack",
    "Build a self-serve portal",
    "Design a new pricing page",
    "Document all APIs",
    "Close 200 tickets",
    "Complete 90% of the roadmap items",
    "Publish the annual report",
    "Set up a customer advisory board",
    "Implement a CI pipeline",
    "Onboard 4 new engineers",
    "Interview 20 customers",
    "Neue App ausliefern",
    "Migration abschliessen",
    "Migration bis Ende März abschließen",
    "Neues Rechnungssystem einführen",
    "Drei Schulungen durchführen",
    "Fünf Entwickler einstellen",
    "Neue Webseite veröffentlicht",
    "Migration abgeschlossen",
    "Ein Dashboard für den Vertrieb bauen",
];

#[test]
fn good_ones_are_left_alone_and_bad_ones_objected_to() {
    let alarms: Vec<&str> = GOOD
        .into_iter()
        .filter(|metric| reads_like_output(metric))
        .collect();
    let missed: Vec<&str> = BAD
        .into_iter()
        .filter(|metric| !reads_like_output(metric))
        .collect();
    assert_eq!((alarms, missed), (vec![], vec![]));
}
