//! Spark lines: how a number went, in letters as high as it was; for the eye alone.

const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A bar for each value, the lowest of them the smallest bar and the highest the largest; values that are all the
/// same lie in the middle.
#[must_use]
pub fn spark(values: &[f64]) -> String {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let bar = |value: &f64| {
        let part = (value - low) / (high - low);
        let last = BARS.len() - 1;
        // Eight steps of the same height. No number, or all the same: the middle.
        let step = (0..last).rev().find(|step| part * 8.0 >= (step + 1) as f64);
        match step {
            _ if !part.is_finite() => BARS[last / 2],
            Some(step) => BARS[step + 1],
            None => BARS[0],
        }
    };
    values.iter().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_high_as_its_value() {
        for (values, drawn) in [
            (
                vec![3960.0, 4020.0, 4080.0, 4170.0, 4290.0, 4420.0, 4800.0],
                "▁▁▂▃▄▅█",
            ),
            (vec![3.0, 1.0, 2.0], "█▁▅"),
            (vec![-5.0, 5.0], "▁█"),
            (vec![7.0, 7.0, 7.0], "▄▄▄"),
            (vec![f64::NAN, 1.0, 2.0], "▄▁█"),
            (vec![], ""),
        ] {
            assert_eq!(spark(&values), drawn, "{values:?}");
        }
    }
}
