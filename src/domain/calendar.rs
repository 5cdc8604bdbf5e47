//! What falls due in a week, for whom and when, and what of it is still wanted: computed, never remembered.
