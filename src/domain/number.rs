//! Numbers as people write and read them: `4,400`, `71%`, `€4,120`.
