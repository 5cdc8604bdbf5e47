//! Statistics that one wild week cannot bend: the median, and the median distance from it.

/// How many spreads from the median are unusual. 2.5 is what Leys, Ley, Klein, Bernard and Licata recommend for the
/// median absolute deviation ("Detecting outliers: do not use standard deviation around the mean, use absolute
/// deviation around the median", Journal of Experimental Social Psychology 49, 2013).
pub const SPREADS: f64 = 2.5;

/// What makes the median distance comparable to a standard deviation, for values that are spread normally: one over
/// the normal distribution's third quartile (Rousseeuw and Croux, "Alternatives to the median absolute deviation",
/// Journal of the American Statistical Association 88, 1993).
pub const SCALE: f64 = 1.4826;

/// The middle value, or the mean of the two in the middle; none of nothing.
#[must_use]
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    Some(if sorted.len().is_multiple_of(2) {
        f64::midpoint(sorted[middle - 1], upper)
    } else {
        upper
    })
}

/// The median of the distances from a value (the MAD, where the value is the median); none of nothing.
#[must_use]
pub fn median_distance(values: &[f64], from: f64) -> Option<f64> {
    let distances: Vec<f64> = values.iter().map(|value| (value - from).abs()).collect();
    median(&distances)
}

/// The median, and how far from it a value has to be to be unusual: `SPREADS · SCALE · MAD`, and `floor` at least,
/// because people estimate in steps of five and the spread of a steady team is nothing.
#[must_use]
pub fn unusual_from(values: &[f64], floor: f64) -> Option<(f64, f64)> {
    let middle = median(values)?;
    let spread = SCALE * median_distance(values, middle)?;
    Some((middle, (SPREADS * spread).max(floor)))
}
