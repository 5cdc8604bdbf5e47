//! The store's suite: each behaviour is written once and runs on SQLite and on PostgreSQL.

mod answers;
mod company;
mod database;
mod ledger;
mod place;
mod sample;
