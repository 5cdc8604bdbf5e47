//! Points at which a test lets the process die, between any two effects on the way of an answer and of a message.
//!
//! A point does nothing unless [`arm`] was called. Then every point that is passed counts, and at the given one the
//! process aborts. `abort` is as good as `SIGKILL` for what we want to see: no destructor runs, no buffer is flushed,
//! no transaction is rolled back in an orderly way, no other thread goes on; the signal alone has another number.

use std::sync::atomic::{AtomicU64, Ordering};

/// How many points are still passed unharmed, plus one; zero while nothing is armed.
static LEFT: AtomicU64 = AtomicU64::new(0);

/// Lets the process die at the `number`th point from now, counted from one.
pub fn arm(number: u64) {
    LEFT.store(number, Ordering::SeqCst);
}

/// A point between two effects. Its name is printed when the process dies there, so that a test can say where.
pub fn point(name: &str) {
    let passed = LEFT.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
        left.checked_sub(1)
    });
    if passed == Ok(1) {
        eprintln!("crash point: {name}");
        std::process::abort();
    }
}
