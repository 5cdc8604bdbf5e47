//! The words by which a key result tells of an outcome, though a word of making stands before or behind them: data for
//! the outcome check, in English.

/// "Add 200 paying customers", "Move NPS from 30 to 45": with these verbs what is named right behind them may be what
/// changes.
pub(super) const BRINGING: &[&str] = &[
    "add", "deliver", "move", "make", "sign", "produce", "create", "close",
];

/// What changes, rather than what is made.
pub(super) const RESULTS: &[&str] = &[
    "customers",
    "users",
    "subscribers",
    "members",
    "payers",
    "accounts",
    "logos",
    "signups",
    "sign-ups",
    "leads",
    "deals",
    "contracts",
    "downloads",
    "revenue",
    "sales",
    "profit",
    "savings",
    "margin",
    "arr",
    "mrr",
    "nps",
    "csat",
    "availability",
    "uptime",
    "conversion",
    "retention",
];

/// "Per" one of these tells how often, not how well.
pub(super) const PERIODS: &[&str] = &["day", "week", "month", "quarter", "sprint", "year"];

/// A verb before one of these is part of a name: "Build time", "Release frequency".
pub(super) const MEASURES: &[&str] = &[
    "time",
    "times",
    "duration",
    "rate",
    "rates",
    "frequency",
    "ratio",
    "share",
    "cost",
    "costs",
    "findings",
    "failures",
    "failure",
    "errors",
    "error",
    "defects",
    "success",
    "latency",
    "coverage",
    "size",
    "queue",
    "lead",
    "cycle",
    "score",
    "nps",
    "satisfaction",
    "conversion",
    "conversions",
    "minutes",
    "hours",
    "days",
    "revenue",
    "volume",
    "count",
    "clicks",
    "opens",
    "replies",
    "readers",
    "partners",
    "partner",
    "stability",
    "day",
    "page",
    "pages",
    "length",
    "downtime",
];

/// Said of things that are done, these tell of how well: "Tickets closed within a day", "Releases made that failed".
pub(super) const HOW_WELL: &[&str] = &[
    "within",
    "per",
    "late",
    "again",
    "reopened",
    "undone",
    "failed",
    "without",
    "after",
    "before",
    "faster",
    "under",
    "that",
    "who",
    "which",
    "by customers",
    "by users",
    "by merchants",
];
