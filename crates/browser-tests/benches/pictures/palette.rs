//! A screenshot in few colours: [`reduced`].
//!
//! A page is drawn in some dozen colours, and the hundreds besides are the edges of its letters. So
//! the most frequent colours are the palette, and each other one becomes the nearest of them.
//! Invariant: what is drawn flat keeps its colour.

use anyhow::{Context, Result, ensure};
use std::collections::HashMap;

/// The most that a palette of PNG holds.
const MOST: usize = 256;
/// Colours that are not further apart than this are shades of one, as squares of distances.
const APART: u32 = 500;

type Colour = [u8; 3];

/// The same picture with a palette; takes and gives a PNG file.
pub(crate) fn reduced(screenshot: &[u8]) -> Result<Vec<u8>> {
    let (width, height, pixels) = pixels_of(screenshot)?;
    let palette = most_frequent(&pixels);
    let mut places = HashMap::new();
    let indices: Vec<u8> = pixels
        .iter()
        .map(|pixel| {
            *places
                .entry(*pixel)
                .or_insert_with(|| nearest(&palette, *pixel))
        })
        .collect();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::High);
    // Neighbours in a palette are none in colour, so that a filter only disturbs.
    encoder.set_filter(png::Filter::NoFilter);
    encoder.write_header()?.write_image_data(&indices)?;
    Ok(file)
}

fn pixels_of(file: &[u8]) -> Result<(u32, u32, Vec<Colour>)> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info()?;
    let mut bytes = vec![
        0;
        reader
            .output_buffer_size()
            .context("the picture is too large")?
    ];
    let frame = reader.next_frame(&mut bytes)?;
    let samples = frame.color_type.samples();
    ensure!(
        samples >= 3 && frame.bit_depth == png::BitDepth::Eight,
        "a screenshot has three or four bytes a pixel"
    );
    let pixels = bytes.chunks_exact(samples);
    let pixels = pixels.map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    Ok((frame.width, frame.height, pixels))
}

/// The colours that stand for all: first those that differ from every more frequent one, so that a
/// small sign keeps its own; then the shades between them.
fn most_frequent(pixels: &[Colour]) -> Vec<Colour> {
    let mut counts: HashMap<Colour, usize> = HashMap::new();
    for pixel in pixels {
        *counts.entry(*pixel).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    // By colour where two are as frequent: the same picture is the same file.
    counts.sort_unstable_by_key(|(colour, count)| (std::cmp::Reverse(*count), *colour));
    let mut palette: Vec<Colour> = Vec::new();
    let mut shades = Vec::new();
    for (colour, _) in counts {
        let is_apart = palette.iter().all(|other| distance(other, &colour) > APART);
        match is_apart && palette.len() < MOST {
            true => palette.push(colour),
            false => shades.push(colour),
        }
    }
    let room = MOST - palette.len();
    palette.extend(shades.into_iter().take(room));
    palette
}

/// The square of how far two colours are apart.
fn distance(one: &Colour, other: &Colour) -> u32 {
    let parts = one.iter().zip(other);
    parts.map(|(a, b)| u32::from(a.abs_diff(*b)).pow(2)).sum()
}

/// The place of the nearest colour; a palette has at most 256.
fn nearest(palette: &[Colour], colour: Colour) -> u8 {
    let places = palette.iter().enumerate();
    let nearest = places.min_by_key(|(_, other)| distance(other, &colour));
    nearest.map_or(0, |(place, _)| place as u8)
}
