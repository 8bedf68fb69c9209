//! Whether a picture can be shown, before it is: Typst would fail a whole book on one that cannot,
//! and does not say which.

use coursebook_preprocessors::tags::Tags;
use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};

/// Decodes a picture of the format that its name tells.
///
/// # Errors
/// Why it cannot be shown.
pub(crate) fn check(bytes: &[u8], format: &str) -> Result<(), String> {
    let data = Bytes::new(bytes.to_vec());
    let raster = match format {
        "png" => ExchangeFormat::Png,
        "jpg" => ExchangeFormat::Jpg,
        "gif" => ExchangeFormat::Gif,
        "webp" => ExchangeFormat::Webp,
        _ => return check_svg(bytes, data),
    };
    let decoded = RasterImage::plain(data, raster);
    decoded.map(|_| ()).map_err(|error| error.to_string())
}

fn check_svg(bytes: &[u8], data: Bytes) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is no UTF-8 text".to_owned())?;
    if text.contains("<!ENTITY") {
        return Err("it declares entities".to_owned());
    }
    // Nothing but the picture itself is read.
    let linked = Tags::of(text)
        .filter(|tag| !tag.is_end)
        .filter(|tag| tag.is("image") || tag.is("feImage"))
        .flat_map(|tag| tag.attributes)
        .filter(|attribute| attribute.is("href") || attribute.is("xlink:href"))
        .map(|attribute| text[attribute.value].trim())
        .find(|link| !link.starts_with("data:") && !link.starts_with('#'));
    if let Some(link) = linked {
        return Err(format!("it shows another file, `{link}`"));
    }
    match SvgImage::new(data) {
        Ok(_) => Ok(()),
        Err(_) => Err("it is no SVG that can be read".to_owned()),
    }
}
