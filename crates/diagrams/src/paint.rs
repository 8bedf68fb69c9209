//! The roles that parts of a picture play: a class for the page, whose colours a theme's CSS
//! decides, and resolved colours for print. Entry point: [`Role`].
//!
//! Invariant: no module but this and [`crate::tone`] knows a colour of the palette.

use crate::palette;
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
pub(crate) const SERIES: usize = palette::SERIES.len();

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

    /// All attributes for print.
    pub(crate) fn print(self) -> String {
        let Ink {
            fill,
            line,
            width,
            extra,
        } = self.ink();
        match line {
            NONE => format!("fill=\"{fill}\"{extra}"),
            line => format!("fill=\"{fill}\" stroke=\"{line}\" stroke-width=\"{width}\"{extra}"),
        }
    }

    fn ink(self) -> Ink {
        const DASHED: &str = " stroke-dasharray=\"5 4\"";
        const ROUND: &str = " stroke-linecap=\"round\" stroke-linejoin=\"round\"";
        const DOTTED: &str =
            " stroke-linecap=\"round\" stroke-linejoin=\"round\" stroke-dasharray=\"1 4.5\"";
        const JOINED: &str = " stroke-linejoin=\"round\"";
        const STRONG: &str = " font-weight=\"600\"";
        match self {
            Self::Group(Tone::Plain) => Ink::area(palette::GROUP, palette::GROUP_BORDER, 1.2),
            Self::Group(tone) => Ink::area(palette::GROUP, tone.ink().1, 1.2),
            Self::Region => Ink::line(palette::GROUP_BORDER, 1.2).with(DASHED),
            Self::Node(tone) => Ink::area(tone.ink().0, tone.ink().1, 1.4),
            Self::Outline(tone) => Ink::line(tone.ink().1, 1.4),
            Self::NodeLine => Ink::line(palette::NODE_BORDER, 1.2),
            Self::Edge(tone) => Ink::line(tone.line(), 1.5).with(ROUND),
            Self::EdgeThick(tone) => Ink::line(tone.line(), 3.0).with(ROUND),
            Self::EdgeDotted(tone) => Ink::line(tone.line(), 1.8).with(DOTTED),
            Self::ArrowHead(tone) => Ink::area(tone.line(), tone.line(), 1.0).with(JOINED),
            Self::Head => Ink::area(palette::LINE, palette::LINE, 1.0).with(JOINED),
            Self::HeadOpen => Ink::area(palette::PAGE, palette::LINE, 1.4).with(JOINED),
            Self::EdgeBack => Ink::only(palette::PAGE),
            Self::EdgeBackInside => Ink::only(palette::GROUP),
            Self::Note => Ink::area(palette::NOTE, palette::NOTE_BORDER, 1.2),
            Self::Lifeline => Ink::line(palette::LIFELINE, 1.2),
            Self::Activation => Ink::area(palette::ACTIVATION, palette::NODE_BORDER, 1.2),
            Self::Block => Ink::line(palette::BLOCK, 1.2),
            Self::BlockRule => Ink::line(palette::BLOCK, 1.2).with(DASHED),
            Self::BlockTab => Ink::area(palette::BLOCK_TAB, palette::BLOCK, 1.2).with(JOINED),
            Self::Band => Ink::area(palette::BAND, palette::GROUP_BORDER, 1.0),
            Self::Number => Ink::only(palette::NUMBER),
            Self::NumberLabel => Ink::only(palette::NUMBER_TEXT).with(STRONG),
            Self::Axis => Ink::line(palette::LINE, 1.3),
            Self::Grid => Ink::line(palette::GRID, 1.0),
            Self::Free => Ink::only(palette::MUTED_FILL),
            Self::Series(index) => Ink::only(palette::SERIES[index % SERIES]),
            Self::Slice(index) => Ink::area(palette::SERIES[index % SERIES], palette::PAGE, 1.5),
            Self::SeriesLine(index) => {
                Ink::line(palette::SERIES_LINES[index % SERIES], 2.4).with(ROUND)
            }
            Self::Branch(index) => {
                Ink::line(palette::SERIES_LINES[index % SERIES], 1.8).with(ROUND)
            }
            Self::SeriesDot(index) => {
                Ink::area(palette::SERIES_LINES[index % SERIES], palette::PAGE, 1.2)
            }
            Self::LabelMuted | Self::ChartLabel => Ink::only(palette::MUTED),
            Self::NoteLabel => Ink::only(palette::NOTE_TEXT),
            Self::GroupLabel | Self::NodeTitle | Self::BlockLabel => {
                Ink::only(palette::TEXT).with(STRONG)
            }
            Self::Label | Self::EdgeLabel => Ink::only(palette::TEXT),
        }
    }
}

const NONE: &str = "none";

/// How a part is printed.
struct Ink {
    fill: &'static str,
    line: &'static str,
    width: f64,
    extra: &'static str,
}

impl Ink {
    fn area(fill: &'static str, line: &'static str, width: f64) -> Self {
        Self {
            fill,
            line,
            width,
            extra: "",
        }
    }

    fn line(line: &'static str, width: f64) -> Self {
        Self::area(NONE, line, width)
    }

    fn only(fill: &'static str) -> Self {
        Self::area(fill, NONE, 0.0)
    }

    fn with(self, extra: &'static str) -> Self {
        Self { extra, ..self }
    }
}

fn toned(class: &str, tone: Tone) -> String {
    match tone {
        Tone::Plain => class.to_owned(),
        tone => format!("{class} dg-{}", tone.name()),
    }
}
