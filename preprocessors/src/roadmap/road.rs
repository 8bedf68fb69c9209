//! The line through the stations of a phase, as SVG paths.
//!
//! [`Road`] is the entry point: a line that winds from row to row, to the right and back to the
//! left, and goes on into the next phase on the side on which it leaves. Stations stand in a grid
//! of [`COLUMNS`] columns with a tenth of the width free on each side for the turns. Invariant: a
//! row is [`ROW`] units high and a station's centre [`CENTRE`] below its top, which are the CSS
//! pixels at a font size of 16; the width is 1000 units whatever it is on the page.

/// Stations in a row.
pub(super) const COLUMNS: usize = 4;
/// The height of a row.
pub(super) const ROW: usize = 152;
/// How far a station's centre lies below the top of its row.
const CENTRE: usize = 22;

/// Which side of the page a line leaves or enters on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The side on which lines of text begin.
    Start,
    /// The side on which they end.
    End,
}

/// The line through one phase.
#[derive(Debug)]
pub(super) struct Road {
    entry: Side,
    stations: usize,
    /// Whether another phase comes before, and after.
    joins: (bool, bool),
}

impl Road {
    pub(super) fn new(entry: Side, stations: usize, joins: (bool, bool)) -> Road {
        Road {
            entry,
            stations,
            joins,
        }
    }

    /// The height of all rows.
    pub(super) fn height(&self) -> usize {
        self.stations.div_ceil(COLUMNS) * ROW
    }

    /// The column of a station, from 1 on the side where lines of text begin.
    pub(super) fn column(&self, station: usize) -> usize {
        let place = station % COLUMNS;
        match self.heading(station / COLUMNS) {
            Side::End => place + 1,
            Side::Start => COLUMNS - place,
        }
    }

    /// The side on which the line leaves.
    pub(super) fn exit(&self) -> Side {
        match self.stations.checked_sub(1) {
            Some(last) => self.heading(last / COLUMNS),
            None => self.entry,
        }
    }

    /// The line to a station from the one before it, or from the phase before.
    pub(super) fn leg(&self, station: usize) -> String {
        let (x, y) = self.centre(station);
        if station == 0 {
            let (edge, inner) = edges(self.entry);
            return if self.joins.0 {
                format!("M{edge} 0Q{edge} {y} {inner} {y}H{x}")
            } else {
                format!("M{inner} {y}H{x}")
            };
        }
        let (from, above) = self.centre(station - 1);
        if above == y {
            return format!("M{from} {y}H{x}");
        }
        let inner = inner(self.heading((station - 1) / COLUMNS));
        let outer = if inner < 500 { 0 } else { 1000 };
        format!("M{from} {above}H{inner}C{outer} {above} {outer} {y} {inner} {y}H{x}")
    }

    /// The line on from the last station, if there is a phase to go on to.
    pub(super) fn way_out(&self) -> Option<String> {
        let last = self.stations.checked_sub(1).filter(|_| self.joins.1)?;
        let ((x, y), (edge, inner)) = (self.centre(last), edges(self.exit()));
        let below = y + ROW / 3;
        Some(format!(
            "M{x} {y}H{inner}Q{edge} {y} {edge} {below}V{}",
            self.height()
        ))
    }

    /// Where a row leads.
    fn heading(&self, row: usize) -> Side {
        match (self.entry, row % 2) {
            (Side::Start, 0) | (Side::End, 1) => Side::End,
            _ => Side::Start,
        }
    }

    fn centre(&self, station: usize) -> (usize, usize) {
        (self.column(station) * 200, station / COLUMNS * ROW + CENTRE)
    }
}

/// Where a line runs down on a side, and where it begins to turn.
fn edges(side: Side) -> (usize, usize) {
    match side {
        Side::Start => (40, inner(side)),
        Side::End => (960, inner(side)),
    }
}

fn inner(side: Side) -> usize {
    match side {
        Side::Start => 100,
        Side::End => 900,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_run_to_and_fro() {
        let road = Road::new(Side::Start, 6, (false, true));
        let columns: Vec<_> = (0..6).map(|station| road.column(station)).collect();
        assert_eq!(columns, [1, 2, 3, 4, 4, 3]);
        assert_eq!(road.exit(), Side::Start);
        assert_eq!(road.leg(4), "M800 22H900C1000 22 1000 174 900 174H800");
        assert_eq!(road.way_out().unwrap(), "M600 174H100Q40 174 40 224V304");
    }

    #[test]
    fn a_phase_goes_on_where_the_one_before_it_left() {
        let road = Road::new(Side::End, 2, (true, false));
        assert_eq!([road.column(0), road.column(1)], [4, 3]);
        assert_eq!(road.leg(0), "M960 0Q960 22 900 22H800");
        assert_eq!(road.way_out(), None);
        assert_eq!(Road::new(Side::End, 0, (true, true)).exit(), Side::End);
    }
}
