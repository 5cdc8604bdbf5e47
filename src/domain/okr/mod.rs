//! Objectives that teams share, the key results that measure them, and where they stand.

mod key_result;
mod reading;
mod status;

pub use key_result::{KeyResult, Objective, Unit};
pub use reading::{Confidence, NotAConfidence, Reading};
pub use status::{Because, Standing, Status, standing};
