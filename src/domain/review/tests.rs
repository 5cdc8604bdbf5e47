//! Reviews of small companies, and every number computed again from the rows.
