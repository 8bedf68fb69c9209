//! Draws a sequence diagram that has been laid out. Entry point: [`paint`].
//!
//! Invariant: lifelines lie below everything but bands and boxes, notes and participants on top.

use super::columns::{Columns, Form, SWING};
use super::events::Script;
use super::figures::{self, Figure};
use super::rows::{Arrow, Block, Scene, TAB, tab_width};
use super::{TEXT, tips};
use crate::geometry::{Point, Rect, Size};
use crate::graph::Shape;
use crate::label::{Label, Setting};
use crate::paint::{Role, Tone};
use crate::svg::{Anchor, Path, Svg};

/// Draws everything.
pub(crate) fn paint(scene: &Scene, script: &Script, columns: &Columns, svg: &mut Svg) {
    let mut tinted = paint_groups(scene, script, columns, svg);
    tinted.extend(scene.bands.iter().copied());
    let ground = Ground { tinted };
    scene
        .bands
        .iter()
        .for_each(|band| svg.rect(Role::Band, band, 6.0));
    for (x, (top, bottom)) in columns.x.iter().zip(&scene.lives) {
        svg.path(
            Role::Lifeline,
            &Path::lines(&[Point::new(*x, *top), Point::new(*x, *bottom)]),
        );
    }
    for bar in &scene.activations {
        svg.rect(Role::Activation, bar, 2.0);
    }
    scene
        .blocks
        .iter()
        .for_each(|block| paint_block(block, &ground, svg));
    paint_heads(scene, columns, &ground, svg);
    scene
        .arrows
        .iter()
        .for_each(|arrow| paint_arrow(arrow, &ground, svg));
    scene.ends.iter().for_each(|end| tips::cross(*end, svg));
    for (rect, label) in &scene.notes {
        Shape::Note.draw(svg, rect, Tone::Plain, label);
    }
}

/// What lies under a text: the page, or a tinted box or band.
struct Ground {
    tinted: Vec<Rect>,
}

impl Ground {
    /// Hides the lines under a text.
    fn cover(&self, rect: &Rect, svg: &mut Svg) {
        let inside = self
            .tinted
            .iter()
            .any(|tinted| tinted.contains(rect.centre()));
        svg.rect(
            if inside {
                Role::EdgeBackInside
            } else {
                Role::EdgeBack
            },
            rect,
            3.0,
        );
    }
}

fn paint_heads(scene: &Scene, columns: &Columns, ground: &Ground, svg: &mut Svg) {
    for (index, (head, x)) in columns.heads.iter().zip(&columns.x).enumerate() {
        let top = scene.heads.get(index).copied().unwrap_or_default();
        let ended = scene
            .lives
            .get(index)
            .is_some_and(|life| life.1 < scene.bottom);
        let below = (scene.mirrored && !ended).then_some(scene.bottom);
        for top in [Some(top), below].into_iter().flatten() {
            let rect = Rect::new(x - head.size.width / 2.0, top, head.size);
            match &head.form {
                Form::Box(shape) => shape.draw(svg, &rect, Tone::Plain, &head.label),
                Form::Figure(figure) => paint_figure(*figure, &rect, &head.label, ground, svg),
            }
        }
    }
}

fn paint_figure(figure: Figure, rect: &Rect, label: &Label, ground: &Ground, svg: &mut Svg) {
    let x = rect.centre().x;
    figure.draw(Point::new(x, rect.top), svg);
    let middle = Point::new(x, rect.top + figures::HEIGHT + label.height() / 2.0);
    let back = Rect::around(middle, Size::new(label.width, label.height()));
    ground.cover(&back, svg);
    svg.label(Role::Label, middle, Anchor::Middle, label);
}

/// Draws the boxes around participants, and says where they are.
fn paint_groups(scene: &Scene, script: &Script, columns: &Columns, svg: &mut Svg) -> Vec<Rect> {
    let mut drawn = Vec::new();
    for (group, name) in script.groups.iter().enumerate() {
        let members =
            (0..script.actors.len()).filter(|actor| script.actors[*actor].group == Some(group));
        let spans = members.filter_map(|actor| {
            let half = columns.heads.get(actor)?.size.width / 2.0;
            let x = columns.x.get(actor)?;
            let (head, foot) = (
                Point::new(x - half, 0.0),
                Point::new(x + half, scene.bottom),
            );
            Some(Rect::between(head, foot))
        });
        let Some(span) = spans.reduce(|all, span| all.union(&span)) else {
            continue;
        };
        let label = Label::new(name, Setting::bold(TEXT, span.width().max(90.0)));
        let above = if label.lines.is_empty() {
            8.0
        } else {
            label.height() + 12.0
        };
        let foot = if scene.mirrored {
            columns.head_height()
        } else {
            0.0
        };
        let rect = Rect {
            top: -above,
            bottom: span.bottom + foot + 8.0,
            ..span.grown(10.0)
        };
        svg.rect(Role::Group(Tone::Plain), &rect, 10.0);
        let middle = Point::new(rect.centre().x, rect.top + 6.0 + label.height() / 2.0);
        svg.label(Role::GroupLabel, middle, Anchor::Middle, &label);
        drawn.push(rect);
    }
    drawn
}

fn paint_block(block: &Block, ground: &Ground, svg: &mut Svg) {
    let Rect {
        left, top, right, ..
    } = block.rect;
    svg.rect(Role::Block, &block.rect, 4.0);
    let width = tab_width(block.keyword);
    let corner = 6.0;
    let tab = [
        Point::new(left, top),
        Point::new(left + width, top),
        Point::new(left + width, top + TAB - corner),
        Point::new(left + width - corner, top + TAB),
        Point::new(left, top + TAB),
    ];
    svg.path(Role::BlockTab, &Path::polygon(&tab));
    let keyword = Label::new(block.keyword, Setting::bold(TEXT - 0.5, f64::INFINITY));
    svg.label(
        Role::BlockLabel,
        Point::new(left + (width - 4.0) / 2.0, top + TAB / 2.0),
        Anchor::Middle,
        &keyword,
    );
    let first = Point::new(
        left + width + 8.0,
        top + 2.0 + (TAB - 4.0).max(block.label.height()) / 2.0,
    );
    paint_condition(&block.label, first, ground, svg);
    for (y, label) in &block.splits {
        svg.path(
            Role::BlockRule,
            &Path::lines(&[Point::new(left, *y), Point::new(right, *y)]),
        );
        paint_condition(
            label,
            Point::new(left + 10.0, y + 5.0 + label.height() / 2.0),
            ground,
            svg,
        );
    }
}

fn paint_condition(label: &Label, at: Point, ground: &Ground, svg: &mut Svg) {
    if !label.lines.is_empty() {
        let back = Rect::new(
            at.x - 3.0,
            at.y - label.height() / 2.0,
            Size::new(label.width * 1.04 + 6.0, label.height()),
        );
        ground.cover(&back, svg);
        svg.label(Role::EdgeLabel, at, Anchor::Start, label);
    }
}

fn paint_arrow(arrow: &Arrow, ground: &Ground, svg: &mut Svg) {
    let to_itself = arrow.drop > 0.0;
    let towards = if to_itself || arrow.to.x < arrow.from.x {
        -1.0
    } else {
        1.0
    };
    let leaving = if to_itself { -towards } else { towards };
    let size = Size::new(arrow.label.width * 1.04 + 8.0, arrow.label.height());
    if arrow.crosses && !arrow.label.lines.is_empty() {
        ground.cover(&Rect::around(arrow.label_at, size), svg);
    }
    let line = if arrow.dotted {
        Role::EdgeDotted(Tone::Plain)
    } else {
        Role::Edge(Tone::Plain)
    };
    svg.path(line, &arrow_path(arrow, leaving, towards));
    tips::paint(arrow.tip, arrow.to, towards, svg);
    tips::paint(arrow.tail, arrow.from, -leaving, svg);
    for (ring, at) in [(arrow.rings.0, arrow.from), (arrow.rings.1, arrow.to)] {
        if ring {
            svg.circle(Role::HeadOpen, at, 4.5);
        }
    }
    let anchor = if to_itself {
        Anchor::Start
    } else {
        Anchor::Middle
    };
    svg.label(Role::EdgeLabel, arrow.label_at, anchor, &arrow.label);
    if let Some((place, number)) = &arrow.number {
        paint_number(*place, number, svg);
    }
}

fn arrow_path(arrow: &Arrow, leaving: f64, towards: f64) -> Path {
    let start = Point::new(
        arrow.from.x + tips::shaft(arrow.tail) * leaving,
        arrow.from.y,
    );
    let stop = Point::new(arrow.to.x - tips::shaft(arrow.tip) * towards, arrow.to.y);
    if arrow.drop == 0.0 {
        return Path::lines(&[start, stop]);
    }
    let out = arrow.from.x.max(arrow.to.x) + SWING;
    let controls = [
        Point::new(out, arrow.from.y - 1.0),
        Point::new(out, arrow.to.y + 1.0),
        stop,
    ];
    Path::default().to('M', &[start]).to('C', &controls)
}

fn paint_number(at: Point, number: &str, svg: &mut Svg) {
    let label = Label::new(number, Setting::bold(11.0, f64::INFINITY));
    let half = (label.width / 2.0 + 4.0).max(9.0);
    svg.rect(
        Role::Number,
        &Rect::around(at, Size::new(2.0 * half, 18.0)),
        9.0,
    );
    svg.label(Role::NumberLabel, at, Anchor::Middle, &label);
}
