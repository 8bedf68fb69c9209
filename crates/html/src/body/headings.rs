//! Headings and definition terms while they are being read: their text makes their id.

use coursebook_preprocessors::markdown::escape_html;
use coursebook_preprocessors::slug::Slugs;

/// The heading being read, and the ids given so far.
#[derive(Debug, Default)]
pub(super) struct Headings {
    slugs: Slugs,
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    level: u8,
    id: Option<String>,
    class: String,
    title: String,
    from: usize,
}

/// A heading that has been read.
#[derive(Debug)]
pub(super) struct Closed {
    /// 1 to 6; 0 for a term of a definition list.
    pub(super) level: u8,
    /// Its id.
    pub(super) id: String,
    /// Its text.
    pub(super) title: String,
    /// Its first event.
    pub(super) from: usize,
    class: String,
}

impl Headings {
    /// A heading starts with the event number `from`. Level 0 is a term of a definition list.
    pub(super) fn open(&mut self, level: u8, id: Option<String>, class: String, from: usize) {
        self.open = Some(Open {
            level,
            id,
            class,
            title: String::new(),
            from,
        });
    }

    /// Whether a heading is being read.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Text that belongs to the heading, if one is being read.
    pub(super) fn text(&mut self, text: &str) {
        if let Some(open) = &mut self.open {
            open.title.push_str(text);
        }
    }

    /// The heading ends.
    pub(super) fn close(&mut self) -> Option<Closed> {
        let Open {
            level,
            id,
            class,
            title,
            from,
        } = self.open.take()?;
        let id = id.unwrap_or_else(|| self.slugs.id_for(&title));
        Some(Closed {
            level,
            id,
            title: title.trim().replace('\n', " "),
            from,
            class,
        })
    }
}

impl Closed {
    /// `<h2 id="…">`.
    pub(super) fn start_tag(&self) -> String {
        let (name, id) = (self.element(), escape_html(&self.id));
        let class = match self.class.as_str() {
            "" => String::new(),
            class => format!(" class=\"{}\"", escape_html(class)),
        };
        format!("<{name} id=\"{id}\"{class}>")
    }

    /// The link to itself, and the end. The page's first heading needs no such link.
    pub(super) fn end_tag(&self) -> String {
        let (name, id) = (self.element(), escape_html(&self.id));
        match self.level {
            0 | 1 => format!("</{name}>\n"),
            _ => {
                let title = escape_html(&self.title);
                format!(
                    " <a class=\"anchor\" href=\"#{id}\" aria-label=\"Link to “{title}”\"></a></{name}>\n"
                )
            }
        }
    }

    fn element(&self) -> String {
        if self.level == 0 {
            "dt".to_owned()
        } else {
            format!("h{}", self.level)
        }
    }
}
