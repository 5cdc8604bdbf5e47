//! Where a key result stands: pace, status, and why.

/// How a key result is doing: the worst of confidence, pace and silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// As it should be.
    OnTrack,
    /// Behind, or doubted.
    AtRisk,
    /// Far behind, or not believed in.
    OffTrack,
    /// Nobody has measured it for too long.
    Stale,
}
