//! XML in the making.
//!
//! [`Xml`] is the entry point. Invariant: every element that is opened is closed, and text and
//! attributes are escaped.

use crate::markdown::render::escaped;

/// Pieces of a document.
#[derive(Debug, Default)]
pub(super) struct Xml {
    out: String,
}

/// Attributes with their values.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// A document with its first line.
    pub(super) fn document() -> Xml {
        Xml {
            out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(),
        }
    }

    /// An element and what is in it.
    pub(super) fn element(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        inside: impl FnOnce(&mut Xml),
    ) {
        self.start(name, attributes);
        let before = self.out.len();
        self.out.push('>');
        inside(self);
        if self.out.len() == before + 1 {
            self.out.truncate(before);
            self.out.push_str("/>");
            return;
        }
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// An element with nothing in it.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.element(name, attributes, |_| {});
    }

    /// An element with text in it.
    pub(super) fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.element(name, attributes, |xml| xml.out.push_str(&escaped(text)));
    }

    fn start(&mut self, name: &str, attributes: Attributes<'_>) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            // A line's end in an attribute is a blank to whoever reads it.
            self.out.push_str(&escaped(value).replace('\n', "&#10;"));
            self.out.push('"');
        }
    }

    /// Well-formed XML as it is.
    pub(super) fn raw(&mut self, xml: &str) {
        self.out.push_str(xml);
    }

    /// What was written.
    pub(super) fn finish(self) -> String {
        self.out
    }
}

/// A piece of XML.
pub(super) fn piece(write: impl FnOnce(&mut Xml)) -> String {
    let mut xml = Xml::default();
    write(&mut xml);
    xml.finish()
}
