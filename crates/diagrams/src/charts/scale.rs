//! Round numbers for axes. Entry point: [`ticks`].
//!
//! Invariant: ticks ascend, and the first and last enclose the data.

/// Between four and eight round numbers from at or below `low` to at or above `high`.
pub(crate) fn ticks(low: f64, high: f64) -> Vec<f64> {
    let span = high - low;
    if !span.is_finite() || span <= 0.0 {
        return vec![low, low + 1.0];
    }
    let rough = span / 5.0;
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].map(|factor| factor * power);
    let step = step
        .into_iter()
        .find(|step| *step >= rough)
        .unwrap_or(rough);
    let first = (low / step).floor();
    let count = ((high / step).ceil() - first).clamp(1.0, 12.0) as usize;
    (0..=count)
        .map(|index| (first + index as f64) * step)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_enclose() {
        assert_eq!(
            ticks(0.0, 1200.0),
            [0.0, 250.0, 500.0, 750.0, 1000.0, 1250.0]
        );
        assert_eq!(ticks(5.0, 5.0), [5.0, 6.0]);
        assert!(ticks(f64::NAN, 1.0).len() == 2);
        let fine = ticks(0.13, 0.87);
        assert!(fine[0] <= 0.13 && fine[fine.len() - 1] >= 0.87);
    }
}
