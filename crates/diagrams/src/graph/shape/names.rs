//! Mermaid's names of shapes, old and new. Entry point: [`Shape::named`].
//!
//! Invariant: an unknown name is a box.

use super::Shape;

impl Shape {
    /// The shape of this name; `upright` is the direction of a bar across the flow.
    pub(crate) fn named(name: &str, upright: bool) -> Self {
        storage(name)
            .or_else(|| document(name))
            .or_else(|| silent(name, upright))
            .or_else(|| process(name))
            .or_else(|| outlined(name))
            .unwrap_or_default()
    }
}

fn process(name: &str) -> Option<Shape> {
    Some(match name {
        "rounded" | "event" | "roundedRect" => Shape::Rounded,
        "stadium" | "pill" | "terminal" => Shape::Stadium,
        "subroutine" | "fr-rect" | "subprocess" | "subproc" | "framed-rectangle" => {
            Shape::Subroutine
        }
        "lin-rect" | "lin-proc" | "lined-process" | "lined-rectangle" | "shaded-process" => {
            Shape::LinedBox
        }
        "div-rect" | "div-proc" | "divided-process" | "divided-rectangle" => Shape::DividedBox,
        "tag-rect" | "tag-proc" | "tagged-process" | "tagged-rectangle" => Shape::TaggedBox,
        "notch-rect" | "card" | "notched-rectangle" => Shape::Card,
        "st-rect" | "procs" | "processes" | "stacked-rectangle" => Shape::Stack,
        "delay" | "half-rounded-rectangle" => Shape::Delay,
        "curv-trap" | "display" | "curved-trapezoid" => Shape::Display,
        "notch-pent" | "loop-limit" | "notched-pentagon" => Shape::LoopLimit,
        "sl-rect" | "manual-input" | "sloped-rectangle" => Shape::ManualInput,
        _ => return None,
    })
}

fn storage(name: &str) -> Option<Shape> {
    Some(match name {
        "cylinder" | "cyl" | "db" | "database" => Shape::Cylinder,
        "lin-cyl" | "disk" | "lined-cylinder" => Shape::Disk,
        "h-cyl" | "das" | "horizontal-cylinder" => Shape::LyingCylinder,
        "datastore" | "data-store" => Shape::DataStore,
        "bow-rect" | "stored-data" | "bow-tie-rectangle" => Shape::StoredData,
        "win-pane" | "internal-storage" | "window-pane" => Shape::InternalStorage,
        _ => return None,
    })
}

fn document(name: &str) -> Option<Shape> {
    Some(match name {
        "doc" | "document" => Shape::Document,
        "docs" | "documents" | "st-doc" | "stacked-document" => Shape::Documents,
        "lin-doc" | "lined-document" => Shape::LinedDocument,
        "tag-doc" | "tagged-document" => Shape::TaggedDocument,
        "flag" | "paper-tape" => Shape::PaperTape,
        _ => return None,
    })
}

fn silent(name: &str, upright: bool) -> Option<Shape> {
    Some(match name {
        "sm-circ" | "start" | "small-circle" | "stateStart" => Shape::Start,
        "f-circ" | "junction" | "filled-circle" => Shape::Start,
        "fr-circ" | "stop" | "framed-circle" | "stateEnd" => Shape::Finish,
        "cross-circ" | "summary" | "crossed-circle" => Shape::Crossed,
        "hourglass" | "collate" => Shape::Hourglass,
        "bolt" | "com-link" | "lightning-bolt" => Shape::Bolt,
        "fork" | "join" | "forkJoin" => Shape::Bar { upright },
        "choice" => Shape::Choice,
        _ => return None,
    })
}

fn outlined(name: &str) -> Option<Shape> {
    Some(match name {
        "circle" | "circ" | "iconCircle" => Shape::Circle,
        "doublecircle" | "dbl-circ" | "double-circle" => Shape::DoubleCircle,
        "diamond" | "diam" | "decision" | "question" => Shape::Diamond,
        "hexagon" | "hex" | "prepare" => Shape::Hexagon,
        "lean_right" | "lean-r" | "lean-right" | "in-out" => Shape::LeanRight,
        "lean_left" | "lean-l" | "lean-left" | "out-in" => Shape::LeanLeft,
        "trapezoid" | "trap-b" | "priority" | "trapezoid-bottom" => Shape::Trapezoid,
        "inv_trapezoid" | "inv-trapezoid" | "trap-t" | "manual" | "trapezoid-top" => {
            Shape::TrapezoidDown
        }
        "odd" | "rect_left_inv_arrow" => Shape::Flag,
        "tri" | "extract" | "triangle" => Shape::Triangle,
        "flip-tri" | "manual-file" | "flipped-triangle" => Shape::TriangleDown,
        "cloud" => Shape::Cloud,
        "bang" => Shape::Bang,
        "text" => Shape::Bare,
        "brace" | "comment" | "brace-l" => Shape::BraceLeft,
        "brace-r" => Shape::BraceRight,
        "braces" => Shape::Braces,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_and_new_names_mean_the_same() {
        for (old, new) in [("cylinder", "cyl"), ("question", "diam"), ("odd", "odd")] {
            assert_eq!(Shape::named(old, false), Shape::named(new, false));
        }
        assert_eq!(Shape::named("nosuch", false), Shape::Box);
        assert_eq!(Shape::named("fork", true), Shape::Bar { upright: true });
    }
}
