//! A finished PDF with its objects packed into streams: tags double its size otherwise.
//!
//! Invariant: what cannot be packed stays as it is; a PDF is never lost to its own size.

/// The same document in fewer bytes.
pub(crate) fn pack(bytes: Vec<u8>) -> Vec<u8> {
    let Ok(mut document) = lopdf::Document::load_mem(&bytes) else {
        return bytes;
    };
    let mut packed = Vec::with_capacity(bytes.len());
    match document.save_modern(&mut packed) {
        Ok(()) if packed.len() < bytes.len() => packed,
        _ => bytes,
    }
}
