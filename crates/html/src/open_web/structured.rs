//! What a page is, for machines: schema.org's `Course` and `LearningResource`, as JSON-LD.
//!
//! [`course`] and [`chapter`] are the entry points. The text stands in a data block, which no
//! browser runs. Invariant: it holds no `<`, so that it ends no script.

use crate::book::{BookPages, Page};
use crate::settings::Settings;
use serde_json::{Map, Value, json};

/// The book, for its start page; empty if the site has no whole address.
pub(crate) fn course(settings: &Settings, share: &str) -> String {
    let url = settings.absolute_url("");
    if url.is_empty() {
        return String::new();
    }
    let book = &settings.book;
    let authors: Vec<Value> = book.authors.iter().map(|name| person(name)).collect();
    let provider = book.authors.first().unwrap_or(&book.title);
    let mut course = object(json!({
        "@context": "https://schema.org",
        "@type": "Course",
        "name": book.title,
        "url": url,
        "inLanguage": book.language,
        "provider": { "@type": "Organization", "name": provider },
    }));
    add(&mut course, "description", json!(book.description));
    add(&mut course, "author", json!(authors));
    if !share.is_empty() {
        course.insert("image".to_owned(), json!(settings.absolute_url(share)));
    }
    written(course)
}

/// A chapter; empty if the site has no whole address.
pub(crate) fn chapter(settings: &Settings, pages: &BookPages, page: &Page, url: &str) -> String {
    if url.is_empty() {
        return String::new();
    }
    let front_matter = page.facts.front_matter.as_ref();
    let mut chapter = object(json!({
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": page.title,
        "url": url,
        "inLanguage": settings.book.language,
        "learningResourceType": "chapter",
        "isPartOf": {
            "@type": "Course",
            "name": settings.book.title,
            "url": settings.absolute_url(""),
        },
    }));
    if let Some(front_matter) = front_matter {
        add(&mut chapter, "description", json!(front_matter.description));
        add(&mut chapter, "keywords", json!(front_matter.tags));
        let minutes = front_matter.minutes.map(|minutes| format!("PT{minutes}M"));
        add(&mut chapter, "timeRequired", json!(minutes));
    }
    if let Some(phase) = pages.phase_of(page) {
        add(&mut chapter, "articleSection", json!(phase));
    }
    written(chapter)
}

fn person(name: &str) -> Value {
    json!({ "@type": "Person", "name": name })
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}

/// Adds what says something.
fn add(object: &mut Map<String, Value>, key: &str, value: Value) {
    let is_empty = match &value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    };
    if !is_empty {
        object.insert(key.to_owned(), value);
    }
}

fn written(object: Map<String, Value>) -> String {
    Value::Object(object).to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_data_block() {
        let written = written(object(json!({ "name": "</script><script>", "x": 1 })));
        assert!(!written.contains('<'), "{written}");
        let read: Value = serde_json::from_str(&written).unwrap();
        assert_eq!(read["name"], "</script><script>");
    }

    #[test]
    fn what_says_nothing_is_left_out() {
        let mut object = Map::new();
        add(&mut object, "a", json!(None::<String>));
        add(&mut object, "b", json!([]));
        add(&mut object, "c", json!(""));
        add(&mut object, "d", json!("x"));
        assert_eq!(Value::Object(object), json!({ "d": "x" }));
    }
}
