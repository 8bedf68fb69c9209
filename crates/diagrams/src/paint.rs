//! The roles that parts of a picture play: a class for the page, whose colours a theme's CSS
//! decides, and resolved colours for print. Entry point: [`Role`].
//!
//! Invariant: no other module names a colour.

/// What a tone says. Authors' own colours are mapped to these, so that they hold in every theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tone {
    /// An ordinary part.
    #[default]
    Plain,
    /// The part to look at.
    Accent,
    /// Good, done, healthy.
    Good,
    /// Careful, slow, pending.
    Warn,
    /// Bad, failed, dangerous.
    Bad,
    /// In the background.
    Muted,
}

/// What a shape or text is in the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The frame around a group of boxes.
    Group(Tone),
    /// A region of a concurrent state.
    Region,
    /// The name of a group.
    GroupLabel,
    /// A box.
    Node(Tone),
    /// A line inside a box, in the box's border colour.
    NodeLine,
    /// The text of a box.
    Label,
    /// The name at the head of a box with compartments.
    NodeTitle,
    /// Less important text in a box.
    LabelMuted,
    /// A solid arrow's line.
    Edge,
    /// A dotted arrow's line.
    EdgeDotted,
    /// A thick arrow's line.
    EdgeThick,
    /// A filled arrow head, or the filled dot of a start state.
    Head,
    /// A hollow arrow head.
    HeadOpen,
    /// What lies under an arrow's label.
    EdgeBack,
    /// What lies under the label of an arrow inside a frame.
    EdgeBackInside,
    /// An arrow's label.
    EdgeLabel,
    /// A note's paper.
    Note,
    /// A note's text.
    NoteLabel,
    /// A participant's lifeline.
    Lifeline,
    /// The bar of a participant at work.
    Activation,
    /// The frame of a loop, an alternative and the like.
    Block,
    /// The rule between the alternatives of a block.
    BlockRule,
    /// The tab that names a block.
    BlockTab,
    /// A block's keyword.
    BlockLabel,
    /// A highlighted stretch of a sequence.
    Band,
    /// The disc behind a message's number.
    Number,
    /// A message's number.
    NumberLabel,
    /// An axis or a strong rule of a chart.
    Axis,
    /// A faint rule of a chart.
    Grid,
    /// A filled part of a chart, by its place in the series.
    Series(usize),
    /// A line of a chart.
    SeriesLine(usize),
    /// The text of a chart.
    ChartLabel,
}

/// How many colours a chart has before they repeat.
pub(crate) const SERIES: usize = 8;

const INK: &str = "#1f2733";
const PRINT_SERIES: [&str; SERIES] = [
    "#9db7f5", "#8fd3c1", "#f2c879", "#e7a3a8", "#c3b0ee", "#93cbe8", "#c5d48a", "#c4ccd8",
];
const PRINT_LINES: [&str; SERIES] = [
    "#3156c8", "#0f7a64", "#94610a", "#b0303c", "#6b47c2", "#15719d", "#59700c", "#566277",
];

impl Role {
    /// The class list on the page.
    pub(crate) fn classes(self) -> String {
        match self {
            Self::Node(Tone::Plain) | Self::Group(Tone::Plain) => self.class().to_owned(),
            Self::Node(tone) | Self::Group(tone) => format!("{} dg-{}", self.class(), tone.name()),
            Self::Series(index) => format!("dg-series dg-s{}", index % SERIES + 1),
            Self::SeriesLine(index) => format!("dg-series-line dg-s{}", index % SERIES + 1),
            Self::EdgeDotted => "dg-edge dg-dotted".to_owned(),
            Self::EdgeThick => "dg-edge dg-thick".to_owned(),
            Self::EdgeBackInside => "dg-edge-back dg-inside".to_owned(),
            Self::BlockRule => "dg-block dg-dashed".to_owned(),
            other => other.class().to_owned(),
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Group(_) => "dg-group",
            Self::Region => "dg-region",
            Self::GroupLabel => "dg-group-label",
            Self::Node(_) => "dg-node",
            Self::NodeLine => "dg-node-line",
            Self::Label => "dg-label",
            Self::NodeTitle => "dg-node-title",
            Self::LabelMuted => "dg-label-muted",
            Self::Edge | Self::EdgeDotted | Self::EdgeThick => "dg-edge",
            Self::Head => "dg-head",
            Self::HeadOpen => "dg-head-open",
            Self::EdgeBack | Self::EdgeBackInside => "dg-edge-back",
            Self::EdgeLabel => "dg-edge-label",
            Self::Note => "dg-note",
            Self::NoteLabel => "dg-note-label",
            Self::Lifeline => "dg-lifeline",
            Self::Activation => "dg-activation",
            Self::Block | Self::BlockRule => "dg-block",
            Self::BlockTab => "dg-block-tab",
            Self::BlockLabel => "dg-block-label",
            Self::Band => "dg-band",
            Self::Number => "dg-number",
            Self::NumberLabel => "dg-number-label",
            Self::Axis => "dg-axis",
            Self::Grid => "dg-grid",
            Self::Series(_) => "dg-series",
            Self::SeriesLine(_) => "dg-series-line",
            Self::ChartLabel => "dg-chart-label",
        }
    }

    /// Fill, stroke and stroke attributes for print.
    pub(crate) fn print(self) -> String {
        let (fill, stroke, extra) = self.ink();
        let stroke = match stroke {
            "none" => String::new(),
            colour => format!(
                " stroke=\"{colour}\" stroke-width=\"{}\"",
                self.stroke_width()
            ),
        };
        format!("fill=\"{fill}\"{stroke}{extra}")
    }

    fn stroke_width(self) -> &'static str {
        match self {
            Self::EdgeThick => "2.6",
            Self::SeriesLine(_) => "2.2",
            Self::Grid | Self::Lifeline => "1",
            _ => "1.4",
        }
    }

    fn ink(self) -> (&'static str, &'static str, &'static str) {
        const LINE: &str = "#4a5568";
        const DASH: &str = " stroke-dasharray=\"5 4\"";
        match self {
            Self::Group(Tone::Plain) => ("#f5f7fa", "#cdd5e0", ""),
            Self::Group(tone) => ("#f5f7fa", tone.ink().1, ""),
            Self::Region => ("none", "#cdd5e0", DASH),
            Self::Node(tone) => {
                let (fill, stroke) = tone.ink();
                (fill, stroke, "")
            }
            Self::NodeLine => ("none", "#7f93c9", ""),
            Self::Edge => ("none", LINE, ""),
            Self::EdgeDotted => ("none", LINE, " stroke-dasharray=\"4 4\""),
            Self::EdgeThick => ("none", LINE, ""),
            Self::Head => (LINE, LINE, ""),
            Self::HeadOpen => ("#ffffff", LINE, ""),
            Self::EdgeBack => ("#ffffff", "none", " fill-opacity=\"0.9\""),
            Self::EdgeBackInside => ("#f5f7fa", "none", " fill-opacity=\"0.9\""),
            Self::Note => ("#fdf6dc", "#d9b84a", ""),
            Self::Lifeline => ("none", "#b4bfce", ""),
            Self::Activation => ("#dfe7fb", "#7f93c9", ""),
            Self::Block => ("none", "#9aa7ba", ""),
            Self::BlockRule => ("none", "#9aa7ba", DASH),
            Self::BlockTab => ("#e9edf3", "#9aa7ba", ""),
            Self::Band => ("#f1f4fb", "none", ""),
            Self::Number => (LINE, "none", ""),
            Self::NumberLabel => ("#ffffff", "none", ""),
            Self::Axis => ("none", "#4a5568", ""),
            Self::Grid => ("none", "#dde3eb", ""),
            Self::Series(index) => (PRINT_SERIES[index % SERIES], "#ffffff", ""),
            Self::SeriesLine(index) => ("none", PRINT_LINES[index % SERIES], ""),
            Self::LabelMuted | Self::ChartLabel => ("#4a5568", "none", ""),
            Self::GroupLabel | Self::NodeTitle | Self::BlockLabel => {
                (INK, "none", " font-weight=\"600\"")
            }
            Self::Label | Self::EdgeLabel | Self::NoteLabel => (INK, "none", ""),
        }
    }
}

impl Tone {
    fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Accent => "accent",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Muted => "muted",
        }
    }

    fn ink(self) -> (&'static str, &'static str) {
        match self {
            Self::Plain => ("#f0f4fe", "#7f93c9"),
            Self::Accent => ("#cfdcfb", "#3156c8"),
            Self::Good => ("#dcf3e8", "#2f8a63"),
            Self::Warn => ("#fdf0d0", "#b07d14"),
            Self::Bad => ("#fbe0e1", "#c0424c"),
            Self::Muted => ("#f2f4f7", "#a6b0be"),
        }
    }

    /// The tone of an author's class by its name, else by the hue of its colours.
    pub(crate) fn of_class(name: &str, styles: &[String]) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "accent" | "primary" | "active" | "highlight" | "focus" | "current" => Self::Accent,
            "good" | "ok" | "success" | "green" | "healthy" | "done" => Self::Good,
            "warn" | "warning" | "slow" | "pending" | "amber" => Self::Warn,
            "bad" | "error" | "fail" | "failed" | "failure" | "danger" | "red" => Self::Bad,
            "muted" | "external" | "ghost" | "disabled" | "grey" | "gray" => Self::Muted,
            _ => Self::of_styles(styles),
        }
    }

    /// The tone that comes nearest to `fill:` or `stroke:` colours.
    pub(crate) fn of_styles(styles: &[String]) -> Self {
        let colour = |key: &str| {
            let value = |style: &String| {
                let (name, value) = style.split_once(':')?;
                (name.trim() == key).then(|| value.trim().to_ascii_lowercase())
            };
            styles
                .iter()
                .find_map(value)
                .and_then(|value| Self::of_colour(&value))
        };
        colour("fill")
            .or_else(|| colour("stroke"))
            .unwrap_or_default()
    }

    fn of_colour(value: &str) -> Option<Self> {
        let named = match value {
            "red" | "pink" | "crimson" | "tomato" | "salmon" | "lightcoral" => Self::Bad,
            "green" | "lightgreen" | "lime" | "palegreen" | "seagreen" => Self::Good,
            "yellow" | "orange" | "gold" | "khaki" => Self::Warn,
            "blue" | "lightblue" | "purple" | "skyblue" | "navy" | "violet" | "cyan" => {
                Self::Accent
            }
            "gray" | "grey" | "lightgray" | "lightgrey" | "silver" => Self::Muted,
            _ => return hex(value).map(Self::of_rgb),
        };
        Some(named)
    }

    fn of_rgb([red, green, blue]: [f64; 3]) -> Self {
        let (high, low) = (red.max(green).max(blue), red.min(green).min(blue));
        let spread = high - low;
        if spread < 0.04 {
            return if high > 0.97 {
                Self::Plain
            } else {
                Self::Muted
            };
        }
        let sector = if high == red {
            (green - blue) / spread
        } else if high == green {
            2.0 + (blue - red) / spread
        } else {
            4.0 + (red - green) / spread
        };
        match (sector * 60.0).rem_euclid(360.0) {
            0.0..20.0 | 310.0..360.0 => Self::Bad,
            20.0..70.0 => Self::Warn,
            70.0..170.0 => Self::Good,
            _ => Self::Accent,
        }
    }
}

/// The three channels of `#rgb` or `#rrggbb`, from 0 to 1.
fn hex(value: &str) -> Option<[f64; 3]> {
    let digits: Vec<u32> = value
        .strip_prefix('#')?
        .chars()
        .map(|c| c.to_digit(16))
        .collect::<Option<_>>()?;
    let channel = |high: u32, low: u32| f64::from(high * 16 + low) / 255.0;
    match digits[..] {
        [r, g, b] => Some([channel(r, r), channel(g, g), channel(b, b)]),
        [r, r2, g, g2, b, b2] => Some([channel(r, r2), channel(g, g2), channel(b, b2)]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(style: &str) -> Tone {
        Tone::of_styles(&[style.to_owned()])
    }

    #[test]
    fn author_colours_become_tones() {
        assert_eq!(tone("fill:#e0f2fe"), Tone::Accent);
        assert_eq!(tone("stroke:#b91c1c"), Tone::Bad);
        assert_eq!(tone("fill: #bbf7d0"), Tone::Good);
        assert_eq!(tone("fill:#fde68a"), Tone::Warn);
        assert_eq!(tone("fill:#eee"), Tone::Muted);
        assert_eq!(tone("fill:#fff"), Tone::Plain);
        assert_eq!(tone("fill:url(#x)"), Tone::Plain);
        assert_eq!(Tone::of_class("bad", &[]), Tone::Bad);
    }
}
