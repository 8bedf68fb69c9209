//! The roles that parts of a picture play: a class for the page, whose colours a theme's CSS
//! decides, and resolved colours for print. Entry point: [`Role`].
//!
//! Invariant: no module but this and [`crate::tone`] names a colour.

pub(crate) use crate::tone::Tone;

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
    /// The line around a part that has no ground.
    Outline(Tone),
    /// A line inside a box, in the box's border colour.
    NodeLine,
    /// The text of a box.
    Label,
    /// The name at the head of a box with compartments.
    NodeTitle,
    /// Less important text in a box.
    LabelMuted,
    /// A solid arrow's line.
    Edge(Tone),
    /// A dotted arrow's line.
    EdgeDotted(Tone),
    /// A thick arrow's line.
    EdgeThick(Tone),
    /// A filled arrow head.
    ArrowHead(Tone),
    /// The filled dot of a start state, and other solid marks.
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
    /// Days on which no work is done.
    Free,
    /// A filled part of a chart, by its place in the series.
    Series(usize),
    /// A slice of a pie, by its place in the series.
    Slice(usize),
    /// A line of a chart.
    SeriesLine(usize),
    /// A point of a chart.
    SeriesDot(usize),
    /// A branch of a mind map.
    Branch(usize),
    /// The text of a chart.
    ChartLabel,
}

/// How many colours a chart has before they repeat.
pub(crate) const SERIES: usize = 8;

const INK: &str = "#1f2733";
const LINE: &str = "#4a5568";
const PRINT_SERIES: [&str; SERIES] = [
    "#5f82dd", "#2f9c83", "#bd861b", "#d4626e", "#9179d3", "#3d94c1", "#7a912c", "#7b8797",
];
const PRINT_LINES: [&str; SERIES] = [
    "#3156c8", "#0f7a64", "#94610a", "#b0303c", "#6b47c2", "#15719d", "#59700c", "#566277",
];

impl Role {
    /// The class list on the page.
    pub(crate) fn classes(self) -> String {
        match self {
            Self::Series(index) => format!("dg-series dg-s{}", index % SERIES + 1),
            Self::SeriesLine(index) => format!("dg-series-line dg-s{}", index % SERIES + 1),
            Self::Slice(index) => format!("dg-series dg-slice dg-s{}", index % SERIES + 1),
            Self::SeriesDot(index) => format!("dg-series-dot dg-s{}", index % SERIES + 1),
            Self::Branch(index) => format!("dg-branch dg-s{}", index % SERIES + 1),
            Self::EdgeDotted(tone) => toned("dg-edge dg-dotted", tone),
            Self::EdgeThick(tone) => toned("dg-edge dg-thick", tone),
            Self::Node(tone)
            | Self::Outline(tone)
            | Self::Group(tone)
            | Self::Edge(tone)
            | Self::ArrowHead(tone) => toned(self.class(), tone),
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
            Self::Outline(_) => "dg-outline",
            Self::NodeLine => "dg-node-line",
            Self::Label => "dg-label",
            Self::NodeTitle => "dg-node-title",
            Self::LabelMuted => "dg-label-muted",
            Self::Edge(_) | Self::EdgeDotted(_) | Self::EdgeThick(_) => "dg-edge",
            Self::Head | Self::ArrowHead(_) => "dg-head",
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
            Self::Free => "dg-free",
            Self::Series(_) | Self::Slice(_) => "dg-series",
            Self::SeriesLine(_) => "dg-series-line",
            Self::SeriesDot(_) => "dg-series-dot",
            Self::Branch(_) => "dg-branch",
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
            Self::EdgeThick(_) => "2.6",
            Self::SeriesLine(_) => "2.2",
            Self::Grid | Self::Lifeline => "1",
            _ => "1.4",
        }
    }

    fn ink(self) -> (&'static str, &'static str, &'static str) {
        const DASH: &str = " stroke-dasharray=\"5 4\"";
        match self {
            Self::Group(Tone::Plain) => ("#f5f7fa", "#cdd5e0", ""),
            Self::Group(tone) => ("#f5f7fa", tone.ink().1, ""),
            Self::Region => ("none", "#cdd5e0", DASH),
            Self::Node(tone) => {
                let (fill, stroke) = tone.ink();
                (fill, stroke, "")
            }
            Self::Outline(tone) => ("none", tone.ink().1, ""),
            Self::NodeLine => ("none", "#7f93c9", ""),
            Self::Edge(tone) | Self::EdgeThick(tone) => ("none", tone.line(), ""),
            Self::EdgeDotted(tone) => ("none", tone.line(), " stroke-dasharray=\"4 4\""),
            Self::ArrowHead(tone) => (tone.line(), tone.line(), ""),
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
            Self::Band => ("#f1f4fb", "#cdd5e0", ""),
            Self::Number => (LINE, "none", ""),
            Self::NumberLabel => ("#ffffff", "none", ""),
            Self::Axis => ("none", "#4a5568", ""),
            Self::Grid => ("none", "#dde3eb", ""),
            Self::Free => ("#eef1f5", "none", ""),
            Self::Series(index) => (PRINT_SERIES[index % SERIES], "none", ""),
            Self::Slice(index) => (PRINT_SERIES[index % SERIES], "#ffffff", ""),
            Self::SeriesLine(index) | Self::Branch(index) => {
                ("none", PRINT_LINES[index % SERIES], "")
            }
            Self::SeriesDot(index) => (PRINT_LINES[index % SERIES], "#ffffff", ""),
            Self::LabelMuted | Self::ChartLabel => ("#4a5568", "none", ""),
            Self::GroupLabel | Self::NodeTitle | Self::BlockLabel => {
                (INK, "none", " font-weight=\"600\"")
            }
            Self::Label | Self::EdgeLabel | Self::NoteLabel => (INK, "none", ""),
        }
    }
}

fn toned(class: &str, tone: Tone) -> String {
    match tone {
        Tone::Plain => class.to_owned(),
        tone => format!("{class} dg-{}", tone.name()),
    }
}
