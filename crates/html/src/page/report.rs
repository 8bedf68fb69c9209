//! The address at which a reader reports a mistake: a new issue, filled in.
//!
//! [`address`] is the entry point. Invariant: everything that is filled in is percent-encoded.

/// What is filled in.
pub(super) struct Report<'a> {
    /// The issue's title.
    pub(super) title: &'a str,
    /// Its text.
    pub(super) text: &'a str,
}

/// The address at the book's repository; none if it has none on the web, or one of a host whose
/// issues cannot be filled in.
pub(super) fn address(repository: &str, report: &Report<'_>) -> Option<String> {
    let rest = repository
        .strip_prefix("https://")
        .or_else(|| repository.strip_prefix("http://"))?;
    let host = rest.split('/').next()?;
    let repository = repository.trim_end_matches('/').trim_end_matches(".git");
    let (title, text) = (encoded(report.title), encoded(report.text));
    Some(if host.contains("gitlab") {
        format!("{repository}/-/issues/new?issue[title]={title}&issue[description]={text}")
    } else {
        format!("{repository}/issues/new?title={title}&body={text}")
    })
}

fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                encoded.push(byte as char);
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issue_is_filled_in() {
        let report = Report {
            title: "A & “b”",
            text: "x\ny?",
        };
        assert_eq!(
            address("https://github.com/a/b.git", &report).unwrap(),
            "https://github.com/a/b/issues/new?title=A%20%26%20%E2%80%9Cb%E2%80%9D&body=x%0Ay%3F"
        );
        let gitlab = address("https://gitlab.com/a/b/", &report).unwrap();
        assert!(gitlab.starts_with("https://gitlab.com/a/b/-/issues/new?issue[title]="));
        assert_eq!(address("git@example.org:a/b", &report), None);
    }
}
