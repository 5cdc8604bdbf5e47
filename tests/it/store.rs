//! The store's suite: each behaviour is written once and runs on SQLite and on PostgreSQL.

mod answers;
mod claims;
mod company;
mod computed;
mod database;
mod explained;
mod explained_later;
mod iterations;
mod matters;
mod objectives;
mod pacing;
mod place;
mod races;
mod reviews;
mod rounds;
mod sample;
mod settling;
mod subscriptions;
mod targets;
mod told;
mod weighing;
mod worker;
mod year;
