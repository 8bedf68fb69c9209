//! Words for text alternatives. Entry points: [`summary`], [`arrow`].
//!
//! Invariant: a line is never empty and holds no markup.

/// Longest generated description, in characters: a screen reader reads it in one breath.
const LIMIT: usize = 400;

/// A description for a picture whose author wrote none.
pub(crate) fn summary(kind: &str, outline: &[String]) -> String {
    let mut text = format!("{kind}: ");
    let mut said = 0;
    for line in outline {
        if text.chars().count() + line.chars().count() > LIMIT {
            break;
        }
        if said > 0 {
            text.push_str("; ");
        }
        text.push_str(line);
        said += 1;
    }
    match outline.len() - said {
        0 => text + ".",
        left => format!("{text}; and {left} more."),
    }
}

/// One line about an arrow.
pub(crate) fn arrow(from: &str, sign: &str, to: &str, label: Option<&str>) -> String {
    match label.filter(|label| !label.is_empty()) {
        Some(label) => format!("{from} {sign} {to}: {label}"),
        None => format!("{from} {sign} {to}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_says_how_much_it_leaves_out() {
        let lines: Vec<String> = (0..100).map(|n| format!("line number {n}")).collect();
        let text = summary("Flowchart", &lines);
        assert!(text.chars().count() < LIMIT + 30);
        assert!(text.contains("more."), "{text}");
        assert_eq!(summary("Pie chart", &["a".to_owned()]), "Pie chart: a.");
    }
}
