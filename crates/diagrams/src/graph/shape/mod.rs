//! The outlines of boxes: how large a text makes them, where an arrow meets them, and how they are
//! drawn. Entry points: [`Shape`], [`Shape::named`].
//!
//! Invariant: a shape of [`Shape::size`] holds its label with room for a wider font.

mod contour;
mod drawing;
mod names;

use super::table::Table;
use crate::geometry::{Point, Rect, Size};
use crate::label::Label;
use crate::paint::{Role, Tone};
use crate::svg::{Anchor, Svg};

/// The form of a box.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Shape {
    #[default]
    Box,
    Rounded,
    Stadium,
    Subroutine,
    /// A box with a second line at its left side.
    LinedBox,
    /// A box with a second line below its upper side.
    DividedBox,
    /// A box with second lines at the left and the upper side.
    InternalStorage,
    /// A box with a folded lower right corner.
    TaggedBox,
    /// A box with a cut upper left corner.
    Card,
    Stack,
    Cylinder,
    /// A cylinder with a second lid.
    Disk,
    LyingCylinder,
    /// A square-cornered box with double rules above and below.
    DataStore,
    /// A box whose sides both bend to the left.
    StoredData,
    Circle,
    DoubleCircle,
    Diamond,
    Hexagon,
    LeanRight,
    LeanLeft,
    Trapezoid,
    TrapezoidDown,
    Flag,
    /// A box with both upper corners cut.
    LoopLimit,
    /// A box whose upper side slopes.
    ManualInput,
    Document,
    Documents,
    LinedDocument,
    TaggedDocument,
    PaperTape,
    Triangle,
    TriangleDown,
    /// A box with a round right side.
    Delay,
    /// A box with a pointed left and a round right side.
    Display,
    Cloud,
    Bang,
    /// Two triangles, tip to tip.
    Hourglass,
    /// A flash of lightning.
    Bolt,
    /// Only text.
    Bare,
    BraceLeft,
    BraceRight,
    Braces,
    Note,
    /// The filled disc where a state machine starts.
    Start,
    /// The ringed disc where it ends.
    Finish,
    /// A decision without a text.
    Choice,
    /// A bar that splits or joins ways, along or across the flow.
    Bar {
        upright: bool,
    },
    /// A crossed circle.
    Crossed,
    Table(Table),
}

const PAD_X: f64 = 14.0;
const PAD_Y: f64 = 9.0;
const SLANT: f64 = 14.0;
/// Half the height of a cylinder's lid.
const LID: f64 = 7.0;
const CORNER: f64 = 6.0;
/// Distance of a second line from a side.
const INSET: f64 = 8.0;
/// Height of a wave above and below its middle.
const WAVE: f64 = 5.0;
/// Distance between the sheets of a pile.
const SHEET: f64 = 4.0;

impl Shape {
    /// Room for this label.
    pub(crate) fn size(&self, label: &Label) -> Size {
        let (w, h) = (label.width, label.height());
        let boxed = Size::new((w + 2.0 * PAD_X).max(48.0), h + 2.0 * PAD_Y);
        match self {
            Self::Circle | Self::DoubleCircle => round(w, h, matches!(self, Self::DoubleCircle)),
            Self::Diamond => diamond(w, h),
            Self::Triangle | Self::TriangleDown => Size::new(w * 1.5 + 40.0, h * 2.0 + 34.0),
            Self::Cloud => Size::new(w * 1.15 + 44.0, h * 1.2 + 30.0 + w * 0.17),
            Self::Bang => Size::new(w * 1.35 + 50.0, h * 1.6 + 40.0),
            Self::Bare => Size::new(w + 8.0, h + 6.0),
            Self::Start => Size::new(16.0, 16.0),
            Self::Finish => Size::new(20.0, 20.0),
            Self::Choice => Size::new(32.0, 32.0),
            Self::Hourglass | Self::Bolt => Size::new(30.0, 34.0),
            Self::Bar { upright: true } => Size::new(8.0, 72.0),
            Self::Bar { upright: false } => Size::new(72.0, 8.0),
            Self::Crossed => Size::new(30.0, 30.0),
            Self::Table(table) => table.size(),
            _ => {
                let (wider, higher) = self.beyond_box(boxed.height);
                Size::new(boxed.width + wider, boxed.height + higher)
            }
        }
    }

    /// How much wider and higher than a plain box of this height the shape is.
    fn beyond_box(&self, height: f64) -> (f64, f64) {
        match self {
            Self::Stadium => (height * 0.3, 0.0),
            Self::Subroutine => (2.0 * INSET, 0.0),
            Self::LinedBox => (INSET, 0.0),
            Self::DividedBox => (0.0, INSET),
            Self::InternalStorage => (INSET, INSET),
            Self::TaggedBox => (6.0, 4.0),
            Self::Card => (INSET, 0.0),
            Self::Stack => (2.0 * SHEET, 2.0 * SHEET),
            Self::Cylinder => (0.0, 3.0 * LID),
            Self::Disk => (0.0, 4.0 * LID),
            Self::LyingCylinder => (3.0 * LID, 0.0),
            Self::StoredData => (2.0 * LID, 0.0),
            Self::DataStore => (0.0, 6.0),
            Self::Hexagon | Self::LeanRight | Self::LeanLeft => (SLANT * 1.6, 0.0),
            Self::Trapezoid | Self::TrapezoidDown => (SLANT * 2.0, 0.0),
            Self::Flag => (12.0, 0.0),
            Self::LoopLimit => (4.0, 4.0),
            Self::ManualInput => (0.0, 10.0),
            Self::Document | Self::TaggedDocument => (0.0, 12.0),
            Self::LinedDocument => (INSET, 12.0),
            Self::Documents => (2.0 * SHEET, 12.0 + 2.0 * SHEET),
            Self::PaperTape => (0.0, 4.0 * WAVE),
            Self::Delay => (height * 0.3, 0.0),
            Self::Display => (SLANT + height * 0.3, 0.0),
            Self::BraceLeft | Self::BraceRight => (6.0, 0.0),
            Self::Braces => (12.0, 0.0),
            _ => (0.0, 0.0),
        }
    }

    /// Whether the shape shows no text.
    pub(crate) fn is_silent(&self) -> bool {
        matches!(
            self,
            Self::Start
                | Self::Finish
                | Self::Bar { .. }
                | Self::Crossed
                | Self::Choice
                | Self::Hourglass
                | Self::Bolt
        )
    }

    /// How much narrower than in a box a text is set, so that the shape does not become huge.
    pub(crate) fn narrowing(&self) -> f64 {
        match self {
            Self::Diamond | Self::Circle | Self::DoubleCircle => 0.82,
            Self::Triangle | Self::TriangleDown | Self::Cloud | Self::Bang => 0.75,
            _ => 1.0,
        }
    }

    /// Draws the outline with its text.
    pub(crate) fn draw(&self, svg: &mut Svg, rect: &Rect, tone: Tone, label: &Label) {
        let (outline, text) = match self {
            Self::Note => (Role::Note, Role::NoteLabel),
            _ => (Role::Node(tone), Role::Label),
        };
        svg.cover(rect);
        drawing::outline(self, svg, rect, outline);
        if !matches!(self, Self::Table(_)) {
            svg.label(text, self.text_centre(rect), Anchor::Middle, label);
        }
    }

    fn text_centre(&self, rect: &Rect) -> Point {
        let (dx, dy) = match self {
            Self::Cylinder => (0.0, LID * 0.8),
            Self::Disk => (0.0, LID * 1.3),
            Self::LyingCylinder => (-LID * 0.8, 0.0),
            Self::LinedBox => (INSET / 2.0, 0.0),
            Self::DividedBox => (0.0, INSET / 2.0),
            Self::InternalStorage => (INSET / 2.0, INSET / 2.0),
            Self::TaggedBox => (-2.0, -1.0),
            Self::Card => (INSET / 3.0, 0.0),
            Self::Document | Self::TaggedDocument => (0.0, -4.0),
            Self::LinedDocument => (INSET / 2.0, -4.0),
            Self::Documents => (-SHEET, SHEET - 4.0),
            Self::Stack => (-SHEET, SHEET),
            Self::Flag => (5.0, 0.0),
            Self::ManualInput => (0.0, 4.0),
            Self::Delay => (-rect.height() * 0.08, 0.0),
            Self::Triangle => (0.0, rect.height() * 0.18),
            Self::TriangleDown => (0.0, -rect.height() * 0.18),
            Self::BraceLeft => (3.0, 0.0),
            Self::BraceRight => (-3.0, 0.0),
            _ => (0.0, 0.0),
        };
        rect.centre().shifted(Point::new(dx, dy))
    }
}

fn round(w: f64, h: f64, double: bool) -> Size {
    let diameter = (w * w + h * h).sqrt() + 18.0 + if double { 8.0 } else { 0.0 };
    Size::new(diameter.max(40.0), diameter.max(40.0))
}

/// A rhombus whose corners the text does not reach, wider than high.
fn diamond(w: f64, h: f64) -> Size {
    let (w, h) = (w + 14.0, h + 8.0);
    let half_height = h / 2.0 + 0.28 * w;
    let half_width = (w / 2.0) / (1.0 - h / (2.0 * half_height));
    Size::new(2.0 * half_width, 2.0 * half_height)
}
