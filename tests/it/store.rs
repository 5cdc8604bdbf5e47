//! The store's suite: each behaviour is written once and runs on SQLite and on PostgreSQL.

mod answers;
mod claims;
mod company;
mod database;
mod explained;
mod iterations;
mod objectives;
mod pacing;
mod place;
mod races;
mod rounds;
mod sample;
mod settling;
mod targets;
mod told;
mod weighing;
mod worker;
mod year;
