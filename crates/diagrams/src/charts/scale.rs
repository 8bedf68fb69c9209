//! Axes as scales: from a value to its share of the axis, with round ticks. Entry points:
//! [`Scale`], [`ticks`].
//!
//! Invariant: ticks ascend and lie on the axis, and the share of a tick is between 0 and 1.

/// How values are placed along an axis.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Scale {
    /// Equal steps for equal differences.
    Linear(Span),
    /// Equal steps for equal ratios.
    Log(Span),
    /// One slot for each name.
    Names(Vec<String>),
}

/// Both ends of an axis and its ticks.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Span {
    low: f64,
    high: f64,
    ticks: Vec<f64>,
}

/// What an author says about the ends of an axis.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Ends {
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
}

impl Scale {
    /// A scale of equal differences over data from `low` to `high`; the ends become round numbers
    /// unless the author fixed them.
    pub(crate) fn linear(low: f64, high: f64, fixed: Ends) -> Self {
        let low = fixed.low.unwrap_or(low);
        let high = fixed.high.unwrap_or(high);
        let mut ticks = ticks(low, high);
        let low = fixed.low.or(ticks.first().copied()).unwrap_or(low);
        let high = fixed.high.or(ticks.last().copied()).unwrap_or(high);
        ticks.retain(|tick| (low..=high).contains(tick));
        Self::Linear(Span {
            low,
            high: if high > low { high } else { low + 1.0 },
            ticks,
        })
    }

    /// A scale of equal ratios over positive data.
    pub(crate) fn log(low: f64, high: f64, fixed: Ends) -> Self {
        const LEAST: f64 = 1e-12;
        // Its next power of ten is still a number.
        const MOST: f64 = 1e300;
        let positive = |value: f64| {
            if value.is_finite() {
                value.clamp(LEAST, MOST)
            } else {
                1.0
            }
        };
        let down = |value: f64| 10_f64.powf(positive(value).log10().floor());
        let up = |value: f64| 10_f64.powf(positive(value).log10().ceil());
        let low = fixed.low.map_or_else(|| down(low), positive);
        let high = fixed.high.map_or_else(|| up(high), positive);
        let high = if high > low { high } else { low * 10.0 };
        Self::Log(Span {
            low,
            high,
            ticks: decades(low, high),
        })
    }

    /// Where a value lies, from 0 to 1. A name's value is its index.
    pub(crate) fn share(&self, value: f64) -> f64 {
        let share = match self {
            Self::Linear(span) => (value - span.low) / (span.high - span.low),
            Self::Log(span) => (value.max(span.low) / span.low).ln() / (span.high / span.low).ln(),
            Self::Names(names) => (value + 0.5) / names.len().max(1) as f64,
        };
        if share.is_finite() {
            share.clamp(0.0, 1.0)
        } else {
            0.0
        }
    }

    /// The ticks with their texts; all names are ticks.
    pub(crate) fn ticks(&self) -> Vec<(f64, String)> {
        match self {
            Self::Linear(span) => {
                let suffix = suffix(span.low.abs().max(span.high.abs()));
                let text = |tick: &f64| (*tick, with_suffix(*tick, suffix));
                span.ticks.iter().map(text).collect()
            }
            Self::Log(span) => {
                // Every power of ten has the shortest name of its own.
                let text = |tick: &f64| (*tick, with_suffix(*tick, suffix(tick.abs() * 10.0)));
                span.ticks.iter().map(text).collect()
            }
            Self::Names(names) => {
                let text = |(index, name): (usize, &String)| (index as f64, name.clone());
                names.iter().enumerate().map(text).collect()
            }
        }
    }

    /// Where bars stand: at zero, or at the end of the axis that is nearest to it.
    pub(crate) fn base(&self) -> f64 {
        match self {
            Self::Linear(span) => 0.0_f64.clamp(span.low, span.high),
            Self::Log(span) => span.low,
            Self::Names(_) => 0.0,
        }
    }
}

/// The step and sign for large numbers.
fn suffix(most: f64) -> (f64, &'static str) {
    match most {
        most if most >= 1e10 => (1e9, "G"),
        most if most >= 1e7 => (1e6, "M"),
        most if most >= 1e4 => (1e3, "k"),
        _ => (1.0, ""),
    }
}

fn with_suffix(value: f64, (step, sign): (f64, &str)) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let scaled = value / step;
    match scaled.abs() < 0.01 {
        true => format!("{scaled:.0e}{sign}"),
        false => format!("{}{sign}", super::value(scaled)),
    }
}

/// Between four and eight round numbers from at or below `low` to at or above `high`.
pub(crate) fn ticks(low: f64, high: f64) -> Vec<f64> {
    let span = high - low;
    if !span.is_finite() || span <= 0.0 {
        let low = if low.is_finite() { low } else { 0.0 };
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
        .map(|index| tidy((first + index as f64) * step))
        .collect()
}

/// Takes the last bits of a computed number away: 0.30000000000000004 is 0.3.
fn tidy(value: f64) -> f64 {
    format!("{value:.12e}").parse().unwrap_or(value)
}

/// Powers of ten; with twos and fives between them if there are few.
fn decades(low: f64, high: f64) -> Vec<f64> {
    let (first, last) = (low.log10().floor() as i32, high.log10().ceil() as i32);
    let every = ((last - first) / 8).max(1);
    let between: &[f64] = if last - first <= 2 {
        &[1.0, 2.0, 5.0]
    } else {
        &[1.0]
    };
    let powers = (first..=last).filter(|power| (power - first) % every == 0);
    let ticks = powers.flat_map(|power| {
        between
            .iter()
            .map(move |factor| tidy(factor * 10_f64.powi(power)))
    });
    ticks
        .filter(|tick| (low * 0.999..=high * 1.001).contains(tick))
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

    #[test]
    fn fixed_ends_stay() {
        let fixed = Ends {
            low: Some(4000.0),
            high: Some(11000.0),
        };
        let scale = Scale::linear(5000.0, 10500.0, fixed);
        assert_eq!((scale.share(4000.0), scale.share(11000.0)), (0.0, 1.0));
        assert_eq!(scale.base(), 4000.0);
        let texts: Vec<String> = scale.ticks().into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["4k", "6k", "8k", "10k"]);
    }

    #[test]
    fn ratios_are_equal_steps() {
        let scale = Scale::log(3.0, 700.0, Ends::default());
        assert_eq!(scale.share(1.0), 0.0);
        assert!((scale.share(10.0) - 1.0 / 3.0).abs() < 1e-9);
        let texts: Vec<String> = scale.ticks().into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["1", "10", "100", "1k"]);
        assert_eq!(Scale::log(0.0, f64::NAN, Ends::default()).share(-1.0), 0.0);
    }

    #[test]
    fn names_have_slots() {
        let scale = Scale::Names(vec!["a".into(), "b".into()]);
        assert_eq!((scale.share(0.0), scale.share(1.0)), (0.25, 0.75));
    }
}
