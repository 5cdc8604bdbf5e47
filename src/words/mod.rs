//! Every sentence that the bot says, made of domain values; pure, in one language, one surface a file.

pub mod message;
