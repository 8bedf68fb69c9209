//! The measured builds beside their budgets.
//!
//! [`print()`] is the entry point. The budget is the share of the stock mdBook's CPU time that our
//! build from nothing may take, so that it holds on a fast and on a slow machine.

use super::measure::Cost;
use super::table;

/// Chapters, and the share of mdBook's CPU time that a build from nothing may take.
const BUDGETS: [(f64, f64); 3] = [(111.0, 0.6), (999.0, 0.25), (4995.0, 0.05)];

/// The most memory at any size, in megabytes.
const PEAK_BUDGET: f64 = 1000.0;

const HEAD: [&str; 10] = [
    "book",
    "chapters",
    "tool",
    "run",
    "CPU s",
    "wall s",
    "peak MB",
    "of mdBook's CPU",
    "budget",
    "",
];

/// A line of the table.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) book: &'static str,
    pub(super) chapters: usize,
    pub(super) tool: &'static str,
    pub(super) is_cold: bool,
    pub(super) cost: Cost,
    /// What the same run of mdBook costs, for a line of ours.
    pub(super) stock: Option<Cost>,
}

/// Prints the table.
pub(super) fn print(rows: &[Row], runs: usize) {
    println!();
    table::print(4, &HEAD, &rows.iter().map(Row::cells).collect::<Vec<_>>());
    println!(
        "\nThe best of {runs} runs, in CPU time of all cores. coursebook highlights the code,"
    );
    println!("mdBook leaves that to the browser.");
}

impl Row {
    fn cells(&self) -> Vec<String> {
        let ratio = self.ratio();
        let budget = ratio
            .filter(|_| self.is_cold)
            .map(|_| budget(self.chapters));
        let shown =
            |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:.2}"));
        let run = if self.is_cold {
            "from nothing"
        } else {
            "unchanged"
        };
        vec![
            self.book.to_owned(),
            self.chapters.to_string(),
            self.tool.to_owned(),
            run.to_owned(),
            format!("{:.3}", self.cost.cpu),
            format!("{:.3}", self.cost.wall),
            format!("{:.0}", self.cost.peak),
            shown(ratio),
            shown(budget),
            budget.map_or("", |budget| self.verdict(budget)).to_owned(),
        ]
    }

    fn ratio(&self) -> Option<f64> {
        self.stock.map(|stock| self.cost.cpu / stock.cpu.max(0.001))
    }

    fn verdict(&self, budget: f64) -> &'static str {
        let is_slow = self.ratio().is_some_and(|ratio| ratio > budget);
        if is_slow || self.cost.peak > PEAK_BUDGET {
            "OVER"
        } else {
            "within"
        }
    }
}

/// The budget for a book of this size: that of the design at its three sizes, and on a straight
/// line in the logarithms between them.
fn budget(chapters: usize) -> f64 {
    let size = chapters as f64;
    let line = |from: (f64, f64), to: (f64, f64)| {
        let share = (size / from.0).ln() / (to.0 / from.0).ln();
        from.1 * (to.1 / from.1).powf(share)
    };
    let [small, middle, large] = BUDGETS;
    match size {
        size if size <= small.0 => small.1,
        size if size <= middle.0 => line(small, middle),
        size if size <= large.0 => line(middle, large),
        _ => large.1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn budgets_are_those_of_the_design_and_fall_between() {
        assert_eq!(budget(8), 0.6);
        for (chapters, expected) in [(111, 0.6), (999, 0.25), (4995, 0.05), (9000, 0.05)] {
            assert!((budget(chapters) - expected).abs() < 1e-9, "{chapters}");
        }
        assert!(budget(300) < 0.6 && budget(300) > 0.25);
    }

    #[test]
    fn a_build_is_over_its_budget_in_time_or_memory() {
        let cost = Cost {
            cpu: 1.0,
            wall: 1.0,
            peak: 100.0,
        };
        let verdict = |cost, stock| {
            let row = Row {
                book: "b",
                chapters: 999,
                tool: "coursebook",
                is_cold: true,
                cost,
                stock: Some(stock),
            };
            row.cells().pop().unwrap()
        };
        assert_eq!(verdict(cost, Cost { cpu: 5.0, ..cost }), "within");
        assert_eq!(verdict(cost, Cost { cpu: 3.0, ..cost }), "OVER");
        let large = Cost {
            peak: 1001.0,
            ..cost
        };
        assert_eq!(verdict(large, Cost { cpu: 5.0, ..cost }), "OVER");
    }
}
