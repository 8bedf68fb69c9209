//! SVG to PNG: [`Drawing`].
//!
//! Invariant: nothing outside the SVG is read, neither files nor the system's fonts.

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use std::sync::Arc;

/// The largest side of a picture.
const LARGEST: u32 = 4096;

/// An SVG that has been read.
pub(crate) struct Drawing(Tree);

impl Drawing {
    /// Reads an SVG; nothing if it is none.
    pub(crate) fn read(svg: &[u8]) -> Option<Drawing> {
        Tree::from_data(svg, &options()).ok().map(Drawing)
    }

    /// Reads an SVG whose text is set in the fonts that the PDF is set in.
    pub(crate) fn with_text(svg: &str) -> Option<Drawing> {
        let mut options = options();
        let fonts = Arc::make_mut(&mut options.fontdb);
        for font in typst_assets::fonts() {
            fonts.load_font_data(font.to_vec());
        }
        Tree::from_data(svg.as_bytes(), &options).ok().map(Drawing)
    }

    /// The drawing in the middle of a PNG of that size, as large as it can be, times `share`;
    /// nothing is drawn behind it if there is no `ground`. Empty if there is no such picture.
    pub(crate) fn png(
        &self,
        width: u32,
        height: u32,
        share: f32,
        ground: Option<Color>,
    ) -> Vec<u8> {
        let (width, height) = (width.min(LARGEST), height.min(LARGEST));
        let Some(mut pixmap) = Pixmap::new(width, height) else {
            return Vec::new();
        };
        if let Some(ground) = ground {
            pixmap.fill(ground);
        }
        let (width, height) = (width as f32, height as f32);
        let own = self.0.size();
        let scale = share * (width / own.width()).min(height / own.height());
        let left = (width - scale * own.width()) / 2.0;
        let top = (height - scale * own.height()) / 2.0;
        let place = Transform::from_row(scale, 0.0, 0.0, scale, left, top);
        resvg::render(&self.0, place, &mut pixmap.as_mut());
        pixmap.encode_png().unwrap_or_default()
    }
}

fn options() -> Options<'static> {
    Options {
        resources_dir: None,
        image_href_resolver: resvg::usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

/// A colour written as `#rrggbb`; black if it is written otherwise.
pub(crate) fn colour(hex: &str) -> Color {
    let digits = hex.trim_start_matches('#');
    let part = |at: usize| {
        let part = digits.get(at..at + 2);
        part.and_then(|part| u8::from_str_radix(part, 16).ok())
            .unwrap_or(0)
    };
    Color::from_rgba8(part(0), part(2), part(4), 255)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: &[u8] =
        br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path fill="#f00" d="M0 0h2v2H0z"/></svg>"##;

    fn pixels(png: &[u8]) -> Pixmap {
        Pixmap::decode_png(png).unwrap()
    }

    #[test]
    fn a_drawing_stands_in_the_middle_of_its_ground() {
        let drawing = Drawing::read(SQUARE).unwrap();
        let picture = pixels(&drawing.png(40, 40, 0.5, Some(colour("#0000ff"))));
        let at = |x, y| picture.pixel(x, y).unwrap();
        assert_eq!((at(2, 2).blue(), at(2, 2).red()), (255, 0));
        assert_eq!((at(20, 20).blue(), at(20, 20).red()), (0, 255));
        let bare = pixels(&drawing.png(80, 40, 1.0, None));
        assert_eq!(bare.pixel(5, 20).unwrap().alpha(), 0);
        assert_eq!(bare.pixel(40, 20).unwrap().red(), 255);
    }

    #[test]
    fn text_is_drawn_in_our_fonts() {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40"><text x="5" y="30" font-size="30" font-family="Libertinus Serif">Hi</text></svg>"#;
        let picture = pixels(&Drawing::with_text(svg).unwrap().png(100, 40, 1.0, None));
        assert!(picture.pixels().iter().any(|pixel| pixel.alpha() == 255));
    }

    #[test]
    fn what_is_no_picture_gives_none_and_no_file_is_read() {
        assert!(Drawing::read(b"<html>").is_none());
        let outside = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image width="9" height="9" href="/etc/hostname.png"/></svg>"#;
        let picture = pixels(&Drawing::read(outside).unwrap().png(9, 9, 1.0, None));
        assert!(picture.pixels().iter().all(|pixel| pixel.alpha() == 0));
        assert!(
            Drawing::read(SQUARE)
                .unwrap()
                .png(0, 5, 1.0, None)
                .is_empty()
        );
    }
}
