//! Makes room for the names of frames after the layout, which knows nothing of them. Entry point:
//! [`Stretch`].
//!
//! Invariant: the map is monotone, so what did not overlap before does not afterwards.

/// Cuts across one axis: everything behind a cut moves on by its width.
#[derive(Debug, Default)]
pub(crate) struct Stretch {
    cuts: Vec<(f64, f64)>,
}

const NEAR: f64 = 0.01;

impl Stretch {
    /// Moves everything at or behind `place`.
    pub(crate) fn cut_before(&mut self, place: f64, by: f64) {
        self.cuts.push((place - NEAR, by));
    }

    /// Moves everything behind `place`.
    pub(crate) fn cut_after(&mut self, place: f64, by: f64) {
        self.cuts.push((place + NEAR, by));
    }

    /// Where a coordinate comes to lie.
    pub(crate) fn map(&self, place: f64) -> f64 {
        place + self.shift(place)
    }

    /// How far a coordinate moves.
    pub(crate) fn shift(&self, place: f64) -> f64 {
        self.cuts
            .iter()
            .filter(|(cut, _)| *cut <= place)
            .map(|(_, by)| by)
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_what_is_behind_and_keeps_the_order() {
        let mut stretch = Stretch::default();
        stretch.cut_before(10.0, 5.0);
        stretch.cut_after(10.0, 1.0);
        let moved: Vec<f64> = [9.0, 10.0, 11.0]
            .iter()
            .map(|place| stretch.map(*place))
            .collect();
        assert_eq!(moved, [9.0, 15.0, 17.0]);
    }
}
