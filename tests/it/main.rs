//! Scenarios from outside, by feature; one binary, because each one more costs a link.

mod store;
